import { readdirSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../rules/index.js";
import { CATEGORIES, type RuleMeta } from "../src/rule/rule.js";
import { parseCases, type Case } from "./harness/cases.js";
import { runCase } from "./harness/run-case.js";
import { projectRoot, textOf } from "./source-files.js";

const folders = readdirSync(join(projectRoot, "rules"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
const HEADINGS = ["Why it is a debt", "What fires", "What keeps quiet", "Options", "How to fix", "Example", "Score"];
const AGREES = { missing: [], unexpected: [], malformed: [], problems: [] };

describe("the list of rules", () => {
  it("has one rule for each folder", () => expect(rules.map((rule) => rule.meta.id)).toEqual(folders));

  it.each(folders)("%s has a rule, a page and cases", (id) => {
    expect(["rule.ts", "README.md", "cases.md"].filter((file) => !existsSync(join(projectRoot, "rules", id, file)))).toEqual([]);
  });
});

describe.each(rules.map((rule) => ({ id: rule.meta.id, meta: rule.meta })))("$id", ({ id, meta }) => {
  const page = textOf(`rules/${id}/README.md`);
  const cases = parseCases(textOf(`rules/${id}/cases.md`));
  const examples = parseCases(sectionOf(page, "Example"));

  it("has a complete meta", () => {
    expect(CATEGORIES).toContain(meta.category);
    expect([15, 60, 240, 480]).toContain(meta.minutes);
    expect(meta.summary).toMatch(/^[A-Z].*\.$/);
    expect(meta.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(meta.cites.length, "a source, or a convention that says so").toBeGreaterThan(0);
    for (const option of Object.values(meta.options)) expect(option.about).toMatch(/^[A-Z].*\.$/);
  });

  it("has a page with all headings in order, kinds, options and price", () => {
    expect([...page.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual(HEADINGS);
    expect(page.startsWith(`# ${id}\n\n`)).toBe(true);
    expect(page).toContain(meta.summary);
    expect(saidIn(page, meta)).toEqual([]);
    expect(sectionOf(page, "Score")).toContain(`${meta.minutes} minutes`);
    expect(sectionOf(page, "Score")).toContain(meta.category);
  });

  it("has cases with a sentence each, of which some fire and some are quiet", () => {
    expect(cases.filter((it) => it.prose === "").map((it) => `${it.name} has no sentence`)).toEqual([]);
    expect(new Set(cases.map((it) => it.name)).size).toBe(cases.length);
    if (meta.stage === "experimental") return;
    const own = [...cases, ...examples].flatMap((it) => it.expectations).filter((it) => it.rule === id);
    for (const kind of meta.kinds) expect(own.map((it) => it.kind), `a firing case of kind ${kind}`).toContain(kind);
    expect(cases.some((it) => it.expectations.some((expectation) => expectation.rule === id))).toBe(true);
    expect(cases.some((it) => it.expectations.every((expectation) => expectation.rule !== id))).toBe(true);
    expect(examples.length, "an example and its quiet twin").toBeGreaterThan(1);
  });

  it.each(named("cases.md", cases))("$name", async ({ it: one }) => expect(await runCase(one, rules)).toEqual(AGREES));
  it.each(named("README.md", examples))("$name", async ({ it: one }) => expect(await runCase(one, rules)).toEqual(AGREES));
});

function named(file: string, cases: readonly Case[]): { name: string; it: Case }[] {
  return cases.map((it) => ({ name: `${file}:${it.line} ${it.name}`, it }));
}

/** The text of a section of the second level, with its heading. */
function sectionOf(page: string, heading: string): string {
  const lines = page.split("\n");
  const start = lines.indexOf(`## ${heading}`);
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("## "));
  return start < 0 ? "" : lines.slice(start, length < 0 ? undefined : start + 1 + length).join("\n");
}

/** Kinds and options that the page does not speak of; an option is told with its default. */
function saidIn(page: string, meta: RuleMeta): string[] {
  const fires = sectionOf(page, "What fires");
  const options = sectionOf(page, "Options").split("\n");
  return [
    ...meta.kinds.filter((kind) => !fires.includes(`\`${kind}\``)).map((kind) => `kind ${kind}`),
    ...Object.entries(meta.options).filter(([name, { default: value }]) => !options.some((line) => line.includes(`\`${name}\``) && line.includes(`\`${JSON.stringify(value)}\``))).map(([name]) => `option ${name}`),
  ];
}
