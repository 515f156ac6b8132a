import { describe, expect, it } from "vitest";
import { sqlFrontend } from "../../../src/frontends/sql/sql.js";
import type { FileFacts } from "../../../src/facts/file-facts.js";
import { readCases, type SqlCase } from "./read-cases.js";
import { showColumns, showSide, showUse } from "./show-facts.js";

const embed = (): never => { throw new Error("SQL embeds nothing"); };
const extract = (text: string, variant: string): FileFacts => sqlFrontend.extract({ text, variant, embed });

/** What the facts say, in the words of the case. */
function actual(facts: FileFacts, word: string): string {
  const [statement] = facts.statements;
  switch (word) {
    case "reads": return showSide(facts, ({ reads }) => reads);
    case "writes": return showSide(facts, ({ writes }) => writes);
    case "verbs": return facts.statements.map(({ verb }) => verb).join(", ");
    case "columns": return showColumns(statement);
    case "uses": return (statement?.reads ?? []).map((reference) => showUse(facts, reference)).join("; ");
    case "target": return (statement?.writes ?? []).map((reference) => showUse(facts, reference)).join("; ");
    case "filters": return (statement?.filters ?? []).join("; ");
    default: return statement?.limit ? (statement.limit.ordered ? "ordered" : "unordered") : "none";
  }
}

/** Cases about tables say nothing of the side on which nothing stands. */
function expectedOf({ file, expected }: SqlCase): ReadonlyMap<string, string> {
  return file === "columns.md" ? expected : new Map([["reads", ""], ["writes", ""], ...expected]);
}

const cases = readCases();

describe.each([...new Set(cases.map(({ file }) => file))])("%s", (file) => {
  const own = cases.filter((each) => each.file === file);
  it.each(own.map((each) => [`${each.heading}:${each.line} ${each.sql.slice(0, 90)}`, each] as const))("%s", (_, each) => {
    const facts = extract(each.sql, each.dialect);
    for (const [word, text] of expectedOf(each)) expect(`${word}: ${actual(facts, word)}`).toBe(`${word}: ${text}`);
  });
});

it("holds more than two hundred cases over ten dialects", () => {
  expect(cases.length).toBeGreaterThan(300);
  expect(new Set(cases.map(({ dialect }) => dialect)).size).toBeGreaterThanOrEqual(10);
});
