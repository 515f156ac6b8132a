import { startState } from "./clause.js";
import { newQuery, type Draft } from "./draft.js";
import { readTarget } from "./factor.js";
import { addWrite } from "./insert.js";
import { spell } from "./name.js";
import { readPath, readPathOptions } from "./options.js";
import { readQuery } from "./query.js";
import { readStageName } from "./stage.js";
import { nextStatement } from "./statement-start.js";
import { afterGroup, endAt, groupEnd, groupHead, isAdjacent, kindAt, signAt, startAt, wordAt } from "./token.js";
import type { Remainder } from "./create-body.js";
import type { Mention } from "./tree.js";

/** One end of a transfer: a path or stage, a table, or a query (whose reads are added at once). */
interface End { readonly mention: Mention | null; readonly next: number }

function readQueryGroup(draft: Draft, open: number): number {
  const query = newQuery(draft, -1, -1, 0);
  draft.output = query.id;
  draft.work.push({ kind: "query", from: open + 1, to: groupEnd(draft.tokens, open), query: query.id });
  return afterGroup(draft.tokens, open);
}

function readEnd(draft: Draft, at: number, to: number): End | null {
  const { tokens } = draft;
  const path = readPath(draft, at, to);
  if (path) return path;
  if (signAt(tokens, at) === "(" && /^(?:SELECT|WITH|FROM|VALUES)$/.test(wordAt(tokens, groupHead(tokens, at)))) return { mention: null, next: readQueryGroup(draft, at) };
  const target = readTarget(draft, at, to);
  return target && { mention: { spelled: target.name.spelled, name: target.name, form: "table", at: target.name }, next: target.next };
}

/** psql's `\\copy t from clicks.csv`: a file without quotes. */
function readBareFile(draft: Draft, at: number, to: number): End | null {
  const { tokens } = draft;
  if (kindAt(tokens, at) !== "word" && signAt(tokens, at) !== "/" && signAt(tokens, at) !== ".") return null;
  let next = at + 1;
  while (next < to && isAdjacent(tokens, next) && signAt(tokens, next) !== ";") next++;
  const place = { start: startAt(tokens, at), end: endAt(tokens, next - 1) };
  return { mention: { spelled: spell(tokens.text.slice(place.start - tokens.base, place.end - tokens.base), place.start, draft.around.source), name: null, form: "path", at: place }, next };
}

/** Reads COPY of all dialects: `COPY INTO t FROM @s`, `COPY t FROM 's3://...'`, `COPY (SELECT ...) TO 'x'`. */
export function readCopy(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "copy";
  // MonetDB counts and skips lines before INTO.
  let start = from + 1;
  while (start < from + 6 && (kindAt(tokens, start) === "number" || /^(?:OFFSET|RECORDS)$/.test(wordAt(tokens, start)))) start++;
  const into = wordAt(tokens, start) === "INTO";
  const first = readEnd(draft, into ? start + 1 : start, to);
  if (!first) return nextStatement(tokens, from + 1, to);
  let at = first.next;
  if (signAt(tokens, at) === "(") at = afterGroup(tokens, at);
  const direction = wordAt(tokens, at);
  const standard = /^(?:STDIN|STDOUT|PROGRAM|PSTDIN|PSTDOUT)$/.test(wordAt(tokens, at + 1));
  const second = direction === "FROM" || direction === "TO" ? (into || standard ? readEnd(draft, at + 1, to) : (readBareFile(draft, at + 1, to) ?? readEnd(draft, at + 1, to))) : null;
  const [source, target] = direction === "TO" && !into ? [first, second] : [second, first];
  if (source?.mention && !(source === second && standard)) draft.reads.push(source.mention);
  if (target?.mention && !(target === second && standard)) {
    if (target.mention.name) addWrite(draft, target.mention.name);
    else draft.writes.push(target.mention);
  }
  return nextStatement(tokens, Math.max(second?.next ?? at, from + 1), to);
}

/** Reads `UNLOAD ('SELECT ...') TO 's3://...'`; the query may be a text of its own. */
export function readUnload(draft: Draft, from: number, to: number): Remainder {
  const { tokens } = draft;
  draft.verb = "unload";
  const open = signAt(tokens, from + 1) === "(" ? from + 1 : -1;
  if (open < 0) return { next: nextStatement(tokens, from + 1, to) };
  const text = kindAt(tokens, open + 1) === "string" ? open + 1 : -1;
  const at = text < 0 ? readQueryGroup(draft, open) : afterGroup(tokens, open);
  const path = wordAt(tokens, at) === "TO" ? readPath(draft, at + 1, to) : null;
  if (path) draft.writes.push(path.mention);
  const next = nextStatement(tokens, path?.next ?? at, to);
  return text < 0 ? { next } : { next, body: text };
}

/** Reads `LOAD DATA [LOCAL] INPATH|INFILE 'p' [OVERWRITE] INTO TABLE t`, `LOAD DATA INTO t FROM FILES (...)`. */
export function readLoad(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "load";
  for (let at = from + 1; at < to; ) {
    const word = wordAt(tokens, at);
    if (word === "INPATH" || word === "INFILE") {
      const path = readPath(draft, at + 1, to);
      if (path) draft.reads.push(path.mention);
      at = path?.next ?? at + 1;
    } else if (word === "INTO" || (word === "OVERWRITE" && wordAt(tokens, at + 1) !== "INTO")) {
      const name = /^(?:TABLE|TEMP)$/.test(wordAt(tokens, at + 1)) ? at + 2 : at + 1;
      const target = readTarget(draft, name, to);
      if (target) addWrite(draft, target.name);
      at = target?.next ?? at + 1;
    } else if (signAt(tokens, at) === "(") {
      if (wordAt(tokens, at - 1) === "FILES") draft.reads.push(...readPathOptions(draft, at));
      at = afterGroup(tokens, at);
    } else if (nextStatement(tokens, at, at + 1) === at && at > from + 1) return at;
    else at++;
  }
  return to;
}

/** Reads `EXPORT DATA OPTIONS (uri = '...') AS SELECT ...` and `EXPORT MODEL m OPTIONS (uri = '...')`. */
export function readExport(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "export";
  let at = from + 2;
  if (wordAt(tokens, from + 1) === "MODEL") {
    const model = readTarget(draft, at, to);
    if (model) draft.reads.push({ spelled: model.name.spelled, name: model.name, form: "table", at: model.name, model: true });
    at = model?.next ?? at;
  }
  while (at < to) {
    if (wordAt(tokens, at) === "AS") {
      const query = newQuery(draft, -1, -1, 0);
      draft.output = query.id;
      return readQuery(draft, startState(query.id), at + 1, to, true);
    }
    if (signAt(tokens, at) === "(") {
      draft.writes.push(...readPathOptions(draft, at));
      at = afterGroup(tokens, at);
    } else at++;
  }
  return to;
}

/** Reads `PUT 'file://x' @stage` and `GET @stage 'file://x'`; -1 where no stage is named (`GET DIAGNOSTICS`). */
export function readPut(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  const put = wordAt(tokens, from) === "PUT";
  let stage = from + 1;
  while (stage < to && !(signAt(tokens, stage) === "@" || (kindAt(tokens, stage) === "placeholder" && !isAdjacent(tokens, stage)))) stage++;
  if (stage >= to) return -1;
  const file = put ? from + 1 : -1;
  const { mention, next } = readStageName(draft, stage, to);
  const target = { mention, next };
  const path = readPath(draft, put ? file : target.next, to);
  if (!path) return -1;
  draft.verb = put ? "put" : "get";
  draft.reads.push(put ? path.mention : target.mention);
  draft.writes.push(put ? target.mention : path.mention);
  return nextStatement(tokens, Math.max(target.next, path.next), to);
}

/** Reads `BULK INSERT t FROM 'file'`. */
export function readBulkInsert(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "copy";
  const target = readTarget(draft, from + 2, to);
  if (!target) return nextStatement(tokens, from + 1, to);
  addWrite(draft, target.name);
  const path = wordAt(tokens, target.next) === "FROM" ? readPath(draft, target.next + 1, to) : null;
  if (path) draft.reads.push(path.mention);
  return nextStatement(tokens, path?.next ?? target.next, to);
}
