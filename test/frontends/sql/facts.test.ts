import { describe, expect, it } from "vitest";
import { sqlFrontend } from "../../../src/frontends/sql/sql.js";
import type { FileFacts } from "../../../src/facts/file-facts.js";
import type { Span } from "../../../src/facts/location.js";
import { readCases } from "./read-cases.js";
import { showReference, showValue } from "./show-facts.js";

const embed = (): never => { throw new Error("SQL embeds nothing"); };
const extract = (text: string, variant = ""): FileFacts => sqlFrontend.extract({ text, variant, embed });

/** The text that a span covers. */
function covered(text: string, { line, column, endLine, endColumn }: Span): string {
  const lines = text.split("\n").slice(line - 1, endLine);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? "").slice(0, endColumn - 1);
  lines[0] = (lines[0] ?? "").slice(column - 1);
  return lines.join("\n");
}

describe("files", () => {
  it.each([
    ["models/daily.sql", ""], ["load.HQL", ""], ["schema.ddl", ""], ["q.bq", ""], ["templates/query.sql.jinja", ""], ["train.py", null], ["sql", null], ["notes.sql.md", null],
  ])("%s has the variant %j", (path, variant) => expect(sqlFrontend.variant(path)).toBe(variant));

  it("counts lines and keeps comments", () => {
    const facts = extract("-- ranks ads\nselect a -- the click\n\n/* two\nlines */\n{# three #}\nfrom ads.clicks\n");
    expect(facts.lines).toEqual({ total: 7, code: 2, comment: 4, blank: 1, cells: 0 });
    expect(facts.comments.map(({ text, at }) => `${at.line}:${at.column} ${text.split("\n")[0]}`)).toEqual(["1:1 -- ranks ads", "2:10 -- the click", "4:1 /* two", "6:1 {# three #}"]);
  });

  it("reads suppressions at the end of a line and above it", () => {
    const facts = extract("select a -- mldebt: ignore[unordered-limit] shown to nobody until=2027-01-01\nfrom ads.clicks\n-- mldebt: ignore[cycle] known\n\nlimit 3\n");
    expect(facts.suppressions.map(({ rules, from, reason, until }) => ({ rules, from, reason, until }))).toEqual([
      { rules: ["unordered-limit"], from: 1, reason: "shown to nobody", until: "2027-01-01" },
      { rules: ["cycle"], from: 5, reason: "known", until: undefined },
    ]);
  });

  it("keeps what config() sets as settings", () => {
    const facts = extract("{{ config(materialized='incremental', tags=['ads', 'daily'], enabled=false, alias=var('name'), meta={'owner': 'ads'}) }}\nselect 1 from {{ ref('x') }}");
    expect(facts.settings.map(({ path, kind, value }) => `${path.join(".")} ${kind}${value === undefined ? "" : ` ${showValue(facts, value)}`}`)).toEqual([
      "config.materialized scalar incremental", "config.tags sequence", "config.tags.0 scalar ads", "config.tags.1 scalar daily", "config.enabled scalar false", "config.alias scalar <var:name>",
      "config.meta mapping", "config.meta.owner scalar ads",
    ]);
    expect(facts.settings[0]?.at).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 121 });
  });

  it("has one module unit", () => expect(extract("select 1").units.map(({ path, kind }) => [path, kind])).toEqual([["<module>", "module"]]));
});

describe("references", () => {
  it("say alias, quoting, columns and place", () => {
    const [statement] = extract("select c.a\nfrom\n  \"Ads\".clicks as c").statements;
    expect(statement?.reads).toEqual([{ name: 0, quoted: true, alias: "c", columns: ["a"], form: "table", at: { line: 3, column: 3, endLine: 3, endColumn: 15 } }]);
    expect(statement?.at).toEqual({ line: 1, column: 1, endLine: 3, endColumn: 20 });
  });

  it("leave out an alias that nobody wrote", () => expect(extract("select a from ads.clicks").statements[0]?.reads[0]).not.toHaveProperty("alias"));

  it("keep the template's function and its arguments", () => {
    const { statements } = extract("select * from {{ ref('ads', 'clicks') }}, {{ source('raw', 'users') }}, {{ this }}, ads.days");
    expect(statements[0]?.reads.map(({ reference }) => reference)).toEqual([
      { kind: "ref", args: ["ads", "clicks"] }, { kind: "source", args: ["raw", "users"] }, { kind: "this", args: [] }, undefined,
    ]);
  });

  it("put holes between constants", () => {
    const facts = extract("select * from ads_{{ env_var('STAGE') }}.clicks_\uE0003\uE001");
    const value = facts.values[facts.statements[0]?.reads[0]?.name ?? -1];
    expect(value?.kind === "join" && value.parts.map((part) => facts.values[part])).toEqual([
      { kind: "constant", value: "ads_" }, { kind: "name", name: "env:STAGE", unit: 0 }, { kind: "constant", value: ".clicks_" }, { kind: "name", name: "hole:3", unit: 0 },
    ]);
  });

  it("give a lone hole as its name, and a nameless one as unknown", () => {
    const facts = extract("select * from :tbl, ?");
    expect(facts.statements[0]?.reads.map(({ name }) => facts.values[name]?.kind)).toEqual(["name", "unknown"]);
  });

  it("name the macro whose body holds a statement, and only then", () => {
    const { statements } = extract("{% macro days(t) %}select 1 from {{ t }}{% endmacro %}\nselect 2 from ads.clicks\n{% snapshot s %}select 3 from ads.users{% endsnapshot %}");
    expect(statements.map(({ macro }) => macro)).toEqual(["days", undefined, undefined]);
  });

  it("mark temporary tables from their creation to their drop", () => {
    const facts = extract("select 1 from t; create temp table t as select 1; select 2 from t; insert into t select 1; drop table t; select 3 from t");
    expect(facts.statements.map(({ temporary, reads, writes }) => [temporary, [...reads, ...writes].map((reference) => showReference(facts, reference)).join()])).toEqual([
      [false, "t"], [true, "temp:t"], [false, "temp:t"], [true, "temp:t"], [false, "t"],
    ]);
  });

  it("stand at the text of the name, wherever a case writes one", () => {
    const wrong: string[] = [];
    for (const { sql, dialect } of readCases()) {
      const facts = extract(sql, dialect);
      const schema = /^(?:use|set search_path)/.test(sql);
      for (const reference of facts.statements.flatMap(({ reads, writes }) => [...reads, ...writes])) {
        const value = facts.values[reference.name];
        if (value?.kind !== "constant" || reference.reference || schema || /\{[{%]|\$\{|alter table|sp_rename|identifier|delete from doubles| stage /.test(sql)) continue;
        const text = covered(sql, reference.at).replace(/\s*\.\s*/g, ".").replace(/[[\]"`']/g, "");
        const name = String(value.value).replace(/[[\]"`']/g, "");
        if (text !== name && !text.endsWith(name)) wrong.push(`${sql}: ${text} is not ${name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("count columns in UTF-16, and any line end", () => {
    const [statement] = extract("select '😀' as x,\r\n  '𝒳' from ads.clicks").statements;
    expect(statement?.reads[0]?.at).toEqual({ line: 2, column: 13, endLine: 2, endColumn: 23 });
  });

  it("keep their place in dynamic text and in bodies", () => {
    const text = "do $$ begin\n  execute 'insert into ads.log select ''x'' from ads.clicks';\nend $$";
    const facts = extract(text, "postgres");
    expect(facts.statements[0]?.reads.map(({ at }) => covered(text, at))).toEqual(["ads.clicks"]);
    expect(facts.statements[0]?.writes.map(({ at }) => covered(text, at))).toEqual(["ads.log"]);
  });
});

describe("limits", () => {
  it("stand at the limit", () => {
    const text = "select a from ads.clicks\nlimit 100";
    const at = extract(text).statements[0]?.limit?.at;
    expect(at && covered(text, at)).toBe("limit 100");
  });
});

describe("the dialect of a statement", () => {
  it.each([
    ["select * from `shop.ads.clicks`", "bigquery"],
    ["select safe_cast(a as int64) from clicks", "bigquery"],
    ["select f.value from clicks, lateral flatten(input => x) f", "snowflake"],
    ["select a from clicks c cross apply f(c.x) y", "tsql"],
    ["select a from clicks\ngo\nselect b from users\n", "tsql"],
    ["select * from read_parquet('a.parquet')", "duckdb"],
    ["create table t (a int) engine = innodb", "mysql"],
    ["create table t (a int distkey)", "redshift"],
    ["select a from clicks", undefined],
    ["select * from `shop.ads.clicks` c cross apply f(x)", undefined],
    ["select `clicks.a` -- with offset\nfrom clicks where go = 1", "bigquery"],
    ["select go, nolock from clicks", undefined],
  ])("%s: %s", (text, dialect) => expect(extract(text).statements.at(-1)?.dialect).toBe(dialect));

  it("is the hint where there is one", () => expect(extract("select * from `shop.ads.clicks`", "spark").statements[0]?.dialect).toBe("spark"));
});
