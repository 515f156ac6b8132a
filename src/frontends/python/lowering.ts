import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import type { LineIndex } from "../line-index.js";
import { Draft } from "../draft.js";
import { Frame } from "../frame.js";
import { kindName } from "./kinds.js";
import { namesBoundFromInside, scopeOf, type Scope } from "./scopes.js";
import { NONE, type NodeId, type Syntax } from "./syntax.js";

/** The running state of one unit of Python. */
export type PythonFrame = Frame<Scope, NodeId>;

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
export class Lowering extends Draft<Scope, NodeId> {
  /** Names that inner functions declare `global` or `nonlocal`. */
  readonly boundFromInside: ReadonlySet<string>;
  readonly module: PythonFrame;
  frame: PythonFrame;

  constructor(readonly syntax: Syntax, readonly lines: LineIndex, private readonly readers: Readers) {
    super();
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

  /** An annotation's value: its loads are no reads. */
  annotation(node: NodeId): ValueId {
    return this.quietly(() => this.expression(node));
  }

  span(node: NodeId): Span {
    return this.lines.span(this.syntax.ownStart(node), this.syntax.end(node));
  }
}
