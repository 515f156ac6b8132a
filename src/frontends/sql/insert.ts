import { startState } from "./clause.js";
import { newQuery, type Draft } from "./draft.js";
import { openGroup, plainName } from "./expression.js";
import { readTarget } from "./factor.js";
import { pathBehindFormat, spellContent, type Name } from "./name.js";
import { readQuery } from "./query.js";
import { startsStatement, startsWith } from "./statement-start.js";
import { afterGroup, endAt, groupEnd, groupHead, isName, kindAt, signAt, startAt, wordAt } from "./token.js";
import type { ScopeId } from "./tree.js";
import { NO_ALIAS } from "./words.js";

const BEFORE_TARGET = new Set(["INTO", "TABLE", "IGNORE", "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "LOCAL", "OVERWRITE"]);

/** Adds a table that is written. */
export function addWrite(draft: Draft, name: Name, columns?: readonly string[]): void {
  const path = pathBehindFormat(name);
  if (path) {
    draft.writes.push({ spelled: path, name: null, form: "path", at: { start: name.start, end: name.end } });
    return;
  }
  const [first] = name.parts;
  const temporary = name.parts.length === 1 && first !== undefined && (first.startsWith("#") || draft.around.variables.has(first));
  draft.writes.push({ spelled: name.spelled, name, form: "table", at: { start: name.start, end: name.end }, ...(columns && { columns }), ...(temporary && { temporary }) });
}

/** Reads `INSERT` (also `REPLACE` and `UPSERT`), gives the index after it. */
export function readInsert(draft: Draft, from: number, to: number, scope: ScopeId, visible: number, top: boolean): number {
  const { tokens } = draft;
  const query = newQuery(draft, -1, scope, visible);
  const state = startState(query.id);
  draft.output = query.id;
  let at = from + 1;
  if ((wordAt(tokens, at) === "ALL" || wordAt(tokens, at) === "FIRST") && wordAt(tokens, from) === "INSERT") at = readInsertAll(draft, at + 1, to);
  else {
    at = readInsertTarget(draft, from, to);
    if (wordAt(tokens, at) === "SET") {
      Object.assign(state, { clause: "set", block: -1 });
      at++;
    }
  }
  return readQuery(draft, state, at, to, top);
}

/** Hive's `FROM x INSERT INTO a SELECT ... INSERT INTO b SELECT ...`: the sources are read already. */
export function readFurtherInserts(draft: Draft, state: ReturnType<typeof startState>, from: number, to: number): number {
  let at = from;
  while (at < to && wordAt(draft.tokens, at) === "INSERT") {
    if (draft.verb === "select") draft.verb = "insert";
    draft.output = -1;
    at = readInsertTarget(draft, at, to);
    Object.assign(state, { clause: "late", fromFirst: true });
    const next = readQuery(draft, state, at, to, true);
    at = Math.max(next, at + 1);
  }
  return at;
}

/** Reads what stands between INSERT and the rows; gives the index of the first token of the rows. */
function readInsertTarget(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  let at = from + 1;
  for (let word = wordAt(tokens, at); at < to; word = wordAt(tokens, at)) {
    if (word === "OVERWRITE") draft.verb = "insert-overwrite";
    if (word === "OR") {
      if (wordAt(tokens, at + 1) === "REPLACE" || wordAt(tokens, at + 1) === "OVERWRITE") draft.verb = "insert-overwrite";
      at += 2;
    } else if (word === "TOP" && signAt(tokens, at + 1) === "(") at = afterGroup(tokens, at + 1);
    else if (word === "FUNCTION" && isName(tokens, at + 1)) return readFunctionTarget(draft, at + 1, to);
    else if (BEFORE_TARGET.has(word)) at++;
    else break;
  }
  if (wordAt(tokens, at) === "DIRECTORY" && kindAt(tokens, at + 1) === "string") {
    draft.writes.push({ spelled: spellContent(tokens, at + 1, draft.around.source), name: null, form: "path", at: { start: startAt(tokens, at + 1), end: endAt(tokens, at + 1) } });
    return skipToRows(draft, at + 2, to);
  }
  const target = readTarget(draft, at, to);
  if (!target) return skipToRows(draft, at, to);
  at = target.next;
  let columns: string[] | undefined;
  const aliased = wordAt(tokens, at) === "AS" && isName(tokens, at + 1);
  if (aliased) at += 2;
  if (wordAt(tokens, at) === "PARTITION" && signAt(tokens, at + 1) === "(") at = afterGroup(tokens, at + 1);
  if (signAt(tokens, at) === "(" && !/^(?:SELECT|WITH|FROM)$/.test(wordAt(tokens, groupHead(tokens, at)))) {
    columns = [];
    for (let index = at + 1; index < groupEnd(tokens, at); index++) if (isName(tokens, index) && signAt(tokens, index - 1) !== ".") columns.push(plainName(tokens, index));
    at = afterGroup(tokens, at);
  }
  addWrite(draft, target.name, columns);
  draft.targetColumns = columns ?? null;
  return skipToRows(draft, at, to);
}

function readFunctionTarget(draft: Draft, at: number, to: number): number {
  const { tokens } = draft;
  const open = signAt(tokens, at + 1) === "(" ? at + 1 : -1;
  if (open < 0) return at;
  if (kindAt(tokens, open + 1) === "string") {
    draft.writes.push({ spelled: spellContent(tokens, open + 1, draft.around.source), name: null, form: "path", at: { start: startAt(tokens, open + 1), end: endAt(tokens, open + 1) } });
  }
  return skipToRows(draft, afterGroup(tokens, open), to);
}

/** Skips options (`PARTITION (...)`, `BY NAME`, `WITH (TABLOCK)`) up to the query, VALUES or SET. */
function skipToRows(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  for (let at = from; at < to; ) {
    const word = wordAt(tokens, at);
    if (word === "SELECT" || word === "VALUES" || word === "SET" || word === "FROM" || startsWith(tokens, at)) return at;
    if (word === "TABLE" && isName(tokens, at + 1)) return at;
    if (kindAt(tokens, at) === "tag") return at;
    if (at > from && startsStatement(tokens, at) && !NO_ALIAS.has(word)) return at;
    if (signAt(tokens, at) === "(") {
      if (/^(?:SELECT|WITH|FROM|VALUES)$/.test(wordAt(tokens, groupHead(tokens, at)))) return at;
      at = afterGroup(tokens, at);
    } else at++;
  }
  return to;
}

/** `INSERT ALL [WHEN x THEN] INTO a [(cols)] [VALUES (...)] INTO b ... SELECT ...`. */
function readInsertAll(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  let at = from;
  while (at < to && wordAt(tokens, at) !== "SELECT" && !startsWith(tokens, at)) {
    if (wordAt(tokens, at) === "INTO") {
      const target = readTarget(draft, at + 1, to);
      if (target) addWrite(draft, target.name);
      at = target?.next ?? at + 1;
    } else if (signAt(tokens, at) === "(") {
      if (wordAt(tokens, groupHead(tokens, at)) === "SELECT" && wordAt(tokens, at - 1) !== "VALUES") return at;
      at = openGroup(draft, { query: draft.output, block: -1, item: -1, late: false, order: false, callee: "", tables: false, start: at + 1 }, at, "");
    } else at++;
  }
  return at;
}
