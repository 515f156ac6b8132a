import { newItem, type Draft, type Place } from "./draft.js";
import { endsOperand, plainName } from "./expression.js";
import { isName, kindAt, previous, signAt, wordAt } from "./token.js";
import type { BlockId, ItemId, QueryId } from "./tree.js";

/** Where in a query the reader stands. `late`: names may be output columns; `rest`: nothing more is expected. */
export type Clause = "start" | "with" | "select" | "from" | "where" | "late" | "order" | "limit" | "set" | "merge" | "rest";

/** The reader's state within one query; both sides of a template's condition start from the same one. */
export interface ClauseState {
  readonly query: QueryId;
  clause: Clause;
  block: BlockId;
  /** In FROM: a source is expected, was read, or its condition is being read. */
  factor: "expected" | "seen" | "on";
  item: ItemId;
  itemStart: number;
  /** CASE expressions that are open. */
  cases: number;
  whereFrom: number;
  /** FROM came first, and no SELECT yet. */
  fromFirst: boolean;
  /** What the query is part of: decides what SET, WHEN, USING and a repeated FROM mean. */
  readonly statement: "query" | "update" | "delete" | "merge";
  /** The next source is a target. */
  target: boolean;
}

/** State before a query. */
export function startState(query: QueryId, statement: ClauseState["statement"] = "query"): ClauseState {
  return { query, clause: "start", block: -1, factor: "expected", item: -1, itemStart: -1, cases: 0, whereFrom: -1, fromFirst: false, statement, target: false };
}

/** The place of an expression in the present clause. */
export function placeOf(draft: Draft, state: ClauseState): Place {
  const block = state.block >= 0 ? state.block : (draft.queries[state.query]?.parent ?? -1);
  const late = state.clause === "late" || state.clause === "order";
  return { query: state.query, block, item: state.item, late, order: state.clause === "order", callee: "", tables: false, start: state.itemStart };
}

/** Ends the present clause at a token: the last item gets its name, WHERE its range. */
export function leaveClause(draft: Draft, state: ClauseState, at: number): void {
  if (state.clause === "select") finishItem(draft, state, at);
  if (state.clause === "where" && state.whereFrom >= 0) draft.blocks[state.block]?.where.push({ from: state.whereFrom, to: at });
  state.item = -1;
  state.itemStart = -1;
  state.whereFrom = -1;
  state.cases = 0;
}

/** Starts an item of the projection. */
export function startItem(draft: Draft, state: ClauseState, at: number): void {
  state.item = newItem(draft, state.block).id;
  state.itemStart = at;
}

/** Names the item that ends before `at`: by AS, by a name that follows an operand, or by the column that it is. */
export function finishItem(draft: Draft, state: ClauseState, at: number): void {
  const { tokens } = draft;
  const item = draft.items[state.item];
  if (!item) return;
  const last = previous(tokens, at);
  const first = state.itemStart;
  state.item = -1;
  state.itemStart = -1;
  const only = item.references.length > 0 ? draft.references[item.references[0] ?? -1] : undefined;
  const star = only?.parts[only.parts.length - 1] === "*" && only.token === first;
  if (only && star && item.references.length === 1) {
    item.star = only.parts.slice(0, -1);
    only.dropped = true;
    return;
  }
  if (item.star || last < first) return;
  const named = isName(tokens, last) || (kindAt(tokens, last) === "string" && last > first);
  if (named && wordAt(tokens, last - 1) === "AS") item.name = plainName(tokens, last).replace(/^'|'$/g, "");
  else if (isName(tokens, last) && last > first && endsOperand(tokens, last - 1)) item.name = plainName(tokens, last);
  else if (isName(tokens, first) && signAt(tokens, first + 1) === "=" && draft.around.dialect === "tsql") {
    item.name = plainName(tokens, first);
    if (only?.token === first) only.dropped = true;
  }
  else if (only && item.references.length === 1 && only.token === first && only.parts.length > 0) {
    const after = first + 2 * only.parts.length - 1;
    if (after > last || signAt(tokens, after) === "::") item.name = only.parts[only.parts.length - 1] ?? null;
  }
}
