import { createHash } from "node:crypto";
import { rules } from "../../rules/index.js";
import type { Graph, Problem } from "../graph/graph.js";
import type { JudgedFinding } from "../rule/judged-finding.js";
import { runRules, type RuleSetting } from "../rule/run.js";
import type { SettingSuppression } from "../rule/suppress.js";
import { changeRateOf, type Commit } from "../score/change-rate.js";
import { scoreFindings, type Score } from "../score/score.js";
import type { ScoreInput } from "../score/survey.js";
import { SCORE_MODEL } from "../score/weights.js";
import type { RootFacts } from "./project-input.js";

/** What rules and score say of a graph. */
export interface Verdict {
  readonly findings: readonly JudgedFinding[];
  readonly score: Score;
  readonly problems: readonly Problem[];
  /** What the score was played with, so that it can be explained. */
  readonly scoreInput: ScoreInput;
}

/** Policy of a run: the first root's settings, or those given by hand. */
export interface Policy {
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Day of judgement, `YYYY-MM-DD`; null where no date is known. */
  readonly asOf: string | null;
  /** Commits of all roots with paths as in the graph; null where history is not known. */
  readonly commits: readonly Commit[] | null;
}

/** Runs all rules over the graph and scores what they find. Pure. */
export function judge(graph: Graph, roots: readonly RootFacts[], policy: Policy): Verdict {
  const several = roots.length > 1;
  const prefix = (root: RootFacts): string => (several ? `${root.name}/` : "");
  const { findings, problems } = runRules({
    graph,
    rules,
    settings: policy.rules,
    comments: roots.flatMap((root) => root.files.flatMap(({ path, facts }) => facts.suppressions.map((suppression) => ({ path: prefix(root) + path, suppression })))),
    suppress: roots.flatMap((root) => suppressionsOf(root, prefix(root))),
    asOf: policy.asOf,
    hash: (text) => createHash("sha256").update(text).digest("hex"),
  });
  const sources = graph.files.filter((file) => file.codeLines > 0 || file.cells > 0).map((file) => file.path);
  const changeRate = policy.commits === null ? null : changeRateOf(policy.commits, sources, SCORE_MODEL.changeRate.halfLifeDays);
  const settings = roots[0]?.settings.settings.score;
  const scoreInput: ScoreInput = { findings, graph, ...(settings && { settings }), ...(changeRate && { changeRate }) };
  return { findings, score: scoreFindings(scoreInput), problems, scoreInput };
}

function suppressionsOf(root: RootFacts, prefix: string): SettingSuppression[] {
  return (root.settings.settings.suppress ?? []).map((entry, i) => {
    const at = root.settings.placeOf(["suppress", i]);
    return { ...entry, ...(entry.path !== undefined && { path: prefix + entry.path }), at: { ...at, path: prefix + at.path } };
  });
}
