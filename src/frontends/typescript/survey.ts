import type * as ts from "typescript";
import type { Compiler } from "./compiler.js";

/** How often a scope binds a name. */
export interface Binding {
  /** Assignments, declarations with a value, imports, definitions, parameters. */
  count: number;
  /** Of these, imports and definitions. */
  definitions: number;
}

/** Names of one function, class or module; blocks count to the function around them. */
export interface Scope { readonly bindings: Map<string, Binding> }

/** What one pass over a whole tree finds before anything is read. */
export interface Survey {
  readonly scopes: ReadonlyMap<ts.Node, Scope>;
  /** Names that some function assigns without binding them: they change where their own scope cannot see it. */
  readonly boundFromInside: ReadonlySet<string>;
  /** Starts and ends of literals and JSX text, in which no comment stands, in order. */
  readonly literals: readonly { readonly start: number; readonly end: number }[];
}

/** Surveys a tree without recursion. */
export function surveyOf(compiler: Compiler, file: ts.SourceFile): Survey {
  const { SyntaxKind } = compiler;
  const scopes = new Map<ts.Node, Scope>();
  const literals: { start: number; end: number }[] = [];
  const assigned: { readonly name: string; readonly scope: Scope }[] = [];
  const root: Scope = { bindings: new Map() };
  scopes.set(file, root);
  const work: { readonly node: ts.Node; readonly scope: Scope }[] = [{ node: file, scope: root }];
  for (let item = work.pop(); item; item = work.pop()) {
    const { node } = item;
    let { scope } = item;
    switch (node.kind) {
      case SyntaxKind.StringLiteral: case SyntaxKind.NoSubstitutionTemplateLiteral: case SyntaxKind.TemplateHead: case SyntaxKind.TemplateMiddle: case SyntaxKind.TemplateTail:
      case SyntaxKind.RegularExpressionLiteral: case SyntaxKind.JsxText:
        literals.push({ start: node.kind === SyntaxKind.JsxText ? node.pos : node.getStart(file), end: node.end });
        continue;
      default:
    }
    if (compiler.isFunctionDeclaration(node) || compiler.isClassDeclaration(node)) {
      if (node.name) bind(scope, node.name.text, true);
    }
    if (compiler.isFunctionLike(node) || compiler.isClassLike(node)) {
      scope = { bindings: new Map() };
      scopes.set(node, scope);
    } else if (compiler.isVariableDeclaration(node)) {
      if (compiler.isIdentifier(node.name)) bind(scope, node.name.text, false, node.initializer ? 1 : 0);
    } else if (compiler.isParameter(node) || compiler.isBindingElement(node)) {
      if (compiler.isIdentifier(node.name)) bind(scope, node.name.text, false);
    } else if (compiler.isImportClause(node) || compiler.isNamespaceImport(node) || compiler.isImportSpecifier(node) || compiler.isImportEqualsDeclaration(node) || compiler.isEnumDeclaration(node)) {
      if (node.name) bind(scope, node.name.text, true);
    } else if (compiler.isBinaryExpression(node) && isAssignment(compiler, node.operatorToken.kind)) {
      for (const name of namesOfTarget(compiler, node.left)) assigned.push({ name, scope });
    } else if ((compiler.isPrefixUnaryExpression(node) || compiler.isPostfixUnaryExpression(node)) && isStep(compiler, node.operator)) {
      if (compiler.isIdentifier(node.operand)) assigned.push({ name: node.operand.text, scope });
    } else if ((compiler.isForOfStatement(node) || compiler.isForInStatement(node)) && !compiler.isVariableDeclarationList(node.initializer)) {
      for (const name of namesOfTarget(compiler, node.initializer)) assigned.push({ name, scope });
    }
    compiler.forEachChild(node, (child) => {
      work.push({ node: child, scope });
    });
  }
  const boundFromInside = new Set<string>();
  for (const { name, scope } of assigned) {
    const binding = scope.bindings.get(name);
    if (binding) binding.count++;
    else boundFromInside.add(name);
  }
  literals.sort((a, b) => a.start - b.start);
  return { scopes, boundFromInside, literals };
}

function bind(scope: Scope, name: string, definition: boolean, count = 1): void {
  const binding = scope.bindings.get(name) ?? { count: 0, definitions: 0 };
  scope.bindings.set(name, binding);
  binding.count += count;
  if (definition) binding.definitions++;
}

/** `++` and `--`. */
export function isStep(compiler: Compiler, operator: ts.SyntaxKind): boolean {
  return operator === compiler.SyntaxKind.PlusPlusToken || operator === compiler.SyntaxKind.MinusMinusToken;
}

/** `=` and its compounds. */
export function isAssignment(compiler: Compiler, operator: ts.SyntaxKind): boolean {
  return operator >= compiler.SyntaxKind.FirstAssignment && operator <= compiler.SyntaxKind.LastAssignment;
}

/** Names that a target binds, also through patterns; attributes and items bind none. */
export function namesOfTarget(compiler: Compiler, target: ts.Node): readonly string[] {
  const names: string[] = [];
  const work: ts.Node[] = [target];
  for (let node = work.pop(); node; node = work.pop()) {
    if (compiler.isIdentifier(node)) names.push(node.text);
    else if (compiler.isParenthesizedExpression(node) || compiler.isSpreadElement(node) || compiler.isSpreadAssignment(node)) work.push(node.expression);
    else if (compiler.isArrayLiteralExpression(node)) work.push(...node.elements);
    else if (compiler.isObjectLiteralExpression(node)) work.push(...node.properties);
    else if (compiler.isPropertyAssignment(node)) work.push(node.initializer);
    else if (compiler.isShorthandPropertyAssignment(node)) work.push(node.name);
    else if (compiler.isBinaryExpression(node)) work.push(node.left);
    else if (compiler.isVariableDeclarationList(node)) work.push(...node.declarations);
    else if (compiler.isVariableDeclaration(node) || compiler.isBindingElement(node)) work.push(node.name);
    else if (compiler.isObjectBindingPattern(node) || compiler.isArrayBindingPattern(node)) work.push(...node.elements);
  }
  return names;
}
