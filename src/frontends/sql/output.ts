import { ColumnDemand } from "./column-demand.js";
import type { Draft } from "./draft.js";
import type { Block, ColumnReference, Item, Query, QueryId, Source } from "./tree.js";

/** A column of a query's result and the columns of tables that it derives from. */
export interface OutputColumn { readonly name: string | null; readonly from: readonly string[] }

/** Columns of a query's result; `open` where there may be more than are listed. */
export interface Output { readonly columns: readonly OutputColumn[]; readonly open: boolean }

const MOST_COLUMNS = 2000;
const MOST_ORIGINS = 64;
const FARTHEST = 64;
const DEEPEST_ROWS = 8;
const NOTHING: Output = { columns: [], open: true };

/** Who may hold a bare column in a block. */
interface Holders { readonly known: ReadonlyMap<string, Source>; readonly open: readonly Source[]; readonly onlyRows: Source | null; blurred: boolean }

/** Attributes columns to sources, and derives the result's columns. Fills `used`, `star` and `vague` of the sources. */
export class ColumnReader {
  readonly #draft: Draft;
  readonly #outputs: (Output | undefined)[] = [];
  readonly #order: QueryId[] = [];
  readonly #positions = new Map<Output, Map<string, number>>();
  readonly #aliases = new Map<Block, Map<string, Source>>();
  readonly #holders = new Map<Block, Holders>();
  readonly #rows = new Map<Source, readonly string[]>();
  readonly #itemNames = new Map<Block, Set<string>>();
  #depth = 0;
  readonly #demands: ColumnDemand;

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#demands = new ColumnDemand(draft);
  }

  /** Columns of the statement's result. */
  read(): Output {
    const { draft } = this;
    for (const query of draft.queries) this.#derive(query.id);
    for (const [index, reference] of draft.references.entries()) if (reference.item < 0 && !reference.dropped) this.#originsOf(index);
    this.#share();
    this.#demands.settle(this.#order);
    return this.#outputs[draft.output] ?? NOTHING;
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** Derives the outputs of a query after those that it needs. */
  #derive(root: QueryId): void {
    const open = [{ id: root, ready: false }];
    const entered = new Set<QueryId>();
    for (let next = open.pop(); next; next = open.pop()) {
      const query = this.#draft.queries[next.id];
      if (!query || this.#outputs[next.id]) continue;
      if (next.ready) {
        this.#outputs[next.id] = this.#outputOf(query);
        this.#order.push(next.id);
        continue;
      }
      if (entered.has(next.id)) continue;
      entered.add(next.id);
      open.push({ id: next.id, ready: true });
      for (const needed of this.#needs(query)) if (!this.#outputs[needed] && !entered.has(needed)) open.push({ id: needed, ready: false });
    }
  }

  #needs(query: Query): QueryId[] {
    return query.operands.flatMap((operand) => {
      if (operand.kind === "query") return [operand.id];
      const block = this.#draft.blocks[operand.id];
      const sources = block?.sources.flatMap((source) => (source.kind === "query" ? [source.query] : [])) ?? [];
      return [...sources, ...(block?.items.flatMap((item) => this.#draft.items[item]?.queries ?? []) ?? [])];
    });
  }

  #outputOf(query: Query): Output {
    const outputs = query.operands.map((operand) => (operand.kind === "query" ? (this.#outputs[operand.id] ?? NOTHING) : this.#outputOfBlock(this.#draft.blocks[operand.id])));
    const [first, ...rest] = outputs;
    if (!first) return NOTHING;
    if (rest.length === 0) return first;
    const columns = first.columns.map((column, i) => ({ name: column.name, from: limited([column.from, ...rest.map((output) => output.columns[i]?.from ?? [])]) }));
    return { columns, open: outputs.some(({ open }) => open) };
  }

  #outputOfBlock(block: Block | undefined): Output {
    if (!block) return NOTHING;
    const columns: OutputColumn[] = [];
    let open = false;
    for (const id of block.items) {
      const item = this.#draft.items[id];
      if (!item) continue;
      if (columns.length > MOST_COLUMNS) open = true;
      else if (item.star) {
        const passed = this.#starOf(block, item, item.star);
        if (block.items.length === 1 && passed.length === 1 && item.without.size === 0 && item.references.length === 0 && passed[0]?.source.columns === undefined && passed[0]?.output) return passed[0].output;
        for (const { output, source } of passed) {
          if (!output) columns.push({ name: "*", from: ["*"] });
          else output.columns.forEach((column, i) => {
            const name = source.columns?.[i] ?? column.name;
            if (columns.length <= MOST_COLUMNS && !item.without.has((name ?? "").toLowerCase())) columns.push({ name, from: column.from });
          });
          if (!output || output.open) open = true;
        }
        if (passed.length === 0) open = true;
        for (const index of item.references) if (this.#draft.references[index]?.dropped === false) this.#originsOf(index);
      } else columns.push({ name: item.name, from: this.#originsOfItem(item) });
    }
    if (block.items.length === 0) open = true;
    return { columns, open };
  }

  #originsOfItem(item: Item): readonly string[] {
    const direct = item.references.map((index) => this.#originsOf(index));
    const nested = item.queries.flatMap((id) => (this.#draft.queries[id]?.exists ? [] : (this.#outputs[id]?.columns ?? []).map(({ from }) => from)));
    return limited([...direct, ...nested]);
  }

  /** The sources that a star takes, each with its output (null for a table). */
  #starOf(block: Block, item: Item, qualifier: readonly string[]): { source: Source; output: Output | null }[] {
    const named = qualifier.length > 0 ? this.#sourceOf(block, qualifier[qualifier.length - 1] ?? "") : undefined;
    const sources = qualifier.length > 0 ? (named ? [named] : []) : block.sources;
    return sources.flatMap((source) => {
      if (source.kind === "opaque") return [];
      this.#demands.addStar({ query: block.query, block, source, without: item.without });
      return [{ source, output: source.kind === "query" ? (this.#outputs[source.query] ?? NOTHING) : null }];
    });
  }

  #sourceOf(block: Block, alias: string): Source | undefined {
    let aliases = this.#aliases.get(block);
    if (!aliases) {
      aliases = new Map();
      for (const source of block.sources) if (source.alias !== "" && (source.explicit || !aliases.has(source.alias))) aliases.set(source.alias, source);
      this.#aliases.set(block, aliases);
    }
    return aliases.get(alias.toLowerCase());
  }

  /** Columns of tables that a reference means; notes the use at the sources. */
  #originsOf(index: number): readonly string[] {
    const reference = this.#draft.references[index];
    if (!reference || reference.dropped) return [];
    const block = this.#draft.blocks[reference.block];
    if (!block) return [];
    const { parts } = reference;
    if (parts.length === 0) return (block.sources.forEach((source) => this.#blur(source)), []);
    if (parts.length === 1 && parts[0] === "*") return block.sources.flatMap((source) => this.#use(source, "*"));
    if (parts.length > 1) {
      const qualified = this.#qualified(block, parts);
      if (qualified) return qualified;
    }
    return this.#unqualified(block, parts[0] ?? "", reference);
  }

  #qualified(from: Block, parts: readonly string[]): readonly string[] | null {
    let block: Block | undefined = from;
    for (let hops = 0; block && hops < FARTHEST; hops++) {
      for (let depth = 1; depth < Math.min(parts.length, 4); depth++) {
        const source = this.#sourceOf(block, parts[depth - 1] ?? "");
        const schema = depth === 1 || source?.name?.parts[source.name.parts.length - 2] === parts[depth - 2]?.toLowerCase();
        if (source && schema) return this.#use(source, parts[depth] ?? "*");
      }
      const local = block.locals.get((parts[0] ?? "").toLowerCase());
      if (local !== undefined) return this.#originsOfRows(local);
      block = this.#around(block);
    }
    return null;
  }

  #unqualified(from: Block, name: string, reference: ColumnReference): readonly string[] {
    const key = name.toLowerCase();
    if (this.#draft.around.variables.has(key)) return [];
    if (reference.late && reference.parts.length === 1 && this.#namesOf(from).has(key)) return [];
    let block: Block | undefined = from;
    for (let hops = 0; block && hops < FARTHEST; hops++) {
      const local = block.locals.get(key);
      if (local !== undefined) return this.#originsOfRows(local);
      const row = this.#sourceOf(block, key);
      if (row?.explicit) return this.#use(row, "*");
      const holders = this.#holdersOf(block);
      const known = holders.known.get(key);
      if (known) return this.#use(known, name);
      const [only] = holders.open;
      if (only && holders.open.length === 1) return this.#use(only, name);
      if (only) {
        if (!holders.blurred && !block.shared.has(name) && !block.shared.has(key)) {
          for (const candidate of holders.open) this.#blur(candidate);
          holders.blurred = true;
        }
        return [name];
      }
      // Arguments of a row function are no columns of its own rows.
      if (holders.onlyRows && this.#depth === 0) return this.#originsOfRows(holders.onlyRows);
      block = this.#around(block);
    }
    return [];
  }

  /** Columns that the arguments of a row function name; chains of such functions are followed to a bounded depth. */
  #originsOfRows(source: Source | null): readonly string[] {
    if (!source || this.#depth >= DEEPEST_ROWS) return [];
    const known = this.#rows.get(source);
    if (known) return known;
    this.#rows.set(source, []);
    this.#depth++;
    const origins = limited(source.origins.map((index) => this.#originsOf(index)));
    this.#depth--;
    this.#rows.set(source, origins);
    return origins;
  }

  #around(block: Block): Block | undefined {
    return this.#draft.blocks[this.#draft.queries[block.query]?.parent ?? -1];
  }

  #holdersOf(block: Block): Holders {
    let holders = this.#holders.get(block);
    if (holders) return holders;
    const known = new Map<string, Source>();
    const open: Source[] = [];
    for (const source of block.sources) {
      if (source.kind === "opaque") continue;
      const output = source.kind === "query" ? (this.#outputs[source.query] ?? NOTHING) : null;
      for (const name of output ? (source.columns ?? output.columns.map((column) => column.name ?? "")) : []) if (name !== "*" && !known.has(name.toLowerCase())) known.set(name.toLowerCase(), source);
      if (!output || output.open) open.push(source);
    }
    const [first] = block.sources;
    holders = { known, open, onlyRows: first && block.sources.every(({ kind }) => kind === "opaque") ? first : null, blurred: false };
    this.#holders.set(block, holders);
    return holders;
  }

  #namesOf(block: Block): Set<string> {
    let names = this.#itemNames.get(block);
    if (!names) {
      names = new Set(block.items.flatMap((id) => this.#draft.items[id]?.name?.toLowerCase() ?? []));
      this.#itemNames.set(block, names);
    }
    return names;
  }

  #position(output: Output, source: Source, key: string): number {
    if (source.columns) return source.columns.findIndex((column) => column.toLowerCase() === key);
    let positions = this.#positions.get(output);
    if (!positions) {
      positions = new Map();
      for (const [i, { name }] of output.columns.entries()) if (name !== null && name !== "*" && !positions.has(name.toLowerCase())) positions.set(name.toLowerCase(), i);
      this.#positions.set(output, positions);
    }
    return positions.get(key) ?? -1;
  }

  /** Notes that a column of a source is used; gives the table columns behind it. */
  #use(source: Source, column: string): readonly string[] {
    if (source.kind === "opaque") return this.#originsOfRows(source);
    if (source.kind === "table") {
      if (column === "*") source.star = true;
      else source.used.add(column);
      return [column];
    }
    const output = this.#outputs[source.query] ?? NOTHING;
    if (column === "*") {
      this.#demands.ask(source.query, "*");
      return limited(output.columns.map(({ from }) => from));
    }
    const position = this.#position(output, source, column.toLowerCase());
    if (position >= 0) return output.columns[position]?.from ?? [];
    if (output.open) this.#demands.ask(source.query, column);
    return output.open ? [column] : [];
  }

  /** It cannot be told which of a source's columns are used. */
  #blur(source: Source): void {
    if (source.kind === "table") source.vague = true;
    if (source.kind === "query") this.#demands.blur(source.query);
  }

  #share(): void {
    for (const block of this.#draft.blocks) for (const column of block.shared) for (const source of block.sources) this.#use(source, column);
  }
}

function limited(origins: readonly (readonly string[])[]): readonly string[] {
  const all = new Set<string>();
  for (const list of origins) {
    for (const name of list) {
      if (all.size >= MOST_ORIGINS) return [...all];
      all.add(name);
    }
  }
  return [...all];
}
