import type { ClauseState } from "./clause.js";
import { newQuery, type Draft } from "./draft.js";
import { plainName } from "./expression.js";
import { cteBody } from "./statement-start.js";
import { afterGroup, endAt, groupEnd, groupHead, isName, signAt, startAt, wordAt } from "./token.js";
import type { Query, Scope, ScopeId } from "./tree.js";

const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/** Opens the scope of a WITH clause below the query's own. */
export function startScope(draft: Draft, state: ClauseState, at: number): number {
  const recursive = wordAt(draft.tokens, at + 1) === "RECURSIVE" && !/^(?:AS)$/.test(wordAt(draft.tokens, at + 2));
  const around = draft.queries[state.query];
  const scope = addScope(draft, around?.scope ?? -1, around?.visible ?? 0, recursive);
  if (around) {
    around.scope = scope;
    around.visible = Infinity;
  }
  state.clause = "with";
  return recursive ? at + 2 : at + 1;
}

/** Adds a scope. */
export function addScope(draft: Draft, parent: ScopeId, parentVisible: number, recursive: boolean): ScopeId {
  const scope: Scope = { parent, parentVisible, recursive, ctes: [], names: new Map() };
  return draft.scopes.push(scope) - 1;
}

/** Key of a name that common table expressions and their readers share: lower case as written. */
export function cteKey(text: string): string {
  return text.toLowerCase().replace(/\s+/g, "");
}

/** Reads one common table expression, or skips a token between two. */
export function readCteStep(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  const body = cteBody(tokens, at);
  if (body < 0 || body >= to) return signAt(tokens, at) === "(" ? leaveForOperand(draft, state, at) : at + 1;
  const around = draft.queries[state.query];
  const scopeId = around?.scope ?? -1;
  const scope = draft.scopes[scopeId];
  if (!around || !scope) return at + 1;
  const columns: string[] = [];
  let listed = at + 1;
  while (listed < body && signAt(tokens, listed) !== "(" && wordAt(tokens, listed) !== "AS") listed++;
  const key = tokens.kinds[at] === "quoted" ? cteKey(plainName(tokens, at)) : cteKey(draft.around.source.original.slice(startAt(tokens, at), endAt(tokens, listed - 1)));
  if (signAt(tokens, listed) === "(") for (let index = listed + 1; index < groupEnd(tokens, listed); index++) if (isName(tokens, index)) columns.push(plainName(tokens, index));
  const position = scope.ctes.length;
  const query: Query = newQuery(draft, around.parent, scopeId, position, position);
  scope.ctes.push({ query: query.id, columns: columns.length > 0 ? columns : undefined, used: false });
  const same = scope.names.get(key);
  if (same) same.push(position);
  else scope.names.set(key, [position]);
  const from = body + 1;
  const end = groupEnd(tokens, body);
  if (CHANGES.has(wordAt(tokens, groupHead(tokens, body)))) draft.work.push({ kind: "change", from, to: end, scope: scopeId, visible: position });
  else draft.work.push({ kind: "query", from, to: end, query: query.id });
  return afterGroup(tokens, body);
}

/** A parenthesis after the last common table expression opens the main query. */
function leaveForOperand(draft: Draft, state: ClauseState, open: number): number {
  const query = draft.queries[state.query];
  if (!query) return open + 1;
  const inner = newQuery(draft, query.parent, query.scope, query.visible);
  query.operands.push({ kind: "query", id: inner.id });
  draft.work.push({ kind: "query", from: open + 1, to: groupEnd(draft.tokens, open), query: inner.id });
  state.clause = "rest";
  return afterGroup(draft.tokens, open);
}
