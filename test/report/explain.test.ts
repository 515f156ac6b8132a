import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { findFinding } from "../../src/report/explain/find-finding.js";
import { renderFindingJson, renderFindingPage } from "../../src/report/explain/finding-page.js";
import { renderRuleJson, renderRulePage } from "../../src/report/explain/rule-page.js";
import { renderScoreJson, renderScorePage } from "../../src/report/explain/score-page.js";
import type { RuleMeta } from "../../src/rule/rule.js";
import { explainScore } from "../../src/score/explain-score.js";
import { finding } from "../score/graph-builder.js";
import { hostile } from "./hostile.js";
import { findings, graph, lineOf, reportOf } from "./report-builder.js";

const setting = { style: pc.createColors(false), width: 100, lineOf };
const report = reportOf();
const input = { graph, findings };

describe("a finding is meant", () => {
  it.each([
    ["v1:0b5e12cd7c9a4f00b1d2e3f405162738", "found"], ["0b5e12cd", "found"], ["v1:0b5e12cd", "found"], ["0B5E12CD7C", "found"],
    ["0b5e12c", "short"], ["v1:0b5e", "short"], ["ffffffff", "none"], ["", "short"],
  ])("%s: %s", (word, kind) => expect(findFinding(report, word).kind).toBe(kind));

  it("by a prefix only where it is the only one", () => {
    const twins = reportOf({ findings: [finding("v1:0b5e12cd000000000000000000000000", "model:ranker"), ...findings] });
    expect(findFinding(twins, "0b5e12cd")).toEqual({ kind: "ambiguous", keys: ["v1:0b5e12cd000000000000000000000000", "v1:0b5e12cd7c9a4f00b1d2e3f405162738"] });
    expect(findFinding(twins, "0b5e12cd7").kind).toBe("found");
  });
});

describe("explain FINDING", () => {
  const page = (rule: string): string => report.findings.filter((it) => it.rule === rule).map((it) => renderFindingPage(report, it, setting)).join("");

  it("proves it", async () => await expect(page("hidden-feedback-loop")).toMatchFileSnapshot("expected/explain-finding.txt"));

  it("says why one does not count", () => {
    expect(page("glue-code")).toContain("nothing: only findings that are at least likely count");
    expect(page("unseeded-randomness")).toContain("nothing: it is suppressed (retired in May, until 2027-05-31)");
  });

  it("says that debts overlap where share, gain and value alone differ", () => {
    const crowd = reportOf({ findings: [...findings, finding("v1:99999999999999999999999999999999", "model:ranker", { minutes: 480 })] });
    const [first] = crowd.findings.filter((it) => it.key.startsWith("v1:9999"));
    expect(first && (first.gain ?? 0) < (first.share ?? 0) && (first.share ?? 0) < (first.alone ?? 0)).toBe(true);
    expect(first && renderFindingPage(crowd, first, setting)).toContain("debts of one category overlap");
  });

  it("as JSON, with its category", () => {
    const [first] = report.findings.filter((it) => it.rule === "hidden-feedback-loop");
    const document: { finding: unknown; category: { id: string } } = JSON.parse(first ? renderFindingJson(report, first) : "{}");
    expect(document.finding).toEqual(first);
    expect(document.category.id).toBe("feedback-loops");
  });

  it("of hostile names is harmless", () => {
    const odd = reportOf({ findings: [hostile] });
    expect(odd.findings.map((it) => renderFindingPage(odd, it, setting)).join("")).not.toMatch(/[\u001b\r\u202e]/);
  });
});

describe("explain --score", () => {
  it("breaks the index down, plans, and varies the constants", async () => {
    await expect(renderScorePage(report, explainScore(input, { budgetMinutes: 120, sensitivity: true }), setting)).toMatchFileSnapshot("expected/explain-score.txt");
  });

  it("leaves out what was not asked for", () => {
    const page = renderScorePage(report, explainScore(input), setting);
    expect(page).not.toContain("Plan for");
    expect(page).not.toContain("constant ");
  });

  it("sums of groups add up to the index", () => {
    const { groups, score } = explainScore(input);
    for (const sums of Object.values(groups)) expect(sums.reduce((sum, group) => sum + group.share, 0)).toBeCloseTo(score.index, 9);
  });

  it("says how many lines it cut", () => {
    const many = Array.from({ length: 30 }, (_, i) => finding(`v1:${String(i).padStart(32, "0")}`, "model:ranker", { at: { path: `jobs/job${i}.py`, line: 1, column: 1, endLine: 1, endColumn: 2 } }));
    const page = renderScorePage(reportOf({ findings: many }), explainScore({ graph, findings: many }), setting);
    expect(page).toMatch(/10 more with \d+\.\d together/);
  });

  it("of a clean repository", () => {
    const page = renderScorePage(reportOf({ findings: [] }), explainScore({ graph, findings: [] }, { budgetMinutes: 60 }), setting);
    expect(page).toContain("No finding counts.");
    expect(page).toContain("No fix fits.");
  });

  it("as JSON, with six decimals", () => {
    const text = renderScoreJson(report, explainScore(input, { budgetMinutes: 120, sensitivity: true }));
    const document: { groups: { owner: { name: string }[] }; plan: { steps: { keys: string[] }[] }; sensitivity: { constant: string }[] } = JSON.parse(text);
    expect(document.groups.owner.map((group) => group.name)).toEqual(["team-feed", "(nobody)", "team-ranking"]);
    expect(document.plan.steps.flatMap((step) => step.keys)).toHaveLength(3);
    expect(document.sensitivity.map((row) => row.constant)).toContain("tau");
    expect(text.match(/\d\.\d{7,}/)).toBeNull();
  });
});

describe("explain RULE", () => {
  const meta: RuleMeta = {
    id: "hidden-feedback-loop", category: "feedback-loops", debt: "hidden feedback loops", summary: "A model learns from what it caused.", severity: "warn", kinds: ["through-models", "through-users"], wave: "core",
    stage: "stable", minutes: 480, minutesPerGap: 15, since: "0.1.0", cites: ["Sculley et al. 2015, section 4"], instances: [], options: { depth: { default: 8, about: "jobs that a loop may pass" } },
  };
  const readme = "# hidden-feedback-loop\n\n## What it finds\n\nA ranker that trains on clicks which it caused itself, where nothing in between draws at random or weighs by propensity, learns to agree with itself.\n\n- a list item that is long enough to need a second line under its own beginning, not under the bullet itself\n\n```python\nmodel.fit(clicks)\n```\n";

  it("shows the rule and its page", async () => await expect(renderRulePage(meta, readme, setting)).toMatchFileSnapshot("expected/explain-rule.txt"));

  it("stands without a page", () => expect(renderRulePage(meta, null, setting)).toContain("A model learns from what it caused."));

  it("as JSON", () => expect(JSON.parse(renderRuleJson(meta, readme))).toEqual({ version: 1, rule: meta, readme }));
});
