import type { Draft } from "./draft.js";
import type { Name } from "./name.js";
import { cteKey } from "./with-clause.js";
import type { Block, QueryId, Source } from "./tree.js";

/** Enclosing scopes and blocks beyond these are not asked: the cost of a lookup stays bounded. */
const FARTHEST = 256;
/** Dialects in which a column of a source may stand in FROM as a table of its own. */
const UNNESTING = new Set(["", "bigquery", "redshift"]);
/** Dialects in which a common table expression may read itself without RECURSIVE. */
const SELF_READING = new Set(["", "tsql", "snowflake", "sqlite"]);

/** Tells tables from common table expressions and from arrays of other sources. */
export function resolveSources(draft: Draft): void {
  for (const block of draft.blocks) {
    const query = draft.queries[block.query];
    if (!query) continue;
    const before = new Set<string>();
    const loose = new Set<string>();
    for (const source of block.sources) {
      if (source.kind === "table" && source.name && !source.target) {
        const cte = findCte(draft, query.id, source.name, block);
        if (cte !== null) {
          source.kind = "query";
          source.query = cte.query;
          source.columns ??= cte.columns;
        } else if (isArray(draft, block, source, before, loose)) source.kind = "opaque";
      }
      if (source.alias !== "") {
        if (source.explicit || source.kind !== "table") before.add(source.alias);
        loose.add(source.alias);
      }
    }
  }
}

/** The common table expression that a name means where a query stands, or null. */
export function findCte(draft: Draft, query: QueryId, name: Name, block?: Block): { readonly query: QueryId; readonly columns: readonly string[] | undefined } | null {
  if (name.parts.length !== 1 || name.spelled.options.some(({ marker }) => marker)) return null;
  const key = cteKey(name.parts[0] ?? "");
  let scope = draft.scopes[draft.queries[query]?.scope ?? -1];
  let visible = draft.queries[query]?.visible ?? 0;
  for (let hops = 0; scope && hops < FARTHEST; hops++) {
    const positions = scope.names.get(key);
    if (positions) {
      const limit = visible;
      let position = positions.findLast((candidate) => candidate < limit);
      if (position === undefined && scope.recursive) position = positions[0];
      if (position === undefined && block && positions.includes(visible) && readsItself(draft, scope.ctes[visible]?.query ?? -1, block, key)) position = visible;
      const found = position === undefined ? undefined : scope.ctes[position];
      if (found) {
        found.used = true;
        return found;
      }
    }
    visible = scope.parentVisible;
    scope = draft.scopes[scope.parent];
  }
  return null;
}

/** `WITH t AS (SELECT ... UNION ALL SELECT ... FROM t)`: recursion without the word, where only later operands read the name. */
function readsItself(draft: Draft, query: QueryId, block: Block, key: string): boolean {
  if (!SELF_READING.has(draft.around.dialect)) return false;
  const operands = draft.queries[query]?.operands ?? [];
  const own = operands.findIndex((operand) => operand.kind === "block" && operand.id === block.id);
  const [first] = operands;
  if (own < 1 || first?.kind !== "block") return false;
  return !draft.blocks[first.id]?.sources.some(({ name }) => name?.parts.length === 1 && cteKey(name.parts[0] ?? "") === key);
}

/** `FROM t, t.items`: an array of a source, no table. */
function isArray(draft: Draft, block: Block, source: Source, explicit: ReadonlySet<string>, loose: ReadonlySet<string>): boolean {
  const [first] = source.name?.parts ?? [];
  if (first === undefined || (source.name?.parts.length ?? 0) < 2 || !UNNESTING.has(draft.around.dialect)) return false;
  if (explicit.has(first) || (source.loose && loose.has(first))) return true;
  let parent = draft.queries[block.query]?.parent ?? -1;
  for (let hops = 0; parent >= 0 && hops < 16; hops++) {
    const around = draft.blocks[parent];
    if (around?.sources.some((candidate) => candidate.alias === first && (candidate.explicit || candidate.kind === "query"))) return true;
    parent = draft.queries[around?.query ?? -1]?.parent ?? -1;
  }
  return false;
}
