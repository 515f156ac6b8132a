import { describe, expect, it } from "vitest";
import { scoreFindings, type Score } from "../../src/score/score.js";
import type { ScoreInput, ScoreSettings } from "../../src/score/survey.js";
import type { GraphNode } from "../../src/graph/graph.js";
import { at, edge, file, finding, graphOf, node } from "./graph-builder.js";

const settings: ScoreSettings = { categoryWeights: {}, nodeWeights: {}, horizonYears: 1, explain: "shapley", minutes: {} };

/** Clicks train a ranker that a service uses; a schedule starts the training. */
const nodes: GraphNode[] = [
  node("table:feed.clicks", { locations: [at("feed/clicks.sql", 3)] }),
  node("job:jobs/train.py#fit", { locations: [at("jobs/train.py", 10, 30)] }),
  node("job:jobs/train.py#report", { locations: [at("jobs/train.py", 40, 60)] }),
  node("model:ranker", { locations: [at("jobs/train.py", 20)] }),
  node("service:serve/app.py#app", { locations: [at("serve/app.py", 1, 50)] }),
  node("flag:argparse:jobs/train.py#--decay", { locations: [at("jobs/train.py", 5)] }),
  node("schedule:conf/crontab#nightly", { locations: [at("conf/crontab", 2)] }),
  node("package:pypi:pandas", { name: "pandas" }),
];
const edges = [
  edge("table:feed.clicks", "reads", "job:jobs/train.py#fit", { evidence: [{ ...at("jobs/train.py", 12), via: "pandas.read_sql", confidence: "certain" }] }),
  edge("job:jobs/train.py#fit", "trains", "model:ranker"),
  edge("model:ranker", "serves", "service:serve/app.py#app"),
  edge("schedule:conf/crontab#nightly", "schedules", "job:jobs/train.py#fit"),
];
const graph = graphOf(nodes, edges, {
  files: [file("jobs/train.py", 900), file("serve/app.py", 100), file("tests/test_train.py", 5_000, { role: "test" }), file("notes/eda.ipynb", 300, { language: "notebook", cells: 20 }), file("conf/prod.yaml", 0, { language: "config", settingKeys: 40 })],
  packageUses: [{ package: "pandas", tags: [], path: "jobs/train.py", role: "production", calls: [{ at: at("jobs/train.py", 45), callable: "pandas.read_csv", unit: "report" }] }],
});

function score(findings: ScoreInput["findings"], more: Partial<ScoreInput> = {}): Score {
  return scoreFindings({ graph, findings, ...more });
}

/** Interest of one finding alone, in minutes a year: each node loses w (1 - e^-(q h lambda 0.7^distance)). */
function alone(weightsByDistance: readonly (readonly number[])[], strength: number): number {
  return weightsByDistance.reduce((sum, weights, distance) => sum + weights.reduce((all, weight) => all - weight * Math.expm1(-strength * 0.7 ** distance), 0), 0);
}

describe("effort base", () => {
  it("counts production lines, cells, keys, and assets with evidence", () => {
    const { size, effortMinutes } = score([]);
    expect(size).toEqual({ lines: 1_000, cells: 20, keys: 40, assets: 2 });
    expect(effortMinutes).toBe(1_000 + 100 + 40 + 960);
  });

  it("counts a feature only where it is declared", () => {
    const features = [node("feature:clicks/ctr", { declared: true }), node("feature:clicks/dwell")];
    expect(scoreFindings({ graph: graphOf(features, [edge("feature:clicks/dwell", "reads", "job:x")]), findings: [] }).size.assets).toBe(1);
  });

  it("counts examples, where rules fire too, but no asset that only tests touch", () => {
    const tested = graphOf([node("table:a"), node("table:b"), node("job:j")], [edge("table:a", "reads", "job:j", { role: "test" }), edge("table:b", "reads", "job:j", { role: "example" })], { files: [file("examples/ctr.py", 70, { role: "example" })] });
    expect(scoreFindings({ graph: tested, findings: [] }).size).toEqual({ lines: 70, cells: 0, keys: 0, assets: 1 });
  });

  it("an empty repository has no debt and no ratio", () => {
    const empty = scoreFindings({ graph: graphOf([]), findings: [] });
    expect([empty.index, empty.principalMinutes, empty.interestMinutesPerYear, empty.grade, empty.breakingPointYears, empty.debtRatio, empty.sqaleRatio, empty.sqaleGrade]).toEqual([0, 0, 0, "A", null, null, null, null]);
  });
});

describe("where a disturbance starts", () => {
  const interest = (subject: string, more: Parameters<typeof finding>[2] = {}): number => score([finding("k", subject, { severity: "warn", confidence: "likely", ...more })]).interestMinutesPerYear;

  it("at the anchor, then along the data", () => expect(interest("table:feed.clicks")).toBeCloseTo(alone([[240], [480], [480], [960]], 0.75), 9));

  it("never against the data", () => expect(interest("service:serve/app.py#app")).toBeCloseTo(alone([[960]], 0.75), 9));

  it("a flag: at the job that holds the place", () => {
    expect(interest("flag:argparse:jobs/train.py#--decay", { at: at("jobs/train.py", 45) })).toBeCloseTo(alone([[480]], 0.75), 9);
    expect(interest("flag:argparse:jobs/train.py#--decay", { at: at("jobs/train.py", 15) })).toBeCloseTo(alone([[480], [480], [960]], 0.75), 9);
  });

  it("a flag outside every unit: at all jobs of the file", () => {
    expect(interest("flag:argparse:jobs/train.py#--decay", { at: at("jobs/train.py", 5) })).toBeCloseTo(alone([[480, 480], [480], [960]], 0.75), 9);
  });

  it("a place whose file holds no entry: at the jobs whose effects are evident there", () => {
    const evident = graphOf(nodes, [edge("table:feed.clicks", "reads", "job:jobs/train.py#report", { evidence: [{ ...at("lib/io.py", 4), via: "pandas.read_sql", confidence: "certain" }] })]);
    const { interestMinutesPerYear } = scoreFindings({ graph: evident, findings: [finding("k", "flag:argparse:jobs/train.py#--decay", { at: at("lib/io.py", 9) })] });
    expect(interestMinutesPerYear).toBeCloseTo(alone([[480]], 0.75), 9);
  });

  it("a schedule: at the jobs that it starts", () => expect(interest("schedule:conf/crontab#nightly")).toBeCloseTo(alone([[480], [480], [960]], 0.75), 9));

  it("a schedule of a pipeline: at the pipeline's jobs", () => {
    const through = graphOf(
      [...nodes, node("pipeline:dvc:nightly"), node("schedule:conf/weekly#all")],
      [...edges, edge("schedule:conf/weekly#all", "schedules", "pipeline:dvc:nightly"), edge("pipeline:dvc:nightly", "runs", "job:jobs/train.py#fit"), edge("pipeline:dvc:nightly", "contains", "job:jobs/train.py#report")],
    );
    const { interestMinutesPerYear } = scoreFindings({ graph: through, findings: [finding("k", "schedule:conf/weekly#all")] });
    expect(interestMinutesPerYear).toBeCloseTo(alone([[480, 480], [480], [960]], 0.75), 9);
  });

  it("a pipeline: at itself, then its jobs; what only belongs together is not reached", () => {
    const runs = graphOf([...nodes, node("pipeline:dvc:nightly")], [...edges, edge("pipeline:dvc:nightly", "runs", "job:jobs/train.py#fit"), edge("pipeline:dvc:nightly", "contains", "job:jobs/train.py#report")]);
    expect(scoreFindings({ graph: runs, findings: [finding("k", "pipeline:dvc:nightly")] }).interestMinutesPerYear).toBeCloseTo(alone([[480], [480], [480], [960]], 0.75), 9);
  });

  it("a package: at the jobs that call it", () => expect(interest("package:pypi:pandas")).toBeCloseTo(alone([[480]], 0.75), 9));

  it("nowhere: principal without interest", () => {
    const nowhere = score([finding("k", "setting:conf/prod.yaml#x", { at: at("conf/prod.yaml") })]);
    expect([nowhere.interestMinutesPerYear, nowhere.principalMinutes, nowhere.breakingPointYears]).toEqual([0, 45, null]);
  });

  it("severity, confidence and the rule's own certainty set the strength", () => {
    expect(interest("service:serve/app.py#app", { severity: "error", confidence: "certain" })).toBeCloseTo(alone([[960]], 1.9), 9);
    expect(interest("service:serve/app.py#app", { severity: "note" })).toBeCloseTo(alone([[960]], 0.225), 9);
    expect(interest("service:serve/app.py#app", { certainty: 0.6 })).toBeCloseTo(alone([[960]], 0.6), 9);
  });

  it("files that change often raise it, within bounds", () => {
    const withRate = (rate: number): number => score([finding("k", "service:serve/app.py#app")], { changeRate: (paths) => (paths.join() === "serve/app.py" ? rate : 1) }).interestMinutesPerYear;
    expect(withRate(2)).toBeCloseTo(alone([[960]], 1.5), 9);
    expect(withRate(50)).toBeCloseTo(alone([[960]], 3), 9);
    expect(withRate(0.001)).toBeCloseTo(alone([[960]], 0.1875), 9);
  });
});

describe("who plays", () => {
  const counted = finding("a", "model:ranker");
  const others = [
    finding("b", "model:ranker", { confidence: "possible" }),
    finding("c", "model:ranker", { suppressed: { by: "comment", reason: "retired in May", until: null } }),
    finding("d", "model:ranker", { rule: "stale-suppression", category: null }),
  ];

  it("neither possible nor suppressed findings nor diagnostics", () => {
    const [one, all] = [score([counted]), score([counted, ...others])];
    expect(all.findings).toEqual(one.findings);
    expect([all.index, all.principalMinutes]).toEqual([one.index, one.principalMinutes]);
  });

  it("they keep their principal, and the suppressed exposure is told apart", () => {
    const { uncounted, suppressed } = score([counted, ...others]);
    expect([...uncounted]).toEqual([["b", 18], ["c", 45]]);
    expect(suppressed.findings).toBe(1);
    expect(suppressed.exposureMinutes).toBeCloseTo(45 + alone([[480], [960]], 0.75), 9);
  });

  it("minutes follow the gap and the settings", () => {
    const gap = finding("a", "model:ranker", { minutes: 60, minutesPerGap: 20, gap: 3 });
    expect(score([gap]).principalMinutes).toBeCloseTo(0.75 * 120, 9);
    expect(score([gap], { settings: { ...settings, minutes: { "hidden-feedback-loop": 100 } } }).principalMinutes).toBeCloseTo(0.75 * 160, 9);
  });
});

describe("categories", () => {
  it("apply where a node could concern them, and share the weight evenly", () => {
    const applicable = score([]).categories.filter((category) => category.applicable);
    expect(applicable.map((category) => category.id)).toEqual([
      "feedback-loops", "boundary-erosion", "unstable-data", "unused-data", "glue", "dead-paths", "abstraction", "configuration", "external-world", "validation", "leakage", "train-serve-skew", "process",
    ]);
    expect(applicable.every((category) => category.worth === 100 / 13)).toBe(true);
    const bare = scoreFindings({ graph: graphOf([node("flag:argparse:a.py#--x")]), findings: [] });
    expect(bare.categories.filter((category) => category.applicable).map((category) => category.id)).toEqual(["dead-paths", "configuration"]);
  });

  it("without a model there is no leakage to speak of, unless somebody found one", () => {
    const tables = graphOf([node("table:a")], [], { files: [file("a.py", 100)] });
    const worth = (findings: ScoreInput["findings"]): number | undefined => scoreFindings({ graph: tables, findings }).categories.find((category) => category.id === "leakage")?.worth;
    expect(worth([])).toBe(0);
    expect(worth([finding("k", "table:a", { category: "leakage" })])).toBeGreaterThan(0);
  });

  it("weights of the settings are relative", () => {
    const { categories } = score([], { settings: { ...settings, categoryWeights: { leakage: 3, process: 0 } } });
    expect(categories.find((category) => category.id === "leakage")?.worth).toBeCloseTo(300 / 14, 9);
    expect(categories.find((category) => category.id === "process")?.worth).toBe(0);
  });

  it("weights of nodes come from the settings by id, then by kind", () => {
    const interest = (nodeWeights: Record<string, number>): number => score([finding("k", "service:serve/app.py#app")], { settings: { ...settings, nodeWeights } }).interestMinutesPerYear;
    expect(interest({ service: 100 })).toBeCloseTo(alone([[100]], 0.75), 9);
    expect(interest({ service: 100, "service:serve/app.py#app": 10 })).toBeCloseTo(alone([[10]], 0.75), 9);
  });
});

describe("rank among a benchmark", () => {
  it("is told with its size, equals counting half", () => {
    const { index } = score([finding("a", "model:ranker")]);
    expect(score([finding("a", "model:ranker")], { benchmark: [index, index + 1, index - 1, index + 2] }).percentile).toEqual({ value: 62.5, of: 4 });
    expect(score([]).percentile).toBeNull();
  });
});

describe("owners", () => {
  const owned = graphOf([node("table:feed.clicks", { owner: "feed" }), node("model:ranker")], [], { files: [file("jobs/rank.py", 10, { owner: "ranking" })] });

  it("are those of the subject, else of the file", () => {
    const { owners } = scoreFindings({ graph: owned, findings: [finding("a", "table:feed.clicks"), finding("b", "model:ranker"), finding("c", "model:ranker", { at: at("lib/io.py") })] });
    expect([...owners]).toEqual([["a", "feed"], ["b", "ranking"], ["c", null]]);
  });
});

describe("constants that the settings change", () => {
  it("are listed by name", () => {
    expect(score([]).constants).toEqual({});
    expect(score([], { settings: { categoryWeights: { leakage: 2 }, nodeWeights: { service: 9 }, horizonYears: 2, explain: "proportional", minutes: { "glue-code": 5 } } }).constants).toEqual({
      "categoryWeights.leakage": 2, explain: "proportional", horizonYears: 2, "minutes.glue-code": 5, "nodeWeights.service": 9,
    });
  });
});
