import type { Argument, Branch, BranchId, Call, FactProblem, Import, UnitKind } from "../../facts/file-facts.js";
import type { Span } from "../../facts/location.js";
import type { CallId, ValueId } from "../../facts/value.js";
import type { LineIndex } from "../line-index.js";
import { Frame, type UnitDraft } from "./frame.js";
import { kindName } from "./kinds.js";
import { namesBoundFromInside, scopeOf, type Scope } from "./scopes.js";
import { NONE, type NodeId, type Syntax } from "./syntax.js";
import { Values } from "./values.js";

/** Syntax that nests deeper is not read; the limit keeps recursion far below the stack's end. */
export const MAX_NESTING = 400;

/** Reads one expression and gives its value. */
export type ReadExpression = (l: Lowering, node: NodeId) => ValueId;
/** Reads one statement. */
export type ReadStatement = (l: Lowering, node: NodeId) => void;

/** What reads which kind of node, by kind. */
export interface Readers {
  readonly expressions: readonly (ReadExpression | undefined)[];
  readonly statements: readonly (ReadStatement | undefined)[];
}

/** Readers as a table by kind. */
export function byKind<T>(readers: Iterable<readonly [number, T]>): readonly (T | undefined)[] {
  const table: (T | undefined)[] = [];
  for (const [kind, read] of readers) table[kind] = read;
  return Array.from(table);
}

/** Turns one syntax tree into facts: the tables that grow, and the unit that is being read. */
export class Lowering {
  readonly values = new Values();
  readonly units: UnitDraft[] = [];
  readonly calls: Call[] = [];
  readonly branches: Branch[] = [];
  readonly imports: Import[] = [];
  readonly problems: FactProblem[] = [];
  /** Names that inner functions declare `global` or `nonlocal`. */
  readonly boundFromInside: ReadonlySet<string>;
  readonly module: Frame;
  /** The unit that is being read. */
  frame: Frame;
  readonly #paths = new Map<string, number>();
  #nesting = 0;
  #tooDeep = false;
  #annotations = 0;

  constructor(readonly syntax: Syntax, readonly lines: LineIndex, private readonly readers: Readers) {
    this.boundFromInside = namesBoundFromInside(syntax);
    const unit = this.openUnit("module", "<module>", null, this.lines.span(0, syntax.text.length), false);
    this.module = this.frame = new Frame(unit, scopeOf(syntax, 0, []), null);
  }

  expression(node: NodeId): ValueId {
    if (node === NONE) return this.values.unknown("nothing stands here");
    const read = this.readers.expressions[this.syntax.kind(node)];
    if (!read) return this.values.unknown(`no value: ${kindName(this.syntax.kind(node))}`);
    if (!this.enter(node)) return this.values.unknown("nested too deeply");
    const value = read(this, node);
    this.leave();
    return value;
  }

  isExpression(node: NodeId): boolean {
    return this.readers.expressions[this.syntax.kind(node)] !== undefined;
  }

  isStatement(node: NodeId): boolean {
    return this.readers.statements[this.syntax.kind(node)] !== undefined;
  }

  statement(node: NodeId): void {
    const read = this.readers.statements[this.syntax.kind(node)];
    if (!read || !this.enter(node)) return;
    read(this, node);
    this.leave();
  }

  /** Reads the statements of a block, a module, or what is left of one. */
  block(node: NodeId): void {
    const { syntax } = this;
    if (node === NONE) return;
    for (let child = syntax.first(node); child !== NONE; child = syntax.next(child, node)) this.statement(child);
  }

  /** One level down; false, once with a problem, where the text nests too deeply. Each true answer needs a `leave`. */
  enter(node: NodeId): boolean {
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

  /** An annotation's value: its loads are no reads. */
  annotation(node: NodeId): ValueId {
    this.#annotations++;
    const value = this.expression(node);
    this.#annotations--;
    return value;
  }

  span(node: NodeId): Span {
    return this.lines.span(this.syntax.ownStart(node), this.syntax.end(node));
  }

  /** Records a load. */
  read(value: ValueId, node: NodeId): void {
    if (this.#annotations === 0) this.frame.unit.reads.push({ value, at: this.span(node), branch: this.frame.branch });
  }

  /** Records a call; its arguments were read before. */
  call(callee: ValueId, args: readonly Argument[], node: NodeId, dropped = false): CallId {
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

  openUnit(kind: UnitKind, name: string, parent: Frame | null, at: Span, async: boolean): UnitDraft {
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
  inFrame(unit: UnitDraft, scope: Scope, parent: Frame, runsHere: boolean, read: (frame: Frame) => void): void {
    const outer = this.frame;
    const frame = new Frame(unit, scope, parent);
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
