import type { ValueId } from "../../facts/value.js";
import { formatPercent } from "./formatting.js";
import { readAnd, readCondition } from "./conditions.js";
import { Kind, kindName } from "./kinds.js";
import type { Lowering, ReadExpression } from "./lowering.js";
import { NONE, type NodeId } from "./syntax.js";

/** Operators that put text, paths (or numbers, frames) together. */
const JOINS: Readonly<Record<string, "concat" | "path">> = { "+": "concat", "/": "path" };

/** What `left operator right` gives, both read. */
export function combine(l: Lowering, operator: string, left: ValueId, right: ValueId): ValueId {
  const how = JOINS[operator];
  if (how) return l.values.join(how, [left, right]);
  return (operator === "%" ? formatPercent(l, left, right) : null) ?? l.values.operation(operator, [left, right]);
}

/** Reads a chain of binary operators from its left end, however long it is; a run of `+` becomes one join. */
function readBinary(l: Lowering, node: NodeId): ValueId {
  const { syntax, values } = l;
  const chain: NodeId[] = [];
  let leftmost = node;
  while (syntax.kind(leftmost) === Kind.binary_operator) {
    chain.push(leftmost);
    leftmost = syntax.operand(leftmost, 0);
  }
  let value = l.expression(leftmost);
  let run: ValueId[] = [];
  let running = "";
  const close = (): void => {
    const how = JOINS[running];
    if (how) value = values.join(how, run);
    running = "";
  };
  for (let i = chain.length - 1; i >= 0; i--) {
    const link = chain[i] ?? node;
    const operator = operatorOf(l, link);
    const right = l.expression(syntax.operand(link, 1));
    if (operator === running) {
      run.push(right);
      continue;
    }
    close();
    if (JOINS[operator]) {
      running = operator;
      run = [value, right];
    } else {
      value = combine(l, operator, value, right);
    }
  }
  close();
  return value;
}

function operatorOf(l: Lowering, node: NodeId): string {
  const { syntax } = l;
  for (let child = syntax.first(node); child !== NONE; child = syntax.next(child, node)) if (!syntax.isOperand(child) && syntax.kind(child) !== Kind.ERROR) return kindName(syntax.kind(child));
  return "?";
}

function readUnary(l: Lowering, node: NodeId): ValueId {
  const { values } = l;
  const operator = operatorOf(l, node);
  const operand = l.expression(l.syntax.operand(node, 0));
  const value = values.at(operand);
  if (operator === "-" && value?.kind === "constant" && typeof value.value === "number") return values.constant(-value.value);
  return values.operation(operator, [operand]);
}

function readComparison(l: Lowering, node: NodeId): ValueId {
  const { syntax } = l;
  const operators: string[] = [];
  const operands: ValueId[] = [];
  for (let child = syntax.first(node); child !== NONE; child = syntax.next(child, node)) {
    if (syntax.isOperand(child)) operands.push(l.expression(child));
    else if (syntax.kind(child) !== Kind.ERROR) operators.push(kindName(syntax.kind(child)));
  }
  return l.values.operation(operators.join(" "), operands);
}

/** Arithmetic, comparison and logic. */
export const operatorReaders: readonly (readonly [number, ReadExpression])[] = [
  [Kind.binary_operator, readBinary],
  [Kind.unary_operator, readUnary],
  [Kind.comparison_operator, readComparison],
  [Kind.boolean_operator, readAnd],
  [Kind.not_operator, readCondition],
];
