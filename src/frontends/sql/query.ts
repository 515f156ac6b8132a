import { leaveClause, placeOf, startState, type Clause, type ClauseState } from "./clause.js";
import { newBlock, newItem, newQuery, type Draft } from "./draft.js";
import { openGroup, readOperand } from "./expression.js";
import { afterJoin, readFromStep } from "./from-clause.js";
import { readInto } from "./into.js";
import { readAssignmentStep, readItemStep } from "./select-list.js";
import { isCount, startsStatement, startsWith } from "./statement-start.js";
import { afterGroup, endAt, groupEnd, groupHead, isName, kindAt, signAt, startAt, textAt, wordAt } from "./token.js";
import { readCteStep, startScope } from "./with-clause.js";

const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"]);

/** Reads a query from a state on, gives the index at which it ends: `to`, or before it where another statement starts (`top`). */
export function readQuery(draft: Draft, state: ClauseState, from: number, to: number, top = false): number {
  const { tokens } = draft;
  const forks: ClauseState[] = [];
  let current = state;
  let at = from;
  while (at < to) {
    if (kindAt(tokens, at) === "tag") {
      const name = tokens.words[at];
      if (name === "if") forks.push({ ...current });
      else if (name === "endif") forks.pop();
      else {
        const fork = forks[forks.length - 1];
        if (fork && fork.clause === current.clause && fork.block === current.block && fork.item === current.item) current = { ...fork, whereFrom: current.whereFrom };
        else if (fork) {
          leaveClause(draft, current, at);
          current = { ...fork, whereFrom: fork.clause === "where" ? at + 1 : -1 };
        }
      }
      at++;
      continue;
    }
    const open = current.clause === "start" || current.clause === "with" || (current.fromFirst && wordAt(tokens, at) === "SELECT");
    // What follows the common table expressions may change a table instead of being a query.
    if (top && current.clause === "with" && CHANGES.has(wordAt(tokens, at))) break;
    const assigns = wordAt(tokens, at) === "SET" && current.statement !== "query";
    if (top && at > from && !open && !assigns && current.cases === 0 && startsStatement(tokens, at)) break;
    at = Math.max(at + 1, step(draft, current, at, to));
  }
  leaveClause(draft, current, at);
  if (current.fromFirst && current.block >= 0) addStar(draft, current.block);
  Object.assign(state, current);
  return at;
}

function addStar(draft: Draft, block: number): void {
  const item = newItem(draft, block);
  item.star = [];
}

function step(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  const word = wordAt(tokens, at);
  if (word === "CASE") state.cases++;
  else if (word === "END" && state.cases > 0) state.cases--;
  if (signAt(tokens, at) === "|>") return readPipe(draft, state, at);
  if (word !== "" && state.cases === 0) {
    const next = readClauseWord(draft, state, at, to, word);
    if (next > at) return next;
  }
  switch (state.clause) {
    case "start":
      if (signAt(tokens, at) === "(") return readOperandQuery(draft, state, at);
      return at + 1;
    case "with": return readCteStep(draft, state, at, to);
    case "select": return readItemStep(draft, state, at, to);
    case "from": return readFromStep(draft, state, at, to);
    case "set": return readAssignmentStep(draft, state, at, to);
    case "merge":
      if (word === "INSERT" && signAt(tokens, at + 1) === "(") return afterGroup(tokens, at + 1);
      return readOperand(draft, placeOf(draft, state), at, to);
    case "rest": return signAt(tokens, at) === "(" ? openGroup(draft, { ...placeOf(draft, state), block: -1 }, at, "") : at + 1;
    default: return readOperand(draft, placeOf(draft, state), at, to);
  }
}

/** A query in parentheses as an operand of a set operation. */
function readOperandQuery(draft: Draft, state: ClauseState, open: number): number {
  const around = draft.queries[state.query];
  const query = newQuery(draft, around?.parent ?? -1, around?.scope ?? -1, around?.visible ?? 0);
  around?.operands.push({ kind: "query", id: query.id });
  draft.work.push({ kind: "query", from: open + 1, to: groupEnd(draft.tokens, open), query: query.id });
  state.clause = "rest";
  return afterGroup(draft.tokens, open);
}

function enter(draft: Draft, state: ClauseState, at: number, clause: Clause, next: number): number {
  leaveClause(draft, state, at);
  state.clause = clause;
  if (clause === "where") state.whereFrom = next;
  return next;
}

/** Reads the word that starts a clause; gives `at` where the word starts none here. */
function readClauseWord(draft: Draft, state: ClauseState, at: number, to: number, word: string): number {
  const { tokens } = draft;
  const next = wordAt(tokens, at + 1);
  const group = signAt(tokens, at + 1) === "(";
  switch (word) {
    case "WITH":
      if (state.clause === "start" && (startsWith(tokens, at) || next !== "" || kindAt(tokens, at + 1) === "tag")) return startScope(draft, state, at);
      return state.clause === "from" || state.clause === "with" || state.clause === "select" ? at : enter(draft, state, at, "rest", at + 1);
    case "SELECT": return readSelect(draft, state, at);
    case "FROM": {
      const distinct = wordAt(tokens, at - 1) === "DISTINCT" && /^(?:IS|NOT)$/.test(wordAt(tokens, at - 2));
      if (distinct || (state.clause === "from" && state.factor === "expected" && state.statement === "query")) return distinct ? at : at + 1;
      if (state.clause === "start" || state.clause === "with") {
        state.block = newBlock(draft, state.query).id;
        state.fromFirst = true;
      }
      state.factor = "expected";
      return enter(draft, state, at, "from", at + 1);
    }
    case "INTO": return state.clause === "select" || state.clause === "from" || (state.clause === "late" && state.statement !== "query") ? readInto(draft, state, at, to) : at;
    case "OUTPUT": return /^(?:INSERTED|DELETED)$/.test(next) || signAt(tokens, at + 1) === "$" ? enter(draft, state, at, "late", at + 1) : at;
    case "WHERE":
    case "PREWHERE": return state.block >= 0 ? enter(draft, state, at, "where", at + 1) : at;
    case "GROUP": return next === "BY" ? enter(draft, state, at, "late", at + 2) : at;
    case "HAVING":
    case "QUALIFY": return enter(draft, state, at, "late", at + 1);
    case "WINDOW": return isName(tokens, at + 1) && wordAt(tokens, at + 2) === "AS" ? enter(draft, state, at, "late", at + 2) : at;
    case "ORDER":
      if (next !== "BY" && next !== "SIBLINGS") return at;
      orderQuery(draft, state);
      return enter(draft, state, at, "order", next === "BY" ? at + 2 : at + 3);
    case "CLUSTER":
    case "DISTRIBUTE":
    case "SORT":
    case "PARTITION":
    case "CONNECT": return next === "BY" ? enter(draft, state, at, "late", at + 2) : at;
    case "START": return next === "WITH" ? enter(draft, state, at, "late", at + 2) : at;
    case "LIMIT": return isCount(tokens, at + 1) && !(state.clause === "select" && state.item < 0) ? readLimit(draft, state, at) : at;
    case "OFFSET": return !group && isCount(tokens, at + 1) && state.clause !== "select" && state.clause !== "start" ? enter(draft, state, at, "limit", at + 1) : at;
    case "FETCH": return next === "FIRST" || next === "NEXT" ? readLimit(draft, state, at) : at;
    case "FOR": return /^(?:UPDATE|SHARE|NO|KEY|XML|JSON|READ|BROWSE)$/.test(next) ? enter(draft, state, at, "rest", at + 2) : at;
    case "UNION":
    case "INTERSECT":
    case "EXCEPT":
    case "MINUS": return readSetOperation(draft, state, at, word);
    case "RETURNING": return enter(draft, state, at, "late", at + 1);
    case "OPTION": return group ? enter(draft, state, at, "rest", at + 1) : at;
    case "VALUES": return state.clause === "start" && group ? ((state.block = newBlock(draft, state.query).id), enter(draft, state, at, "limit", at + 1)) : at;
    case "TABLE":
      if (state.clause !== "start") return at;
      state.block = newBlock(draft, state.query).id;
      state.fromFirst = true;
      state.factor = "expected";
      return enter(draft, state, at, "from", at + 1);
    case "SET": return state.statement !== "query" && (state.clause === "from" || state.clause === "merge") ? enter(draft, state, at, "set", at + 1) : at;
    case "WHEN": return state.statement === "merge" ? enter(draft, state, at, "merge", at + 1) : at;
    case "ON": return next === "CONFLICT" || next === "DUPLICATE" ? enter(draft, state, at, "rest", at + 2) : at;
    default: return at;
  }
}

function orderQuery(draft: Draft, state: ClauseState): void {
  const query = draft.queries[state.query];
  if (query) query.ordered = true;
}

/** `SELECT` and the words before the first item. */
function readSelect(draft: Draft, state: ClauseState, at: number): number {
  const { tokens } = draft;
  leaveClause(draft, state, at);
  if (!state.fromFirst) state.block = newBlock(draft, state.query).id;
  state.fromFirst = false;
  state.clause = "select";
  let next = at + 1;
  for (let word = wordAt(tokens, next); ; word = wordAt(tokens, next)) {
    const after = wordAt(tokens, next + 1);
    if (word === "DISTINCT" || word === "DISTINCTROW" || word === "SQL_CALC_FOUND_ROWS" || word === "STRAIGHT_JOIN") next++;
    else if (word === "ALL" && signAt(tokens, next + 1) !== "(" && signAt(tokens, next + 1) !== ",") next++;
    else if (word === "ON" && signAt(tokens, next + 1) === "(" && wordAt(tokens, next - 1) === "DISTINCT") next = openGroup(draft, placeOf(draft, state), next + 1, "");
    else if (word === "AS" && (after === "STRUCT" || after === "VALUE")) next += 2;
    else if (word === "TOP" && (kindAt(tokens, next + 1) === "number" || kindAt(tokens, next + 1) === "placeholder" || signAt(tokens, next + 1) === "(")) {
      limitQuery(draft, state, next, next + 1);
      next = signAt(tokens, next + 1) === "(" ? afterGroup(tokens, next + 1) : next + 2;
      if (wordAt(tokens, next) === "PERCENT") next++;
      if (wordAt(tokens, next) === "WITH" && wordAt(tokens, next + 1) === "TIES") next += 2;
    } else return next;
  }
}

/** Notes a row limit; none at all and no rows are no limits. */
function limitQuery(draft: Draft, state: ClauseState, at: number, last: number): void {
  const { tokens } = draft;
  const query = draft.queries[state.query];
  const text = wordAt(tokens, last) || (kindAt(tokens, last) === "number" ? textAt(tokens, last) : "");
  if (query && !query.limit && text !== "ALL" && text !== "NULL" && text !== "0") query.limit = { start: startAt(tokens, at), end: endAt(tokens, signAt(tokens, last) === "(" ? groupEnd(tokens, last) : last) };
}

function readLimit(draft: Draft, state: ClauseState, at: number): number {
  const fetch = wordAt(draft.tokens, at) === "FETCH";
  const count = fetch ? at + 2 : at + 1;
  limitQuery(draft, state, at, count);
  return enter(draft, state, at, "limit", signAt(draft.tokens, count) === "(" ? count : count + 1);
}

function readSetOperation(draft: Draft, state: ClauseState, at: number, word: string): number {
  const { tokens } = draft;
  let next = at + 1;
  const first = wordAt(tokens, next);
  if (word === "MINUS" && !/^(?:SELECT|ALL|DISTINCT|WITH)$/.test(first) && signAt(tokens, next) !== "(") return at;
  if (word === "EXCEPT" && signAt(tokens, at - 1) === "*" && signAt(tokens, next) === "(" && !/^(?:SELECT|WITH)$/.test(wordAt(tokens, groupHead(tokens, next)))) return at;
  while (/^(?:ALL|DISTINCT|BY|NAME|CORRESPONDING|OUTER|STRICT)$/.test(wordAt(tokens, next))) next++;
  leaveClause(draft, state, at);
  state.clause = "start";
  state.block = -1;
  state.fromFirst = false;
  return next;
}

/** BigQuery's pipes: `FROM t |> WHERE x |> JOIN u ON ... |> SELECT a`. */
function readPipe(draft: Draft, state: ClauseState, at: number): number {
  const { tokens } = draft;
  leaveClause(draft, state, at);
  const word = wordAt(tokens, at + 1);
  if (afterJoin(tokens, at + 1) > 0 || word === "TABLESAMPLE" || word === "PIVOT" || word === "UNPIVOT" || word === "AS") {
    state.clause = "from";
    state.factor = "seen";
  } else if (word === "SELECT") {
    // The projection so far is replaced.
    draft.blocks[state.block]?.items.splice(0);
    state.fromFirst = true;
    state.clause = "late";
  } else {
    if (word === "AGGREGATE") state.fromFirst = false;
    state.clause = "late";
    return /^(?:EXTEND|SET|AGGREGATE|DROP|RENAME|CALL|DISTINCT)$/.test(word) ? at + 2 : at + 1;
  }
  return at + 1;
}

/** Reads all that waits: nested queries, groups and joins, without recursion. */
export function readWork(draft: Draft, change: (from: number, to: number, scope: number, visible: number) => void): void {
  for (let work = draft.work.pop(); work; work = draft.work.pop()) {
    if (work.kind === "query") readQuery(draft, startState(work.query), work.from, work.to);
    else if (work.kind === "change") change(work.from, work.to, work.scope, work.visible);
    else if (work.kind === "sources") {
      const block = draft.blocks[work.block];
      const state: ClauseState = { ...startState(block?.query ?? -1), clause: "from", block: work.block };
      readQuery(draft, state, work.from, work.to);
    } else {
      const { tokens } = draft;
      for (let at = work.from; at < work.to; ) at = kindAt(tokens, at) === "tag" ? at + 1 : Math.max(at + 1, readOperand(draft, work.place, at, work.to));
    }
  }
}
