import type { ValueId } from "../../facts/value.js";
import { readLogicChain } from "../logic.js";
import { Kind, Token } from "./kinds.js";
import type { Lowering, ReadExpression } from "./lowering.js";
import type { NodeId } from "./syntax.js";
import { assign } from "./targets.js";

/** Reads an expression of which only the truth matters: `and`, `or` and `not` stay operations, so that a guard can be judged. */
export function readCondition(l: Lowering, node: NodeId): ValueId {
  const { syntax, values } = l;
  const inner = syntax.bare(node);
  const kind = syntax.kind(inner);
  if (kind !== Kind.not_operator && kind !== Kind.boolean_operator) return l.expression(inner);
  if (!l.enter(inner)) return values.unknown("nested too deeply");
  const value = kind === Kind.not_operator ? values.operation("not", [readCondition(l, syntax.operand(inner, 0))]) : readTest(l, inner);
  l.leave();
  return value;
}

function readTest(l: Lowering, node: NodeId): ValueId {
  const { frame } = l;
  const { operator, operands } = flattenLogic(l, node);
  const outer = frame.branch;
  const tests: ValueId[] = [];
  operands.forEach((operand, i) => {
    const before = tests[i - 1];
    if (before !== undefined) frame.branch = l.branch(before, operator === "and", "conditional", l.span(operand));
    tests.push(readCondition(l, operand));
  });
  frame.branch = outer;
  return l.values.operation(operator, tests);
}

/** Reads `a and b` or `a or b` for its value: one of the operands, each under the branch that picks it. */
export function readAnd(l: Lowering, node: NodeId): ValueId {
  const { operator, operands } = flattenLogic(l, node);
  return readLogicChain(l, operator, operands);
}

/** Operands of a run of one logical operator, which the grammar nests to the left. */
function flattenLogic(l: Lowering, node: NodeId): { readonly operator: "and" | "or"; readonly operands: readonly NodeId[] } {
  const { syntax } = l;
  const token = syntax.hasToken(node, Token.and) ? Token.and : Token.or;
  const operands: NodeId[] = [];
  let left = node;
  while (syntax.kind(left) === Kind.boolean_operator && syntax.hasToken(left, token)) {
    operands.push(syntax.operand(left, 1));
    left = syntax.operand(left, 0);
  }
  operands.push(left);
  return { operator: token === Token.and ? "and" : "or", operands: operands.reverse() };
}

function readConditional(l: Lowering, node: NodeId): ValueId {
  const { syntax } = l;
  const [body, test, otherwise] = [syntax.operand(node, 0), syntax.operand(node, 1), syntax.operand(node, 2)];
  const condition = readCondition(l, test);
  const holds = l.branch(condition, true, "conditional", l.span(body));
  const value = l.under(holds, () => l.expression(body));
  const fails = l.branch(condition, false, "conditional", l.span(otherwise));
  const alternative = l.under(fails, () => l.expression(otherwise));
  return l.values.either([value, alternative], [holds, fails]);
}

function readNamed(l: Lowering, node: NodeId): ValueId {
  const value = l.expression(l.syntax.operand(node, 1));
  assign(l, l.syntax.operand(node, 0), value);
  return value;
}

/** Expressions that pick a value, and the walrus. */
export const conditionReaders: readonly (readonly [number, ReadExpression])[] = [
  [Kind.conditional_expression, readConditional],
  [Kind.named_expression, readNamed],
];
