import type { SqlStatement, TableReference } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { LineIndex } from "../line-index.js";
import type { ValueTable } from "../value-table.js";
import type { Draft } from "./draft.js";
import { conjuncts } from "./filters.js";
import { ColumnReader, type Output } from "./output.js";
import { findCte, resolveSources } from "./resolve.js";
import { textSpelled, type Marker, type Spelled, type Spelling } from "./spelling.js";
import type { Mention, Query, Source } from "./tree.js";

const MOST_FILTERS = 64;

/** What all statements of a text share: places, values, and what the script has set so far. */
export interface Script {
  readonly original: string;
  readonly lines: LineIndex;
  readonly values: ValueTable;
  /** Temporary tables and views that exist, by name in lower case. */
  readonly temporaries: Set<string>;
  /** Names of variables, in lower case; a variable of SQL Server may be a table. */
  readonly variables: ReadonlySet<string>;
  /** Schema that USE or the search path gives to names without one; null where unknown. */
  schema: string | null;
}

/** A statement and where it lies. */
export interface Emitted { readonly statement: SqlStatement; readonly start: number; readonly end: number }

/** Turns a draft into facts; null where it neither reads nor writes nor gives columns. */
export function emitStatement(script: Script, draft: Draft, start: number, end: number): Emitted {
  resolveSources(draft);
  const output = new ColumnReader(draft).read();
  const created = draft.writes.flatMap((mention) => (draft.temporary && mention.name ? [mention.name.parts.join(".")] : []));
  const reads = [...readMentions(draft), ...draft.reads.flatMap((mention) => tableOf(draft, mention))];
  const columns = outputColumns(draft, output);
  // An INSERT without a column list names no column of its target: it goes by position.
  const named = !draft.verb.startsWith("insert") && columns?.every(({ name }) => name !== "*") && !output.open ? columns.map(({ name }) => name) : undefined;
  const readReferences = reads.flatMap((mention) => tableReferences(script, mention));
  for (const name of created) script.temporaries.add(name);
  const writeReferences = draft.writes.map((mention) => (named && !mention.columns ? { ...mention, columns: named } : mention)).flatMap((mention) => tableOf(draft, mention)).flatMap((mention) => tableReferences(script, mention));
  const filters = filtersOf(draft, script);
  const limit = limitOf(script, draft.queries);
  return {
    start, end,
    statement: {
      verb: draft.verb,
      reads: sorted(readReferences),
      writes: sorted(writeReferences),
      temporary: draft.temporary || writeReferences.some(({ temporary }) => temporary),
      ...(columns && columns.length > 0 && { columns }),
      ...(limit && { limit }),
      ...(filters.length > 0 && { filters }),
      ...(draft.around.dialect !== "" && { dialect: draft.around.dialect }),
      at: script.lines.span(start, end),
    },
  };
}

function sorted(references: readonly TableReference[]): TableReference[] {
  return references.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column || a.at.endLine - b.at.endLine || a.at.endColumn - b.at.endColumn);
}

function readMentions(draft: Draft): Mention[] {
  const sources = new Set<Source>(draft.blocks.flatMap((block) => block.sources));
  return [...sources].flatMap((source) => {
    if (source.kind !== "table" || !source.name || source.target) return [];
    const columns = columnsOf(source);
    return [{ spelled: source.name.spelled, name: source.name, form: "table" as const, at: source.at, ...(source.explicit && { alias: source.aliasText }), ...(columns && { columns }) }];
  });
}

function columnsOf(source: Source): readonly string[] | undefined {
  if (source.star) return ["*"];
  if (source.vague) return undefined;
  const byKey = new Map<string, string>();
  for (const name of [...source.used].sort()) if (!byKey.has(name.toLowerCase())) byKey.set(name.toLowerCase(), name);
  return [...byKey.values()];
}

/** A mention that means a common table expression stands for the table below it when written, and is no table when read. */
function tableOf(draft: Draft, mention: Mention): Mention[] {
  const written = /^(?:update|delete|merge)$/.test(draft.verb) && draft.writes.some(({ name }) => name === mention.name);
  const scope = mention.query ?? (written ? draft.queries.findLast(({ scope: id }) => id >= 0)?.id : undefined);
  const cte = scope !== undefined && mention.name && mention.form === "table" && !mention.model ? findCte(draft, scope, mention.name) : null;
  if (!cte) return [mention];
  if (!written) return [];
  const [first] = draft.queries[cte.query]?.operands ?? [];
  const source = first?.kind === "block" ? draft.blocks[first.id]?.sources.find(({ kind }) => kind === "table") : undefined;
  return source?.name ? [{ ...mention, spelled: source.name.spelled, name: source.name }] : [];
}

function tableReferences(script: Script, mention: Mention): TableReference[] {
  const at = script.lines.span(mention.at.start, mention.at.end);
  const key = mention.name?.parts.join(".") ?? "";
  const temporary = mention.form === "table" && (mention.temporary || script.temporaries.has(key) || key.startsWith("_session.") || (mention.name?.parts.length === 1 && (key.startsWith("#") || isTableVariable(script, key))));
  const reference = (name: ValueId, marker: Marker | undefined): TableReference => ({
    name, quoted: mention.name?.quoted ?? true, ...(mention.alias !== undefined && { alias: mention.alias }), ...(mention.columns && { columns: mention.columns }), form: mention.form,
    ...(marker && { reference: marker }), ...(temporary && { temporary: true }), ...(mention.model && { model: true }), at,
  });
  const { options, all }: Spelled = isTableVariable(script, key) && mention.form === "table" ? textSpelled(script.original.slice(mention.at.start, mention.at.end)) : mention.spelled;
  const qualify = mention.form === "table" && !temporary && !mention.model;
  const valueOf = (option: Spelling): ValueId => spelledValue(script, option, at, qualify);
  if (all || options.length === 1) return options.map((option) => reference(valueOf(option), option.marker));
  return [reference(script.values.either(options.map(valueOf)), options.every(({ marker }) => marker) ? options[0]?.marker : undefined)];
}

function isTableVariable(script: Script, key: string): boolean {
  return key.startsWith("@") && script.variables.has(key);
}

function spelledValue(script: Script, option: Spelling, at: TableReference["at"], qualify: boolean): ValueId {
  const { pieces } = option;
  const { values } = script;
  if (pieces.every((piece) => typeof piece === "string")) {
    const text = pieces.join("");
    return values.constant(qualify && script.schema !== null && !option.marker && !text.includes(".") ? `${script.schema}.${text}` : text, at);
  }
  return values.concat(pieces.map((piece) => (typeof piece === "string" ? values.constant(piece) : piece.hole === null ? values.unknown("template") : values.name(piece.hole))));
}

function outputColumns(draft: Draft, output: Output): { name: string; from: readonly string[] }[] | undefined {
  const { targetColumns } = draft;
  const byPosition = targetColumns && !output.open && targetColumns.length === output.columns.length;
  return output.columns.flatMap(({ name, from }, i) => {
    const final = byPosition ? (targetColumns[i] ?? name) : name;
    return final === null ? [] : [{ name: final, from: [...from].sort() }];
  });
}

function filtersOf(draft: Draft, script: Script): string[] {
  const ranges = draft.blocks.flatMap(({ where }) => where).toSorted((a, b) => a.from - b.from);
  const found = new Set<string>();
  for (const { from, to } of ranges) {
    if (found.size >= MOST_FILTERS) break;
    for (const text of conjuncts(draft.tokens, script.original, from, to)) if (found.size < MOST_FILTERS) found.add(text);
  }
  return [...found];
}

/** The first limit without an order, else the first. */
function limitOf(script: Script, queries: readonly Query[]): SqlStatement["limit"] {
  const limits = queries.flatMap(({ limit, ordered, shuffled }) => (limit ? [{ ordered: ordered && !shuffled, limit }] : [])).toSorted((a, b) => a.limit.start - b.limit.start);
  const found = limits.find(({ ordered }) => !ordered) ?? limits[0];
  return found && { ordered: found.ordered, at: script.lines.span(found.limit.start, found.limit.end) };
}
