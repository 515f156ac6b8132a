import { newSource, type Draft } from "./draft.js";
import { placeOf, type ClauseState } from "./clause.js";
import { openGroup, plainName, readExpression, readOperand } from "./expression.js";
import { readFactor } from "./factor.js";
import { afterGroup, groupEnd, groupHead, isName, kindAt, signAt, startAt, endAt, wordAt, type Tokens } from "./token.js";
import type { Source } from "./tree.js";
import { NO_ALIAS } from "./words.js";

const JOIN_WORDS = new Set(["NATURAL", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER", "SEMI", "ANTI", "ASOF", "POSITIONAL", "ANY", "ALL", "GLOBAL", "LOOP", "HASH", "MERGE", "BROADCAST", "SHUFFLE", "EACH"]);

/** Index after the words of a join, or -1 where no join starts. `LEFT(x, 2)` starts none. */
export function afterJoin(tokens: Tokens, at: number): number {
  for (let next = at; next < at + 6; next++) {
    const word = wordAt(tokens, next);
    if (word === "JOIN" || word === "APPLY" || word === "STRAIGHT_JOIN") return word === "JOIN" && wordAt(tokens, next + 1) === "EACH" ? next + 2 : next + 1;
    if (!JOIN_WORDS.has(word)) return -1;
  }
  return -1;
}

/** Reads one step of a FROM clause: a source, its alias, a connector, a part of its condition. */
export function readFromStep(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  const joined = afterJoin(tokens, at);
  if (joined > 0) {
    state.factor = "expected";
    return joined;
  }
  if (signAt(tokens, at) === ",") {
    state.factor = "expected";
    return at + 1;
  }
  if (state.factor === "expected") return readFactor(draft, state, at, to);
  if (state.factor === "on") {
    if (wordAt(tokens, at) === "LATERAL" && wordAt(tokens, at + 1) === "VIEW") return readLateralView(draft, state, at, to);
    return readOperand(draft, placeOf(draft, state), at, to);
  }
  return readTail(draft, state, at, to);
}

/** What may follow a source: alias, sampling, pivots, hints, versions. */
function readTail(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  const sources = draft.blocks[state.block]?.sources ?? [];
  const source = sources[sources.length - 1];
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  switch (word) {
    case "ON":
      state.factor = "on";
      return at + 1;
    case "USING":
      if (signAt(tokens, at + 1) === "(" && !usesSource(draft, state, at + 1)) return readShared(draft, state, at + 1);
      if (next === "SAMPLE") return readSample(draft, state, at + 1, to);
      state.factor = "expected";
      return at + 1;
    case "AS":
      if (next === "OF") {
        state.factor = "on";
        return at + 2;
      }
      return source ? readAlias(draft, state, source, at + 1, to) : at + 1;
    case "TABLESAMPLE":
    case "SAMPLE":
      if (word === "TABLESAMPLE" || signAt(tokens, at + 1) === "(" || kindAt(tokens, at + 1) === "number") return readSample(draft, state, at, to);
      break;
    case "FOR":
    case "VERSION":
    case "TIMESTAMP":
    case "SYSTEM":
      if (wordAt(tokens, at + 1) === "AS" || /^(?:SYSTEM_TIME|SYSTEM|VERSION|TIMESTAMP|SYSTEM_VERSION|BUSINESS_TIME|PATH)$/.test(next)) {
        const of = [1, 2, 3, 4].find((step) => wordAt(tokens, at + step) === "OF");
        state.factor = "on";
        return at + (of ?? 1) + 1;
      }
      break;
    case "AT":
    case "BEFORE":
    case "CHANGES":
    case "END":
    case "PARTITION":
    case "PARTITIONS":
    case "OPTIONS":
      if (signAt(tokens, at + 1) === "(") return afterGroup(tokens, at + 1);
      break;
    case "PIVOT":
    case "UNPIVOT":
    case "MATCH_RECOGNIZE": {
      const skipped = /^(?:INCLUDE|EXCLUDE|NULLS|XML)$/.test(next) ? (wordAt(tokens, at + 2) === "NULLS" ? at + 3 : at + 2) : at + 1;
      if (signAt(tokens, skipped) !== "(") break;
      for (const each of sources) each.vague = true;
      if (source) source.explicit = false;
      if (word !== "MATCH_RECOGNIZE") openGroup(draft, { ...placeOf(draft, state), block: -1, callee: word }, skipped, word);
      return afterGroup(tokens, skipped);
    }
    case "WITH":
      if (signAt(tokens, at + 1) === "(") return afterGroup(tokens, at + 1);
      if (next === "ORDINALITY") return at + 2;
      if (next === "OFFSET") {
        const name = wordAt(tokens, at + 2) === "AS" ? at + 3 : at + 2;
        const aliased = isName(tokens, name) && !NO_ALIAS.has(wordAt(tokens, name)) && name < to && afterJoin(tokens, name) < 0;
        draft.blocks[state.block]?.locals.set(aliased ? plainName(tokens, name).toLowerCase() : "offset", null);
        return aliased ? name + 1 : at + 2;
      }
      state.clause = "rest";
      return at + 1;
    case "USE":
    case "FORCE":
    case "IGNORE": {
      const open = [2, 3, 4, 5].find((step) => signAt(tokens, at + step) === "(");
      if (/^(?:INDEX|KEY)$/.test(next) && open !== undefined) return afterGroup(tokens, at + open);
      break;
    }
    case "FINAL":
    case "NOLOCK":
      return at + 1;
    case "LATERAL":
      if (next === "VIEW") return readLateralView(draft, state, at, to);
      state.factor = "expected";
      return at + 1;
    default:
  }
  if (signAt(tokens, at) === "(") return source?.explicit && source.columns === undefined ? readColumnList(tokens, source, at) : openHint(draft, state, at);
  const nameable = isName(tokens, at) || (kindAt(tokens, at) === "string" && source !== undefined);
  if (source && nameable && !source.explicit && !NO_ALIAS.has(word)) return readAlias(draft, state, source, at, to);
  return at + 1;
}

/** `MERGE INTO t USING (SELECT ...)`, `DELETE FROM t USING (SELECT ...) s`: a source, no columns. */
function usesSource(draft: Draft, state: ClauseState, open: number): boolean {
  if (state.statement === "merge") return (draft.blocks[state.block]?.sources.length ?? 0) === 1;
  return /^(?:SELECT|WITH|VALUES)$/.test(wordAt(draft.tokens, groupHead(draft.tokens, open)));
}

function openHint(draft: Draft, state: ClauseState, at: number): number {
  return openGroup(draft, { ...placeOf(draft, state), block: -1 }, at, "HINT");
}

function readAlias(draft: Draft, state: ClauseState, source: Source, at: number, to: number): number {
  const { tokens } = draft;
  if (at >= to) return to;
  if (signAt(tokens, at) === "(") return readColumnList(tokens, source, at);
  if (!isName(tokens, at)) return at + 1;
  const text = plainName(tokens, at);
  source.alias = text.toLowerCase();
  source.aliasText = text;
  source.explicit = true;
  if (source.kind === "opaque") draft.blocks[state.block]?.locals.set(source.alias, source);
  return at + 1;
}

/** `AS t (a, b)`; types may follow the names. */
function readColumnList(tokens: Tokens, source: Source, open: number): number {
  const names: string[] = [];
  const end = groupEnd(tokens, open);
  for (let at = open + 1; at < end; at++) {
    if (isName(tokens, at) && (at === open + 1 || signAt(tokens, at - 1) === ",")) names.push(plainName(tokens, at));
    if (signAt(tokens, at) === "(") at = afterGroup(tokens, at) - 1;
  }
  source.columns = names;
  return afterGroup(tokens, open);
}

function readShared(draft: Draft, state: ClauseState, open: number): number {
  const { tokens } = draft;
  const shared = draft.blocks[state.block]?.shared;
  for (let at = open + 1; at < groupEnd(tokens, open); at++) if (isName(tokens, at)) shared?.add(plainName(tokens, at));
  return afterGroup(tokens, open);
}

/** `TABLESAMPLE BERNOULLI (10) REPEATABLE (42)`: rows by chance unless a seed is given. */
function readSample(draft: Draft, state: ClauseState, from: number, to: number): number {
  const { tokens } = draft;
  let at = from + 1;
  while (at < to && signAt(tokens, at) !== "(" && kindAt(tokens, at) === "word" && at < from + 4) at++;
  at = signAt(tokens, at) === "(" ? afterGroup(tokens, at) : at + 1;
  const query = draft.queries[state.query];
  const seeded = wordAt(tokens, at) === "REPEATABLE" || wordAt(tokens, at) === "SEED";
  if (seeded && signAt(tokens, at + 1) === "(") at = afterGroup(tokens, at + 1);
  if (query && !query.limit) {
    query.limit = { start: startAt(tokens, from), end: endAt(tokens, at - 1) };
    if (seeded) query.ordered = true;
    else query.shuffled = true;
  }
  return Math.min(at, to);
}

/** Hive's `LATERAL VIEW [OUTER] f(x) alias AS a, b`: values of the row, no source. */
function readLateralView(draft: Draft, state: ClauseState, from: number, to: number): number {
  const { tokens } = draft;
  const locals = draft.blocks[state.block]?.locals;
  let at = wordAt(tokens, from + 2) === "OUTER" ? from + 3 : from + 2;
  while (at < to && signAt(tokens, at) !== "(" && (isName(tokens, at) || signAt(tokens, at) === ".")) at++;
  const source = newSource(draft, state.block, { kind: "opaque", at: { start: startAt(tokens, from), end: endAt(tokens, at) } });
  source.explicit = true;
  if (signAt(tokens, at) === "(") {
    const first = draft.references.length;
    readExpression(draft, { ...placeOf(draft, state), callee: "EXPLODE", start: at + 1 }, at + 1, groupEnd(tokens, at));
    for (let index = first; index < draft.references.length; index++) source.origins.push(index);
    at = afterGroup(tokens, at);
  }
  if (isName(tokens, at) && wordAt(tokens, at) !== "AS" && !NO_ALIAS.has(wordAt(tokens, at))) locals?.set(plainName(tokens, at++).toLowerCase(), source);
  if (wordAt(tokens, at) === "AS") {
    at++;
    const open = signAt(tokens, at) === "(";
    if (open) at++;
    for (; at < to && isName(tokens, at); at += signAt(tokens, at) === "," ? 1 : 0) {
      locals?.set(plainName(tokens, at++).toLowerCase(), source);
      if (signAt(tokens, at) !== ",") break;
    }
    if (open && signAt(tokens, at) === ")") at++;
  }
  state.factor = "seen";
  return Math.max(at, from + 2);
}
