import type { Name } from "./name.js";
import type { Spelled } from "./spelling.js";

/** Indexes into the arrays of a draft; -1 where there is none. */
export type BlockId = number;
export type QueryId = number;
export type ItemId = number;
export type ScopeId = number;

/** Common table expressions that a WITH clause names. A recursive one sees all of them, else each sees those before it. */
export interface Scope {
  readonly parent: ScopeId;
  /** How many of the parent's are in sight. */
  readonly parentVisible: number;
  recursive: boolean;
  readonly ctes: { readonly query: QueryId; readonly columns: readonly string[] | undefined; used: boolean }[];
  /** Key of the name -> positions in `ctes`. */
  readonly names: Map<string, number[]>;
}

/** A query expression: SELECT blocks and nested queries put together by set operations, with at most one order and limit. */
export interface Query {
  readonly id: QueryId;
  /** Block around it, for names that it does not bind itself. */
  readonly parent: BlockId;
  scope: ScopeId;
  visible: number;
  /** Position of the common table expression whose body this is, in `scope`; -1 elsewhere. */
  readonly cte: number;
  readonly operands: ({ readonly kind: "block"; readonly id: BlockId } | { readonly kind: "query"; readonly id: QueryId })[];
  /** Existence alone matters. */
  exists: boolean;
  ordered: boolean;
  /** Ordered by something that differs on each run. */
  shuffled: boolean;
  limit: { start: number; end: number } | null;
}

/** What FROM names: a table, a query, or rows that come from no resource. */
export interface Source {
  kind: "table" | "query" | "opaque";
  readonly name: Name | null;
  query: QueryId;
  readonly at: { readonly start: number; readonly end: number };
  /** Key of the alias, "" without one; `explicit` where it was written. */
  alias: string;
  aliasText: string;
  explicit: boolean;
  columns: readonly string[] | undefined;
  /** Target of UPDATE, DELETE or MERGE: written, not read. */
  target: boolean;
  /** A comma or CROSS JOIN stands before it, so that it may be an array of a source before it. */
  readonly loose: boolean;
  /** References among the arguments of the function that gives the rows. */
  readonly origins: number[];
  /** Columns that the statement names, `*` where all are taken, vague where some cannot be told. */
  readonly used: Set<string>;
  star: boolean;
  vague: boolean;
}

/** One SELECT, or the rows that a DML statement works on. */
export interface Block {
  readonly id: BlockId;
  readonly query: QueryId;
  readonly sources: Source[];
  readonly items: ItemId[];
  /** Names that are no columns: aliases of unnested values with the source that gives them, parameters of lambdas (null). */
  readonly locals: Map<string, Source | null>;
  /** Token ranges of WHERE. */
  readonly where: { readonly from: number; readonly to: number }[];
  /** Columns of USING. */
  readonly shared: Set<string>;
}

/** One expression of a projection or assignment. */
export interface Item {
  readonly id: ItemId;
  readonly block: BlockId;
  name: string | null;
  /** `*` or `t.*`: the qualifier's parts. */
  star: readonly string[] | null;
  /** Columns that `* EXCEPT (...)` leaves out. */
  readonly without: Set<string>;
  readonly references: number[];
  readonly queries: QueryId[];
}

/** A column that an expression names. */
export interface ColumnReference {
  readonly block: BlockId;
  readonly item: ItemId;
  /** As written, without quotes; the last is `*` for `t.*`. */
  readonly parts: readonly string[];
  readonly token: number;
  /** In GROUP BY, ORDER BY and the like a name may be an output column. */
  readonly late: boolean;
  dropped: boolean;
}

/** A table, path, stage, function or model that a statement reads or writes outside of FROM. */
export interface Mention {
  readonly spelled: Spelled;
  readonly name: Name | null;
  readonly form: "table" | "path" | "function" | "stage";
  readonly at: { readonly start: number; readonly end: number };
  readonly alias?: string;
  readonly columns?: readonly string[];
  readonly model?: boolean;
  readonly temporary?: boolean;
  /** The query whose common table expressions the name may mean; absent where it means none. */
  readonly query?: QueryId;
}
