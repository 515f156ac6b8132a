import { readCondition } from "./conditions.js";
import { Kind } from "./kinds.js";
import type { Lowering, ReadStatement } from "./lowering.js";
import { changesIn, namesOfTarget } from "./scopes.js";
import { NONE, type NodeId } from "./syntax.js";
import { assign } from "./targets.js";
import { leaveBody, readTurns } from "../turns.js";

function readFor(l: Lowering, node: NodeId): void {
  const { syntax, values } = l;
  const [target = NONE, source = NONE] = syntax.operands(node);
  const element = values.element(l.expression(source), -1);
  readLoop(l, node, new Set(namesOfTarget(syntax, target)), () => {
    assign(l, target, element);
    l.block(syntax.child(node, Kind.block));
  });
}

function readWhile(l: Lowering, node: NodeId): void {
  const { syntax, frame } = l;
  const block = syntax.child(node, Kind.block);
  readLoop(l, node, new Set(), () => {
    const test = syntax.operand(node, 0);
    const condition = readCondition(l, test === block ? NONE : test);
    const outer = frame.branch;
    frame.branch = l.branch(condition, true, "while", l.span(block === NONE ? node : block));
    l.block(block);
    frame.branch = outer;
  });
}

/** Reads a loop, and its `else` behind it. */
function readLoop(l: Lowering, node: NodeId, fresh: ReadonlySet<string>, body: () => void): void {
  const { syntax } = l;
  const parts = syntax.operands(node).filter((part) => syntax.kind(part) !== Kind.else_clause);
  readTurns(l, changesIn(syntax, parts), fresh, body);
  const otherwise = syntax.child(node, Kind.else_clause);
  if (otherwise !== NONE) l.block(syntax.child(otherwise, Kind.block));
}

/** Loops, and what leaves them. */
export const loopReaders: readonly (readonly [number, ReadStatement])[] = [
  [Kind.for_statement, readFor],
  [Kind.while_statement, readWhile],
  [Kind.break_statement, (l) => leaveBody(l, "breaks")],
  [Kind.continue_statement, (l) => leaveBody(l, "continues")],
];
