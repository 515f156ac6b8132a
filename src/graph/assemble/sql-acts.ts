import type { SqlStatement, TableReference } from "../../facts/file-facts.js";
import { locate } from "../../facts/location.js";
import type { Resource } from "../effect.js";
import type { SpellResource } from "../flow/spell.js";
import type { NodeId, Unresolved } from "../graph.js";
import type { LinkFile } from "../input.js";
import type { Scopes } from "../scopes.js";
import type { Text } from "../text.js";
import { PLAIN, type ActRecord, type Subject } from "./act-record.js";
import type { DocumentTexts } from "./document-texts.js";

/** Dialects that belong to one platform only, so that they say where a table lies. */
const PLATFORMS: Readonly<Record<string, string>> = {
  bigquery: "bigquery", snowflake: "snowflake", redshift: "redshift", postgres: "postgres", postgresql: "postgres", mysql: "mysql", hive: "hive", trino: "trino", presto: "presto",
  athena: "athena", tsql: "mssql", mssql: "mssql", oracle: "oracle", clickhouse: "clickhouse", teradata: "teradata", duckdb: "duckdb", sqlite: "sqlite",
};

/** The acts of SQL files, and which of them pass values to which: everything that a statement reads reaches everything that it writes. */
export interface SqlActs {
  readonly records: readonly ActRecord[];
  /** Pairs of positions in `records`: a read and the write of the same statement. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Reads behind a row limit without an order. */
  readonly limits: readonly { readonly record: number; readonly at: ReturnType<typeof locate> }[];
  readonly jobs: readonly Subject[];
  readonly unresolved: readonly Unresolved[];
}

/** Each SQL file with statements is a job (`job:<path>#<module>`) that reads and writes what its statements name. */
export function sqlActs(files: readonly LinkFile[], spell: SpellResource, scopes: Scopes, texts: DocumentTexts): SqlActs {
  const records: ActRecord[] = [];
  const pairs: [number, number][] = [];
  const limits: { record: number; at: ReturnType<typeof locate> }[] = [];
  const jobs: Subject[] = [];
  const unresolved: Unresolved[] = [];
  for (const file of files) {
    if (file.facts.language !== "sql" || file.facts.statements.length === 0) continue;
    const [first] = file.facts.statements;
    if (!first) continue;
    const subject: Subject = { id: `job:${file.path}#<module>`, kind: "job", name: file.path.slice(file.path.lastIndexOf("/") + 1), at: locate(file.path, first.at) };
    jobs.push(subject);
    const project = scopes.of(file.path);
    const session = new Set<NodeId>();
    for (const statement of file.facts.statements) {
      const add = (act: "reads" | "writes", table: TableReference): number[] => {
        const resources = resourcesOf(file, project, statement, table, spell, texts);
        const at = locate(file.path, table.at);
        if (resources.length === 0) unresolved.push({ path: file.path, line: at.line, column: at.column, act, via: `sql.${statement.verb.toLowerCase()}`, why: "the table's name has no known part" });
        return resources.map((found) => {
          if (act === "writes" && statement.temporary) session.add(found.id);
          const resource = session.has(found.id) ? { ...found, id: `${found.id}@${subject.id}` } : found;
          const sure = resources.length > 1 ? "likely" : "certain";
          return records.push({
            ...PLAIN, act, actor: act === "reads" ? "to" : "from", subject, resource, project, effect: null, opaque: false, confidence: sure,
            evidence: [{ ...at, via: `sql.${statement.verb.toLowerCase()}`, confidence: sure }], columns: table.columns ?? [],
            filters: act === "reads" ? (statement.filters ?? []) : [], mode: act === "writes" ? modeOf(statement) : null,
          }) - 1;
        });
      };
      const reads = statement.reads.flatMap((table) => add("reads", table));
      const writes = statement.writes.flatMap((table) => add("writes", table));
      for (const read of reads) for (const write of writes) pairs.push([read, write]);
      if (statement.limit && !statement.limit.ordered) for (const record of reads) limits.push({ record, at: locate(file.path, statement.limit.at) });
    }
  }
  return { records, pairs, limits, jobs, unresolved };
}

function resourcesOf(file: LinkFile, project: string, statement: SqlStatement, table: TableReference, spell: SpellResource, texts: DocumentTexts): readonly Resource[] {
  const name: readonly Text[] = texts.of(file, table.name);
  const context = { path: file.path, project, directory: null };
  if (table.form === "path") return spell("uri", undefined, "file", { name }, context);
  if (table.form === "function") return [];
  if (table.form === "stage") return spell("registry", "stage", "object", { name }, context);
  return spell("table", PLATFORMS[statement.dialect?.toLowerCase() ?? ""], "table", { name }, context);
}

function modeOf(statement: SqlStatement): "append" | "replace" | null {
  const verb = statement.verb.toLowerCase();
  if (/overwrite|replace|create|truncate/.test(verb)) return "replace";
  return /insert|copy|merge|update|load/.test(verb) ? "append" : null;
}
