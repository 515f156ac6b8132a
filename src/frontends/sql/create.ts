import { startState } from "./clause.js";
import { newQuery, type Draft } from "./draft.js";
import { openGroup, plainName } from "./expression.js";
import { readTarget } from "./factor.js";
import { addWrite } from "./insert.js";
import { readName, type Name } from "./name.js";
import { readPath, readPathOptions } from "./options.js";
import { readQuery } from "./query.js";
import { nextStatement, startsStatement, startsWith } from "./statement-start.js";
import { afterGroup, endAt, groupEnd, groupHead, isName, kindAt, signAt, startAt, wordAt } from "./token.js";

/** What reading a statement leaves: the index after it, and text in it that is SQL of its own (a body, dynamic SQL). */
export interface Remainder { readonly next: number; readonly body?: number; readonly inBody?: boolean }

const FLAGS = new Set([
  "OR", "REPLACE", "ALTER", "GLOBAL", "LOCAL", "TRANSIENT", "VOLATILE", "UNLOGGED", "RECURSIVE", "SECURE", "FORCE", "NOFORCE", "EDITIONABLE", "NONEDITIONABLE", "SNAPSHOT", "DYNAMIC", "HYBRID", "ICEBERG", "MULTISET", "SET",
  "FOREIGN", "STREAMING", "LIVE", "PRIVATE", "AGGREGATE", "SYSTEM", "MATERIALIZED", "EXTERNAL", "TEMP", "TEMPORARY", "OVERWRITE", "REFRESH", "EVENT", "DEFINER", "ALGORITHM", "INVOKER", "SQL", "SECURITY", "MERGE", "UNDEFINED", "TEMPTABLE", "HADOOP", "COLUMN", "ROW", "IMMUTABLE",
]);
const CONSTRAINTS = new Set(["CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "KEY", "INDEX", "LIKE", "PERIOD", "EXCLUDE", "FULLTEXT", "SPATIAL", "WATERMARK"]);

/** Reads CREATE, gives what remains. */
export function readCreate(draft: Draft, from: number, to: number): Remainder {
  const { tokens } = draft;
  let at = from + 1;
  let flags = "";
  for (let word = wordAt(tokens, at); at < to; word = wordAt(tokens, at)) {
    if (word === "TEMP" || word === "TEMPORARY" || word === "VOLATILE") draft.temporary = true;
    if (signAt(tokens, at) === "=") at += 2;
    else if (word === "DEFINER" && signAt(tokens, at + 1) === "=") at = Math.max(at + 3, definerEnd(draft, at + 2));
    else if (FLAGS.has(word)) {
      flags += ` ${word}`;
      at++;
    } else break;
  }
  switch (wordAt(tokens, at)) {
    case "TABLE":
      if (wordAt(tokens, at + 1) === "FUNCTION") return readFunction(draft, at + 2, to, true);
      return { next: readTable(draft, at + 1, to, flags.includes("EXTERNAL") || flags.includes("FOREIGN")) };
    case "VIEW": return { next: readView(draft, at + 1, to, flags.includes("MATERIALIZED") ? "create-materialized-view" : "create-view") };
    case "MODEL": return { next: readModel(draft, at + 1, to) };
    case "FUNCTION": return readFunction(draft, at + 1, to, false);
    case "PROCEDURE":
    case "PROC": return readRoutine(draft, at + 1, to);
    case "TRIGGER": return readTrigger(draft, at + 1, to);
    case "TASK":
    case "PIPE": {
      for (let index = at; index < to; index++) if (wordAt(tokens, index) === "AS") return { next: index + 1 };
      return { next: to };
    }
    case "STREAM": return { next: readStream(draft, at + 1, to) };
    case "STAGE": return { next: readStageDefinition(draft, at + 1, to) };
    case "SYNONYM": return { next: readSynonym(draft, at + 1, to) };
    default: return { next: nextStatement(tokens, at, to) };
  }
}

function definerEnd(draft: Draft, from: number): number {
  let at = from;
  while (at < from + 4 && (kindAt(draft.tokens, at) !== "word" || at === from)) at++;
  return at;
}

function afterExists(draft: Draft, at: number): number {
  const { tokens } = draft;
  return wordAt(tokens, at) === "IF" ? (wordAt(tokens, at + 1) === "NOT" ? at + 3 : at + 2) : at;
}

/** Reads the query of a statement that creates something from it. */
function readBody(draft: Draft, at: number, to: number): number {
  const query = newQuery(draft, -1, -1, 0);
  draft.output = query.id;
  return readQuery(draft, startState(query.id), at, to, true);
}

function startsQuery(draft: Draft, at: number): boolean {
  const { tokens } = draft;
  const word = wordAt(tokens, at);
  if (word === "SELECT" || word === "FROM" || startsWith(tokens, at) || (word === "WITH" && kindAt(tokens, at + 1) === "tag")) return true;
  if (word === "VALUES") return signAt(tokens, at + 1) === "(";
  if (word === "TABLE") return isName(tokens, at + 1);
  return signAt(tokens, at) === "(" && /^(?:SELECT|WITH|FROM|VALUES|TABLE)$/.test(wordAt(tokens, groupHead(tokens, at)));
}

function readTable(draft: Draft, from: number, to: number, external: boolean): number {
  const { tokens } = draft;
  draft.verb = external ? "create-external-table" : "create-table";
  const target = readTarget(draft, afterExists(draft, from), to);
  if (!target) return nextStatement(tokens, from, to);
  const columns: string[] = [];
  const paths = [];
  let queried = false;
  let at = target.next;
  let first = true;
  while (at < to) {
    const word = wordAt(tokens, at);
    const group = signAt(tokens, at) === "(";
    if (word === "AS" && startsQuery(draft, at + 1)) {
      queried = true;
      at = readBody(draft, at + 1, to);
      break;
    }
    if (startsQuery(draft, at) && word !== "FROM" && word !== "VALUES" && (!group || !/^(?:OPTIONS|WITH|TBLPROPERTIES|USING)$/.test(wordAt(tokens, at - 1)))) {
      queried = true;
      at = readBody(draft, at, to);
      break;
    }
    if (group) {
      if (first) columns.push(...definedColumns(draft, at));
      if (wordAt(tokens, at + 1) === "LIKE") readCopied(draft, at + 2, groupEnd(tokens, at), "create-like");
      paths.push(...readPathOptions(draft, at));
      first = false;
      at = afterGroup(tokens, at);
    } else if (word === "LIKE" || word === "CLONE" || word === "COPY") at = readCopied(draft, at + 1, to, word === "LIKE" ? "create-like" : "clone");
    else if (word === "PARTITION" && wordAt(tokens, at + 1) === "OF") at = readTarget(draft, at + 2, to)?.next ?? at + 2;
    else if (word === "LOCATION") {
      const path = readPath(draft, signAt(tokens, at + 1) === "=" ? at + 2 : at + 1, to);
      if (path) paths.push(path.mention);
      at = path?.next ?? at + 1;
    } else if (startsStatement(tokens, at)) break;
    else at++;
  }
  addWrite(draft, target.name, columns.length > 0 ? columns : undefined);
  if (queried) {
    draft.verb = "create-table-as";
    draft.writes.push(...paths);
  } else draft.reads.push(...paths);
  return at;
}

function readCopied(draft: Draft, at: number, to: number, verb: string): number {
  const read = readName(draft.tokens, at, to, draft.around.source);
  if (!read || kindAt(draft.tokens, at) === "string") return at;
  draft.verb = verb;
  draft.reads.push({ spelled: read.name.spelled, name: read.name, form: "table", at: read.name });
  return read.next;
}

/** Names of the columns that a table's definition lists. */
function definedColumns(draft: Draft, open: number): string[] {
  const { tokens } = draft;
  const names: string[] = [];
  const end = groupEnd(tokens, open);
  let angles = 0;
  for (let at = open + 1; at < end; at++) {
    const sign = signAt(tokens, at);
    if (sign === "<") angles++;
    else if (sign === ">" && angles > 0) angles--;
    const starts = at === open + 1 || (signAt(tokens, at - 1) === "," && angles === 0);
    if (starts && isName(tokens, at) && !CONSTRAINTS.has(wordAt(tokens, at))) names.push(plainName(tokens, at));
    if (sign === "(") at = afterGroup(tokens, at) - 1;
  }
  return names;
}

function readView(draft: Draft, from: number, to: number, verb: string): number {
  const { tokens } = draft;
  draft.verb = verb;
  const target = readTarget(draft, afterExists(draft, from), to);
  if (!target) return nextStatement(tokens, from, to);
  let at = target.next;
  let columns: string[] | undefined;
  if (signAt(tokens, at) === "(" && !startsQuery(draft, at)) {
    columns = definedColumns(draft, at);
    at = afterGroup(tokens, at);
  }
  draft.targetColumns = columns ?? null;
  while (at < to && !startsQuery(draft, at)) {
    if (wordAt(tokens, at) === "TO" && isName(tokens, at + 1) && verb === "create-materialized-view") {
      // ClickHouse writes the rows into another table.
      const into = readTarget(draft, at + 1, to);
      if (into) addWrite(draft, into.name);
      at = into?.next ?? at + 1;
    } else if (startsStatement(tokens, at)) return at;
    else at = signAt(tokens, at) === "(" ? afterGroup(tokens, at) : at + 1;
  }
  addWrite(draft, target.name, columns);
  return at < to ? readBody(draft, at, to) : at;
}

function readModel(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "create-model";
  const target = readTarget(draft, afterExists(draft, from), to);
  if (!target) return nextStatement(tokens, from, to);
  const { name } = target;
  draft.writes.push({ spelled: name.spelled, name, form: "table", at: name, columns: [], model: true });
  for (let at = target.next; at < to; ) {
    if (wordAt(tokens, at) === "AS") {
      if (startsQuery(draft, at + 1)) return readBody(draft, at + 1, to);
      // Named queries: `AS (training_data AS (SELECT ...), custom_holiday AS (...))`.
      if (signAt(tokens, at + 1) === "(") return openGroup(draft, { query: -1, block: -1, item: -1, late: false, order: false, callee: "", tables: false, start: at + 2 }, at + 1, "");
      return at + 1;
    }
    if (startsStatement(tokens, at)) return at;
    at = signAt(tokens, at) === "(" ? afterGroup(tokens, at) : at + 1;
  }
  return to;
}

/** Notes the parameters of a routine: they are variables in its body. */
function readParameters(draft: Draft, open: number): number {
  const { tokens } = draft;
  for (let at = open + 1; at < groupEnd(tokens, open); at++) {
    const first = signAt(tokens, at - 1) === "," || at === open + 1;
    const mode = /^(?:IN|OUT|INOUT|VARIADIC)$/.test(wordAt(tokens, at));
    if (first && (isName(tokens, at) || kindAt(tokens, at) === "placeholder")) draft.around.variables.add(plainName(tokens, mode ? at + 1 : at).toLowerCase());
  }
  return afterGroup(tokens, open);
}

/** Index of the word at which a routine's body begins, and whether its language is SQL. */
function findBody(draft: Draft, from: number, to: number): { readonly at: number; readonly sql: boolean } {
  const { tokens } = draft;
  let sql = true;
  let body = -1;
  for (let at = from; at < to; ) {
    const word = wordAt(tokens, at);
    if (word === "LANGUAGE") sql = /^(?:SQL|PLPGSQL|'?sql'?|'?plpgsql'?)$/i.test(plainName(tokens, at + 1)) || /^'(?:sql|plpgsql)'$/i.test(tokens.text.slice(startAt(tokens, at + 1) - tokens.base, endAt(tokens, at + 1) - tokens.base));
    const starts = word === "BEGIN" || word === "RETURN" || ((word === "AS" || word === "IS") && wordAt(tokens, at + 1) !== "STRUCT");
    if (body < 0 && starts && !(word === "AS" && kindAt(tokens, at - 1) === "operator" && signAt(tokens, at - 1) === ",")) body = at;
    if (body >= 0 && kindAt(tokens, body + 1) !== "string") break;
    at = signAt(tokens, at) === "(" ? afterGroup(tokens, at) : at + 1;
  }
  return { at: body, sql };
}

function readFunction(draft: Draft, from: number, to: number, table: boolean): Remainder {
  const { tokens } = draft;
  draft.verb = "create-function";
  const target = readName(tokens, afterExists(draft, from), to, draft.around.source);
  if (!target) return { next: nextStatement(tokens, from, to) };
  let at = signAt(tokens, target.next) === "(" ? readParameters(draft, target.next) : target.next;
  let rows = table;
  const found = findBody(draft, at, to);
  for (let index = at; index < (found.at < 0 ? to : found.at); index++) if (wordAt(tokens, index) === "RETURNS" && wordAt(tokens, index + 1) === "TABLE") rows = true;
  if (rows) addFunction(draft, target.name);
  if (found.at < 0) return { next: nextStatement(tokens, at, to) };
  at = wordAt(tokens, found.at) === "BEGIN" ? found.at : found.at + 1;
  if (wordAt(tokens, at) === "RETURN") at++;
  if (kindAt(tokens, at) === "string") return found.sql ? { next: to, body: at, inBody: true } : { next: nextStatement(tokens, to, to) };
  if (wordAt(tokens, at) === "BEGIN" || wordAt(tokens, at) === "DECLARE") return { next: at, inBody: true };
  if (startsQuery(draft, at)) return { next: readBody(draft, at, to) };
  if (signAt(tokens, at) === "(") return { next: openGroup(draft, { query: -1, block: -1, item: -1, late: false, order: false, callee: "", tables: false, start: at + 1 }, at, "") };
  return { next: at };
}

function addFunction(draft: Draft, name: Name): void {
  draft.writes.push({ spelled: name.spelled, name, form: "function", at: name });
}

function readRoutine(draft: Draft, from: number, to: number): Remainder {
  const { tokens } = draft;
  draft.verb = "create-procedure";
  const target = readName(tokens, afterExists(draft, from), to, draft.around.source);
  if (!target) return { next: nextStatement(tokens, from, to) };
  const at = signAt(tokens, target.next) === "(" ? readParameters(draft, target.next) : target.next;
  const found = findBody(draft, at, to);
  if (found.at < 0) return { next: nextStatement(tokens, at, to) };
  for (let index = at; index < found.at; index++) if (kindAt(tokens, index) === "placeholder") draft.around.variables.add(plainName(tokens, index).toLowerCase());
  const start = wordAt(tokens, found.at) === "BEGIN" ? found.at : found.at + 1;
  if (kindAt(tokens, start) === "string") return found.sql ? { next: to, body: start, inBody: true } : { next: to };
  return { next: start, inBody: true };
}

/** A trigger's header names events and a table, neither of which it reads; its body is a script. */
function readTrigger(draft: Draft, from: number, to: number): Remainder {
  const { tokens } = draft;
  for (let at = from; at < to; at++) {
    if (wordAt(tokens, at) === "BEGIN") return { next: at, inBody: true };
    if (wordAt(tokens, at) === "EXECUTE") return { next: to };
    if (wordAt(tokens, at) === "ROW" && /^(?:INSERT|UPDATE|DELETE|SET)$/.test(wordAt(tokens, at + 1))) return { next: at + 1, inBody: true };
  }
  return { next: to };
}

function readStream(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "create-stream";
  const target = readTarget(draft, afterExists(draft, from), to);
  if (!target) return nextStatement(tokens, from, to);
  addWrite(draft, target.name);
  for (let at = target.next; at < to; at = signAt(tokens, at) === "(" ? afterGroup(tokens, at) : at + 1) {
    if (wordAt(tokens, at) === "AS" && startsQuery(draft, at + 1)) return readBody(draft, at + 1, to);
    const on = wordAt(tokens, at) === "ON" && /^(?:TABLE|VIEW|EXTERNAL|DYNAMIC)$/.test(wordAt(tokens, at + 1)) ? (wordAt(tokens, at + 2) === "TABLE" ? at + 3 : at + 2) : -1;
    if (on > 0) return readMentioned(draft, on, to);
  }
  return to;
}

function readMentioned(draft: Draft, at: number, to: number): number {
  const read = readName(draft.tokens, at, to, draft.around.source);
  if (!read) return at;
  draft.reads.push({ spelled: read.name.spelled, name: read.name, form: "table", at: read.name });
  return nextStatement(draft.tokens, read.next, to);
}

function readStageDefinition(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "create-stage";
  const read = readName(tokens, afterExists(draft, from), to, draft.around.source);
  if (!read) return nextStatement(tokens, from, to);
  draft.writes.push({ spelled: { options: read.name.spelled.options.map(({ pieces }) => ({ pieces: ["@", ...pieces] })), all: false }, name: null, form: "stage", at: read.name });
  for (let at = read.next; at < to; at++) {
    if (wordAt(tokens, at) !== "URL") continue;
    const path = readPath(draft, signAt(tokens, at + 1) === "=" ? at + 2 : at + 1, to);
    if (path) draft.reads.push(path.mention);
  }
  return nextStatement(tokens, read.next, to);
}

function readSynonym(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "create-synonym";
  const target = readTarget(draft, afterExists(draft, from), to);
  if (!target || wordAt(tokens, target.next) !== "FOR") return nextStatement(tokens, from, to);
  addWrite(draft, target.name);
  return readMentioned(draft, target.next + 1, to);
}
