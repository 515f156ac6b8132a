import type { ValueId } from "../../facts/value.js";
import { Kind, Token } from "./kinds.js";
import type { Lowering } from "./lowering.js";
import { readDotted } from "./names.js";
import { NONE, type NodeId, type Syntax } from "./syntax.js";
import { bindName } from "./targets.js";

/** Any position, and all positions that a star takes (`ElementValue.index`). */
const ANY = -1;
const REST = -2;

/** Binds the names that a `case` pattern captures out of a value. */
export function bindPattern(l: Lowering, node: NodeId, value: ValueId): void {
  const { syntax, values } = l;
  if (node === NONE || !l.enter(node)) return;
  const parts = syntax.operands(node);
  const [first = NONE, second = NONE] = parts;
  switch (syntax.kind(node)) {
    case Kind.case_pattern:
      bindPattern(l, first, value);
      break;
    case Kind.dotted_name:
      if (isCapture(syntax, node)) bindName(l, syntax.textOf(node), value, node);
      break;
    case Kind.as_pattern:
      bindPattern(l, first, value);
      if (syntax.kind(second) === Kind.identifier) bindName(l, syntax.textOf(second), value, second);
      break;
    case Kind.union_pattern:
      for (const part of parts) bindPattern(l, part, value);
      break;
    case Kind.tuple_pattern:
    case Kind.list_pattern:
      if (isGroup(syntax, node, parts)) bindPattern(l, first, value);
      else bindSequence(l, parts, value);
      break;
    case Kind.splat_pattern:
      if (syntax.kind(first) === Kind.identifier) bindName(l, syntax.textOf(first), value, first);
      break;
    case Kind.dict_pattern:
      bindMapping(l, parts, value);
      break;
    case Kind.class_pattern:
      parts.slice(1).forEach((part, i) => {
        const inner = syntax.operand(part, 0);
        bindPattern(l, syntax.kind(inner) === Kind.keyword_pattern ? inner : part, syntax.kind(inner) === Kind.keyword_pattern ? value : values.element(value, i));
      });
      break;
    case Kind.keyword_pattern:
      bindPattern(l, second, values.attribute(value, syntax.textOf(first)));
      break;
    default:
  }
  l.leave();
}

function bindSequence(l: Lowering, parts: readonly NodeId[], value: ValueId): void {
  const { syntax, values } = l;
  const star = parts.findIndex((part) => syntax.isSplat(part));
  parts.forEach((part, i) => bindPattern(l, part, values.element(value, i === star ? REST : star >= 0 && i > star ? ANY : i)));
}

function bindMapping(l: Lowering, parts: readonly NodeId[], value: ValueId): void {
  const { syntax, values } = l;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? NONE;
    if (syntax.kind(part) === Kind.splat_pattern) {
      bindPattern(l, part, value);
      continue;
    }
    bindPattern(l, parts[++i] ?? NONE, values.lookup("item", value, l.expression(part)));
  }
}

/** When a `case` is taken: compared with literals and constants, or else an operation that only says that it depends on the subject. */
export function patternCondition(l: Lowering, patterns: readonly NodeId[], subject: ValueId): ValueId {
  const { syntax, values } = l;
  const [pattern] = patterns;
  const alternatives = patterns.length === 1 && pattern !== undefined ? alternativesOf(syntax, pattern) : [];
  const read = alternatives.map((alternative) => readConstant(l, alternative));
  const known = read.filter((value): value is ValueId => value !== null);
  const [only] = known;
  if (only === undefined || known.length < read.length) return values.operation("case", [subject]);
  return known.length === 1 ? values.operation("==", [subject, only]) : values.operation("in", [subject, values.list(known, "tuple")]);
}

function alternativesOf(syntax: Syntax, pattern: NodeId): readonly NodeId[] {
  let node = pattern;
  while (syntax.kind(node) === Kind.case_pattern || (syntax.kind(node) === Kind.tuple_pattern && isGroup(syntax, node, syntax.operands(node)))) {
    // A minus sign stands beside its number: no plain literal.
    if (syntax.hasToken(node, Token["-"])) return [];
    node = syntax.operand(node, 0);
  }
  if (syntax.kind(node) === Kind.as_pattern) return alternativesOf(syntax, syntax.operand(node, 0));
  if (syntax.kind(node) === Kind.union_pattern) return syntax.hasToken(node, Token["-"]) ? [] : syntax.operands(node);
  return [node];
}

function readConstant(l: Lowering, node: NodeId): ValueId | null {
  const { syntax } = l;
  if (node === NONE) return null;
  if (syntax.kind(node) !== Kind.dotted_name) return syntax.kind(node) !== Kind.list_pattern && syntax.kind(node) !== Kind.tuple_pattern && l.isExpression(node) ? l.expression(node) : null;
  return isCapture(syntax, node) || syntax.textOf(node) === "_" ? null : readDotted(l, node);
}

/** True for a pattern that takes whatever comes. */
export function takesAll(l: Lowering, patterns: readonly NodeId[]): boolean {
  const { syntax } = l;
  const [pattern] = patterns;
  if (patterns.length !== 1 || pattern === undefined) return false;
  if (syntax.hasToken(pattern, Token._)) return true;
  const inner = syntax.operand(pattern, 0);
  return syntax.kind(inner) === Kind.dotted_name && !syntax.textOf(inner).includes(".");
}

/** A bare name in a pattern is bound, a dotted one compared. */
function isCapture(syntax: Syntax, name: NodeId): boolean {
  const text = syntax.textOf(name);
  return text !== "_" && !text.includes(".");
}

/** `(x)` without a comma only groups. */
function isGroup(syntax: Syntax, node: NodeId, parts: readonly NodeId[]): boolean {
  return syntax.kind(node) === Kind.tuple_pattern && parts.length === 1 && !/,\s*\)$/.test(syntax.textOf(node));
}
