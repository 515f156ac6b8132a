import type { Draft } from "./draft.js";
import type { Block, QueryId, Source } from "./tree.js";

/** A `*` in a projection, and the source whose columns it takes. */
export interface Star { readonly query: QueryId; readonly block: Block; readonly source: Source; readonly without: ReadonlySet<string> }

interface Demand { all: boolean; readonly names: Set<string>; vague: boolean }

/** More names than these count as all columns. */
const MOST_NAMES = 500;

/** What is asked of each query's result by those that read it: decides which columns a `*` inside it takes from its tables. */
export class ColumnDemand {
  readonly #draft: Draft;
  readonly #demands: Demand[];
  readonly #stars = new Map<QueryId, Star[]>();

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#demands = draft.queries.map(() => ({ all: false, names: new Set<string>(), vague: false }));
  }

  /** Notes a `*`. */
  addStar(star: Star): void {
    const known = this.#stars.get(star.query);
    if (known) known.push(star);
    else this.#stars.set(star.query, [star]);
  }

  /** A column of a query is used; `*` are all. */
  ask(query: QueryId, column: string): void {
    const demand = this.#demands[query];
    if (column !== "*") demand?.names.add(column);
    else if (demand) demand.all = true;
  }

  /** It cannot be told which columns of a query are used. */
  blur(query: QueryId): void {
    const demand = this.#demands[query];
    if (demand) demand.vague = true;
  }

  /** Carries what is asked to the tables; `order` holds producers before consumers. */
  settle(order: readonly QueryId[]): void {
    this.#askOfEnds();
    for (const id of order.toReversed()) {
      const demand = this.#demands[id];
      if (!demand) continue;
      if (demand.names.size > MOST_NAMES) demand.all = true;
      for (const operand of this.#draft.queries[id]?.operands ?? []) if (operand.kind === "query") pass(demand, this.#demands[operand.id]);
      this.#takeStars(demand, this.#stars.get(id) ?? []);
    }
  }

  /** Results that nobody reads are asked for whole, except where only their existence matters. */
  #askOfEnds(): void {
    const { queries, blocks, scopes } = this.#draft;
    const read = new Set<QueryId>();
    for (const block of blocks) for (const source of block.sources) if (source.kind === "query") read.add(source.query);
    for (const query of queries) for (const operand of query.operands) if (operand.kind === "query") read.add(operand.id);
    for (const [id, demand] of this.#demands.entries()) if (!read.has(id) && !queries[id]?.exists) demand.all = true;
    for (const { ctes } of scopes) for (const { used, query } of ctes) if (!used) this.ask(query, "*");
  }

  #takeStars(demand: Demand, stars: readonly Star[]): void {
    const inBlock = new Map<Block, number>();
    for (const { block } of stars) inBlock.set(block, (inBlock.get(block) ?? 0) + 1);
    for (const { source, block, without } of stars) {
      // Of several sources it is unknown which one holds a column.
      const unclear = !demand.all && demand.names.size > 0 && inBlock.get(block) !== 1;
      if (source.kind === "query") {
        if (unclear) this.blur(source.query);
        else pass(demand, this.#demands[source.query]);
      } else if (demand.all) source.star = true;
      else {
        if (demand.vague || unclear) source.vague = true;
        if (!unclear) for (const name of demand.names) if (!without.has(name.toLowerCase())) source.used.add(name);
      }
    }
  }
}

function pass(from: Demand, to: Demand | undefined): void {
  if (!to) return;
  if (from.all) to.all = true;
  if (from.vague) to.vague = true;
  for (const name of from.names) to.names.add(name);
}
