import { keepText, openHeld, openText, readExecute } from "./dynamic-statement.js";
import { endsOperand } from "./expression.js";
import { readName } from "./name.js";
import { draftFor, finish, finishExpression, type Frame, type ScriptReader } from "./script-frame.js";
import { knownText } from "./spelling.js";
import { readDataStatement, readQueryStatement } from "./statement.js";
import { nextStatement, startsLine, startsStatement } from "./statement-start.js";
import { afterGroup, isName, kindAt, signAt, textAt, wordAt } from "./token.js";

const SKIPPED = new Set([
  "GRANT", "REVOKE", "DENY", "SHOW", "DESCRIBE", "DESC", "COMMENT", "ANALYZE", "VACUUM", "OPTIMIZE", "LOCK", "UNLOCK", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "START", "PRAGMA", "ATTACH", "DETACH", "INSTALL",
  "LIST", "LS", "REMOVE", "RM", "MSCK", "ADD", "PRINT", "RAISE", "RAISERROR", "THROW", "SIGNAL", "RESIGNAL", "CLOSE", "FETCH", "DEALLOCATE", "RESET", "DISCARD", "KILL", "UNCACHE", "INVALIDATE", "LEAVE", "ITERATE", "BREAK", "CONTINUE",
  "EXIT", "UNDROP", "CHECKPOINT", "CLUSTER", "REINDEX", "NOTIFY", "LISTEN", "UNLISTEN", "SECURITY", "PURGE", "GO", "REPAIR",
]);

/** Control of scripts: blocks, conditions, loops, declarations, session settings. Gives `at` where none stands. */
export function readControl(reader: ScriptReader, frame: Frame, at: number, to: number): number {
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

/** A dropped temporary table's name means a stored table again. */
function forget(reader: ScriptReader, frame: Frame, at: number, to: number): void {
  const { tokens } = frame;
  let name = at + 1;
  while (name < at + 6 && /^(?:TABLE|VIEW|TEMP|TEMPORARY|IF|EXISTS|MATERIALIZED)$/.test(wordAt(tokens, name))) name++;
  const read = readName(tokens, name, to, reader.around.source);
  if (read) reader.script.temporaries.delete(read.name.parts.join("."));
}
