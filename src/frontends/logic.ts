import type { Branch, BranchId } from "../facts/file-facts.js";
import type { Span } from "../facts/location.js";
import type { ValueId } from "../facts/value.js";

/** What reading a chain of logical operators needs of a front-end's lowering; `Node` is a node of its syntax. */
export interface LogicReader<Node> {
  readonly frame: { branch: BranchId };
  readonly values: { either(options: readonly ValueId[], conditions: readonly BranchId[]): ValueId };
  expression(node: Node): ValueId;
  branch(condition: ValueId, holds: boolean, kind: Branch["kind"], at: Span): BranchId;
  span(node: Node): Span;
}

/** Reads `a and b` or `a or b` for its value: one of the operands, each under the branch that picks it. */
export function readLogicChain<Node>(l: LogicReader<Node>, operator: string, operands: readonly Node[]): ValueId {
  const { frame } = l;
  const goesOn = operator === "and";
  const outer = frame.branch;
  const options: ValueId[] = [];
  const conditions: BranchId[] = [];
  operands.forEach((operand, i) => {
    const value = l.expression(operand);
    options.push(value);
    const next = operands[i + 1];
    if (next === undefined) {
      conditions.push(frame.branch);
      return;
    }
    conditions.push(l.branch(value, !goesOn, "conditional", l.span(operand)));
    frame.branch = l.branch(value, goesOn, "conditional", l.span(next));
  });
  frame.branch = outer;
  return l.values.either(options, conditions);
}
