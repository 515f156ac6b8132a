import type * as ts from "typescript";
import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import { Draft } from "../draft.js";
import { Frame, type OpenLoopStates } from "../frame.js";
import type { LineIndex } from "../line-index.js";
import type { Compiler } from "./compiler.js";
import type { Scope, Survey } from "./survey.js";

/** The running state of one unit of TypeScript. */
export type TypeScriptFrame = Frame<Scope, ts.Node>;
/** Reads one expression and gives its value. */
export type ReadExpression<Node extends ts.Node = ts.Node> = (l: Lowering, node: Node) => ValueId;
/** Reads one statement. */
export type ReadStatement<Node extends ts.Node = ts.Node> = (l: Lowering, node: Node) => void;
/** One kind of node with what reads it. */
export type Reader<Read> = readonly [ts.SyntaxKind, Read];

/** What reads which kind of node, by kind. */
export interface Readers {
  readonly expressions: ReadonlyMap<ts.SyntaxKind, ReadExpression>;
  readonly statements: ReadonlyMap<ts.SyntaxKind, ReadStatement>;
}

/** A reader of expressions of one kind. */
export function reads<Node extends ts.Node>(kind: Node["kind"], read: ReadExpression<Node>): Reader<ReadExpression> {
  return [kind, read as ReadExpression]; // the table gives it nodes of this kind only
}

/** A reader of statements of one kind. */
export function runs<Node extends ts.Node>(kind: Node["kind"], read: ReadStatement<Node>): Reader<ReadStatement> {
  return [kind, read as ReadStatement]; // the table gives it nodes of this kind only
}

/** Turns one syntax tree into facts: the tables that grow, and the unit that is being read. */
export class Lowering extends Draft<Scope, ts.Node> {
  readonly module: TypeScriptFrame;
  frame: TypeScriptFrame;
  readonly exports = new Set<string>();
  /** States that stand for a `switch`: `continue` passes them by. */
  readonly switches = new Set<OpenLoopStates>();
  readonly #noScope: Scope = { bindings: new Map() };

  constructor(readonly ts: Compiler, readonly file: ts.SourceFile, readonly lines: LineIndex, readonly survey: Survey, private readonly readers: Readers) {
    super();
    const unit = this.openUnit("module", "<module>", null, this.lines.span(0, file.text.length), false);
    this.module = this.frame = new Frame(unit, this.scopeOf(file), null);
  }

  scopeOf(node: ts.Node): Scope {
    return this.survey.scopes.get(node) ?? this.#noScope;
  }

  span(node: ts.Node): Span {
    const end = Math.max(node.end, 0);
    return this.lines.span(Math.min(node.getStart(this.file), end), end);
  }

  textOf(node: ts.Node): string {
    return this.file.text.slice(node.getStart(this.file), node.end);
  }

  expression(node: ts.Node | undefined): ValueId {
    if (!node) return this.values.unknown("nothing stands here");
    const read = this.readers.expressions.get(node.kind);
    if (!read) return this.values.unknown(`no value: ${this.ts.SyntaxKind[node.kind]}`);
    if (!this.enter(node)) return this.values.unknown("nested too deeply");
    const value = read(this, node);
    this.leave();
    return value;
  }

  statement(node: ts.Node): void {
    const read = this.readers.statements.get(node.kind);
    if (!read || !this.enter(node)) return;
    read(this, node);
    this.leave();
  }
}
