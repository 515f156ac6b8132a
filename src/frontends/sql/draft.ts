import type { NameSource } from "./name.js";
import type { Tokens } from "./token.js";
import type { Block, BlockId, ColumnReference, Item, ItemId, Mention, Query, QueryId, Scope, ScopeId, Source } from "./tree.js";

/** Where an expression stands: whose columns it names and what it is for. */
export interface Place {
  readonly query: QueryId;
  readonly block: BlockId;
  readonly item: ItemId;
  /** Names may be output columns (GROUP BY, ORDER BY, HAVING, QUALIFY). */
  readonly late: boolean;
  /** In ORDER BY of the query itself. */
  readonly order: boolean;
  /** Function whose arguments these are, in upper case. */
  readonly callee: string;
  /** Arguments may be tables and models (`TABLE t`, `MODEL m`). */
  readonly tables: boolean;
  /** First token of the expression: it is no alias, whatever stands before it. */
  readonly start: number;
}

/** A part of the statement that waits to be read; waiting instead of recursing bounds the stack. */
export type Work =
  | { readonly kind: "query"; readonly from: number; readonly to: number; readonly query: QueryId }
  | { readonly kind: "expression"; readonly from: number; readonly to: number; readonly place: Place }
  | { readonly kind: "sources"; readonly from: number; readonly to: number; readonly block: BlockId }
  | { readonly kind: "change"; readonly from: number; readonly to: number; readonly scope: ScopeId; readonly visible: number };

/** Facts about the text around a statement that decide how it reads. */
export interface Surroundings {
  readonly dialect: string;
  readonly source: NameSource;
  /** `"x"` in an expression is a text. */
  readonly doubleQuotedTexts: boolean;
  /** Names of variables, in lower case: no columns, and no tables after INTO. */
  readonly variables: Set<string>;
  /** Inside the body of a procedure, where INTO names a variable. */
  readonly inBody: boolean;
}

/** One statement as it is being read. */
export interface Draft {
  readonly tokens: Tokens;
  readonly around: Surroundings;
  verb: string;
  readonly queries: Query[];
  readonly scopes: Scope[];
  readonly blocks: Block[];
  readonly items: Item[];
  readonly references: ColumnReference[];
  readonly work: Work[];
  readonly reads: Mention[];
  readonly writes: Mention[];
  /** The query whose projection is the statement's result. */
  output: QueryId;
  /** Qualifiers of the columns that SET assigns, in lower case. */
  readonly assigned: Set<string>;
  /** Column list of the target: names for the projection, by position. */
  targetColumns: readonly string[] | null;
  temporary: boolean;
  /** Tokens of texts that are queries of this statement (`EXTERNAL_QUERY(c, '...')`). */
  readonly texts: number[];
}

/** A statement of which nothing is read yet. */
export function newDraft(tokens: Tokens, around: Surroundings, verb: string): Draft {
  return { tokens, around, verb, queries: [], scopes: [], blocks: [], items: [], references: [], work: [], reads: [], writes: [], assigned: new Set(), output: -1, targetColumns: null, temporary: false, texts: [] };
}

/** Adds a query expression. */
export function newQuery(draft: Draft, parent: BlockId, scope: ScopeId, visible: number, cte = -1): Query {
  const query: Query = { id: draft.queries.length, parent, scope, visible, cte, operands: [], exists: false, ordered: false, shuffled: false, limit: null };
  draft.queries.push(query);
  return query;
}

/** Adds a query below an expression or source of a block. */
export function newSubquery(draft: Draft, query: QueryId, block: BlockId): Query {
  const around = draft.queries[query];
  return newQuery(draft, block, around?.scope ?? -1, around?.visible ?? 0, -1);
}

/** Adds a block to a query. */
export function newBlock(draft: Draft, query: QueryId): Block {
  const block: Block = { id: draft.blocks.length, query, sources: [], items: [], locals: new Map(), where: [], shared: new Set() };
  draft.blocks.push(block);
  draft.queries[query]?.operands.push({ kind: "block", id: block.id });
  return block;
}

/** Adds an expression to a block's projection. */
export function newItem(draft: Draft, block: BlockId): Item {
  const item: Item = { id: draft.items.length, block, name: null, star: null, without: new Set(), references: [], queries: [] };
  draft.items.push(item);
  draft.blocks[block]?.items.push(item.id);
  return item;
}

/** Adds a source to a block. */
export function newSource(draft: Draft, block: BlockId, given: Pick<Source, "kind" | "at"> & Partial<Source>): Source {
  const source: Source = {
    name: null, query: -1, alias: "", aliasText: "", explicit: false, columns: undefined, target: false, loose: false, origins: [], used: new Set(), star: false, vague: false, ...given,
  };
  draft.blocks[block]?.sources.push(source);
  return source;
}

/** Names a column in an expression. */
export function addReference(draft: Draft, place: Place, parts: readonly string[], token: number): void {
  draft.references.push({ block: place.block, item: place.item, parts, token, late: place.late, dropped: false });
  draft.items[place.item]?.references.push(draft.references.length - 1);
}
