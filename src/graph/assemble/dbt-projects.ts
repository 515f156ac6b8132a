import type { Setting } from "../../facts/file-facts.js";
import { locate, type Location } from "../../facts/location.js";
import type { LinkFile } from "../input.js";
import { below, folderOf, isInside } from "../names/path-parts.js";
import type { DocumentTexts } from "./document-texts.js";

/** A table as dbt builds or reads it: qualified as far as the project's files say. */
export interface DbtTable {
  /** Dotted name, as far as the project itself gives it. */
  readonly name: string;
  /** With the schema and database of the checked-in connection, which a deployment may replace. */
  readonly alias?: string;
  readonly platform: string | undefined;
}

/** What a project of models says of the names in its SQL files. */
export interface DbtProjects {
  /** The table that a SQL file builds; null where the file is no model or snapshot. */
  builds(path: string): DbtTable | null;
  /** The table that a template function names in a file; null where nothing is known of it. */
  names(path: string, kind: "ref" | "source", args: readonly string[]): DbtTable | null;
  /** Checked-in tables that the project loads: file and table. */
  readonly seeds: readonly { readonly path: string; readonly project: string; readonly table: DbtTable; readonly at: Location }[];
}

const PLATFORMS: ReadonlySet<string> = new Set(["bigquery", "snowflake", "redshift", "postgres", "duckdb", "trino", "athena", "clickhouse"]);

interface Project {
  readonly path: string;
  readonly folder: string;
  readonly name: string;
  readonly models: readonly string[];
  readonly seeds: readonly string[];
  readonly platform: string | undefined;
  /** Schema and database of the connection, where all its outputs agree. */
  readonly schema: string | undefined;
  readonly database: string | undefined;
  readonly tables: Map<string, DbtTable>;
  readonly sources: Map<string, string>;
  readonly leaf: (keys: readonly string[]) => string | undefined;
}

/** Reads the dbt projects among the files. */
export function dbtProjects(files: readonly LinkFile[], tree: readonly string[], texts: DocumentTexts): DbtProjects {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const projects = files.filter((file) => /(?:^|\/)dbt_project\.ya?ml$/.test(file.path)).map((file) => readProject(file, byPath, texts)).sort((a, b) => b.folder.length - a.folder.length);
  if (projects.length === 0) return { builds: () => null, names: () => null, seeds: [] };
  const projectOf = (path: string): Project | undefined => projects.find((project) => isInside(path, project.folder));
  const built = new Map<string, DbtTable>();
  for (const file of files) {
    const project = projectOf(file.path);
    if (!project || !project.models.some((folder) => isInside(file.path, folder))) continue;
    if (file.facts.language === "sql") {
      const table = modelTable(project, file, texts);
      built.set(file.path, table);
      project.tables.set(stem(file.path), table);
    } else if (file.facts.language === "config") readSources(project, file, texts);
  }
  const seeds = tree.flatMap((path) => {
    const project = path.endsWith(".csv") ? projectOf(path) : undefined;
    if (!project || !project.seeds.some((folder) => isInside(path, folder))) return [];
    const table = qualified(project, stem(path), undefined);
    project.tables.set(stem(path), table);
    return [{ path, project: project.path, table, at: { path: project.path, line: 1, column: 1, endLine: 1, endColumn: 1 } }];
  });
  return {
    builds: (path) => built.get(path) ?? null,
    names: (path, kind, args) => {
      const own = projectOf(path);
      if (!own) return null;
      if (kind === "source") {
        const [source = "", table = ""] = args;
        const name = own.sources.get(`${source}\n${table}`);
        return { name: name ?? `${source}.${table}`, platform: own.platform };
      }
      const [first = "", second] = args;
      const isPackage = second !== undefined && !/^\d+$/.test(second);
      const owner = isPackage ? projects.find((project) => project.name === first) : own;
      const model = isPackage ? second : first;
      return owner?.tables.get(model) ?? own.tables.get(model) ?? qualified(own, model, undefined);
    },
    seeds,
  };
}

function readProject(file: LinkFile, byPath: ReadonlyMap<string, LinkFile>, texts: DocumentTexts): Project {
  const folder = folderOf(file.path);
  const leaf = leavesOf(file, texts);
  const paths = (key: string, old: string, fallback: string): string[] => {
    const given = [key, old].flatMap((name) => file.facts.settings.filter((it) => it.path[0] === name && it.path.length === 2 && it.value !== undefined).map((it) => leaf(it.path.map(String)) ?? ""));
    return (given.length > 0 ? given : [fallback]).map((it) => below(folder, it.replace(/^\.\/|\/+$/g, "")));
  };
  const profile = leaf(["profile"]) ?? leaf(["name"]) ?? "";
  const profiles = byPath.get(below(folder, "profiles.yml")) ?? byPath.get("profiles.yml");
  const outputs = profiles ? valuesBelow(profiles, profile, texts) : new Map<string, Set<string>>();
  const only = (key: string): string | undefined => {
    const [value, another] = outputs.get(key) ?? [];
    return another === undefined ? value : undefined;
  };
  const type = only("type");
  return {
    path: file.path, folder, name: leaf(["name"]) ?? "", leaf, tables: new Map(), sources: new Map(),
    models: [
      ...paths("model-paths", "source-paths", "models"), ...paths("snapshot-paths", "", "snapshots"),
    ], seeds: paths("seed-paths", "data-paths", "seeds"),
    platform: type !== undefined && PLATFORMS.has(type) ? type : undefined, schema: only("schema") ?? only("dataset"), database: only("database") ?? only("project") ?? only("dbname"),
  };
}

/** Values of the outputs of a profile, by key. */
function valuesBelow(file: LinkFile, profile: string, texts: DocumentTexts): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const leaf = leavesOf(file, texts);
  for (const setting of file.facts.settings) {
    const [top, outputs, , key] = setting.path.map(String);
    if (top !== profile || outputs !== "outputs" || key === undefined || setting.path.length !== 4 || setting.value === undefined) continue;
    const value = leaf(setting.path.map(String)) ?? "";
    const values = found.get(key);
    if (values) values.add(value);
    else found.set(key, new Set([value]));
  }
  return found;
}

function modelTable(project: Project, file: LinkFile, texts: DocumentTexts): DbtTable {
  const leaf = leavesOf(file, texts);
  const custom = leaf(["config", "schema"]) ?? folderSchema(project, file.path);
  // dbt puts the connection's schema before a custom one unless a macro of the project decides otherwise.
  const schema = custom === undefined || project.schema === undefined ? custom : `${project.schema}_${custom}`;
  return qualified(project, leaf(["config", "alias"]) ?? stem(file.path), schema, leaf(["config", "database"]));
}

/** `models: <project>: <folder>: +schema` of the project's file: the deepest folder wins. */
function folderSchema(project: Project, path: string): string | undefined {
  const root = project.models.find((folder) => isInside(path, folder));
  if (root === undefined) return undefined;
  const folders = folderOf(path.slice(root.length + 1)).split("/").filter((it) => it !== "");
  for (let depth = folders.length; depth >= 0; depth--) {
    const keys = ["models", project.name, ...folders.slice(0, depth)];
    const found = project.leaf([...keys, "+schema"]) ?? project.leaf([...keys, "schema"]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `sources:` of a properties file: schema and identifier default to the names. */
function readSources(project: Project, file: LinkFile, texts: DocumentTexts): void {
  const leaf = leavesOf(file, texts);
  for (const setting of file.facts.settings) {
    const [top, index, tables, position, key] = setting.path.map(String);
    if (top !== "sources" || tables !== "tables" || key !== "name" || setting.path.length !== 5 || index === undefined || position === undefined) continue;
    const source = leaf(["sources", index, "name"]) ?? "";
    const table = leaf(setting.path.map(String)) ?? "";
    const database = leaf(["sources", index, "database"]) ?? leaf(["sources", index, "project"]);
    const schema = leaf(["sources", index, "schema"]) ?? leaf(["sources", index, "dataset"]) ?? source;
    const identifier = leaf(["sources", index, "tables", position, "identifier"]) ?? table;
    project.sources.set(`${source}\n${table}`, [database, schema, identifier].filter((it) => it !== undefined && it !== "").join("."));
  }
}

function qualified(project: Project, table: string, schema: string | undefined, database?: string): DbtTable {
  const full = [database ?? project.database, schema ?? project.schema, table].filter((it) => it !== undefined).join(".");
  const name = schema === undefined ? table : [database, schema, table].filter((it) => it !== undefined).join(".");
  return { name, platform: project.platform, ...(project.schema === undefined || full === name ? {} : { alias: full }) };
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
}

const known = new WeakMap<LinkFile, ReadonlyMap<string, string>>();

/** Texts of the leaves of a document; templates in them are no names. */
function leavesOf(file: LinkFile, texts: DocumentTexts): (keys: readonly string[]) => string | undefined {
  let leaves = known.get(file);
  if (!leaves) {
    const found = new Map<string, string>();
    const usable = (setting: Setting): string | undefined => {
      const text = setting.value === undefined ? undefined : texts.of(file, setting.value)[0];
      const [part, ...more] = text?.parts ?? [];
      return typeof part === "string" && more.length === 0 && !part.includes("{{") ? part : undefined;
    };
    for (const setting of file.facts.settings) {
      const value = setting.document === 0 ? usable(setting) : undefined;
      if (value !== undefined) found.set(setting.path.join("\n"), value);
    }
    leaves = found;
    known.set(file, leaves);
  }
  const own = leaves;
  return (keys) => own.get(keys.join("\n"));
}

/** The place of a file as a whole. */
export function wholeFile(file: LinkFile): Location {
  const [unit] = file.facts.units;
  const last = file.facts.statements.at(-1);
  return locate(file.path, last?.at ?? unit?.at ?? { line: 1, column: 1, endLine: 1, endColumn: 1 });
}
