import type * as ts from "typescript";
import type { Argument } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import { bare } from "./changes.js";
import type { Compiler } from "./compiler.js";
import { requireCall } from "./imports.js";
import { reads, type Lowering, type ReadExpression, type Reader, type TypeScriptFrame } from "./lowering.js";
import { meaningOf } from "./names.js";
import { continueWith } from "./promises.js";

type Link = ts.CallExpression | ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** Reads a chain of calls, attributes and items from its left end, however long it is. */
function readChain(l: Lowering, node: Link): ValueId {
  const { ts } = l;
  const chain: Link[] = [];
  let root: ts.Node = node;
  while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) {
    chain.push(root);
    root = bare(ts, root.expression);
  }
  const innermost = chain.pop() ?? node;
  let value = readFirst(l, innermost, root);
  for (let link = chain.pop(); link; link = chain.pop()) value = readLink(l, link, value);
  return value;
}

function readFirst(l: Lowering, link: Link, root: ts.Node): ValueId {
  const { ts, values } = l;
  const base = baseOf(l);
  if (ts.isCallExpression(link)) {
    const module = requireCall(l, link);
    if (module !== null) return module;
    // A base class is called with the object itself, as a method taken from the class is.
    if (root.kind === ts.SyntaxKind.SuperKeyword) return readCall(l, link, base === null ? values.unknown("super") : values.attribute(base, "constructor"), [selfArgument(l, link)]);
    return readCall(l, link, ts.isIdentifier(root) ? meaningOf(l, root.text) : l.expression(root));
  }
  if (root.kind === ts.SyntaxKind.SuperKeyword) return base === null ? values.unknown("super") : readLink(l, link, base);
  return readLink(l, link, l.expression(root));
}

/** What the class around the place extends. */
function baseOf(l: Lowering): ValueId | null {
  for (let frame: TypeScriptFrame | null = l.frame; frame; frame = frame.parent) if (frame.kind === "class") return frame.unit.bases[0] ?? null;
  return null;
}

function selfArgument(l: Lowering, at: ts.Node): Argument {
  return { value: meaningOf(l, "this"), at: l.span(at) };
}

function readLink(l: Lowering, node: Link, base: ValueId): ValueId {
  const { ts, values } = l;
  if (ts.isCallExpression(node)) {
    const callee = bare(ts, node.expression);
    const isSuper = ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.SuperKeyword;
    return readCall(l, node, base, isSuper ? [selfArgument(l, node)] : []);
  }
  if (ts.isPropertyAccessExpression(node)) {
    const value = values.attribute(base, node.name.text);
    l.read(value, node);
    return value;
  }
  const key = l.expression(node.argumentExpression);
  const value = values.lookup("item", base, key);
  if (values.at(key)?.kind === "constant") l.read(value, node);
  return value;
}

function readCall(l: Lowering, node: ts.CallExpression, callee: ValueId, before: readonly Argument[] = []): ValueId {
  const args = [...before, ...readArguments(l, node.arguments)];
  const call = l.call(callee, args, node);
  return continueWith(l, node, callee, args, l.values.result(call));
}

/** Reads the arguments of a call in order. */
export function readArguments(l: Lowering, nodes: readonly ts.Expression[]): readonly Argument[] {
  return nodes.map((node): Argument =>
    l.ts.isSpreadElement(node) ? { value: l.expression(node.expression), spread: "items", at: l.span(node.expression) } : { value: l.expression(node), at: l.span(node) });
}

function readNew(l: Lowering, node: ts.NewExpression): ValueId {
  const { ts, values } = l;
  const root = bare(ts, node.expression);
  const [executor] = node.arguments ?? [];
  if (executor && ts.isIdentifier(root) && root.text === "Promise" && (ts.isArrowFunction(executor) || ts.isFunctionExpression(executor))) return readPromise(l, executor, node);
  const callee = ts.isIdentifier(root) ? meaningOf(l, root.text) : l.expression(root);
  return values.result(l.call(callee, readArguments(l, node.arguments ?? []), node));
}

/** `new Promise((resolve) => ...)`: its function runs at once, and what it hands to `resolve` is the value. */
function readPromise(l: Lowering, executor: ts.ArrowFunction | ts.FunctionExpression, node: ts.NewExpression): ValueId {
  const { values } = l;
  const first = l.calls.length;
  const value = l.expression(executor);
  const found = values.at(value);
  const unit = found?.kind === "unit" ? l.units[found.unit] : undefined;
  if (unit && unit.parameters.length > 0) {
    const resolve = values.parameter(unit.id, 0);
    for (const call of l.calls.slice(first)) {
      const [given] = call.args;
      if (call.unit === unit.id && call.callee === resolve && given) unit.returns.push({ value: given.value, at: given.at, branch: call.branch });
    }
  }
  return values.result(l.call(value, [], node));
}

/** Calls, `new`, attributes and items. */
export function accessReaders({ SyntaxKind }: Compiler): readonly Reader<ReadExpression>[] {
  return [
    reads<ts.CallExpression>(SyntaxKind.CallExpression, readChain),
    reads<ts.PropertyAccessExpression>(SyntaxKind.PropertyAccessExpression, readChain),
    reads<ts.ElementAccessExpression>(SyntaxKind.ElementAccessExpression, readChain),
    reads<ts.NewExpression>(SyntaxKind.NewExpression, readNew),
  ];
}
