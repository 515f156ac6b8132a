import { buildReport } from "../report/build-report.js";
import type { Report } from "../report/report.js";
import { evaluateGate } from "../rule/gate.js";
import type { Analysis } from "./analyze.js";
import { tool } from "./assets.js";

/** The report of an analysis: gate judged, everything sorted and rounded. */
export function reportOf(analysis: Analysis): Report {
  const { graph, findings, score, problems, policy, asOf, commit } = analysis;
  const principal = new Map(score.findings.map((finding) => [finding.key, finding.principalMinutes]));
  const gate = evaluateGate({
    settings: policy.settings.gate,
    head: { findings, index: score.index, categories: score.categories },
    base: null,
    newKeys: null,
    principalOf: (key) => principal.get(key) ?? 0,
  });
  return buildReport({ tool, roots: graph.roots, commit, asOf, findings, score, gate, problems: [...graph.problems, ...problems], stats: graph.stats });
}
