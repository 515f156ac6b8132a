import { MAX_ALTERNATIVES, type ValueId } from "../../facts/value.js";
import { readCondition } from "./conditions.js";
import type { Leaving, OpenLoopStates } from "./frame.js";
import { joinArms, type Arm } from "./joins.js";
import { Kind } from "./kinds.js";
import type { Lowering, ReadStatement } from "./lowering.js";
import { changesIn, namesOfTarget } from "./scopes.js";
import { NONE, type NodeId } from "./syntax.js";
import { assign } from "./targets.js";

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

/**
 * Reads a loop in one pass. Each variable that the body changes is a `loop` value at the loop's head, completed at the end of the body; behind the loop it means
 * that value or what it was where a `break` left. Names in `fresh` are bound anew before the body can see them.
 */
function readLoop(l: Lowering, node: NodeId, fresh: ReadonlySet<string>, body: () => void): void {
  const { syntax, frame, values } = l;
  const parts = syntax.operands(node).filter((part) => syntax.kind(part) !== Kind.else_clause);
  const carried = openCarried(l, parts, fresh);
  const states: OpenLoopStates = { mark: frame.env.mark(), breaks: [], continues: [] };
  const wasDead = frame.dead;
  frame.dead = false;
  frame.loops.push(states);
  frame.loopDepth++;
  body();
  frame.loopDepth--;
  frame.loops.pop();
  const ends: Leaving[] = frame.dead ? states.continues : [{ changes: frame.env.changesSince(states.mark), branch: -1 }, ...states.continues];
  frame.dead = wasDead;
  frame.env.rollback(states.mark);
  for (const [name, loop] of carried) {
    const ways = ends.flatMap(({ changes, branch }) => {
      const value = changes.get(name);
      return value === undefined || value === loop ? [] : [{ value, branch }];
    });
    if (ways.length > 0) values.closeLoop(loop, values.either(ways.map(({ value }) => value), ways.map(({ branch }) => branch)));
    // Nothing comes back to the head: behind the loop the name is what it was.
    else frame.env.restore(name, entryOf(l, loop));
  }
  // At the head a carried name is its loop value; other names have the value of the last turn.
  const head = (state: Leaving): Arm => ({ changes: new Map([...state.changes].filter(([name]) => !carried.has(name))), branch: state.branch, dead: false });
  joinArms(l, [...(ends.length > 0 ? ends.map(head) : [{ changes: new Map(), branch: -1, dead: false }]), ...states.breaks.map((state) => ({ ...state, dead: false }))]);
  const otherwise = syntax.child(node, Kind.else_clause);
  if (otherwise !== NONE) l.block(syntax.child(otherwise, Kind.block));
}

function entryOf(l: Lowering, loop: ValueId): ValueId {
  const value = l.values.at(loop);
  return value?.kind === "loop" ? value.entry : loop;
}

/** Makes a loop value of each known name that the body assigns or mutates. */
function openCarried(l: Lowering, parts: readonly NodeId[], fresh: ReadonlySet<string>): Map<string, ValueId> {
  const { syntax, frame, values } = l;
  const { assigned, mutated } = changesIn(syntax, parts);
  const carried = new Map<string, ValueId>();
  for (const name of new Set([...assigned, ...mutated])) {
    const entry = frame.env.get(name);
    if (entry === undefined || fresh.has(name) || (!assigned.has(name) && values.isDefinition(entry))) continue;
    const loop = values.openLoop(entry, !assigned.has(name));
    carried.set(name, loop);
    frame.env.set(name, loop);
  }
  return carried;
}

/** `break` and `continue` end the statements after them and bring what names mean to the loop's end or head. */
function leaveBody(list: "breaks" | "continues"): ReadStatement {
  return ({ frame }) => {
    const loop = frame.loops[frame.loops.length - 1];
    // More ways than an alternative can hold would only cost memory.
    if (loop && !frame.dead && loop[list].length <= MAX_ALTERNATIVES) loop[list].push({ changes: frame.env.changesSince(loop.mark), branch: frame.branch });
    frame.dead = true;
  };
}

/** Loops, and what leaves them. */
export const loopReaders: readonly (readonly [number, ReadStatement])[] = [
  [Kind.for_statement, readFor],
  [Kind.while_statement, readWhile],
  [Kind.break_statement, leaveBody("breaks")],
  [Kind.continue_statement, leaveBody("continues")],
];
