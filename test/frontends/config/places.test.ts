import { describe, expect, it } from "vitest";
import type { Span } from "../../../src/facts/location.js";
import { readConfig } from "./print-settings.js";

/** The text that a span covers. */
function cut(text: string, { line, column, endLine, endColumn }: Span): string {
  const lines = text.split("\n");
  if (line === endLine) return (lines[line - 1] ?? "").slice(column - 1, endColumn - 1);
  return [(lines[line - 1] ?? "").slice(column - 1), ...lines.slice(line, endLine - 1), (lines[endLine - 1] ?? "").slice(0, endColumn - 1)].join("\n");
}

const files: readonly (readonly [string, string])[] = [
  ["a.yaml", "é: ñ\nads:\n  - 'clicks'\n  - \"views\" # hot\n  - plain text\nempty:\n"],
  ["a.json", '{\n  "ads": ["clicks", "views"],\n  "n": 12\n}'],
  ["a.toml", '[ads]\ntable = "clicks"\nmode = \'full\'\n'],
  ["a.ini", "[ads]\ntable = clicks\nmode: full\n"],
  [".env", "A=clicks\nB='views'\n"],
  ["main.tf", 'a "b" {\n  c = "clicks"\n}\n'],
  ["Procfile", "web: clicks\n"],
];

describe("places", () => {
  it.each(files)("every text of %s lies where its span says, and so does its key", (path, text) => {
    const facts = readConfig(path, text);
    const leaves = facts.settings.filter((setting) => setting.value !== undefined);
    expect(leaves.length).toBeGreaterThan(0);
    for (const { value, at, keyAt, path: keys } of leaves) {
      const constant = value === undefined ? undefined : facts.values[value];
      if (constant?.kind === "constant" && typeof constant.value === "string") expect(cut(text, at).replace(/^["']|["']$/g, "")).toBe(constant.value);
      if (keyAt) expect(cut(text, keyAt).replace(/^["']|["']$/g, "").split(/[=:\s]/)[0]).toBe(String(keys[keys.length - 1]));
    }
  });

  it("every part of a joined text has a place of its own", () => {
    const text = "run: python score.py --data ${LAKE}/clicks --out \"${OUT:-runs}\"\n";
    const facts = readConfig(".github/workflows/a.yml", text);
    const strings = facts.values.flatMap((value) => (value.kind === "constant" && value.at ? [[value.value, cut(text, value.at)]] : []));
    expect(strings).toEqual([["python score.py --data ", "python score.py --data "], ["runs", "runs"], ["/clicks --out \"", "/clicks --out \""], ["\"", "\""]]);
  });

  it("a script's lines stand on the lines of the file", () => {
    const text = "run: |\n    first\n\n    python ${A}\n    last\n";
    const facts = readConfig(".github/workflows/a.yml", text);
    const [run] = facts.settings.filter((setting) => setting.path.includes("run"));
    expect([run?.at.line, run?.at.column, run?.at.endLine]).toEqual([2, 5, 5]);
    const parts = facts.values.flatMap((value) => (value.kind === "constant" && value.at ? [value.at.line] : []));
    expect(parts).toEqual([2, 4]);
  });

  it("remarks are comments, and a suppression in one holds for the next line", () => {
    const facts = readConfig("a.yaml", "# mldebt: ignore[unpinned-environment] vendored\na: 1 # x\n\nb: '# no'\n");
    expect(facts.comments.map((comment) => comment.text)).toEqual(["# mldebt: ignore[unpinned-environment] vendored", "# x"]);
    expect(facts.suppressions.map(({ rules, from }) => [rules, from])).toEqual([[["unpinned-environment"], 2]]);
    expect(facts.lines).toEqual({ total: 4, code: 2, comment: 1, blank: 1, cells: 0 });
  });
});
