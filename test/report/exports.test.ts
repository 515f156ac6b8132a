import { describe, expect, it } from "vitest";
import { publish } from "../../src/graph/publish.js";
import { githubSummary, renderGithub } from "../../src/report/github.js";
import { REPORT_FORMATS, renderReport } from "../../src/report/formats.js";
import { GRAPH_FORMATS, renderGraph } from "../../src/report/graph-formats.js";
import { codeSpan, escapeMarkdown, renderMarkdown } from "../../src/report/markdown.js";
import { renderSarif, sarifUri } from "../../src/report/sarif.js";
import type { RuleMeta } from "../../src/rule/rule.js";
import { explainChange } from "../../src/score/change.js";
import { scoreFindings } from "../../src/score/score.js";
import { at, edge, finding, graphOf, node } from "../score/graph-builder.js";
import { HOSTILE, HOSTILE_PATH, hostile } from "./hostile.js";
import { findings, graph, reportOf } from "./report-builder.js";

const tool = { name: "mldebt", version: "0.1.0" };
const same = (text: string): string => text;
const view = { colors: { bold: same, dim: same, red: same, yellow: same, cyan: same, green: same, underline: same }, width: 100 };
const compared = (): ReturnType<typeof reportOf> => {
  const [base, head] = [scoreFindings({ graph, findings: findings.slice(1) }), scoreFindings({ graph, findings })];
  return reportOf({ newKeys: new Set([findings[0]?.key ?? ""]), change: { base: "main", explained: explainChange(base, head, new Map()), fixed: findings.slice(4, 5) } });
};

describe("formats of a check", () => {
  it.each(REPORT_FORMATS)("%s gives the same bytes for any order of findings, and ends its last line", (name) => {
    const text = renderReport(name, reportOf(), view);
    expect(renderReport(name, reportOf({ findings: [...findings].reverse() }), view)).toBe(text);
    expect(text.endsWith("\n")).toBe(true);
  });

  it.each(REPORT_FORMATS)("%s of hostile names holds no raw control character", (name) => {
    expect(renderReport(name, reportOf({ findings: [hostile] }), view).match(/[\u0000-\u0009\u000b-\u001f]/)).toBeNull();
  });

  it("compact: one line a finding", async () => await expect(renderReport("compact", reportOf(), view)).toMatchFileSnapshot("expected/check.compact.txt"));
});

describe("GitHub", () => {
  it("annotates, highest gain first, with titles that cannot break out", () => {
    const [first = ""] = renderGithub(reportOf({ findings: [hostile] })).split("\n");
    expect(first).toMatch(/^::warning file= {3}ml_ops\/100%25#1\/a%3Ab%2Cc\/größe \[x\]\.py,line=3,endLine=3,col=1,endColumn=80,title=hidden-feedback-loop::/);
    expect(first).not.toContain("\r");
  });

  it("stops at 10 of each severity and says how many are left", () => {
    const many = Array.from({ length: 13 }, (_, i) => finding(`v1:${String(i).padStart(32, "0")}`, "model:ranker", { severity: "error", at: at("jobs/rank.py", i + 1), minutes: 15 * (i + 1) }));
    const lines = renderGithub(reportOf({ findings: many })).split("\n");
    expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(10);
    expect(lines[0]).toContain("line=13,");
    expect(lines[10]).toBe("3 more of severity error are not annotated: GitHub shows 10 a step");
    expect(githubSummary(reportOf({ findings: many }))).toContain("13 findings");
  });

  it("puts the root's place in the repository before paths", () => expect(renderGithub(reportOf(), { pathPrefix: "ml/ads/" })).toContain("file=ml/ads/jobs/rank.py,"));
});

describe("Markdown for a pull request", () => {
  it("has the verdict, the change, what is new and fixed, the best return", async () => await expect(renderMarkdown(compared())).toMatchFileSnapshot("expected/pull-request.md"));

  it("escapes what Markdown reads, and pings nobody", () => {
    expect(escapeMarkdown("a|b <i> *x* `y` ` @team & [z](q) #1")).toBe("a\\|b \\<i\\> \\*x\\* `y` \\` @&#8203;team &amp; \\[z\\](q) \\#1");
    expect([codeSpan("a|b"), codeSpan("a`b"), codeSpan("`b``c")]).toEqual(["`a\\|b`", "``a`b``", "``` `b``c ```"]);
    expect(renderMarkdown(reportOf({ findings: [hostile] }))).not.toMatch(/[^`\\]<(script|img)|@team/);
  });

  it("stays below the size that GitHub takes, and says what it left out", () => {
    const many = Array.from({ length: 900 }, (_, i) => finding(`v1:${String(i).padStart(32, "0")}`, "model:ranker", { at: at("jobs/rank.py", i + 1), trace: [{ ...at("jobs/train.py"), says: "jobs/train.py:fit reads table feed.clicks" }] }));
    const text = renderMarkdown(reportOf({ findings: many }));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/_\d+ sections left out: the comment would be too long\._/);
    expect(text).toContain("score model 1");
  });
});

describe("SARIF", () => {
  const meta: RuleMeta = {
    id: "hidden-feedback-loop", category: "feedback-loops", debt: "hidden feedback loops", summary: "A model learns from what it caused.", severity: "warn", kinds: [], wave: "core", stage: "stable",
    minutes: 480, minutesPerGap: 0, since: "0.1.0", cites: [], instances: [], options: {},
  };
  // The log is plain JSON; the test reads it by path.
  const run = (report: ReturnType<typeof reportOf>) => JSON.parse(renderSarif(report, { rules: [meta] })).runs[0];

  it("has a flow from cause to effect, a fingerprint, and no fingerprint of lines", () => {
    const result = run(reportOf()).results.find((it: { ruleId: string }) => it.ruleId === meta.id);
    expect(result.codeFlows[0].threadFlows[0].locations.map((step: { location: { message: { text: string } } }) => step.location.message.text)).toEqual(findings[0]?.trace.map((step) => step.says));
    expect(result.partialFingerprints).toEqual({ "mldebt/v1": findings[0]?.key });
    expect(result.level).toBe("error");
  });

  it("rule indices point at their rules, and a rule without metadata still has its texts", () => {
    const { results, tool: { driver } } = run(reportOf());
    for (const result of results) expect(driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(driver.rules.map((rule: { shortDescription: { text: string } }) => rule.shortDescription.text)).toContain(meta.summary);
    expect(driver.rules.every((rule: { help: { text: string } }) => rule.help.text.length > 0)).toBe(true);
  });

  it("keeps suppressed findings with their reason, leaves guesses out", () => {
    const { results } = run(reportOf());
    expect(results.map((result: { ruleId: string }) => result.ruleId)).not.toContain("glue-code");
    expect(results.find((result: { ruleId: string }) => result.ruleId === "unseeded-randomness").suppressions).toEqual([{ kind: "inSource", status: "accepted", justification: "retired in May (until 2027-05-31)" }]);
  });

  it("compares with a base", () => expect(run(compared()).results.map((result: { baselineState: string }) => result.baselineState)).toEqual(["unchanged", "new", "unchanged", "unchanged", "unchanged", "absent"]));

  it("places that are no files of the root have no location", () => {
    const { invocations } = run(reportOf({ problems: [{ path: "", line: 0, column: 0, kind: "internal", message: "rule glue-code failed" }, { path: "a.py", line: 0, column: 0, kind: "io", message: "gone" }] }));
    expect(invocations[0].toolExecutionNotifications.map((it: { locations?: { physicalLocation: { region: { startLine: number } } }[] }) => it.locations?.[0]?.physicalLocation.region.startLine)).toEqual([undefined, 1]);
  });

  it("encodes each segment of a path, also half a character", () => {
    expect(sarifUri(HOSTILE_PATH)).toBe("%20%20%20ml_ops/100%25%231/a%3Ab%2Cc/gr%C3%B6%C3%9Fe%20%5Bx%5D.py");
    expect(sarifUri("a\ud800/b")).toBe("a%EF%BF%BD/b");
  });

  it("carries the fix", () => {
    const flag = run(reportOf()).results.find((result: { ruleId: string }) => result.ruleId === "dead-feature-flag");
    expect(flag.fixes[0].artifactChanges[0].replacements).toEqual([{ deletedRegion: { startLine: 6, startColumn: 1, endLine: 7, endColumn: 1 }, insertedContent: { text: "" } }]);
  });
});

describe("formats of a graph", () => {
  const small = publish(graphOf([node("table:feed.clicks"), node("job:jobs/train.py#fit"), node("model:ranker")], [edge("table:feed.clicks", "reads", "job:jobs/train.py#fit"), edge("job:jobs/train.py#fit", "trains", "model:ranker", { confidence: "possible" })]), tool);

  it("dot", async () => await expect(renderGraph("dot", small)).toMatchFileSnapshot("expected/graph.dot"));

  it("Mermaid", async () => await expect(renderGraph("mermaid", small)).toMatchFileSnapshot("expected/graph.mmd"));

  it.each(GRAPH_FORMATS)("%s of hostile names breaks nothing", (name) => {
    const text = renderGraph(name, publish(graphOf([node("table:x", { name: HOSTILE })]), tool));
    expect(text).not.toMatch(/[\r\u001b]/);
    if (name === "mermaid") expect(text).not.toContain("<script>");
    if (name === "dot") expect(text.split("\n").filter((line) => line.includes("label"))).toHaveLength(1);
  });
});
