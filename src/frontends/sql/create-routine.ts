import { afterExists, readBody, startsQuery, type Remainder } from "./create-body.js";
import type { Draft } from "./draft.js";
import { openGroup, plainName } from "./expression.js";
import { readName, type Name } from "./name.js";
import { nextStatement } from "./statement-start.js";
import { afterGroup, endAt, groupEnd, isName, kindAt, signAt, startAt, wordAt } from "./token.js";

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

/** Reads a function: a table function is written, so that its readers meet it; what its body reads belongs to it. */
export function readFunction(draft: Draft, from: number, to: number, table: boolean): Remainder {
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

/** Reads a procedure's header; its body is a script of its own. */
export function readRoutine(draft: Draft, from: number, to: number): Remainder {
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
export function readTrigger(draft: Draft, from: number, to: number): Remainder {
  const { tokens } = draft;
  for (let at = from; at < to; at++) {
    if (wordAt(tokens, at) === "BEGIN") return { next: at, inBody: true };
    if (wordAt(tokens, at) === "EXECUTE") return { next: to };
    if (wordAt(tokens, at) === "ROW" && /^(?:INSERT|UPDATE|DELETE|SET)$/.test(wordAt(tokens, at + 1))) return { next: at + 1, inBody: true };
  }
  return { next: to };
}
