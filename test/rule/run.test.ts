import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Suppression } from "../../src/facts/file-facts.js";
import type { Graph } from "../../src/graph/graph.js";
import { finding } from "../../src/rule/finding.js";
import { runRules, type RunInput } from "../../src/rule/run.js";
import type { Rule, RuleMeta, Severity } from "../../src/rule/rule.js";
import { drawGraph, place, sourceFile } from "../harness/graph-builder.js";

const meta: RuleMeta = {
  id: "unowned-read", category: "process", debt: "A read.", summary: "A table is read.", severity: "warn", kinds: [], wave: "core", stage: "stable", minutes: 15, minutesPerGap: 0,
  since: "0.1.0", cites: [], instances: [], options: { allow: { default: [], about: "Tables that may be read." }, limit: { default: 0, about: "Reads that are free." } },
};

/** Finds every read, so that what a rule sees and what becomes of its findings can be told apart. */
const everyRead = (severity: Severity = "warn", id = meta.id): Rule => ({
  meta: { ...meta, id },
  *check(graph, options) {
    for (const edge of graph.edges.filter((it) => it.act === "reads" && !(options["allow"] as string[]).includes(it.from))) {
      const at = edge.evidence[0] ?? place("?:1");
      yield finding({ ...meta, id }, {
        severity, subject: edge.from, at: place(`${at.path}:${at.line}`), what: `${edge.to} reads ${edge.from}`, why: "Because.", advice: "Stop", trace: [{ ...place(`${at.path}:${at.line}`), says: "reads" }],
        premises: [], refutedBy: "", confidence: edge.confidence,
      });
    }
  },
});

const clicks = drawGraph(`
  jobs/train.py reads table:feed.clicks @12
  jobs/train.py reads table:feed.clicks @8
  jobs/audit.py reads table:feed.clicks @3 confidence=possible
`);

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const run = (graph: Graph, more: Partial<RunInput> = {}): ReturnType<typeof runRules> => runRules({ graph, rules: [everyRead()], settings: {}, comments: [], suppress: [], asOf: "2026-06-01", hash, ...more });
const lines = (graph: Graph, more: Partial<RunInput> = {}): string[] => run(graph, more).findings.map((it) => `${it.at.path}:${it.at.line} ${it.rule}${it.kind ? `/${it.kind}` : ""} ${it.severity}`);

describe("a run of the rules", () => {
  it("orders findings by place and numbers equal identities by place", () => {
    const { findings } = run(clicks);
    expect(findings.map((it) => `${it.at.path}:${it.at.line}`)).toEqual(["jobs/audit.py:3", "jobs/train.py:8", "jobs/train.py:12"]);
    expect(findings.map((it) => it.key)).toEqual([0, 1, 2].map((ordinal) => `v1:${hash(`mldebt/v1\0unowned-read\0table:feed.clicks\0\0${ordinal}`).slice(0, 32)}`));
  });

  it("keeps what is only possible, and does not count it", () => {
    expect(run(clicks).findings.map((it) => it.counted)).toEqual([false, true, true]);
  });

  it("turns a rule that fails into a problem and keeps the others", () => {
    const failing: Rule = { meta: { ...meta, id: "broken-rule" }, check: () => { throw new Error("no such edge"); } };
    const { findings, problems } = run(clicks, { rules: [failing, everyRead()] });
    expect(findings).toHaveLength(3);
    expect(problems).toMatchObject([{ kind: "internal", message: "rule broken-rule failed: no such edge" }]);
  });

  it("does not run a rule that is off, and tells what the settings say wrongly", () => {
    expect(lines(clicks, { settings: { "unowned-read": "off" } })).toEqual([]);
    expect(run(clicks, { settings: { "unowned-raed": "warn", "unowned-read": { limit: "many", alow: [] } } }).problems.map((it) => it.message)).toEqual([
      "the settings name rule unowned-raed, which does not exist",
      "rule unowned-read has no option alow; it has allow, limit",
      "option limit of rule unowned-read must be a number",
    ]);
  });

  it("hands options to the rule", () => {
    expect(lines(clicks, { settings: { "unowned-read": { allow: ["table:feed.clicks"] } } })).toEqual([]);
  });

  it.each([
    ["warn", "error", "error"], ["warn", "note", "note"], ["note", "error", "note"], ["note", "note", "note"], ["error", "note", "note"], ["error", "warn", "error"], ["error", "error", "error"],
  ] as const)("a finding that a warn rule calls %s is, when the rule is set to %s, %s", (own, set, expected) => {
    expect(run(clicks, { rules: [everyRead(own)], settings: { "unowned-read": { severity: set } } }).findings[0]?.severity).toBe(expected);
  });
});

describe("worlds: production counts together, examples and idle notebooks by themselves", () => {
  const files = [sourceFile("jobs/train.py"), sourceFile("examples/ctr/a.py", { role: "example" }), sourceFile("tests/test_train.py", { role: "test" }), sourceFile("explore.ipynb")];
  const drawn = `
    jobs/train.py reads table:feed.clicks @1
    examples/ctr/a.py reads table:feed.clicks @2 role=example
    tests/test_train.py reads table:feed.clicks @3 role=test
    explore.ipynb reads table:feed.clicks @4
  `;
  const seen = (graph: Graph): string[] => {
    const views: string[] = [];
    run(graph, { rules: [{ meta, *check(view) { views.push(view.edges.map((edge) => edge.to).join("+")); } }] });
    return views;
  };

  it("shows a rule one world at a time, tests in none", () => {
    expect(seen(drawGraph(drawn, { files }))).toEqual(["job:jobs/train.py#<module>", "job:examples/ctr/a.py#<module>", "job:explore.ipynb#<module>"]);
  });

  it("counts a notebook as production when a pipeline runs it", () => {
    expect(seen(drawGraph(`${drawn}\n pipeline:dvc:feed contains job:explore.ipynb#<module> @dvc.yaml:4`, { files }))[0]).toContain("explore.ipynb");
  });

  it("counts a notebook as production when production reads what it alone writes, also by way of another notebook", () => {
    const chain = `
      clean.ipynb writes file:clean.csv
      label.ipynb reads file:clean.csv
      label.ipynb writes file:labels.csv
      jobs/train.py reads file:labels.csv
      idle.ipynb reads file:labels.csv
    `;
    expect(seen(drawGraph(chain))).toHaveLength(2);
    expect(seen(drawGraph(`${chain}\n jobs/label.py writes file:labels.csv`))).toHaveLength(4);
  });

  it("tells a place that production shares with a notebook once", () => {
    expect(lines(drawGraph("jobs/train.py reads table:feed.clicks @lib/io.py:4\n explore.ipynb reads table:feed.clicks @lib/io.py:4\n explore.ipynb reads table:feed.clicks @9", { files: [...files, sourceFile("lib/io.py")] }))).toEqual([
      "explore.ipynb:9 unowned-read warn", "lib/io.py:4 unowned-read warn",
    ]);
  });

  it("numbers edges anew inside a view, so that pairs still point at them", () => {
    const graph = drawGraph(`
      tests/test_train.py reads table:feed.clicks role=test
      in: jobs/train.py reads table:feed.clicks
      out: jobs/train.py trains mlflow:ranker
      in -> out
    `, { files });
    run(graph, { rules: [{ meta, *check(view) { if (view.edges.length > 0) expect(view.through.map((it) => [view.edges[it.in]?.act, view.edges[it.out]?.act])).toEqual([["reads", "trains"]]); } }] });
    expect.assertions(1);
  });
});

describe("suppressions", () => {
  const silence = (line: number, given: Partial<Suppression> = {}): RunInput["comments"] => [
    { path: "jobs/train.py", suppression: { rules: ["unowned-read"], scope: "line", reason: "moves in May", from: line, to: line, at: place(`x:${line}`), ...given } },
  ];
  const two = drawGraph("jobs/train.py reads table:feed.clicks @8\n jobs/train.py reads table:feed.shown @12");

  it("a comment with a reason silences its line; the finding stays, not counted", () => {
    const { findings } = run(two, { comments: silence(8, { until: "2026-06-01" }) });
    expect(findings.map((it) => [it.at.line, it.suppressed, it.counted])).toEqual([[8, { by: "comment", reason: "moves in May", until: "2026-06-01" }, false], [12, null, true]]);
  });

  it.each([
    ["a line without a finding", { from: 9, to: 9 }, "unused"],
    ["no reason", { reason: "" }, "no-reason"],
    ["a day that has passed", { until: "2026-05-31" }, "expired"],
    ["a day that does not exist", { until: "2026-02-30" }, "bad-date"],
    ["an unknown rule", { rules: ["unowned-raed"] }, "unknown-rule"],
    ["the diagnostic itself", { rules: ["stale-suppression"] }, "unknown-rule"],
  ])("a comment with %s does not silence and is stale", (_, given, kind) => {
    const { findings } = run(two, { comments: silence(8, given) });
    expect(findings.filter((it) => it.rule === "stale-suppression").map((it) => [it.kind, it.severity, it.category, it.counted])).toEqual([[kind, "warn", null, false]]);
    expect(findings.filter((it) => it.suppressed)).toEqual([]);
  });

  it("does not judge dates where the day is unknown", () => {
    expect(run(two, { asOf: null, comments: silence(8, { until: "2020-01-01" }) }).findings[0]?.suppressed?.until).toBe("2020-01-01");
  });

  it("does not call a comment unused when its rule did not run or its file was not read whole", () => {
    const idle = silence(9);
    expect(lines(two, { comments: idle, settings: { "unowned-read": "off" } })).toEqual([]);
    const broken = { ...two, problems: [{ ...place("jobs/train.py:30"), kind: "syntax" as const, message: "" }] };
    expect(lines(broken, { comments: idle }).filter((it) => it.includes("stale"))).toEqual([]);
  });

  it("settings silence by path or by subject", () => {
    const by = (given: object): (string | undefined)[] => run(two, { suppress: [{ rule: "unowned-read", reason: "throw-away", at: place("mldebt.yaml:3"), ...given }] }).findings.map((it) => it.suppressed?.by);
    expect(by({ path: "jobs/**" })).toEqual(["settings", "settings"]);
    expect(by({ subject: "table:feed.clicks" })).toEqual(["settings", undefined]);
    expect(run(two, { suppress: [{ rule: "unowned-read", path: "lib/**", reason: "gone", at: place("mldebt.yaml:3") }] }).findings[2]).toMatchObject({ rule: "stale-suppression", kind: "unused", at: { path: "mldebt.yaml" } });
  });

  it("one comment may name several rules, each judged by itself", () => {
    const rules = [everyRead(), everyRead("warn", "other-rule")];
    const onlyFirst = { "other-rule": { allow: ["table:feed.clicks"] } };
    expect(lines(two, { rules, settings: onlyFirst, comments: silence(8, { rules: ["unowned-read", "other-rule"] }) }).filter((it) => it.includes("stale"))).toEqual(["jobs/train.py:8 stale-suppression/unused warn"]);
  });
});
