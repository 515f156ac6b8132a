import { startState } from "./clause.js";
import { newQuery, type Draft } from "./draft.js";
import { readQuery } from "./query.js";
import { startsWith } from "./statement-start.js";
import { groupHead, isName, kindAt, signAt, wordAt } from "./token.js";

/** What reading a statement leaves: the index after it, and text in it that is SQL of its own (a body, dynamic SQL). */
export interface Remainder { readonly next: number; readonly body?: number; readonly inBody?: boolean }

/** Index after `IF [NOT] EXISTS`. */
export function afterExists(draft: Draft, at: number): number {
  const { tokens } = draft;
  return wordAt(tokens, at) === "IF" ? (wordAt(tokens, at + 1) === "NOT" ? at + 3 : at + 2) : at;
}

/** Reads the query of a statement that creates something from it. */
export function readBody(draft: Draft, at: number, to: number): number {
  const query = newQuery(draft, -1, -1, 0);
  draft.output = query.id;
  return readQuery(draft, startState(query.id), at, to, true);
}

/** True where a query starts: SELECT, WITH, FROM, VALUES, TABLE, also in parentheses. */
export function startsQuery(draft: Draft, at: number): boolean {
  const { tokens } = draft;
  const word = wordAt(tokens, at);
  if (word === "SELECT" || word === "FROM" || startsWith(tokens, at) || (word === "WITH" && kindAt(tokens, at + 1) === "tag")) return true;
  if (word === "VALUES") return signAt(tokens, at + 1) === "(";
  if (word === "TABLE") return isName(tokens, at + 1);
  return signAt(tokens, at) === "(" && /^(?:SELECT|WITH|FROM|VALUES|TABLE)$/.test(wordAt(tokens, groupHead(tokens, at)));
}
