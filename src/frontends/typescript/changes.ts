import type * as ts from "typescript";
import type { Changes } from "../turns.js";
import type { Compiler } from "./compiler.js";
import { isAssignment, isStep, namesOfTarget } from "./survey.js";

/** Names that statements assign or mutate; what inner functions do is left out. */
export function changesIn(compiler: Compiler, nodes: readonly (ts.Node | undefined)[]): Changes {
  const assigned = new Set<string>();
  const mutated = new Set<string>();
  const mutate = (node: ts.Node): void => {
    const root = rootName(compiler, node);
    if (root !== null) mutated.add(root);
  };
  const work: ts.Node[] = nodes.filter((node) => node !== undefined);
  for (let node = work.pop(); node; node = work.pop()) {
    if (compiler.isFunctionLike(node) || compiler.isClassLike(node)) continue;
    if (compiler.isVariableDeclaration(node)) for (const name of namesOfTarget(compiler, node)) assigned.add(name);
    if (compiler.isBinaryExpression(node) && isAssignment(compiler, node.operatorToken.kind)) {
      for (const name of namesOfTarget(compiler, node.left)) assigned.add(name);
      mutate(node.left);
    }
    if ((compiler.isPrefixUnaryExpression(node) || compiler.isPostfixUnaryExpression(node)) && isStep(compiler, node.operator)) {
      for (const name of namesOfTarget(compiler, node.operand)) assigned.add(name);
      mutate(node.operand);
    }
    if ((compiler.isForOfStatement(node) || compiler.isForInStatement(node)) && !compiler.isVariableDeclarationList(node.initializer)) {
      for (const name of namesOfTarget(compiler, node.initializer)) assigned.add(name);
    }
    if (compiler.isExpressionStatement(node)) {
      const call = bare(compiler, compiler.isAwaitExpression(node.expression) ? node.expression.expression : node.expression);
      if (compiler.isCallExpression(call) && compiler.isPropertyAccessExpression(call.expression)) {
        const receiver = bare(compiler, call.expression.expression);
        if (compiler.isIdentifier(receiver)) mutated.add(receiver.text);
      }
    }
    compiler.forEachChild(node, (child) => {
      work.push(child);
    });
  }
  return { assigned, mutated };
}

function rootName(compiler: Compiler, node: ts.Node): string | null {
  let at = bare(compiler, node);
  if (!compiler.isPropertyAccessExpression(at) && !compiler.isElementAccessExpression(at)) return null;
  while (compiler.isPropertyAccessExpression(at) || compiler.isElementAccessExpression(at)) at = bare(compiler, at.expression);
  return compiler.isIdentifier(at) ? at.text : at.kind === compiler.SyntaxKind.ThisKeyword ? "this" : null;
}

/** The expression inside parentheses, casts and assertions. */
export function bare(compiler: Compiler, node: ts.Node): ts.Node {
  let at = node;
  while (
    compiler.isParenthesizedExpression(at) || compiler.isAsExpression(at) || compiler.isNonNullExpression(at) || compiler.isSatisfiesExpression(at) || compiler.isTypeAssertionExpression(at)
  ) at = at.expression;
  return at;
}
