import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import { accessReaders } from "./access.js";
import { classReaders } from "./classes.js";
import type { Compiler } from "./compiler.js";
import { functionReaders } from "./functions.js";
import { jsxReaders } from "./jsx.js";
import { literalReaders } from "./literals.js";
import { reads, type Lowering, type ReadExpression, type Reader } from "./lowering.js";
import { meaningOf, readName } from "./names.js";
import { operatorReaders } from "./operators.js";
import { bare } from "./changes.js";

const inside = (l: Lowering, node: ts.Node): ValueId => l.expression(bare(l.ts, node));

function readYield(l: Lowering, node: ts.YieldExpression): ValueId {
  const { values, frame } = l;
  const given = node.expression ? l.expression(node.expression) : values.constant(null);
  frame.unit.yields.push({ value: node.asteriskToken ? values.element(given, -1) : given, at: l.span(node) });
  return values.unknown("what a caller sends");
}

/** What reads each kind of expression. */
export function expressionReaders(compiler: Compiler): readonly Reader<ReadExpression>[] {
  const { SyntaxKind } = compiler;
  return [
    reads<ts.Identifier>(SyntaxKind.Identifier, readName),
    reads<ts.ThisExpression>(SyntaxKind.ThisKeyword, (l) => meaningOf(l, "this")),
    reads<ts.SuperExpression>(SyntaxKind.SuperKeyword, (l) => l.values.unknown("super")),
    reads<ts.ParenthesizedExpression>(SyntaxKind.ParenthesizedExpression, inside),
    reads<ts.AsExpression>(SyntaxKind.AsExpression, inside),
    reads<ts.SatisfiesExpression>(SyntaxKind.SatisfiesExpression, inside),
    reads<ts.NonNullExpression>(SyntaxKind.NonNullExpression, inside),
    reads<ts.TypeAssertion>(SyntaxKind.TypeAssertionExpression, inside),
    reads<ts.SpreadElement>(SyntaxKind.SpreadElement, (l, node) => l.expression(node.expression)),
    reads<ts.AwaitExpression>(SyntaxKind.AwaitExpression, (l, node) => l.values.enter(l.expression(node.expression))),
    reads<ts.YieldExpression>(SyntaxKind.YieldExpression, readYield),
    reads<ts.MetaProperty>(SyntaxKind.MetaProperty, (l, node) => l.values.name(l.textOf(node), l.frame.unit.id)),
    ...accessReaders(compiler), ...classReaders(compiler), ...functionReaders(compiler), ...jsxReaders(compiler), ...literalReaders(compiler), ...operatorReaders(compiler),
  ];
}
