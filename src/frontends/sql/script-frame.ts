import { readChange } from "./change.js";
import { newDraft, type Draft, type Surroundings } from "./draft.js";
import { emitStatement, type Emitted, type Script } from "./emit.js";
import type { LexicalStyle } from "./lexical-style.js";
import { readWork } from "./query.js";
import { readLooseExpression } from "./statement.js";
import { endAt, kindAt, signAt, startAt, type Tokens } from "./token.js";

/** A text that is being read: the file, or a text in it. */
export interface Frame {
  readonly tokens: Tokens;
  /** Semicolons of the text, and the number of the next one. */
  readonly stops: readonly number[];
  stop: number;
  at: number;
  readonly inBody: boolean;
  /** Statements from `first` on belong to the statement before them. */
  readonly first: number;
  readonly part: boolean;
}

/** The script as it is being read. */
export interface ScriptReader {
  readonly script: Script;
  readonly style: LexicalStyle;
  readonly around: Surroundings;
  readonly emitted: Emitted[];
  readonly frames: Frame[];
  /** Bodies that are open: in them INTO names a variable. */
  depth: number;
  /** Texts that variables hold, by name in lower case: EXECUTE runs them. */
  readonly texts: Map<string, { readonly tokens: Tokens; readonly at: number; readonly to: number } | null>;
}

/** A text at its start. */
export function newFrame(tokens: Tokens, inBody: boolean, first: number, part: boolean): Frame {
  return { tokens, stops: tokens.kinds.flatMap((_, index) => (signAt(tokens, index) === ";" ? [index] : [])), stop: 0, at: 0, inBody, first, part };
}

/** A statement of which nothing is read yet, in the surroundings of a frame. */
export function draftFor(reader: ScriptReader, frame: Frame, verb: string): Draft {
  return newDraft(frame.tokens, { ...reader.around, inBody: frame.inBody || reader.depth > 0 }, verb);
}

/** Ends a statement: reads what waits, adds its facts (`always`: also where it names no table). */
export function finish(reader: ScriptReader, draft: Draft, from: number, to: number, always: boolean): void {
  readWork(draft, (start, end, scope, visible) => void readChange(draft, start, end, scope, visible, false));
  let last = to;
  while (last > from + 1 && kindAt(draft.tokens, last - 1) === "tag") last--;
  const emitted = emitStatement(reader.script, draft, startAt(draft.tokens, from), endAt(draft.tokens, last - 1));
  if (always || emitted.statement.reads.length > 0 || emitted.statement.writes.length > 0) reader.emitted.push(emitted);
}

/** Reads the queries of an expression as a statement of their own, if there are any. */
export function finishExpression(reader: ScriptReader, frame: Frame, verb: string, from: number, to: number): void {
  const draft = draftFor(reader, frame, verb);
  readLooseExpression(draft, from, to);
  if (draft.work.length > 0) finish(reader, draft, from, to, false);
}
