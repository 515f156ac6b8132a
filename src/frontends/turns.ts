import { MAX_ALTERNATIVES, type ValueId } from "../facts/value.js";
import type { Draft } from "./draft.js";
import type { Leaving, OpenLoopStates } from "./frame.js";
import { joinArms, type Arm } from "./joins.js";

/** What a range of statements does to the names of the scope it lies in. */
export interface Changes {
  /** Names bound to something new. */
  readonly assigned: ReadonlySet<string>;
  /** Names whose object gets an item, an attribute, or a call with a dropped result. */
  readonly mutated: ReadonlySet<string>;
}

/**
 * Reads a loop in one pass. Each variable that the body changes is a `loop` value at the loop's head, completed at the end of the body; behind the loop it means
 * that value or what it was where a `break` left. Names in `fresh` are bound anew before the body can see them.
 */
export function readTurns<Scope, Node>(l: Draft<Scope, Node>, changes: Changes, fresh: ReadonlySet<string>, body: () => void): void {
  const { frame, values } = l;
  const carried = openCarried(l, changes, fresh);
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
}

function entryOf<Scope, Node>(l: Draft<Scope, Node>, loop: ValueId): ValueId {
  const value = l.values.at(loop);
  return value?.kind === "loop" ? value.entry : loop;
}

/** Makes a loop value of each known name that the body assigns or mutates. */
function openCarried<Scope, Node>(l: Draft<Scope, Node>, { assigned, mutated }: Changes, fresh: ReadonlySet<string>): Map<string, ValueId> {
  const { frame, values } = l;
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

/** `break` and `continue` end the statements after them and bring what names mean to the end or head of their loop. */
export function leaveBody<Scope, Node>({ frame }: Draft<Scope, Node>, list: "breaks" | "continues", loop = frame.loops[frame.loops.length - 1]): void {
  // More ways than an alternative can hold would only cost memory.
  if (loop && !frame.dead && loop[list].length <= MAX_ALTERNATIVES) loop[list].push({ changes: frame.env.changesSince(loop.mark), branch: frame.branch });
  frame.dead = true;
}
