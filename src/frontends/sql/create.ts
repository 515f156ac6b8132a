import { afterExists, readBody, startsQuery, type Remainder } from "./create-body.js";
import { readStageDefinition, readStream, readSynonym } from "./create-object.js";
import { readFunction, readRoutine, readTrigger } from "./create-routine.js";
import type { Draft } from "./draft.js";
import { openGroup, plainName } from "./expression.js";
import { readTarget } from "./factor.js";
import { addWrite } from "./insert.js";
import { readName } from "./name.js";
import { readPath, readPathOptions } from "./options.js";
import { nextStatement, startsStatement } from "./statement-start.js";
import { afterGroup, groupEnd, isName, kindAt, signAt, wordAt } from "./token.js";

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
