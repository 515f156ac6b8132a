import type * as ts from "typescript";
import { bare } from "./changes.js";
import { noteExport, readStatements } from "./blocks.js";
import type { Compiler } from "./compiler.js";
import { readNamedFunction } from "./functions.js";
import { readRequire } from "./imports.js";
import { nameText } from "./keys.js";
import { runs, type Lowering, type ReadStatement, type Reader } from "./lowering.js";
import { readType } from "./annotations.js";
import { assign, rebind } from "./targets.js";
import { namesOfTarget } from "./survey.js";

function readVariables(l: Lowering, node: ts.VariableStatement): void {
  readDeclarations(l, node.declarationList);
  for (const name of namesOfTarget(l.ts, node.declarationList)) noteExport(l, node, name);
}

/** Reads `const a = 1, {b} = c`; a function that a constant holds is a function of that name. */
export function readDeclarations(l: Lowering, list: ts.VariableDeclarationList): void {
  const { ts, frame } = l;
  for (const declaration of list.declarations) {
    const { name, type, initializer } = declaration;
    if (readRequire(l, declaration)) continue;
    const value = initializer && bare(ts, initializer);
    const once = ts.isIdentifier(name) && frame.scope.bindings.get(name.text)?.count === 1;
    if (value && once && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) {
      readNamedFunction(l, value, name.text);
    } else if (initializer) {
      const annotation = l.quietly(() => readType(l, type));
      assign(l, name, l.expression(initializer), annotation === undefined ? {} : { annotation });
    } else if (ts.isIdentifier(name) && list.flags & ts.NodeFlags.BlockScoped) {
      frame.env.delete(name.text);
    }
  }
}

/** Reads an expression whose value nobody takes; a call on a local then leaves that local changed. */
function readDropped(l: Lowering, node: ts.ExpressionStatement): void {
  const { ts, values } = l;
  l.expression(node.expression);
  let call = bare(ts, node.expression);
  if (ts.isAwaitExpression(call)) call = bare(ts, call.expression);
  if (!ts.isCallExpression(call)) return;
  const at = l.span(call);
  // The call itself is followed by those of its continuation, which stand at the same place.
  let record = l.calls[l.calls.length - 1];
  for (let i = l.calls.length - 1; i >= 0; i--) {
    const before = l.calls[i];
    if (!before || before.unit !== l.frame.unit.id || before.at.line !== at.line || before.at.column !== at.column || before.at.endLine !== at.endLine || before.at.endColumn !== at.endColumn) break;
    record = before;
  }
  if (!record || record.unit !== l.frame.unit.id) return;
  l.drop(record.id);
  const callee = bare(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return;
  if (leavesProcess(l, call)) l.frame.dead = true;
  const method = values.at(record.callee);
  if (method?.kind !== "lookup") return;
  const receiver = bare(ts, callee.expression);
  if (ts.isIdentifier(receiver)) rebind(l, receiver, method.base, values.after(method.base, record.id));
}

/** `process.exit()`: nothing after it is reached. */
export function leavesProcess(l: Lowering, node: ts.Node): boolean {
  const { ts } = l;
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && ts.isIdentifier(node.expression.expression) && node.expression.expression.text === "process" && /^(?:exit|abort)$/.test(node.expression.name.text);
}

function readReturn(l: Lowering, node: ts.ReturnStatement): void {
  const { frame } = l;
  if (node.expression) frame.unit.returns.push({ value: l.expression(node.expression), at: l.span(node.expression), branch: frame.branch });
  frame.dead = true;
}

/** An enumeration is a record of its members. */
function readEnum(l: Lowering, node: ts.EnumDeclaration): void {
  const { values } = l;
  const entries = node.members.map((member, i) => ({ key: values.key(nameText(l, member.name)), value: member.initializer ? l.expression(member.initializer) : values.constant(i) }));
  assign(l, node.name, values.record(entries));
  noteExport(l, node, node.name.text);
}

/** Simple statements. */
export function statementReaders({ SyntaxKind }: Compiler): readonly Reader<ReadStatement>[] {
  return [
    runs<ts.VariableStatement>(SyntaxKind.VariableStatement, readVariables),
    runs<ts.ExpressionStatement>(SyntaxKind.ExpressionStatement, readDropped),
    runs<ts.ReturnStatement>(SyntaxKind.ReturnStatement, readReturn),
    runs<ts.ThrowStatement>(SyntaxKind.ThrowStatement, (l, node) => {
      l.expression(node.expression);
      l.frame.dead = true;
    }),
    runs<ts.EnumDeclaration>(SyntaxKind.EnumDeclaration, readEnum),
    runs<ts.LabeledStatement>(SyntaxKind.LabeledStatement, (l, node) => l.statement(node.statement)),
    runs<ts.ModuleDeclaration>(SyntaxKind.ModuleDeclaration, (l, node) => {
      if (node.body && l.ts.isModuleBlock(node.body)) readStatements(l, node.body.statements);
    }),
  ];
}
