import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import { exportName } from "./exports.js";
import { runs, type Lowering, type ReadStatement, type Reader } from "./lowering.js";
import type { Compiler } from "./compiler.js";

/**
 * Records an import. `module` is the specifier as written, without `node:`; a relative one has `level` 1, whatever its dots. The default export of a package is the
 * package itself, that of a file is its member `default`.
 */
export function addImport(l: Lowering, specifier: string, name: string | undefined, as: string, at: ts.Node): ValueId {
  const module = specifier.replace(/^node:/, "");
  const level = /^\.{0,2}\/|^\.{1,2}$/.test(module) ? 1 : 0;
  const member = name === "default" && level === 0 ? undefined : name;
  const index = l.imports.push({ unit: l.frame.unit.id, module, level, ...(member !== undefined && { name: member }), as, at: l.span(at), branch: l.frame.branch }) - 1;
  return l.values.import(index);
}

function bindImport(l: Lowering, specifier: string, name: string | undefined, as: ts.Identifier, at: ts.Node): void {
  l.frame.env.set(as.text, addImport(l, specifier, name, as.text, at));
}

function readImport(l: Lowering, node: ts.ImportDeclaration): void {
  const { ts } = l;
  const specifier = textOf(l, node.moduleSpecifier);
  const clause = node.importClause;
  if (!clause) {
    addImport(l, specifier, undefined, unnamed(specifier), node);
    return;
  }
  if (clause.name) bindImport(l, specifier, "default", clause.name, clause.name);
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) bindImport(l, specifier, undefined, bindings.name, bindings);
  else for (const item of bindings.elements) bindImport(l, specifier, (item.propertyName ?? item.name).text, item.name, item);
}

function textOf(l: Lowering, node: ts.Node): string {
  return l.ts.isStringLiteralLike(node) ? node.text : "";
}

/** What stands for the local name of an import that binds none; no name of the language is spelled so. */
function unnamed(specifier: string): string {
  return `import(${specifier})`;
}

/** `require("x")` and `import("x")` with a literal: the module; null for other calls. */
export function requireCall(l: Lowering, node: ts.CallExpression): ValueId | null {
  const specifier = requiredModule(l, node);
  return specifier === null ? null : addImport(l, specifier, undefined, unnamed(specifier), node);
}

function requiredModule(l: Lowering, node: ts.Node): string | null {
  const { ts } = l;
  if (!ts.isCallExpression(node)) return null;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require" && !l.module.scope.bindings.has("require");
  const [first] = node.arguments;
  return (isImport || isRequire) && first && ts.isStringLiteralLike(first) ? first.text : null;
}

/** `const x = require("y")` and `const {a, b: c} = require("y")` as imports; false where the declaration is something else. */
export function readRequire(l: Lowering, node: ts.VariableDeclaration): boolean {
  const { ts } = l;
  const specifier = node.initializer ? requiredModule(l, node.initializer) : null;
  if (specifier === null || !node.initializer) return false;
  const { name } = node;
  if (ts.isIdentifier(name)) {
    bindImport(l, specifier, undefined, name, node);
    return true;
  }
  if (!ts.isObjectBindingPattern(name)) return false;
  const parts = name.elements.map((element) => ({ element, member: element.propertyName ?? element.name }));
  if (!parts.every(({ element, member }) => ts.isIdentifier(element.name) && ts.isIdentifier(member) && !element.dotDotDotToken && !element.initializer)) return false;
  for (const { element, member } of parts) if (ts.isIdentifier(element.name) && ts.isIdentifier(member)) bindImport(l, specifier, member.text, element.name, element);
  return true;
}

function readExport(l: Lowering, node: ts.ExportDeclaration): void {
  const { ts, values } = l;
  const clause = node.exportClause;
  const specifier = node.moduleSpecifier ? textOf(l, node.moduleSpecifier) : null;
  if (!clause) {
    if (specifier !== null) l.imports.push({ unit: l.frame.unit.id, module: specifier, level: /^\.{0,2}\//.test(specifier) ? 1 : 0, name: "*", as: "", at: l.span(node), branch: l.frame.branch });
    l.exports.add("*");
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    if (specifier !== null) addImport(l, specifier, undefined, clause.name.text, clause);
    l.exports.add(clause.name.text);
    return;
  }
  for (const item of clause.elements) {
    const from = (item.propertyName ?? item.name).text;
    const to = item.name.text;
    if (specifier !== null) addImport(l, specifier, from, to, item);
    else if (from !== to) exportName(l, to, l.frame.env.get(from) ?? values.name(from, l.frame.unit.id), item);
    l.exports.add(to);
  }
}

function readImportEquals(l: Lowering, node: ts.ImportEqualsDeclaration): void {
  const { ts } = l;
  const { moduleReference } = node;
  if (ts.isExternalModuleReference(moduleReference)) bindImport(l, textOf(l, moduleReference.expression), undefined, node.name, node);
}

/** Imports and re-exports. */
export function importReaders({ SyntaxKind }: Compiler): readonly Reader<ReadStatement>[] {
  return [
    runs<ts.ImportDeclaration>(SyntaxKind.ImportDeclaration, readImport),
    runs<ts.ExportDeclaration>(SyntaxKind.ExportDeclaration, readExport),
    runs<ts.ImportEqualsDeclaration>(SyntaxKind.ImportEqualsDeclaration, readImportEquals),
    runs<ts.ExportAssignment>(SyntaxKind.ExportAssignment, (l, node) => exportName(l, "default", l.expression(node.expression), node)),
  ];
}
