import type { BranchId } from "../facts/file-facts.js";
import type { ValueId } from "../facts/value.js";
import type { Draft } from "./draft.js";

/** One way through a statement with several: what it changed, and the branch that took it. */
export interface Arm {
  readonly changes: ReadonlyMap<string, ValueId | undefined>;
  /** The branch, made only when a join needs it. */
  readonly branch: BranchId | (() => BranchId);
  /** Left the unit or loop: nothing of it arrives behind the statement. */
  readonly dead: boolean;
}

/** Reads one way through a statement from the state at `mark` and takes its changes back. */
export function readArm<Scope, Node>(l: Draft<Scope, Node>, branch: BranchId, read: () => void): Arm {
  const { frame } = l;
  const mark = frame.env.mark();
  const wasDead = frame.dead;
  frame.dead = false;
  l.under(branch, read);
  const arm = { changes: frame.env.changesSince(mark), branch, dead: frame.dead };
  frame.env.rollback(mark);
  frame.dead = wasDead;
  return arm;
}

/** An arm in which nothing happens. */
export function emptyArm(branch: BranchId | (() => BranchId)): Arm {
  return { changes: new Map(), branch, dead: false };
}

/** Gives every name that some way changed the alternatives of all ways that arrive. */
export function joinArms<Scope, Node>(l: Draft<Scope, Node>, arms: readonly Arm[]): void {
  const { frame, values } = l;
  const arriving = arms.filter((arm) => !arm.dead);
  if (arriving.length === 0) {
    frame.dead = true;
    return;
  }
  const names = new Set(arriving.flatMap((arm) => [...arm.changes.keys()]));
  for (const name of names) {
    const options: ValueId[] = [];
    const from: Arm[] = [];
    for (const arm of arriving) {
      const value = arm.changes.has(name) ? arm.changes.get(name) : frame.env.get(name);
      if (value === undefined) continue;
      options.push(value);
      from.push(arm);
    }
    const [first] = options;
    if (first === undefined) frame.env.delete(name);
    else if (options.every((option) => option === first)) frame.env.set(name, first);
    else frame.env.set(name, values.either(options, from.map(({ branch }) => (typeof branch === "number" ? branch : branch()))));
  }
}
