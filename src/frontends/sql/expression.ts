import { addReference, newSubquery, type Draft, type Place } from "./draft.js";
import { quotedContent, readName } from "./name.js";
import { FILL, MARK_OPEN, afterGroup, endAt, groupEnd, groupHead, isAdjacent, isName, kindAt, previous, signAt, startAt, textAt, wordAt, type Tokens } from "./token.js";
import { CASTS, DATE_PARTS, EXPRESSION_WORDS, LITERAL_TYPES, RANDOM_FUNCTIONS } from "./words.js";

/** Words of the grammar that are operands: what follows without an operator is an alias. */
const OPERAND_WORDS = new Set(["END", "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_DATETIME", "CURRENT_USER", "SESSION_USER", "SYSDATE", "ROWNUM", "DEFAULT"]);
const FROM_ARGUMENTS = new Set(["TRIM", "EXTRACT", "SUBSTRING", "OVERLAY", "POSITION", "CEIL", "FLOOR"]);
const TIMED = /DATE|TIME|TRUNC|DIFF|EXTRACT|LAST_DAY|WEEK|HOUR|CEIL|FLOOR|ROUND|NEXT_DAY|BUCKET/;

/** True where the token may end an operand, so that a name after it is an alias or a unit. */
export function endsOperand(tokens: Tokens, index: number): boolean {
  const kind = kindAt(tokens, index);
  if (kind === "operator") return signAt(tokens, index) === ")" || signAt(tokens, index) === "]";
  if (kind === "word") return OPERAND_WORDS.has(wordAt(tokens, index)) || !EXPRESSION_WORDS.has(wordAt(tokens, index));
  return kind === "quoted" || kind === "string" || kind === "number" || kind === "placeholder";
}

/** Reads an expression to its end. */
export function readExpression(draft: Draft, place: Place, from: number, to: number): void {
  for (let at = from; at < to; ) at = readOperand(draft, place, at, to);
}

/** Reads one operand or sign of an expression, gives the index after it. Groups wait as work. */
export function readOperand(draft: Draft, place: Place, at: number, to: number): number {
  const { tokens } = draft;
  const kind = kindAt(tokens, at);
  if (kind === "operator") return readSign(draft, place, at, to);
  if (kind === "quoted" && draft.around.doubleQuotedTexts && tokens.words[at] === '"') return at + 1;
  if (kind !== "word" && kind !== "quoted") return at + 1;
  const word = wordAt(tokens, at);
  if (place.tables && (word === "MODEL" || word === "TABLE") && argumentStarts(tokens, at)) return readTableArgument(draft, place, at + 1, to, word === "MODEL");
  if (EXPRESSION_WORDS.has(word)) return readGrammarWord(draft, place, at, to, word);
  if (LITERAL_TYPES.has(word) && kindAt(tokens, at + 1) === "string") return at + 2;
  if (word === "AT" && wordAt(tokens, at + 1) === "TIME") return at + 3;
  if (word === "CURRENT" && wordAt(tokens, at + 1) === "ROW") return at + 2;
  if ((word === "MAX" || word === "MIN") && wordAt(tokens, at - 1) === "HAVING") return at + 1;
  return readChain(draft, place, at, to);
}

function readSign(draft: Draft, place: Place, at: number, to: number): number {
  const { tokens } = draft;
  switch (signAt(tokens, at)) {
    case "(": return openGroup(draft, place, at, "");
    case "::": return afterType(tokens, at + 1, to);
    case ".": return isName(tokens, at + 1) || signAt(tokens, at + 1) === "*" ? at + 2 : at + 1;
    case ":": return isAdjacent(tokens, at) && isName(tokens, at + 1) && isAdjacent(tokens, at + 1) ? at + 2 : at + 1;
    case "*": {
      const before = signAt(tokens, at - 1);
      const after = signAt(tokens, at + 1);
      const alone = (before === "(" || before === ",") && (after === ")" || after === "," || /^(?:EXCEPT|EXCLUDE|REPLACE)$/.test(wordAt(tokens, at + 1)));
      if (alone && place.callee !== "" && place.callee !== "COUNT") addReference(draft, place, ["*"], at);
      return at + 1;
    }
    default: return at + 1;
  }
}

/** Index after a type name: `NUMERIC(10, 2)`, `TIMESTAMP WITH TIME ZONE`, `ARRAY<INT64>`, `TEXT[]`. */
function afterType(tokens: Tokens, from: number, to: number): number {
  let at = from + 1;
  while (signAt(tokens, at) === "." && isName(tokens, at + 1)) at += 2;
  if (wordAt(tokens, at) === "PRECISION" || wordAt(tokens, at) === "VARYING") at++;
  if (signAt(tokens, at) === "<") at = afterAngles(tokens, at, to);
  if (signAt(tokens, at) === "(") at = afterGroup(tokens, at);
  if ((wordAt(tokens, at) === "WITH" || wordAt(tokens, at) === "WITHOUT") && wordAt(tokens, at + 2) === "ZONE") at += 3;
  while (signAt(tokens, at) === "[" && signAt(tokens, at + 1) === "]") at += 2;
  return Math.min(at, to);
}

function afterAngles(tokens: Tokens, open: number, to: number): number {
  let depth = 0;
  for (let at = open; at < to && at - open < 2000; at++) {
    const sign = signAt(tokens, at);
    if (sign === "<") depth++;
    else if (sign === ">" && --depth === 0) return at + 1;
    else if (sign === "<>" || sign === ";") break;
  }
  return open + 1;
}

function readGrammarWord(draft: Draft, place: Place, at: number, to: number, word: string): number {
  const { tokens } = draft;
  switch (word) {
    case "AS": return place.callee !== "" && CASTS.has(place.callee) ? to : isName(tokens, at + 1) || kindAt(tokens, at + 1) === "string" ? at + 2 : at + 1;
    case "OVER":
    case "COLLATE": return isName(tokens, at + 1) ? at + 2 : at + 1;
    case "INTERVAL": {
      const next = signAt(tokens, at + 1) === "-" ? at + 2 : at + 1;
      if (wordAt(tokens, next) === "INTERVAL" || next >= to || signAt(tokens, next) === ")") return next;
      const after = readOperand(draft, place, next, to);
      if (!DATE_PARTS.has(wordAt(tokens, after))) return after;
      return wordAt(tokens, after + 1) === "TO" ? after + 3 : after + 1;
    }
    case "ARRAY":
    case "STRUCT":
      if (signAt(tokens, at + 1) === "<") return afterAngles(tokens, at + 1, to);
      return signAt(tokens, at + 1) === "(" ? openGroup(draft, place, at + 1, word) : at + 1;
    default:
      // Some words of the grammar are functions too (`LEFT`, `MOD`, `INSERT`); their arguments are expressions either way.
      return signAt(tokens, at + 1) === "(" ? openGroup(draft, place, at + 1, word === "EXISTS" || word === "MOD" || word === "DIV" || word === "INSERT" ? word : "") : at + 1;
  }
}

/** Lets a group wait; gives the index after it. */
export function openGroup(draft: Draft, place: Place, open: number, callee: string): number {
  const { tokens } = draft;
  const from = open + 1;
  const to = groupEnd(tokens, open);
  const head = wordAt(tokens, groupHead(tokens, open));
  const direct = wordAt(tokens, from);
  const isQuery = head === "SELECT" || (head === "WITH" && (isName(tokens, from + 1) || direct !== "WITH")) || (direct === "FROM" && !FROM_ARGUMENTS.has(callee) && isName(tokens, from + 1));
  if (isQuery) {
    const query = newSubquery(draft, place.query, place.block);
    query.exists = callee === "EXISTS" || wordAt(tokens, previous(tokens, open)) === "EXISTS";
    draft.items[place.item]?.queries.push(query.id);
    draft.work.push({ kind: "query", from, to, query: query.id });
  } else if (to > from) draft.work.push({ kind: "expression", from, to, place: { ...place, callee, start: from } });
  return afterGroup(tokens, open);
}

/** The name at `at` without its quotes. */
export function plainName(tokens: Tokens, at: number): string {
  return kindAt(tokens, at) === "quoted" ? quotedContent(tokens, at).text : textAt(tokens, at);
}

function readChain(draft: Draft, place: Place, from: number, to: number): number {
  const { tokens } = draft;
  const parts = [plainName(tokens, from)];
  let at = from + 1;
  while (at + 1 < to && signAt(tokens, at) === ".") {
    const star = signAt(tokens, at + 1) === "*";
    if (!star && !isName(tokens, at + 1)) break;
    parts.push(star ? "*" : plainName(tokens, at + 1));
    at += 2;
    if (star) break;
  }
  if (signAt(tokens, at) === "(" && at < to) {
    const callee = parts.join(".").toUpperCase();
    if (place.order && RANDOM_FUNCTIONS.has(callee)) {
      const query = draft.queries[place.query];
      if (query) query.shuffled = true;
    }
    return openGroup(draft, place, at, callee);
  }
  const next = signAt(tokens, at);
  if (next === "=>" || next === ":=") return at;
  if (next === "->" && parts.length === 1 && place.callee !== "" && kindAt(tokens, at + 1) !== "string" && kindAt(tokens, at + 1) !== "number") {
    draft.blocks[place.block]?.locals.set((parts[0] ?? "").toLowerCase(), null);
    return at + 1;
  }
  const templated = parts.some((part) => part.includes(FILL) || part.includes(MARK_OPEN) || part.includes("{"));
  if (templated) {
    // Which columns it names is unknown; only a projection is told by it.
    if (place.item >= 0) addReference(draft, place, [], from);
    return at;
  }
  if (from !== place.start && endsOperand(tokens, from - 1)) return at;
  if (parts.length === 1 && TIMED.test(place.callee) && isDatePart(tokens, from)) return at;
  addReference(draft, place, parts, from);
  return at;
}

/** A unit of time as an argument: the last one, or the first where the last is none (`date_trunc(day, month)` truncates a column called day). */
function isDatePart(tokens: Tokens, at: number): boolean {
  if (!DATE_PARTS.has(wordAt(tokens, at))) return false;
  const before = signAt(tokens, at - 1);
  if (before !== "(" && before !== ",") return false;
  if (signAt(tokens, at + 1) === ")" || wordAt(tokens, at + 1) === "FROM") return true;
  if (before !== "(" || signAt(tokens, at + 1) !== ",") return false;
  const close = groupEnd(tokens, at - 1);
  return !(DATE_PARTS.has(wordAt(tokens, close - 1)) && signAt(tokens, close - 2) === ",");
}

function argumentStarts(tokens: Tokens, at: number): boolean {
  const before = signAt(tokens, at - 1);
  return before === "(" || before === "," || before === "=>";
}

/** `TABLE t` or `MODEL m` among the arguments of a table function. */
function readTableArgument(draft: Draft, place: Place, at: number, to: number, model: boolean): number {
  const { tokens } = draft;
  if (signAt(tokens, at) === "(") return openGroup(draft, place, at, "");
  const read = readName(tokens, at, to, draft.around.source);
  if (!read) return at;
  const mention = { spelled: read.name.spelled, name: read.name, form: "table" as const, at: { start: startAt(tokens, at), end: endAt(tokens, read.next - 1) }, query: place.query };
  draft.reads.push(model ? { ...mention, model: true } : mention);
  return read.next;
}
