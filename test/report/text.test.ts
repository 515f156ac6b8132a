import pc from "picocolors";
import { describe, expect, it } from "vitest";
import type { ReportInput } from "../../src/report/build-report.js";
import { renderText, type TextOptions } from "../../src/report/text.js";
import type { GateSettings } from "../../src/rule/gate.js";
import { explainChange } from "../../src/score/change.js";
import { scoreFindings } from "../../src/score/score.js";
import { at, finding } from "../score/graph-builder.js";
import { hostile } from "./hostile.js";
import { findings, graph, lineOf, reportOf } from "./report-builder.js";

const plain = pc.createColors(false);

function text(more: Partial<ReportInput> = {}, options: Partial<TextOptions> = {}, settings: GateSettings | null = null): string {
  return renderText(reportOf(more, settings), { colors: plain, width: 100, ...options });
}

describe("the terminal", () => {
  it("shows findings with their proof, notes in short, the score, the verdict", async () => {
    await expect(text({}, { lineOf }, { index: { max: 20 }, newFindings: { error: 0 } })).toMatchFileSnapshot("expected/check.txt");
  });

  it("stands in 72 columns, by rule, with notes and statistics in full", async () => {
    await expect(text({}, { width: 72, groupBy: "rule", notes: true, stats: true, minConfidence: "possible" })).toMatchFileSnapshot("expected/check-narrow.txt");
  });

  it("explains a change", async () => {
    const fixed = finding("v1:60b47e23d250af66173849506172a3b4", "model:ranker", { rule: "glue-code", category: "glue", at: at("jobs/load.py", 3) });
    const base = scoreFindings({ graph: { ...graph, files: graph.files.slice(0, 1) }, findings: [...findings.slice(1), fixed] });
    const head = scoreFindings({ graph, findings });
    const change = { base: "main", explained: explainChange(base, head, new Map()), fixed: [fixed] };
    const shown = text({ change, newKeys: new Set([findings[0]?.key ?? ""]) }, { quiet: true }, { newFindings: { error: 0 } });
    await expect(shown.slice(shown.indexOf("Since"))).toMatchFileSnapshot("expected/change.txt");
  });

  it("gives a reason once for neighbours that share it, and again in the next file", () => {
    const flag = (key: string, path: string, line: number) => finding(`v1:${key.repeat(32)}`, "model:ranker", { rule: "dead-feature-flag", at: at(path, line), why: "Whoever sets it believes in a choice." });
    const shown = text({ findings: [flag("1", "jobs/a.py", 1), flag("2", "jobs/a.py", 2), flag("3", "jobs/b.py", 1)] }, { quiet: true });
    expect(shown.match(/believes in a choice/g)).toHaveLength(2);
    expect(shown.match(/ advice /g)).toHaveLength(3);
  });

  it("has nothing to say of a clean repository but its size", () => {
    const clean = text({ findings: [], problems: [] });
    expect(clean).toContain("No debt found in 5 files (24,310 lines).");
    expect(clean).toContain("Nothing to pay back.");
    expect(clean).toContain("✔ Gate passed (no conditions set)");
  });

  it("quiet: findings and verdict only", () => {
    const quiet = text({}, { quiet: true });
    expect(quiet).not.toContain("Debt score");
    expect(quiet).toContain("Gate passed");
  });

  it("keeps every line within its width, names aside", () => {
    const lines = text({}, { width: 80 }).split("\n");
    expect(lines.filter((line) => line.length > 80 && !/ (jobs|feed)\//.test(line))).toEqual([]);
  });

  it("spells out what could redraw the terminal or turn text round", () => {
    const shown = text({ findings: [hostile] }, { lineOf: () => "x = '\u001b[2J\u202e'" });
    expect(shown.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/)).toBeNull();
    expect(shown).toContain("\\u{1b}[31m");
  });

  it("colours nothing but what also has a sign or a word", () => {
    const colored = text({}, { colors: pc.createColors(true) });
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(text());
    expect(colored).not.toBe(text());
  });

  it("marks the place under the code, also where it is cut or indented by tabs", () => {
    const one = (line: string, column: number, endColumn: number): string[] => text({ findings: [{ ...hostile, what: "w", at: { ...at("a.py", 7), column, endColumn } }] }, { lineOf: () => line }).split("\n").filter((row) => row.includes("│")).slice(0, 2);
    expect(one("\t\tmodel.fit(x)", 3, 12)).toEqual(["     7 │ model.fit(x)", "       │ ^^^^^^^^^"]);
    expect(one(`  f(${"a".repeat(200)})`, 3, 206)[0]).toHaveLength(100);
    expect(one("", 1, 1)).toEqual(["│                                                                                                  │", expect.stringContaining("of 100")]);
  });
});
