import { describe, expect, it } from "vitest";
import type { FileFacts, Setting, SqlStatement, TableReference } from "../../src/facts/file-facts.js";
import type { Value } from "../../src/facts/value.js";
import type { LinkFile } from "../../src/graph/input.js";
import { edgeLines, emptyFacts, tell } from "./project-builder.js";

const span = { line: 3, column: 1, endLine: 3, endColumn: 9 };

/** A configuration file of `key.path: value` leaves. */
function config(path: string, leaves: Readonly<Record<string, string>>): LinkFile {
  const values: Value[] = [];
  const settings = Object.entries(leaves).map(([keys, value]): Setting => ({ document: 0, path: keys.split("/"), kind: "scalar", value: values.push({ kind: "constant", value }) - 1, at: span }));
  return { path, facts: { ...emptyFacts("config"), values, settings }, observations: [] };
}

/** A SQL file that selects from template references: `ref:x`, `source:s.t`, `this`. */
function model(path: string, references: readonly string[], settings: Readonly<Record<string, string>> = {}): LinkFile {
  const values: Value[] = [];
  const reads = references.map((text): TableReference => {
    const [kind = "", args = ""] = text.split(":");
    return { name: values.push({ kind: "constant", value: args || "this" }) - 1, quoted: false, form: "table", reference: { kind: kind as "ref" | "source" | "this", args: args.split(".") }, at: span }; // kinds are written out in the cases
  });
  const statement: SqlStatement = { verb: "select", reads, writes: [], temporary: false, at: span };
  const own = Object.entries(settings).map(([key, value]): Setting => ({ document: 0, path: ["config", key], kind: "scalar", value: values.push({ kind: "constant", value }) - 1, at: span }));
  const facts: FileFacts = { ...emptyFacts("sql"), values, statements: [statement], settings: own };
  return { path, facts, observations: [] };
}

const project = config("dbt/dbt_project.yml", { name: "ads", profile: "ads", "model-paths/0": "models", "models/ads/marts/+schema": "marts" });
const profile = (type: string): LinkFile => config("dbt/profiles.yml", { "ads/outputs/dev/type": type, "ads/outputs/dev/schema": "analytics", "ads/outputs/prod/type": "snowflake", "ads/outputs/prod/schema": "analytics" });

describe("a project of models", () => {
  it("a model file writes the table of its name and reads what it refers to", () => {
    const graph = tell({ files: [project, profile("snowflake"), model("dbt/models/clicks.sql", ["source:raw.events"]), model("dbt/models/ctr.sql", ["ref:clicks", "this"])] });
    expect(edgeLines(graph)).toEqual([
      "job:dbt/models/clicks.sql#<module> writes snowflake:clicks certain", "job:dbt/models/ctr.sql#<module> writes snowflake:ctr certain",
      "snowflake:clicks reads job:dbt/models/ctr.sql#<module> certain", "snowflake:ctr reads job:dbt/models/ctr.sql#<module> certain",
      "snowflake:raw.events reads job:dbt/models/clicks.sql#<module> certain",
    ]);
    expect(graph.through).toHaveLength(3);
  });
  it("outputs on different platforms leave the platform open", () => {
    expect(edgeLines(tell({ files: [project, profile("duckdb"), model("dbt/models/clicks.sql", ["ref:base"])] }))).toContain("job:dbt/models/clicks.sql#<module> writes table:clicks certain");
  });
  it("the checked-in connection's schema is how others may call the table", () => {
    const reader = { job: "jobs/fit.py#main", act: "reads" as const, name: "analytics.clicks", form: "table" as const, kind: "table" as const, platform: "snowflake" };
    const lines = edgeLines(tell({ files: [project, profile("snowflake"), model("dbt/models/clicks.sql", ["ref:base"])], acts: [reader] }));
    expect(lines).toContain("job:dbt/models/clicks.sql#<module> writes snowflake:analytics.clicks likely");
    expect(lines).toContain("snowflake:analytics.clicks reads job:jobs/fit.py#main certain");
  });
  it("aliases, custom schemas and the folder's schema name the table", () => {
    const files = [project, profile("snowflake"), model("dbt/models/a.sql", ["ref:base"], { alias: "clicks", schema: "feed" }), model("dbt/models/marts/b.sql", ["ref:a"])];
    expect(edgeLines(tell({ files })).filter((line) => line.includes("writes") || line.includes("b.sql"))).toEqual([
      "job:dbt/models/a.sql#<module> writes snowflake:analytics_feed.clicks certain", "job:dbt/models/marts/b.sql#<module> writes snowflake:analytics_marts.b certain",
      "snowflake:analytics_feed.clicks reads job:dbt/models/marts/b.sql#<module> certain",
    ]);
  });
  it("a source has the schema and the identifier of its declaration", () => {
    const sources = config("dbt/models/sources.yml", { "sources/0/name": "raw", "sources/0/database": "lake", "sources/0/schema": "landing", "sources/0/tables/0/name": "events", "sources/0/tables/0/identifier": "events_v2" });
    expect(edgeLines(tell({ files: [project, profile("snowflake"), sources, model("dbt/models/clicks.sql", ["source:raw.events"])] }))).toContain("snowflake:lake.landing.events_v2 reads job:dbt/models/clicks.sql#<module> certain");
  });
  it("a seed is loaded from its file", () => {
    const lines = edgeLines(tell({ tree: ["dbt/seeds/regions.csv"], files: [project, profile("snowflake"), model("dbt/models/clicks.sql", ["ref:regions"])] }));
    expect(lines).toContain("file:dbt/seeds/regions.csv reads job:dbt/dbt_project.yml#seed certain");
    expect(lines).toContain("snowflake:regions reads job:dbt/models/clicks.sql#<module> certain");
  });
  it("SQL outside the project's model folders builds no model", () => {
    expect(edgeLines(tell({ files: [project, profile("snowflake"), model("dbt/analyses/look.sql", ["ref:clicks"])] }))).toEqual(["snowflake:clicks reads job:dbt/analyses/look.sql#<module> certain"]);
  });
  it("a statement in a macro is no act of the file", () => {
    const file = model("dbt/macros/m.sql", ["ref:clicks"]);
    const inMacro = { ...file, facts: { ...file.facts, statements: file.facts.statements.map((it) => ({ ...it, macro: "m" })) } };
    expect(edgeLines(tell({ files: [project, inMacro] }))).toEqual([]);
  });
});
