import type { Argument } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import { formatCall } from "./formatting.js";
import { Kind } from "./kinds.js";
import type { Lowering, ReadExpression } from "./lowering.js";
import { readCallee } from "./names.js";
import { NONE, type NodeId } from "./syntax.js";

/** Reads a chain of calls, attributes and items from its left end, however long it is. */
function readChain(l: Lowering, node: NodeId): ValueId {
  const { syntax } = l;
  const chain: NodeId[] = [];
  let root = node;
  while (root !== NONE && isLink(syntax.kind(root))) {
    chain.push(root);
    root = syntax.operand(root, 0);
  }
  const innermost = chain[chain.length - 1] ?? node;
  const isCallee = syntax.kind(innermost) === Kind.call && syntax.kind(root) === Kind.identifier;
  let value = isCallee ? readCallee(l, root) : l.expression(syntax.kind(root) === Kind.list_splat ? syntax.operand(root, 0) : root);
  for (let i = chain.length - 1; i >= 0; i--) value = readLink(l, chain[i] ?? node, value);
  return value;
}

function isLink(kind: number): boolean {
  return kind === Kind.call || kind === Kind.attribute || kind === Kind.subscript;
}

function readLink(l: Lowering, node: NodeId, base: ValueId): ValueId {
  const { syntax, values } = l;
  const kind = syntax.kind(node);
  if (kind === Kind.call) return readCall(l, node, base);
  if (kind === Kind.attribute) {
    const value = values.attribute(base, syntax.textOf(syntax.operand(node, 1)));
    l.read(value, node);
    return value;
  }
  return readItem(l, node, base);
}

function readCall(l: Lowering, node: NodeId, callee: ValueId): ValueId {
  const args = readArguments(l, l.syntax.operand(node, 1));
  const call = l.call(callee, args, node);
  return formatCall(l, callee, args) ?? l.values.result(call);
}

/** Reads the arguments of a call in order. */
export function readArguments(l: Lowering, list: NodeId): readonly Argument[] {
  const { syntax } = l;
  if (list === NONE) return [];
  if (syntax.kind(list) !== Kind.argument_list) return [{ value: l.expression(list), at: l.span(list) }];
  return syntax.operands(list).map((node) => readArgument(l, node));
}

function readArgument(l: Lowering, node: NodeId): Argument {
  const { syntax } = l;
  const kind = syntax.kind(node);
  if (kind === Kind.keyword_argument) {
    const value = syntax.operand(node, 1);
    return { value: l.expression(value), name: syntax.textOf(syntax.operand(node, 0)), at: l.span(value === NONE ? node : value) };
  }
  if (kind === Kind.dictionary_splat) return { value: l.expression(syntax.operand(node, 0)), spread: "entries", at: l.span(syntax.operand(node, 0)) };
  if (syntax.isSplat(node)) return { value: readSplat(l, node), spread: "items", at: l.span(kind === Kind.list_splat ? syntax.operand(node, 0) : node) };
  return { value: l.expression(node), at: l.span(node) };
}

/** Reads what a starred item holds; the star may be bound to the left end of a chain. */
export function readSplat(l: Lowering, node: NodeId): ValueId {
  return l.expression(l.syntax.kind(node) === Kind.list_splat ? l.syntax.operand(node, 0) : node);
}

function readItem(l: Lowering, node: NodeId, base: ValueId): ValueId {
  const { syntax, values } = l;
  const keys = syntax.operands(node).slice(1);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && syntax.kind(only) === Kind.slice) return values.operation("slice", [base, ...readBounds(l, only)]);
  const key = readKey(l, node);
  const value = values.lookup("item", base, key);
  if (values.at(key)?.kind === "constant") l.read(value, node);
  return value;
}

/** Reads the key of an item: `x[k]`, or a tuple for `x[a, b]`. */
export function readKey(l: Lowering, node: NodeId): ValueId {
  const { syntax, values } = l;
  const keys = syntax.operands(node).slice(1);
  const [only] = keys;
  const commas = /,\s*\]$/.test(l.syntax.text.slice(only === undefined ? syntax.start(node) : syntax.end(only), syntax.end(node)));
  if (only !== undefined && keys.length === 1 && !commas && !syntax.isSplat(only)) return l.expression(only);
  let starred = false;
  const items = keys.map((key) => {
    if (!syntax.isSplat(key)) return l.expression(key);
    starred = true;
    return values.element(readSplat(l, key), -1);
  });
  return values.list(items, "tuple", starred);
}

/** Start, stop and step of a slice; `None` where one is left out. */
function readBounds(l: Lowering, slice: NodeId): readonly ValueId[] {
  const { syntax, values } = l;
  const bounds: ValueId[] = [];
  let pending: ValueId | undefined;
  for (let child = syntax.first(slice); child !== NONE; child = syntax.next(child, slice)) {
    if (syntax.isOperand(child)) {
      pending = l.expression(child);
      continue;
    }
    bounds.push(pending ?? values.constant(null));
    pending = undefined;
  }
  bounds.push(pending ?? values.constant(null));
  return bounds;
}

/** Calls, attributes, items and slices. */
export const accessReaders: readonly (readonly [number, ReadExpression])[] = [
  [Kind.call, readChain],
  [Kind.attribute, readChain],
  [Kind.subscript, readChain],
  [Kind.slice, (l, node) => l.values.operation(":", readBounds(l, node))],
];
