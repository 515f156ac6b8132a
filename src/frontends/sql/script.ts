import { readChange } from "./change.js";
import { newDraft, type Draft, type Surroundings } from "./draft.js";
import { readDynamicText } from "./dynamic-text.js";
import { emitStatement, type Emitted, type Script } from "./emit.js";
import { endsOperand } from "./expression.js";
import type { LexicalStyle } from "./lexical-style.js";
import { readName } from "./name.js";
import { readWork } from "./query.js";
import { knownText } from "./spelling.js";
import { readDataStatement, readLooseExpression, readQueryStatement } from "./statement.js";
import { nextStatement, startsLine, startsStatement } from "./statement-start.js";
import { afterGroup, endAt, isName, kindAt, signAt, startAt, textAt, wordAt, type Tokens } from "./token.js";
import { tokenize } from "./tokenize.js";

/** Texts inside texts inside texts beyond this are not read. */
const DEEPEST = 6;
const SKIPPED = new Set([
  "GRANT", "REVOKE", "DENY", "SHOW", "DESCRIBE", "DESC", "COMMENT", "ANALYZE", "VACUUM", "OPTIMIZE", "LOCK", "UNLOCK", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "START", "PRAGMA", "ATTACH", "DETACH", "INSTALL",
  "LIST", "LS", "REMOVE", "RM", "MSCK", "ADD", "PRINT", "RAISE", "RAISERROR", "THROW", "SIGNAL", "RESIGNAL", "CLOSE", "FETCH", "DEALLOCATE", "RESET", "DISCARD", "KILL", "UNCACHE", "INVALIDATE", "LEAVE", "ITERATE", "BREAK", "CONTINUE",
  "EXIT", "UNDROP", "CHECKPOINT", "CLUSTER", "REINDEX", "NOTIFY", "LISTEN", "UNLISTEN", "SECURITY", "PURGE", "GO", "REPAIR",
]);

interface Frame {
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

function newFrame(tokens: Tokens, inBody: boolean, first: number, part: boolean): Frame {
  return { tokens, stops: tokens.kinds.flatMap((_, index) => (signAt(tokens, index) === ";" ? [index] : [])), stop: 0, at: 0, inBody, first, part };
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

function draftFor(reader: ScriptReader, frame: Frame, verb: string): Draft {
  return newDraft(frame.tokens, { ...reader.around, inBody: frame.inBody || reader.depth > 0 }, verb);
}

function finish(reader: ScriptReader, draft: Draft, from: number, to: number, always: boolean): void {
  readWork(draft, (start, end, scope, visible) => void readChange(draft, start, end, scope, visible, false));
  let last = to;
  while (last > from + 1 && kindAt(draft.tokens, last - 1) === "tag") last--;
  const emitted = emitStatement(reader.script, draft, startAt(draft.tokens, from), endAt(draft.tokens, last - 1));
  if (always || emitted.statement.reads.length > 0 || emitted.statement.writes.length > 0) reader.emitted.push(emitted);
}

/** Reads the queries of an expression as a statement of their own, if there are any. */
function finishExpression(reader: ScriptReader, frame: Frame, verb: string, from: number, to: number): void {
  const draft = draftFor(reader, frame, verb);
  readLooseExpression(draft, from, to);
  if (draft.work.length > 0) finish(reader, draft, from, to, false);
}

function openText(reader: ScriptReader, frame: Frame, at: number, to: number, inBody: boolean, part = false, tokens = frame.tokens): number {
  const dynamic = readDynamicText(tokens, at, to, reader.script.original, reader.around.doubleQuotedTexts);
  if (!dynamic) return at;
  if (tokens === frame.tokens) frame.at = Math.max(frame.at, dynamic.next);
  if (reader.frames.length <= DEEPEST) {
    for (const insert of dynamic.inserts) reader.around.source.inserts.set(insert.start, insert);
    const inner = tokenize(dynamic.text, dynamic.base, reader.style).tokens;
    reader.frames.push(newFrame(inner, inBody, reader.emitted.length, part));
  }
  return dynamic.next;
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

/** Control of scripts: blocks, conditions, loops, declarations, session settings. Gives `at` where none stands. */
function readControl(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  switch (word) {
    case "BEGIN":
      if (/^(?:TRANSACTION|TRAN|WORK)$/.test(next)) return at + 2;
      reader.depth++;
      return /^(?:TRY|CATCH|ATOMIC)$/.test(next) ? at + 2 : at + 1;
    case "END":
      if (!/^(?:IF|LOOP|WHILE|CASE|REPEAT|FOR)$/.test(next)) reader.depth = Math.max(0, reader.depth - 1);
      return /^(?:IF|LOOP|WHILE|CASE|REPEAT|FOR|TRY|CATCH)$/.test(next) ? at + 2 : at + 1;
    case "ELSE":
    case "LOOP":
    case "REPEAT":
    case "DO":
      if (word === "DO" && kindAt(tokens, at + 1) === "string") return openText(reader, frame, at + 1, to, true);
      if (word === "DO" && next === "LANGUAGE") return openText(reader, frame, at + 3, to, true);
      return at + 1;
    case "EXCEPTION": return at + 1;
    case "DELIMITER": {
      // MySQL's client: the delimiter fills the line; two dollar signs hold the text up to the next ones.
      if (kindAt(tokens, at + 1) === "string") return openText(reader, frame, at + 1, to, false);
      let index = at + 1;
      while (index < to && !startsLine(tokens, index)) index++;
      return index;
    }
    case "IF":
    case "ELSEIF":
    case "ELSIF":
    case "WHILE":
    case "UNTIL":
    case "WHEN":
    case "CASE": return readCondition(reader, frame, at, to);
    case "FOR": return readLoop(reader, frame, at, to);
    case "DECLARE": return readDeclaration(reader, frame, at, to);
    case "SET": return readSetting(reader, frame, at, to);
    case "USE": return readUse(reader, frame, at, to);
    case "RETURN":
      if (next === "QUERY") return wordAt(tokens, at + 2) === "EXECUTE" ? openText(reader, frame, at + 3, to, true) : at + 2;
      if (next === "SELECT" || next === "WITH") return at + 1;
      finishExpression(reader, frame, "select", at + 1, to);
      return nextStatement(tokens, at + 1, to);
    case "ASSERT":
      finishExpression(reader, frame, "assert", at + 1, to);
      return nextStatement(tokens, at + 1, to);
    case "CALL":
      finishExpression(reader, frame, "call", at + 1, to);
      return nextStatement(tokens, at + 1, to);
    case "OPEN": {
      const query = [2, 3].find((step) => wordAt(tokens, at + step) === "FOR");
      if (query === undefined) return nextStatement(tokens, at + 1, to);
      return kindAt(tokens, at + query + 1) === "string" ? openText(reader, frame, at + query + 1, to, true) : at + query + 1;
    }
    case "EXPLAIN": return readExplain(reader, frame, at, to);
    case "EXEC":
    case "EXECUTE":
    case "PREPARE": return next.endsWith("SP_RENAME") ? at : readExecute(reader, frame, at, to);
    case "DROP":
      forget(reader, frame, at, to);
      return nextStatement(tokens, at + 1, to);
    default:
  }
  if (SKIPPED.has(word)) return nextStatement(tokens, at + 1, to);
  // A label: `main: LOOP`, `<<main>>`.
  if (isName(tokens, at) && signAt(tokens, at + 1) === ":" && (next !== "" || wordAt(tokens, at + 2) !== "")) return at + 2;
  return at;
}

function readCondition(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  let cases = 0;
  let end = at + 1;
  for (; end < to; end = signAt(tokens, end) === "(" ? Math.max(end + 1, afterGroup(tokens, end)) : end + 1) {
    const word = wordAt(tokens, end);
    if (word === "CASE") cases++;
    else if (word === "END" && cases > 0) cases--;
    else if (cases === 0 && (word === "THEN" || word === "DO" || word === "LOOP")) break;
    else if (cases === 0 && end > at + 1 && endsOperand(tokens, end - 1) && startsStatement(tokens, end)) break;
    else if (cases === 0 && end > at + 1 && word === "BEGIN") break;
  }
  finishExpression(reader, frame, wordAt(tokens, at).toLowerCase(), at + 1, end);
  return /^(?:THEN|DO|LOOP)$/.test(wordAt(tokens, end)) && end < to ? end + 1 : end;
}

/** `FOR r IN (SELECT ...) DO`, `FOR r IN SELECT ... LOOP`, `FOR i IN 1..3 LOOP`. */
function readLoop(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  let end = at + 1;
  while (end < to && !/^(?:LOOP|DO)$/.test(wordAt(tokens, end))) end = signAt(tokens, end) === "(" ? Math.max(end + 1, afterGroup(tokens, end)) : end + 1;
  if (isName(tokens, at + 1)) reader.around.variables.add(textAt(tokens, at + 1).toLowerCase());
  const start = wordAt(tokens, at + 2) === "IN" ? at + 3 : at + 2;
  if (/^(?:SELECT|WITH)$/.test(wordAt(tokens, start))) {
    const draft = draftFor(reader, frame, "select");
    readQueryStatement(draft, start, end);
    finish(reader, draft, start, end, true);
  } else if (wordAt(tokens, start) === "EXECUTE") {
    frame.at = Math.min(end + 1, to);
    if (!openHeld(reader, frame, start + 1)) openText(reader, frame, start + 1, end, true);
  } else finishExpression(reader, frame, "select", start, end);
  return Math.min(end + 1, to);
}

function readDeclaration(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  const { variables } = reader.around;
  for (let index = at + 1; index < to; ) {
    const first = index === at + 1 || signAt(tokens, index - 1) === ",";
    if (first && (isName(tokens, index) || kindAt(tokens, index) === "placeholder")) variables.add(textAt(tokens, index).toLowerCase());
    if (/^(?::=|=)$/.test(signAt(tokens, index)) || wordAt(tokens, index) === "DEFAULT") keepText(reader, frame, at + 1, index + 1, to);
    if (wordAt(tokens, index) === "CURSOR") {
      const query = [1, 2, 3, 4].find((step) => /^(?:FOR|IS)$/.test(wordAt(tokens, index + step)));
      if (query !== undefined && /^(?:SELECT|WITH)$/.test(wordAt(tokens, index + query + 1))) return index + query + 1;
    }
    if (index > at + 1 && wordAt(tokens, index) === "BEGIN") {
      finishExpression(reader, frame, "declare", at + 1, index);
      return index;
    }
    if (index > at + 2 && endsOperand(tokens, index - 1) && startsStatement(tokens, index)) {
      finishExpression(reader, frame, "declare", at + 1, index);
      return index;
    }
    index = signAt(tokens, index) === "(" ? Math.max(index + 1, afterGroup(tokens, index)) : index + 1;
  }
  finishExpression(reader, frame, "declare", at + 1, to);
  return to;
}

function readSetting(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  // SQL Server's switches end with ON or OFF, and no semicolon.
  for (let index = at + 2; index < Math.min(to, at + 8) && !startsLine(tokens, index); index++) if (/^(?:ON|OFF)$/.test(wordAt(tokens, index))) return index + 1;
  const name = wordAt(tokens, at + 1);
  if (name === "SEARCH_PATH" || name === "SCHEMA" || name === "CURRENT_SCHEMA") {
    const value = /^(?:TO)$/.test(wordAt(tokens, at + 2)) || signAt(tokens, at + 2) === "=" ? at + 3 : at + 2;
    const text = kindAt(tokens, value) === "string" ? textAt(tokens, value).slice(1, -1) : isName(tokens, value) ? textAt(tokens, value).replace(/^"|"$/g, "") : "";
    reader.script.schema = /^[\w.]+$/.test(text) && !/^(?:public|default)$/i.test(text) ? text : null;
  }
  const next = nextStatement(tokens, at + 1, to);
  if (signAt(tokens, at + 2) === "=" || signAt(tokens, at + 2) === ":=") keepText(reader, frame, at + 1, at + 3, next);
  finishExpression(reader, frame, "set", at + 1, next);
  return next;
}

/** Remembers a text that is assigned to a variable; what is only appended to a text is no text of its own. */
function keepText(reader: ScriptReader, frame: Frame, name: number, at: number, to: number): void {
  const { tokens } = frame;
  const wrapped = signAt(tokens, at) === "(" || signAt(tokens, at + 1) === "(";
  if (kindAt(tokens, at) === "string" || (wrapped && /^(?:CONCAT|FORMAT|)$/.test(wordAt(tokens, at)))) reader.texts.set(textAt(tokens, name).toLowerCase(), { tokens, at, to });
}

/** `USE db`: names without a schema are of it, except where a schema stands between (SQL Server). */
function readUse(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  const kind = wordAt(tokens, at + 1);
  const name = /^(?:SCHEMA|DATABASE|CATALOG|NAMESPACE)$/.test(kind) ? at + 2 : at + 1;
  const next = nextStatement(tokens, at + 1, to);
  if (/^(?:WAREHOUSE|ROLE|SECONDARY)$/.test(kind) || reader.around.dialect === "tsql" || reader.style.hash === "name" || reader.style.brackets) return next;
  if (reader.around.dialect === "snowflake" && kind !== "SCHEMA") return next;
  const read = readName(tokens, name, next, reader.around.source);
  reader.script.schema = read ? knownText(read.name.spelled) : null;
  return next;
}

/** EXPLAIN runs nothing: its statement reads, and writes nothing. */
function readExplain(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  let start = at + 1;
  while (start < to && !/^(?:SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|CREATE|FROM)$/.test(wordAt(tokens, start))) start = signAt(tokens, start) === "(" ? Math.max(start + 1, afterGroup(tokens, start)) : start + 1;
  if (start >= to) return to;
  const draft = draftFor(reader, frame, "select");
  const read = readDataStatement(draft, start, to);
  const next = Math.min(read?.next ?? to, to);
  draft.verb = "explain";
  draft.writes.length = 0;
  finish(reader, draft, at, next, true);
  return next;
}

/** `EXECUTE IMMEDIATE '...'`, `EXEC('...')`, `EXEC sp_executesql N'...'`, `PREPARE p AS SELECT ...`. */
function readExecute(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  let start = at + 1;
  if (wordAt(tokens, start) === "IMMEDIATE") start++;
  if (wordAt(tokens, start).endsWith("SP_EXECUTESQL")) start++;
  if (wordAt(tokens, at) === "PREPARE") {
    while (start < to && !/^(?:AS|FROM)$/.test(wordAt(tokens, start))) start = signAt(tokens, start) === "(" ? Math.max(start + 1, afterGroup(tokens, start)) : start + 1;
    start++;
    if (kindAt(tokens, start) !== "string") return Math.min(start, to);
  }
  const next = nextStatement(tokens, at + 1, to);
  const opens = kindAt(tokens, start) === "string" || signAt(tokens, start) === "(" || signAt(tokens, start + 1) === "(" || signAt(tokens, start + 1) === "||";
  const group = signAt(tokens, start) === "(" && kindAt(tokens, start + 1) !== "string" ? start + 1 : start;
  frame.at = next;
  if (!openHeld(reader, frame, group) && start < next && opens) openText(reader, frame, start, next, false);
  frame.at = next;
  return next;
}

/** Opens the text that a variable holds; true where it holds one. The same text is read once. */
function openHeld(reader: ScriptReader, frame: Frame, at: number): boolean {
  const name = textAt(frame.tokens, at).toLowerCase();
  const held = kindAt(frame.tokens, at) === "string" ? undefined : reader.texts.get(name);
  if (held === undefined) return false;
  reader.texts.set(name, null);
  if (held) openText(reader, frame, held.at, held.to, false, false, held.tokens);
  return true;
}

/** A dropped temporary table's name means a stored table again. */
function forget(reader: ScriptReader, frame: Frame, at: number, to: number): void {
  const { tokens } = frame;
  let name = at + 1;
  while (name < at + 6 && /^(?:TABLE|VIEW|TEMP|TEMPORARY|IF|EXISTS|MATERIALIZED)$/.test(wordAt(tokens, name))) name++;
  const read = readName(tokens, name, to, reader.around.source);
  if (read) reader.script.temporaries.delete(read.name.parts.join("."));
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
