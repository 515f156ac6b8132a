import type * as ts from "typescript";
import { readDeferred, readNamedFunction } from "./functions.js";
import type { Lowering } from "./lowering.js";
import { namesOfTarget } from "./survey.js";

/** Reads statements in order; functions that they declare are known from the start. */
export function readStatements(l: Lowering, statements: readonly ts.Statement[]): void {
  const { ts } = l;
  for (const statement of statements) {
    if (!ts.isFunctionDeclaration(statement)) continue;
    const name = statement.name?.text ?? "default";
    if (statement.body) readNamedFunction(l, statement, name);
    noteExport(l, statement, name);
  }
  for (const statement of statements) l.statement(statement);
}

/** Notes that a declaration is exported; a default export is also bound as `default`. */
export function noteExport(l: Lowering, node: ts.Statement, name: string): void {
  const { ts } = l;
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return;
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) {
    l.exports.add(name);
    return;
  }
  const value = l.frame.env.get(name);
  if (value !== undefined && !l.exports.has("default")) l.module.unit.stores.push({ target: "local", key: "default", value, at: l.span(node), branch: l.frame.branch });
  l.exports.add("default");
}

/** Reads a block: names that it declares end with it. */
export function readBlock(l: Lowering, node: ts.Block): void {
  withNames(l, declaredIn(l, node.statements), () => readStatements(l, node.statements));
}

/** Reads something whose names end with it; functions inside that wait are read before. */
export function withNames(l: Lowering, names: readonly string[], read: () => void): void {
  const { frame } = l;
  const before = names.map((name) => [name, frame.env.get(name)] as const);
  const waiting = frame.deferred.length;
  read();
  if (names.length > 0) readDeferred(l, frame.deferred.splice(waiting));
  for (const [name, value] of before) frame.env.restore(name, value);
}

function declaredIn(l: Lowering, statements: readonly ts.Statement[]): readonly string[] {
  const { ts } = l;
  return statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return blockNames(l, statement.declarationList);
    return (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) && statement.name ? [statement.name.text] : [];
  });
}

/** Names that `let` and `const` bind; those of `var` belong to the function. */
export function blockNames(l: Lowering, list: ts.VariableDeclarationList): readonly string[] {
  return list.flags & l.ts.NodeFlags.BlockScoped ? namesOfTarget(l.ts, list) : [];
}
