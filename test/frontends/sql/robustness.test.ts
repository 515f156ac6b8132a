import { describe, expect, it } from "vitest";
import { looksLikeSql } from "../../../src/frontends/sql/looks-like-sql.js";
import { sqlFrontend } from "../../../src/frontends/sql/sql.js";
import type { FileFacts } from "../../../src/facts/file-facts.js";
import { readCases } from "./read-cases.js";
import { showSide } from "./show-facts.js";

const embed = (): never => { throw new Error("SQL embeds nothing"); };
const extract = (text: string, variant = ""): FileFacts => sqlFrontend.extract({ text, variant, embed });
const reads = (facts: FileFacts): string => showSide(facts, (statement) => statement.reads);

const cases = readCases();

/** Values may refer to earlier values only, references to values that exist. */
function assertWhole(facts: FileFacts): void {
  facts.values.forEach((value, id) => {
    const operands = value.kind === "join" ? value.parts : value.kind === "either" ? value.options : [];
    for (const operand of operands) if (operand >= id) throw new Error(`value ${id} refers to ${operand}`);
  });
  for (const statement of facts.statements) {
    for (const { name, at } of [...statement.reads, ...statement.writes]) {
      if (facts.values[name] === undefined) throw new Error(`no value ${name}`);
      if (at.line < 1 || at.column < 1 || at.endLine > Math.max(1, facts.lines.total) + 1) throw new Error(`place out of the text: ${JSON.stringify(at)}`);
    }
  }
}

describe("broken text", () => {
  it("never throws, wherever a text is cut", () => {
    for (const { sql, dialect } of cases) for (let end = 0; end < sql.length; end++) assertWhole(extract(sql.slice(0, end), dialect));
  }, 120_000);

  it("never throws, wherever a text begins", () => {
    for (const { sql, dialect } of cases) for (let start = 1; start < sql.length; start += 3) assertWhole(extract(sql.slice(start), dialect));
  }, 120_000);

  it("never throws when signs are put in the middle", () => {
    const noise = ["(", ")", "'", '"', "`", "[", "]", ";", "/*", "*/", "--", "{{", "}}", "{%", "%}", "$$", "\\", "\0", "\uE000", "\uE001", "\uE002", ".", ",", "case", "end", "select", "from", "with"];
    for (const [i, { sql, dialect }] of cases.entries()) {
      const sign = noise[i % noise.length] ?? "";
      for (let at = 0; at < sql.length; at += 5) assertWhole(extract(sql.slice(0, at) + sign + sql.slice(at), dialect));
    }
  }, 120_000);

  it("loses only the statement that is broken", () => {
    const facts = extract("select a from ads.clicks;\nselect ( b from ads.users;\nselect c from ads.campaigns;");
    expect(reads(facts)).toBe("ads.campaigns, ads.clicks");
    expect(facts.problems.map(({ kind, at }) => `${kind} ${at.line}:${at.column}`)).toEqual(["syntax 2:8"]);
  });

  it.each([
    ["select 'open from ads.clicks", "a string is never closed"],
    ["select a from \"ads.clicks", "a quoted name is never closed"],
    ["select a /* open", "a comment is never closed"],
    ["select a) from ads.clicks", "a parenthesis closes nothing"],
  ])("says what is broken in %s", (text, message) => expect(extract(text).problems.map((problem) => problem.message)).toEqual([message]));

  it.each(["select a from ads.clicks", "", "  \n", "-- nothing\n", "select * from {% if a %}({% endif %} x", "not sql at all (really)", "select 'it''s' from t"])("finds no problem in %j", (text) =>
    expect(extract(text).problems).toEqual([]));
});

describe("large text", () => {
  const deep = 5_000;

  it("follows five thousand parentheses", () => {
    expect(reads(extract(`select ${"(".repeat(deep)}select max(score) from fraud.scores${")".repeat(deep)} from fraud.events`))).toBe("fraud.events, fraud.scores");
    expect(reads(extract(`${"select * from (".repeat(deep)}select * from fraud.events${") t".repeat(deep)}`))).toBe("fraud.events");
    expect(reads(extract(`select * from ${"(".repeat(deep)}fraud.events e${")".repeat(deep)}`))).toBe("fraud.events");
  });

  it("follows common table expressions inside each other, and after each other", () => {
    const nested = `${Array.from({ length: 2_000 }, (_, i) => `with a${i} as (`).join("")}select 1 from fraud.events${Array.from({ length: 2_000 }, () => ") select 1").join("")}`;
    expect(reads(extract(nested))).toBe("fraud.events");
    const chained = `with a0 as (select * from fraud.events)${Array.from({ length: 3_000 }, (_, i) => `, a${i + 1} as (select * from a${i})`).join("")} select x from a3000`;
    expect(extract(chained).statements[0]?.reads.map(({ columns }) => columns)).toEqual([["x"]]);
  });

  it.each([
    ["a long list of values", `insert into fraud.blocked values ${"(1, 'x', null), ".repeat(60_000)}(2, 'y', null)`],
    ["many columns", `select ${"score, ".repeat(140_000)}score from fraud.scores`],
    ["many joins", `select 1 from fraud.events e0 ${Array.from({ length: 20_000 }, (_, i) => `join fraud.t${i} e${i + 1} on e${i}.id = e${i + 1}.id`).join(" ")}`],
    ["many statements", "insert into fraud.blocked values (1, 'x');\n".repeat(25_000)],
    ["many conditions", `select 1 from fraud.events where ${"score > 1 and ".repeat(70_000)} true`],
    ["many unions", `${"select a from fraud.events union all ".repeat(27_000)} select a from fraud.events`],
    ["one string", `select '${"x''y".repeat(250_000)}' from fraud.events`],
    ["quotes that never close", "'\\\n".repeat(300_000)],
    ["comments that never close", "/* ".repeat(300_000)],
    ["dollar tags that never close", Array.from({ length: 60_000 }, (_, i) => `$t${i}$ `).join("")],
    ["templates that never close", "{{ ".repeat(300_000)],
    ["many templates", "select {{ x }} from {{ ref('a') }};\n".repeat(28_000)],
    ["many conditions of templates", "{% if a %} select 1 from fraud.a {% else %} select 2 from fraud.b {% endif %};\n".repeat(13_000)],
    ["closing parentheses", ")".repeat(900_000)],
    ["words", "fraud ".repeat(160_000)],
    ["dots", "select a.b.c.d.e.f.g from t;".repeat(35_000)],
    ["arguments of macros", "select {{ star(ref('a')) }} from fraud.a;\n".repeat(24_000)],
    ["macros", "{% macro m(a) %} select 1 from fraud.a {% endmacro %}\n".repeat(18_000)],
    ["dynamic text without semicolons", "exec('select 1 from fraud.a')\n".repeat(32_000)],
    ["one text that runs often", `set q = 'select ${"a, ".repeat(150_000)} b from fraud.a'; ${"execute immediate q; ".repeat(25_000)}`],
    ["bare columns of many sources", `select ${"score, ".repeat(80_000)} id from ${Array.from({ length: 12_000 }, (_, i) => `fraud.t${i} e${i}`).join(", ")}`],
    ["rows of rows", `select r399 from fraud.a, ${Array.from({ length: 400 }, (_, i) => `unnest(f(${`r${i - 1}, `.repeat(200)} 1)) as r${i}`).join(", ")}`],
    ["concatenated text", `execute immediate 'select 1 from a' ${"|| ' union all select 2 from b' ".repeat(25_000)}`],
  ])("reads a megabyte of %s in one go", (_, text) => {
    // A quadratic reader would need minutes for each of these; the runner's own time limit is the bound.
    expect(() => assertWhole(extract(text))).not.toThrow();
  }, 30_000);

  it("decides whether long text is SQL by its start", () => {
    expect(looksLikeSql(`select ${"score, ".repeat(200_000)}score from fraud.scores`)).toBe(true);
    expect(looksLikeSql("select all the words ".repeat(50_000))).toBe(false);
  });
});

describe("the same text", () => {
  it("gives the same facts", () => {
    for (const { sql, dialect } of cases) expect(extract(sql, dialect)).toEqual(extract(sql, dialect));
  });
});
