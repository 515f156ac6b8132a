import type { SqlStatement, TableReference } from "../../facts/file-facts.js";
import { locate, type Location } from "../../facts/location.js";
import type { Confidence } from "../../facts/vocabulary.js";
import type { Resource } from "../effect.js";
import type { SpellResource } from "../flow/spell.js";
import type { NodeId, Unresolved } from "../graph.js";
import type { LinkFile } from "../input.js";
import type { Scopes } from "../scopes.js";
import type { Text } from "../text.js";
import { PLAIN, type ActRecord, type Subject } from "./act-record.js";
import { wholeFile, type DbtProjects, type DbtTable } from "./dbt-projects.js";
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
  readonly limits: readonly { readonly record: number; readonly at: Location }[];
  readonly jobs: readonly Subject[];
  readonly unresolved: readonly Unresolved[];
}

/** What spelling a table in a SQL file needs. */
interface Tables {
  readonly spell: SpellResource;
  readonly scopes: Scopes;
  readonly texts: DocumentTexts;
  readonly dbt: DbtProjects;
}

/** Each SQL file with statements is a job (`job:<path>#<module>`) that reads and writes what its statements name; a model file also writes the table that it builds. */
export function sqlActs(files: readonly LinkFile[], tables: Tables): SqlActs {
  const acts = new SqlCollector(tables);
  for (const file of files) if (file.facts.language === "sql" && file.facts.statements.length > 0) acts.addFile(file);
  for (const seed of tables.dbt.seeds) acts.addSeed(seed);
  return acts;
}

class SqlCollector implements SqlActs {
  readonly records: ActRecord[] = [];
  readonly pairs: [number, number][] = [];
  readonly limits: { record: number; at: Location }[] = [];
  readonly jobs: Subject[] = [];
  readonly unresolved: Unresolved[] = [];

  constructor(private readonly tables: Tables) {}

  addFile(file: LinkFile): void {
    const statements = file.facts.statements.filter((it) => it.macro === undefined);
    const [first] = statements;
    if (!first) return;
    const subject: Subject = {
      id: `job:${file.path}#<module>`, kind: "job", name: file.path.slice(file.path.lastIndexOf("/") + 1), at: locate(file.path, first.at),
    };
    this.jobs.push(subject);
    const session = new Set<NodeId>();
    const model = this.tables.dbt.builds(file.path);
    const built = model ? this.write(file, subject, wholeFile(file), "dbt.model", this.dbtResources(file.path, model), "replace") : [];
    for (const statement of statements) {
      const reads = statement.reads.flatMap((table) => this.addTable(file, subject, statement, table, "reads", session));
      const writes = statement.writes.flatMap((table) => this.addTable(file, subject, statement, table, "writes", session));
      for (const read of reads) for (const write of [...writes, ...(writes.length === 0 ? built : [])]) this.pairs.push([read, write]);
      if (statement.limit && !statement.limit.ordered) for (const record of reads) this.limits.push({ record, at: locate(file.path, statement.limit.at) });
    }
  }

  /** A checked-in table is loaded by the project itself. */
  addSeed({ path, project, table, at }: DbtProjects["seeds"][number]): void {
    const subject: Subject = { id: `job:${project}#seed`, kind: "job", name: "seed", at };
    const context = { path: project, project: this.tables.scopes.of(project), directory: "" };
    const place = { ...at, path: project };
    const file = this.tables.spell("path", undefined, "file", { name: [literal(path)] }, context);
    const read = file.map((resource) => this.push({ subject, resource, project: context.project, act: "reads", at: place, via: "dbt.seed" }));
    const written = this.dbtResources(project, table).map((resource) => this.push({
      subject, resource, project: context.project, act: "writes", at: place, via: "dbt.seed",
    }));
    for (const from of read) for (const to of written) this.pairs.push([from, to]);
  }

  private addTable(
    file: LinkFile, subject: Subject, statement: SqlStatement, table: TableReference, act: "reads" | "writes", session: Set<NodeId>,
  ): number[] {
    const resources = this.resourcesOf(file, statement, table);
    const at = locate(file.path, table.at);
    const via = table.reference ? `dbt.${table.reference.kind}` : `sql.${statement.verb.toLowerCase()}`;
    if (resources.length === 0) this.unresolved.push({
      path: file.path, line: at.line, column: at.column, act, via, why: "the table's name has no known part",
    });
    return resources.map((found) => {
      if ((act === "writes" && statement.temporary) || table.temporary) session.add(found.id);
      const resource = session.has(found.id) ? { ...found, id: `${found.id}@${subject.id}` } : found;
      return this.push({
        subject, resource, project: this.tables.scopes.of(file.path), act, at, via, sure: resources.length > 1 ? "likely" : "certain",
        more: {
          columns: table.columns ?? [], filters: act === "reads" ? (statement.filters ?? []) : [],
          mode: act === "writes" ? modeOf(statement) : null,
        },
      });
    });
  }

  private write(file: LinkFile, subject: Subject, at: Location, via: string, resources: readonly Resource[], mode: "replace"): number[] {
    return resources.map((resource) => this.push({
      subject, resource, project: this.tables.scopes.of(file.path), act: "writes", at, via, more: { mode },
    }));
  }

  private push(it: { subject: Subject; resource: Resource; project: string; act: "reads" | "writes"; at: Location; via: string; sure?: Confidence; more?: Partial<ActRecord> }): number {
    const confidence = it.sure ?? "certain";
    return this.records.push({
      ...PLAIN, act: it.act, actor: it.act === "reads" ? "to" : "from", subject: it.subject, resource: it.resource, project: it.project, effect: null, opaque: false, confidence,
      evidence: [{ ...it.at, via: it.via, confidence }], ...it.more,
    }) - 1;
  }

  private resourcesOf(file: LinkFile, statement: SqlStatement, table: TableReference): readonly Resource[] {
    const { spell, scopes, texts, dbt } = this.tables;
    const context = { path: file.path, project: scopes.of(file.path), directory: null };
    const { reference } = table;
    const known = reference?.kind === "this" ? dbt.builds(file.path) : reference ? dbt.names(file.path, reference.kind, reference.args) : null;
    if (known) return this.dbtResources(file.path, known);
    const name: readonly Text[] = texts.of(file, table.name);
    const platform = PLATFORMS[statement.dialect?.toLowerCase() ?? ""];
    if (table.model) return spell("table", platform, "model", { name }, context);
    if (table.form === "path") return spell("uri", undefined, "file", { name }, context);
    if (table.form === "function") return [];
    if (table.form === "stage") return spell("registry", "stage", "object", { name }, context);
    return spell("table", platform, "table", { name }, context);
  }

  private dbtResources(path: string, table: DbtTable): readonly Resource[] {
    const context = { path, project: this.tables.scopes.of(path), directory: null };
    const spelled = (name: string): readonly Resource[] => this.tables.spell("table", table.platform, "table", { name: [literal(name)] }, context);
    const aliases = table.alias === undefined ? [] : spelled(table.alias).map((it) => it.id);
    return spelled(table.name).map((it) => ({ ...it, aliases }));
  }
}

function literal(text: string): Text {
  return { parts: [text], provenance: "literal", bound: [] };
}

function modeOf(statement: SqlStatement): "append" | "replace" | null {
  const verb = statement.verb.toLowerCase();
  if (/overwrite|replace|create|truncate/.test(verb)) return "replace";
  return /insert|copy|merge|update|load/.test(verb) ? "append" : null;
}
