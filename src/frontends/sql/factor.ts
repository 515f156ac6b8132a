import { placeOf, type ClauseState } from "./clause.js";
import { newSource, newSubquery, type Draft } from "./draft.js";
import { openGroup, readExpression } from "./expression.js";
import { pathBehindFormat, readName, spellContent, type Name } from "./name.js";
import { knownText } from "./spelling.js";
import { isStage, readStage } from "./stage.js";
import { FILL, MARK_OPEN, afterGroup, endAt, groupEnd, groupHead, isName, kindAt, signAt, startAt, startsNameLike, textAt, wordAt } from "./token.js";
import { NO_ALIAS, PATH_FUNCTIONS, ROW_FUNCTIONS } from "./words.js";

const HINTS = new Set(["NOLOCK", "READUNCOMMITTED", "READPAST", "READCOMMITTED", "UPDLOCK", "HOLDLOCK", "ROWLOCK", "TABLOCK", "TABLOCKX", "NOEXPAND", "INDEX", "FORCESEEK"]);
/** Functions that run the text they are given in another database. */
const QUERY_FUNCTIONS = new Set(["EXTERNAL_QUERY", "OPENQUERY", "POSTGRES_QUERY", "MYSQL_QUERY", "SQLITE_QUERY"]);
const AFTER_QUERY = new Set(["UNION", "INTERSECT", "EXCEPT", "MINUS", "ORDER", "LIMIT", "OFFSET", "FETCH"]);

/** Reads a source where one is expected: a table, a query, a function, rows, a path. */
export function readFactor(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  const called = signAt(tokens, at + 1) === "(";
  if (signAt(tokens, at) === "(") return readGroupFactor(draft, state, at);
  switch (word) {
    case "LATERAL":
      // Hive's LATERAL VIEW stands after a source, without a connector.
      if (next !== "VIEW") return at + 1;
      state.factor = "seen";
      return at;
    case "ONLY":
      if (startsNameLike(tokens, at + 1) && !NO_ALIAS.has(next)) return at + 1;
      break;
    case "TABLE":
      if (called) return readTableCall(draft, state, at);
      if (startsNameLike(tokens, at + 1)) return at + 1;
      break;
    case "IDENTIFIER":
      if (called) return readIdentifier(draft, state, at);
      break;
    case "ROWS":
      if (next === "FROM" && signAt(tokens, at + 2) === "(") {
        openGroup(draft, placeOf(draft, state), at + 2, "ROWS");
        return addOpaque(draft, state, at, afterGroup(tokens, at + 2));
      }
      break;
    case "VALUES": {
      let end = at + 1;
      for (let sign = signAt(tokens, end); end < to && (sign === "(" || (sign === "," && signAt(tokens, end + 1) === "(")); sign = signAt(tokens, end)) {
        end = sign === "(" ? openGroup(draft, placeOf(draft, state), end, "") : end + 1;
      }
      return addOpaque(draft, state, at, end);
    }
    default:
  }
  if (isStage(draft, at)) return readStage(draft, state, at, to);
  if (kindAt(tokens, at) === "string") {
    addPath(draft, state, at, at);
    state.factor = "seen";
    return at + 1;
  }
  // A clause where a source should be: leave it to the clause.
  if (word !== "" && NO_ALIAS.has(word) && !(called && (word === "LEFT" || word === "RIGHT")) && signAt(tokens, at + 1) !== ".") {
    state.factor = "seen";
    return at;
  }
  const read = readName(tokens, at, to, draft.around.source);
  if (!read) {
    if (kindAt(tokens, at) === "operator" || kindAt(tokens, at) === "number") return at + 1;
    state.factor = "seen";
    return at + 1;
  }
  return readNamed(draft, state, at, to, read.name, read.next);
}

function readNamed(draft: Draft, state: ClauseState, at: number, to: number, name: Name, next: number): number {
  const { tokens } = draft;
  const open = signAt(tokens, next) === "(" && !(HINTS.has(wordAt(tokens, next + 1)) || state.target);
  if (open) return readFunction(draft, state, at, to, name, next);
  state.factor = "seen";
  const path = pathBehindFormat(name);
  if (path) {
    (state.target ? draft.writes : draft.reads).push({ spelled: path, name: null, form: "path", at: { start: name.start, end: name.end } });
    state.target = false;
    newSource(draft, state.block, { kind: "opaque", at: name });
    return next;
  }
  if (kindAt(tokens, at) === "quoted" && tokens.words[at] === '"' && next === at + 1 && /\.(?:csv|parquet|json|ndjson|jsonl|tsv|avro|orc)(?:\.gz|\.zst)?$|^\w+:\/\//i.test(name.parts[0] ?? "")) {
    addPath(draft, state, at, at);
    return next;
  }
  // What a template prints is known by its last part.
  const text = name.template ? knownText(name.spelled) : null;
  const last = text === null ? (name.parts[name.parts.length - 1] ?? "") : text.slice(text.lastIndexOf(".") + 1).toLowerCase();
  const nothing = name.parts.length <= 2 && last === "dual" && !name.quoted;
  const before = signAt(tokens, at - 1) === "," || (wordAt(tokens, at - 1) === "JOIN" && wordAt(tokens, at - 2) === "CROSS");
  newSource(draft, state.block, { kind: nothing ? "opaque" : "table", name, at: name, alias: last, aliasText: "", target: state.target, loose: before });
  state.target = false;
  return next;
}

function addOpaque(draft: Draft, state: ClauseState, from: number, next: number): number {
  newSource(draft, state.block, { kind: "opaque", at: { start: startAt(draft.tokens, from), end: endAt(draft.tokens, next - 1) } });
  state.factor = "seen";
  return next;
}

function addPath(draft: Draft, state: ClauseState, from: number, last: number): void {
  const at = { start: startAt(draft.tokens, from), end: endAt(draft.tokens, last) };
  draft.reads.push({ spelled: spellContent(draft.tokens, last, draft.around.source), name: null, form: "path", at });
  newSource(draft, state.block, { kind: "opaque", at });
}

function readGroupFactor(draft: Draft, state: ClauseState, open: number): number {
  const { tokens } = draft;
  const end = groupEnd(tokens, open);
  const head = wordAt(tokens, open + 1);
  const nested = signAt(tokens, open + 1) === "(";
  const following = nested ? afterGroup(tokens, open + 1) : -1;
  const deepQuery = nested && /^(?:SELECT|WITH|VALUES|FROM)$/.test(wordAt(tokens, groupHead(tokens, open))) && (following >= end || AFTER_QUERY.has(wordAt(tokens, following)));
  state.factor = "seen";
  if (/^(?:SELECT|WITH|VALUES|FROM)$/.test(head) || deepQuery) addQuerySource(draft, state, open);
  else if (end === open + 2 && kindAt(tokens, open + 1) === "word" && (textAt(tokens, open + 1).charAt(0) === FILL || textAt(tokens, open + 1).charAt(0) === MARK_OPEN)) {
    // A whole query that is filled in later: nothing is known of what it reads.
    return addOpaque(draft, state, open, afterGroup(tokens, open));
  } else {
    // The group's own sources belong to this block; an alias after it names the whole join.
    draft.work.push({ kind: "sources", from: open + 1, to: end, block: state.block });
    newSource(draft, state.block, { kind: "opaque", at: { start: startAt(tokens, open), end: endAt(tokens, end) } });
  }
  return afterGroup(tokens, open);
}

/** `TABLE(f(x))`, `TABLE('name')`, `TABLE(name)`, `TABLE(SELECT ...)`. */
function readTableCall(draft: Draft, state: ClauseState, at: number): number {
  const { tokens } = draft;
  const inside = at + 2;
  const end = groupEnd(tokens, at + 1);
  if (kindAt(tokens, inside) === "string" && inside + 1 === end) return readIdentifier(draft, state, at);
  const name = /^(?:SELECT|WITH|VALUES)$/.test(wordAt(tokens, inside)) ? null : readName(tokens, inside, end, draft.around.source);
  if (name && name.next === end) {
    readNamed(draft, state, inside, end, name.name, name.next);
    return afterGroup(tokens, at + 1);
  }
  if (name && signAt(tokens, name.next) === "(") {
    readFunction(draft, state, inside, end, name.name, name.next);
    return afterGroup(tokens, at + 1);
  }
  openGroup(draft, { ...placeOf(draft, state), tables: true }, at + 1, "TABLE");
  return addOpaque(draft, state, at, afterGroup(tokens, at + 1));
}

/** `IDENTIFIER('db.t')`, `IDENTIFIER($x)`: a name given as text or by a variable. */
function readIdentifier(draft: Draft, state: ClauseState, at: number): number {
  const { tokens } = draft;
  const inside = at + 2;
  const after = afterGroup(tokens, at + 1);
  state.factor = "seen";
  if (kindAt(tokens, inside) === "string") {
    const spelled = spellContent(tokens, inside, draft.around.source);
    const place = { start: startAt(tokens, at), end: endAt(tokens, after - 1) };
    const parts = (spelled.options[0]?.pieces ?? []).map((piece) => (typeof piece === "string" ? piece : "")).join("").toLowerCase().split(".");
    const name: Name = { spelled, parts, quoted: true, template: false, ...place };
    newSource(draft, state.block, { kind: "table", name, at: place, alias: parts[parts.length - 1] ?? "", target: state.target });
    state.target = false;
    return after;
  }
  const read = readName(tokens, inside, groupEnd(tokens, at + 1), draft.around.source);
  if (read) readNamed(draft, state, inside, read.next, read.name, read.next);
  return after;
}

/** A function in FROM: it reads what its arguments name, else it stands for itself. */
function readFunction(draft: Draft, state: ClauseState, at: number, to: number, name: Name, open: number): number {
  const { tokens } = draft;
  const callee = name.parts.join(".").toUpperCase();
  const last = (name.parts[name.parts.length - 1] ?? "").toUpperCase();
  const end = groupEnd(tokens, open);
  if (PATH_FUNCTIONS.has(last)) {
    const first = kindAt(tokens, open + 1) === "string" || signAt(tokens, open + 1) === "[" || wordAt(tokens, open + 1) === "LIST_VALUE";
    for (let index = open + 1, listed = false; index < end && first; index++) {
      if (signAt(tokens, index) === "[" || wordAt(tokens, index) === "LIST_VALUE") listed = true;
      else if (kindAt(tokens, index) === "string") {
        draft.reads.push({ spelled: spellContent(tokens, index, draft.around.source), name: null, form: "path", at: { start: startAt(tokens, index), end: endAt(tokens, index) } });
        if (!listed) break;
      } else if (signAt(tokens, index) === "]" || signAt(tokens, index) === ")") break;
    }
  } else if (QUERY_FUNCTIONS.has(last)) {
    for (let index = open + 1; index < end; index++) if (kindAt(tokens, index) === "string" || kindAt(tokens, index) === "quoted") draft.texts.push(index);
  } else if (!ROW_FUNCTIONS.has(callee)) {
    draft.reads.push({ spelled: name.spelled, name, form: "function", at: { start: name.start, end: name.end } });
  }
  // Arguments see the sources before them (a lateral join).
  const place = { ...placeOf(draft, state), callee: last, tables: true, start: open + 1 };
  const direct = wordAt(tokens, open + 1);
  const first = draft.references.length;
  if (direct === "SELECT" || direct === "WITH") openGroup(draft, place, open, last);
  else readExpression(draft, place, open + 1, end);
  const next = Math.min(addOpaque(draft, state, at, afterGroup(tokens, open)), Math.max(to, at + 1));
  const source = draft.blocks[state.block]?.sources.at(-1);
  if (source) for (let index = first; index < draft.references.length; index++) source.origins.push(index);
  return next;
}

/** A table name where a statement names one: after INTO, TABLE, ON. Null where there is none. */
export function readTarget(draft: Draft, at: number, to: number): { readonly name: Name; readonly next: number } | null {
  const { tokens } = draft;
  if (wordAt(tokens, at) === "IDENTIFIER" && signAt(tokens, at + 1) === "(") {
    const inside = at + 2;
    const after = afterGroup(tokens, at + 1);
    if (kindAt(tokens, inside) !== "string") {
      const read = readName(tokens, inside, to, draft.around.source);
      return read && { name: read.name, next: after };
    }
    const spelled = spellContent(tokens, inside, draft.around.source);
    const parts = (spelled.options[0]?.pieces ?? []).map((piece) => (typeof piece === "string" ? piece : "")).join("").toLowerCase().split(".");
    return { name: { spelled, parts, quoted: true, template: false, start: startAt(tokens, at), end: endAt(tokens, after - 1) }, next: after };
  }
  if (!isName(tokens, at) && kindAt(tokens, at) !== "placeholder") return null;
  return readName(tokens, at, to, draft.around.source);
}

/** Adds a query in parentheses as a source. */
function addQuerySource(draft: Draft, state: ClauseState, open: number): void {
  const { tokens } = draft;
  const query = newSubquery(draft, state.query, state.block);
  const to = groupEnd(tokens, open);
  newSource(draft, state.block, { kind: "query", query: query.id, at: { start: startAt(tokens, open), end: endAt(tokens, to) } });
  draft.work.push({ kind: "query", from: open + 1, to, query: query.id });
}
