import type { ValueId } from "../../facts/value.js";
import { accessReaders } from "./access.js";
import { conditionReaders } from "./conditions.js";
import { lambdaReaders } from "./definitions.js";
import { displayReaders } from "./displays.js";
import { Kind, Token } from "./kinds.js";
import type { Lowering, ReadExpression } from "./lowering.js";
import { readName } from "./names.js";
import { operatorReaders } from "./operators.js";
import { literalReaders } from "./strings.js";
import type { NodeId } from "./syntax.js";
import { assign } from "./targets.js";
import { typeReaders } from "./annotations.js";

function readYield(l: Lowering, node: NodeId): ValueId {
  const { syntax, values, frame } = l;
  const operand = syntax.operand(node, 0);
  const given = operand < 0 ? values.constant(null) : l.expression(operand);
  frame.unit.yields.push({ value: syntax.hasToken(node, Token.from) ? values.element(given, -1) : given, at: l.span(node) });
  return values.unknown("what a caller sends");
}

/** `x as y` of a `with`. */
function readAs(l: Lowering, node: NodeId): ValueId {
  const entered = l.values.enter(l.expression(l.syntax.operand(node, 0)));
  assign(l, l.syntax.operand(node, 1), entered);
  return entered;
}

const inner: ReadExpression = (l, node) => l.expression(l.syntax.operand(node, 0));

/** What reads each kind of expression. */
export const expressionReaders: readonly (readonly [number, ReadExpression])[] = [
  [Kind.identifier, readName],
  [Kind.parenthesized_expression, (l, node) => (l.syntax.bare(node) === node ? inner(l, node) : l.expression(l.syntax.bare(node)))],
  [Kind.parenthesized_list_splat, inner],
  [Kind.list_splat, inner],
  [Kind.list_splat_pattern, inner],
  [Kind.await, (l, node) => l.values.enter(l.expression(l.syntax.operand(node, 0)))],
  [Kind.yield, readYield],
  [Kind.as_pattern, readAs],
  ...accessReaders,
  ...conditionReaders,
  ...displayReaders,
  ...lambdaReaders,
  ...literalReaders,
  ...operatorReaders,
  ...typeReaders,
];
