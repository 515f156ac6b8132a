import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import type { UnitDraft } from "../frame.js";
import { noteExport, readStatements } from "./blocks.js";
import type { Compiler } from "./compiler.js";
import { isFunction, openFunction, type FunctionNode } from "./functions.js";
import { nameText } from "./keys.js";
import { readType } from "./annotations.js";
import { reads, runs, type Lowering, type ReadExpression, type ReadStatement, type Reader } from "./lowering.js";

function decoratorsOf(l: Lowering, node: ts.Node): UnitDraft["decorators"] {
  const { ts } = l;
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.map(({ expression }) => ({ value: l.expression(expression), at: l.span(expression) }));
}

/** Reads a class: fields where they stand, methods when the unit around the class is finished. A method has its object as first parameter; a static one has none. */
function readClass(l: Lowering, node: ts.ClassLikeDeclaration): ValueId {
  const { ts, frame } = l;
  const unit = l.openUnit("class", node.name?.text ?? "default", frame, l.span(node), false);
  unit.decorators.push(...decoratorsOf(l, node));
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === ts.SyntaxKind.ExtendsKeyword) for (const type of clause.types) unit.bases.push(l.expression(type.expression));
  }
  const value = l.values.unit(unit.id);
  if (node.name) frame.env.set(node.name.text, value);
  l.inFrame(unit, l.scopeOf(node), frame, true, (inner) => {
    for (const member of node.members) readMember(l, member);
    frame.deferred.push(...inner.deferred);
  });
  return value;
}

function readMember(l: Lowering, member: ts.ClassElement): void {
  const { ts, frame } = l;
  if (ts.isClassStaticBlockDeclaration(member)) return readStatements(l, member.body.statements);
  const isStatic = ts.canHaveModifiers(member) && (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  if (isFunction(l, member)) {
    if (member.body) readMethod(l, member, ts.isConstructorDeclaration(member) ? "constructor" : nameText(l, member.name), !isStatic, member);
    return;
  }
  if (!ts.isPropertyDeclaration(member)) return;
  const name = nameText(l, member.name);
  const annotation = l.quietly(() => readType(l, member.type));
  // A function in a field is bound to the object, as a method is.
  if (member.initializer && (ts.isArrowFunction(member.initializer) || ts.isFunctionExpression(member.initializer))) return readMethod(l, member.initializer, name, !isStatic, member);
  const value = member.initializer ? l.expression(member.initializer) : l.values.unknown("declared without a value");
  if (!member.initializer && annotation === undefined) return;
  frame.unit.stores.push({ target: "local", key: name, value, ...(annotation !== undefined && { annotation }), at: l.span(member), branch: frame.branch });
}

function readMethod(l: Lowering, node: FunctionNode, name: string, self: boolean, decorated: ts.Node): void {
  const decorators = decoratorsOf(l, decorated);
  const unit = openFunction(l, node, "method", name || "<computed>", self);
  unit.decorators.push(...decorators);
  l.frame.deferred.push({ node, unit, parent: l.frame });
}

/** Declarations of classes. */
export function classStatements({ SyntaxKind }: Compiler): readonly Reader<ReadStatement>[] {
  return [
    runs<ts.ClassDeclaration>(SyntaxKind.ClassDeclaration, (l, node) => {
      const value = readClass(l, node);
      if (!node.name) l.frame.env.set("default", value);
      noteExport(l, node, node.name?.text ?? "default");
    }),
  ];
}

/** Classes as values. */
export function classReaders({ SyntaxKind }: Compiler): readonly Reader<ReadExpression>[] {
  return [reads<ts.ClassExpression>(SyntaxKind.ClassExpression, readClass)];
}
