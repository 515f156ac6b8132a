import type { ValueId } from "../../facts/value.js";
import { Kind, Token } from "./kinds.js";
import type { Lowering, ReadExpression } from "./lowering.js";
import { decodeContent, isFormatted, splitLiteral } from "./string-literal.js";
import { NONE, type NodeId } from "./syntax.js";

function readString(l: Lowering, node: NodeId): ValueId {
  const parts: ValueId[] = [];
  const formatted = readParts(l, node, parts);
  const [only] = parts;
  if (!formatted && only !== undefined) return only;
  return l.values.join("concat", parts);
}

function readConcatenated(l: Lowering, node: NodeId): ValueId {
  const parts: ValueId[] = [];
  for (const piece of l.syntax.operands(node)) if (l.syntax.kind(piece) === Kind.string) readParts(l, piece, parts);
  return l.values.join("concat", parts);
}

/** Adds the pieces of one literal; true where it has holes. */
function readParts(l: Lowering, node: NodeId, parts: ValueId[]): boolean {
  const { syntax, values } = l;
  const text = syntax.textOf(node);
  const { prefix, from, to } = splitLiteral(text);
  if (!isFormatted(prefix) || syntax.child(node, Kind.interpolation) === NONE) {
    parts.push(values.text(decodeContent(text.slice(from, to), prefix), l.span(node)));
    return false;
  }
  for (const child of syntax.operands(node)) {
    const kind = syntax.kind(child);
    if (kind === Kind.string_content) parts.push(values.text(decodeContent(syntax.textOf(child), prefix), l.span(child)));
    else if (kind === Kind.interpolation) readHole(l, child, parts);
  }
  return true;
}

function readHole(l: Lowering, hole: NodeId, parts: ValueId[]): void {
  const { syntax, values } = l;
  const inner = syntax.operand(hole, 0);
  // A bare `:=` here begins a format specification.
  const expression = syntax.kind(inner) === Kind.named_expression ? syntax.operand(inner, 0) : inner;
  const value = l.expression(expression);
  const equals = syntax.child(hole, Token["="]);
  if (equals !== NONE) {
    const [start, end] = [syntax.start(hole) + 1, syntax.start(equals) + 1];
    parts.push(values.text(syntax.text.slice(start, end), l.lines.span(start, end)));
  }
  const conversion = syntax.child(hole, Kind.type_conversion);
  const repr = conversion === NONE ? equals !== NONE : syntax.textOf(conversion) !== "!s";
  parts.push(repr ? values.operation("repr", [value]) : value);
  const specification = syntax.child(hole, Kind.format_specifier);
  if (specification === NONE) return;
  for (const nested of syntax.operands(specification)) if (syntax.kind(nested) === Kind.format_expression) l.expression(syntax.operand(nested, 0));
}

/** The text of a plain string literal, alone or concatenated; null for anything else. */
export function plainText(l: Lowering, node: NodeId): string | null {
  const { syntax } = l;
  const pieces = syntax.kind(node) === Kind.concatenated_string ? syntax.operands(node) : [node];
  let text = "";
  for (const piece of pieces) {
    if (syntax.kind(piece) !== Kind.string) return null;
    const literal = syntax.textOf(piece);
    const { prefix, from, to } = splitLiteral(literal);
    if (isFormatted(prefix) || prefix.includes("b")) return null;
    text += decodeContent(literal.slice(from, to), prefix);
  }
  return text;
}

function readInteger(l: Lowering, node: NodeId): ValueId {
  const text = l.syntax.textOf(node).replaceAll("_", "").toLowerCase();
  if (text.endsWith("j")) return l.values.unknown("complex number");
  const digits = text.replace(/l$/, "");
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = Number(octal);
  return Number.isFinite(value) ? l.values.constant(value) : l.values.unknown("number out of range");
}

function readFloat(l: Lowering, node: NodeId): ValueId {
  const text = l.syntax.textOf(node).replaceAll("_", "").toLowerCase();
  const value = Number(text);
  return Number.isFinite(value) ? l.values.constant(value) : l.values.unknown(text.endsWith("j") ? "complex number" : "number out of range");
}

/** Strings, numbers and other literals. */
export const literalReaders: readonly (readonly [number, ReadExpression])[] = [
  [Kind.string, readString],
  [Kind.concatenated_string, readConcatenated],
  [Kind.integer, readInteger],
  [Kind.float, readFloat],
  [Kind.true, (l) => l.values.constant(true)],
  [Kind.false, (l) => l.values.constant(false)],
  [Kind.none, (l) => l.values.constant(null)],
  [Kind.ellipsis, (l) => l.values.operation("...", [])],
];
