import type { Argument, Branch, BranchId, Call, FactProblem, Import, UnitKind } from "../facts/file-facts.js";
import type { Span } from "../facts/location.js";
import type { CallId, ValueId } from "../facts/value.js";
import { Frame, type UnitDraft } from "./frame.js";
import { Values } from "./values.js";

/** Syntax that nests deeper is not read; the limit keeps recursion far below the stack's end. */
export const MAX_NESTING = 400;

/** The facts of one file of code while they grow, and the unit that is being read. */
export abstract class Draft<Scope, Node> {
  readonly values = new Values();
  readonly units: UnitDraft[] = [];
  readonly calls: Call[] = [];
  readonly branches: Branch[] = [];
  readonly imports: Import[] = [];
  readonly problems: FactProblem[] = [];
  abstract readonly module: Frame<Scope, Node>;
  /** The unit that is being read. */
  abstract frame: Frame<Scope, Node>;
  readonly #paths = new Map<string, number>();
  #nesting = 0;
  #tooDeep = false;
  #annotations = 0;

  /** Place of a node, without what only surrounds it. */
  abstract span(node: Node): Span;

  /** One level down; false, once with a problem, where the text nests too deeply. Each true answer needs a `leave`. */
  enter(node: Node): boolean {
    if (this.#nesting >= MAX_NESTING) {
      if (!this.#tooDeep) this.problems.push({ kind: "limit", message: `nested more than ${MAX_NESTING} levels deep: what is inside was not read`, at: this.span(node) });
      this.#tooDeep = true;
      return false;
    }
    this.#nesting++;
    return true;
  }

  leave(): void {
    this.#nesting--;
  }

  /** Reads an annotation: its loads are no reads. */
  quietly<T>(read: () => T): T {
    this.#annotations++;
    const value = read();
    this.#annotations--;
    return value;
  }

  /** Records a load. */
  read(value: ValueId, node: Node): void {
    if (this.#annotations === 0) this.frame.unit.reads.push({ value, at: this.span(node), branch: this.frame.branch });
  }

  /** Records a call; its arguments were read before. */
  call(callee: ValueId, args: readonly Argument[], node: Node, dropped = false): CallId {
    const { frame } = this;
    const id = this.calls.length;
    this.calls.push({
      id, unit: frame.unit.id, callee, args, at: this.span(node), branch: frame.branch, swallowed: frame.swallowed, looped: frame.loopDepth > 0, dropped,
    });
    frame.unit.calls.push(id);
    return id;
  }

  /** Marks a call whose result nobody takes. */
  drop(id: CallId): void {
    const call = this.calls[id];
    if (call) this.calls[id] = { ...call, dropped: true };
  }

  branch(condition: ValueId, holds: boolean, kind: Branch["kind"], at: Span): BranchId {
    return this.branches.push({ unit: this.frame.unit.id, parent: this.frame.branch, condition, holds, kind, at }) - 1;
  }

  /** Reads something under a branch. */
  under<T>(branch: BranchId, read: () => T): T {
    const { frame } = this;
    const outer = frame.branch;
    frame.branch = branch;
    const result = read();
    frame.branch = outer;
    return result;
  }

  openUnit(kind: UnitKind, name: string, parent: Frame<Scope, Node> | null, at: Span, async: boolean): UnitDraft {
    const inner = parent !== null && parent.kind !== "module" ? `${parent.unit.path}.${name}` : name;
    const number = (this.#paths.get(inner) ?? 0) + 1;
    this.#paths.set(inner, number);
    const unit: UnitDraft = {
      id: this.units.length, parent: parent?.unit.id ?? -1, kind, name, path: number > 1 ? `${inner}#${number}` : inner, at, async,
      parameters: [], decorators: [], bases: [], calls: [], stores: [], returns: [], yields: [], reads: [],
    };
    this.units.push(unit);
    return unit;
  }

  /** Reads the body of a unit in a frame of its own. A body that runs where it stands keeps branch, loop and handler around it. */
  inFrame(unit: UnitDraft, scope: Scope, parent: Frame<Scope, Node>, runsHere: boolean, read: (frame: Frame<Scope, Node>) => void): void {
    const outer = this.frame;
    const frame = new Frame<Scope, Node>(unit, scope, parent);
    if (runsHere) {
      frame.branch = outer.branch;
      frame.loopDepth = outer.loopDepth;
      frame.swallowed = outer.swallowed;
    }
    this.frame = frame;
    read(frame);
    frame.finished = true;
    this.frame = outer;
  }
}
