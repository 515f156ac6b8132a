import { buildReport, type ReportInput } from "../../src/report/build-report.js";
import type { Report } from "../../src/report/report.js";
import { evaluateGate, type GateSettings } from "../../src/rule/gate.js";
import type { JudgedFinding } from "../../src/rule/judged-finding.js";
import { scoreFindings } from "../../src/score/score.js";
import type { Graph } from "../../src/graph/graph.js";
import { at, edge, file, finding, graphOf, node } from "../score/graph-builder.js";

/** The ad-ranking system: clicks train a ranker, a batch job scores candidates, a dashboard reads the scores. */
export const graph: Graph = graphOf(
  [
    node("table:feed.clicks", { owner: "team-feed", locations: [at("feed/clicks.sql", 3)] }),
    node("job:jobs/train.py#fit", { locations: [at("jobs/train.py", 10, 30)] }),
    node("model:ranker", { roles: [], locations: [at("jobs/train.py", 28)] }),
    node("job:jobs/rank.py#score", { locations: [at("jobs/rank.py", 35, 52)] }),
    node("prediction:snowflake:ads.scores", { kind: "prediction", name: "ads.scores", locations: [at("jobs/rank.py", 50)] }),
    node("consumer:finance-dashboard", { owner: "finance", declared: true, locations: [at("mldebt.yaml", 2)] }),
    node("flag:argparse:jobs/train.py#--decay", { locations: [at("jobs/train.py", 6)] }),
    node("schedule:conf/crontab#nightly", { locations: [at("conf/crontab", 2)] }),
  ],
  [
    edge("table:feed.clicks", "reads", "job:jobs/train.py#fit"), edge("job:jobs/train.py#fit", "trains", "model:ranker"), edge("model:ranker", "predicts", "job:jobs/rank.py#score"),
    edge("job:jobs/rank.py#score", "writes", "prediction:snowflake:ads.scores"), edge("prediction:snowflake:ads.scores", "reads", "consumer:finance-dashboard"),
    edge("schedule:conf/crontab#nightly", "schedules", "job:jobs/train.py#fit"),
  ],
  {
    files: [file("jobs/train.py", 6_200, { owner: "team-ranking" }), file("jobs/rank.py", 14_100, { owner: "team-ranking" }), file("conf/prod.yaml", 0, { language: "config", settingKeys: 34 })],
    stats: { files: 5, lines: 24_310, calls: 311, resolvedResources: 20, templateResources: 2, unresolvedResources: 1 },
  },
);

const step = (path: string, line: number, says: string) => ({ ...at(path, line), column: 8, endColumn: 50, says });

/** A feedback loop, a flag nobody reads, an undeclared reader, a note, a guess, a suppressed one and a stale suppression. */
export const findings: readonly JudgedFinding[] = [
  finding("v1:0b5e12cd7c9a4f00b1d2e3f405162738", "table:feed.clicks", {
    kind: "through-models", severity: "error", at: { ...at("jobs/rank.py", 40), column: 12, endColumn: 37 }, minutes: 480,
    what: "model ranker learns from clicks that its own ranking caused",
    why: "The next model learns what the last one chose to show, so its errors confirm themselves.",
    advice: "Log a random slice of impressions and train on it, or weigh the rows by their propensity.",
    trace: [
      step("jobs/train.py", 12, "jobs/train.py:fit reads table feed.clicks"), step("jobs/train.py", 28, "jobs/train.py:fit trains model ranker"),
      step("jobs/rank.py", 40, "jobs/rank.py:score predicts with model ranker"), step("feed/clicks.sql", 3, "feed/clicks.sql writes table feed.clicks from what was shown"),
    ],
    premises: ["no read of table feed.clicks filters a random slice", "the exposure hop is declared in mldebt.yaml"], refutedBy: "a random slice among the rows that jobs/train.py:fit reads",
  }),
  finding("v1:1c6f23de8d0b5a11c2e3f40516273849", "flag:argparse:jobs/train.py#--decay", {
    rule: "dead-feature-flag", kind: "never-read", category: "dead-paths", confidence: "certain", at: { ...at("jobs/train.py", 6), column: 1, endColumn: 47 }, minutes: 15,
    what: "flag --decay of jobs/train.py is never read", why: "A switch without a reader suggests a behaviour that is gone.", advice: "Delete the flag, or read it where the decay is applied.",
    trace: [{ ...at("jobs/train.py", 6), column: 1, endColumn: 47, says: "jobs/train.py declares --decay with the default 0.9" }], premises: ["all readers of the namespace were seen"], refutedBy: "a read of args.decay",
    fix: { title: "Delete the declaration of --decay", edits: [{ path: "jobs/train.py", line: 6, column: 1, endLine: 7, endColumn: 1, text: "" }] },
  }),
  finding("v1:2d703aef9e1c6b22d3f4051627384950", "prediction:snowflake:ads.scores", {
    rule: "undeclared-consumer", category: "boundary-erosion", at: { ...at("jobs/report.ipynb", 61), column: 13, endColumn: 44, cell: { index: 3, line: 2, column: 1 } },
    what: "jobs/report.ipynb reads prediction ads.scores, and nobody declared it", why: "Who changes the scores cannot know whom they break.", advice: "Declare the reader under `consumers:` in mldebt.yaml.",
    trace: [step("jobs/rank.py", 50, "jobs/rank.py:score writes prediction ads.scores")], gap: 1, minutesPerGap: 15,
  }),
  finding("v1:3e814bf0af2d7c33e405162738495061", "schedule:conf/crontab#nightly", {
    rule: "unguarded-schedule", category: "process", severity: "note", at: at("conf/crontab", 2), minutes: 15, what: "schedule nightly starts jobs/train.py without a lock",
    why: "Two runs at once write one table.", advice: "Take a lock.",
  }),
  finding("v1:4f925c01b03e8d44f516273849506172", "table:feed.clicks", { rule: "glue-code", category: "glue", confidence: "possible", at: at("jobs/train.py", 15), minutes: 240 }),
  finding("v1:50a36d12c14f9e5506273849506172a3", "model:ranker", { rule: "unseeded-randomness", category: "process", at: at("jobs/train.py", 20), suppressed: { by: "comment", reason: "retired in May", until: "2027-05-31" } }),
];

/** The report of that system. */
export function reportOf(more: Partial<ReportInput> = {}, settings: GateSettings | null = null): Report {
  const mine = more.findings ?? findings;
  const score = more.score ?? scoreFindings({ graph, findings: mine });
  const gate = more.gate ?? evaluateGate({ settings, head: { findings: mine, index: score.index, categories: score.categories }, base: null, newKeys: more.newKeys ?? null, principalOf: () => 60 });
  return buildReport({
    tool: { name: "mldebt", version: "0.1.0" }, roots: ["."], commit: "4ae027d1f0c2b3a4958677665544332211000fee", asOf: "2026-05-01", findings: mine, score, gate,
    problems: [{ path: "etl/load.py", line: 7, column: 3, kind: "syntax", message: "this statement could not be read" }], stats: graph.stats, ...more,
  });
}

/** Lines of the analysed files. */
export function lineOf(path: string, line: number): string | null {
  if (path === "jobs/rank.py" && line === 40) return "    return model.predict(candidates)";
  return path === "jobs/train.py" && line === 6 ? 'parser.add_argument("--decay", type=float, default=0.9)' : null;
}
