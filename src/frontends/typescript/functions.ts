import type * as ts from "typescript";
import type { UnitKind } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { UnitDraft } from "../frame.js";
import { readType } from "./annotations.js";
import { readBlock, readStatements } from "./blocks.js";
import type { Compiler } from "./compiler.js";
import { nameText } from "./keys.js";
import { reads, runs, type Lowering, type ReadExpression, type ReadStatement, type Reader, type TypeScriptFrame } from "./lowering.js";
import { assign } from "./targets.js";

/** Anything with parameters and a body. */
export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration;

const THIS = "this";

/** Opens a function's unit and reads its head; a method takes its object as first parameter `this`. */
export function openFunction(l: Lowering, node: FunctionNode, kind: UnitKind, name: string, self: boolean): UnitDraft {
  const { ts } = l;
  const isAsync = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  const unit = l.openUnit(kind, name, l.frame, l.span(node), isAsync);
  if (self) unit.parameters.push({ name: THIS, kind: "positional", at: l.span(node.name ?? node) });
  for (const parameter of node.parameters) {
    if (ts.isIdentifier(parameter.name) && parameter.name.text === THIS) continue;
    const annotation = l.quietly(() => readType(l, parameter.type));
    unit.parameters.push({
      name: ts.isIdentifier(parameter.name) ? parameter.name.text : patternText(l, parameter.name), kind: parameter.dotDotDotToken ? "rest" : "positional",
      ...(parameter.initializer && { default: l.expression(parameter.initializer) }), ...(annotation !== undefined && { annotation }), at: l.span(parameter),
    });
  }
  const returned = l.quietly(() => readType(l, node.type));
  if (returned !== undefined) unit.returnAnnotation = returned;
  return unit;
}

/** A pattern as the name of its parameter, in one line. */
function patternText(l: Lowering, name: ts.BindingName): string {
  return l.textOf(name).replace(/\s+/g, " ").slice(0, 80);
}

/** Reads the body of a function in a frame of its own. */
export function readBody(l: Lowering, node: FunctionNode, unit: UnitDraft, parent: TypeScriptFrame): TypeScriptFrame["deferred"] {
  const { ts } = l;
  let deferred: TypeScriptFrame["deferred"] = [];
  l.inFrame(unit, l.scopeOf(node), parent, false, (frame) => {
    const offset = unit.parameters[0]?.name === THIS ? 1 : 0;
    if (offset) frame.env.set(THIS, l.values.parameter(unit.id, 0));
    const parameters = node.parameters.filter(({ name }) => !ts.isIdentifier(name) || name.text !== THIS);
    parameters.forEach((parameter, i) => assign(l, parameter.name, l.values.parameter(unit.id, i + offset), { quiet: true }));
    for (const parameter of parameters) if (ts.isConstructorDeclaration(node) && parameter.modifiers?.length && ts.isIdentifier(parameter.name)) keepParameter(l, parameter.name);
    if (node.body && !ts.isBlock(node.body)) unit.returns.push({ value: l.expression(node.body), at: l.span(node.body), branch: -1 });
    else if (node.body) readStatements(l, node.body.statements);
    deferred = frame.deferred;
  });
  return deferred;
}

/** `constructor(private x: T)` stores its parameter in the object. */
function keepParameter(l: Lowering, name: ts.Identifier): void {
  const { values, frame } = l;
  const [self, value] = [frame.env.get(THIS), frame.env.get(name.text)];
  if (self === undefined || value === undefined) return;
  frame.unit.stores.push({ target: "attribute", base: values.place(self), key: name.text, value, at: l.span(name), branch: -1 });
  frame.env.set(THIS, values.updated("attribute", self, values.key(name.text), value));
}

/** Reads bodies that waited, outermost first, without recursion. */
export function readDeferred(l: Lowering, waiting: TypeScriptFrame["deferred"]): void {
  const work = [...waiting].reverse();
  for (let next = work.pop(); next; next = work.pop()) {
    const { node, unit, parent } = next;
    if (isFunction(l, node)) work.push(...readBody(l, node, unit, parent).reverse());
  }
}

/** True for what `FunctionNode` lists. */
export function isFunction(l: Lowering, node: ts.Node): node is FunctionNode {
  const { ts } = l;
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node);
}

/** A function as a value: it mostly runs where it stands (a callback), so it sees names as they are here, but no branch or loop guards it. */
export function readFunctionValue(l: Lowering, node: FunctionNode): ValueId {
  const unit = openFunction(l, node, "lambda", nameText(l, node.name) || "<lambda>", false);
  readDeferred(l, readBody(l, node, unit, l.frame));
  return l.values.unit(unit.id);
}

/** A function that a name is given to: its body waits until all names around it are known. */
export function readNamedFunction(l: Lowering, node: FunctionNode, name: string): ValueId {
  const unit = openFunction(l, node, "function", name, false);
  l.frame.deferred.push({ node, unit, parent: l.frame });
  const value = l.values.unit(unit.id);
  l.frame.env.set(name, value);
  return value;
}

/** Functions as values. */
export function functionReaders({ SyntaxKind }: Compiler): readonly Reader<ReadExpression>[] {
  return [reads<ts.ArrowFunction>(SyntaxKind.ArrowFunction, readFunctionValue), reads<ts.FunctionExpression>(SyntaxKind.FunctionExpression, readFunctionValue)];
}

/** Blocks; declarations of functions are read when their block is entered. */
export function blockReaders({ SyntaxKind }: Compiler): readonly Reader<ReadStatement>[] {
  return [runs<ts.Block>(SyntaxKind.Block, readBlock)];
}
