import { readControl } from "./control.js";
import { keepText, openText } from "./dynamic-statement.js";
import type { Emitted } from "./emit.js";
import { draftFor, finish, finishExpression, newFrame, type Frame, type ScriptReader } from "./script-frame.js";
import { readDataStatement } from "./statement.js";
import { nextStatement, startsLine } from "./statement-start.js";
import { kindAt, signAt, wordAt, type Tokens } from "./token.js";

/** Reads all statements of a text, and of the texts in it. */
export function readScript(reader: ScriptReader, tokens: Tokens): void {
  reader.frames.push(newFrame(tokens, false, 0, false));
  for (let frame = reader.frames.at(-1); frame; frame = reader.frames.at(-1)) {
    const { tokens: own } = frame;
    if (frame.at >= own.kinds.length) {
      reader.frames.pop();
      if (frame.part) joinStatements(reader.emitted, frame.first);
      continue;
    }
    if (signAt(own, frame.at) === ";" || kindAt(own, frame.at) === "tag") {
      frame.at++;
      continue;
    }
    while ((frame.stops[frame.stop] ?? Infinity) < frame.at) frame.stop++;
    readChunk(reader, frame, frame.stops[frame.stop] ?? own.kinds.length);
  }
}

/** Reads what lies before the next semicolon: statements that nothing separates follow each other. */
function readChunk(reader: ScriptReader, frame: Frame, to: number): void {
  const depth = reader.frames.length;
  while (frame.at < to && reader.frames.length === depth) {
    if (kindAt(frame.tokens, frame.at) === "tag") {
      frame.at++;
      continue;
    }
    frame.at = Math.max(frame.at + 1, readOne(reader, frame, to));
  }
}

/** Gives what the statements from `first` on read to the statement before them. */
function joinStatements(emitted: Emitted[], first: number): void {
  const whole = emitted[first - 1];
  if (!whole) return;
  const reads = emitted.splice(first).flatMap(({ statement }) => statement.reads);
  emitted[first - 1] = { ...whole, statement: { ...whole.statement, reads: [...whole.statement.reads, ...reads] } };
}

/** Reads one statement or word of control from the frame's place on, gives the index after it. */
function readOne(reader: ScriptReader, frame: Frame, to: number): number {
  const { tokens, at } = frame;
  const control = readControl(reader, frame, at, to);
  if (control > at) return control;
  const draft = draftFor(reader, frame, "select");
  const read = readDataStatement(draft, at, to);
  if (!read) return readUnknown(reader, frame, at, to);
  const next = Math.min(Math.max(read.next, at + 1), to);
  const header = draft.verb === "create-procedure" || (draft.verb === "create-function" && read.inBody === true && draft.writes.length === 0);
  finish(reader, draft, at, next, !header && draft.verb !== "create-function" && draft.verb !== "alter" && !/^CREATE$/.test(wordAt(tokens, at)));
  if (draft.verb === "create-procedure" || draft.verb === "create-function") reader.depth = 0;
  if (read.body !== undefined) {
    frame.at = next;
    openText(reader, frame, read.body, to, read.inBody === true, draft.verb === "unload");
  }
  for (const text of draft.texts) openText(reader, frame, text, text + 1, false, true);
  return next;
}

/** Text that starts no statement we know: queries inside its parentheses are read (`x := (SELECT ...)`), then the next statement is looked for. */
function readUnknown(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  if (/^(?::=|=)$/.test(signAt(tokens, at + 1))) keepText(reader, frame, at, at + 2, to);
  let next = nextStatement(tokens, at + 1, to);
  if (next === to) {
    // Templates may print a word before a statement.
    for (let index = at + 1; index < to; index++) {
      if (signAt(tokens, index) === "(") break;
      if (/^(?:SELECT|WITH|INSERT|CREATE|MERGE)$/.test(wordAt(tokens, index)) && startsLine(tokens, index)) {
        next = index;
        break;
      }
    }
  }
  finishExpression(reader, frame, "set", at, next);
  return next;
}
