import { compareLocations, compareText, type Location } from "../facts/location.js";
import type { GraphStats, Problem } from "../graph/graph.js";
import type { GateResult } from "../rule/gate.js";
import type { JudgedFinding } from "../rule/judged-finding.js";
import type { ScoreChange } from "../score/change.js";
import type { FindingScore, Score } from "../score/score.js";
import { REPORT_VERSION, type Place, type Report, type ReportFinding, type ReportScore, type Tool } from "./report.js";

/** What a run gives to its report. */
export interface ReportInput {
  readonly tool: Tool;
  readonly roots: readonly string[];
  readonly commit: string | null;
  readonly asOf: string | null;
  readonly findings: readonly JudgedFinding[];
  readonly score: Score;
  readonly gate: GateResult;
  /** Of reading, linking and running; repetitions are dropped. */
  readonly problems: readonly Problem[];
  readonly stats: GraphStats;
  /** Keys that the baseline knows. */
  readonly baselined?: ReadonlySet<string>;
  /** Keys that neither base nor baseline knows; absent or null where there is nothing to compare with. */
  readonly newKeys?: ReadonlySet<string> | null;
  readonly change?: { readonly base: string; readonly explained: ScoreChange; readonly fixed: readonly JudgedFinding[] } | null;
}

/** Puts a run together as the document that every format prints. Sorted, and rounded to six decimals: from here on nothing is computed but what is shown. */
export function buildReport(input: ReportInput): Report {
  const { tool, roots, commit, asOf, score, gate } = input;
  const scores = new Map(score.findings.map((finding) => [finding.key, finding]));
  const findings = [...input.findings].sort((a, b) => compareLocations(a.at, b.at) || compareText(a.rule, b.rule) || compareText(a.key, b.key));
  return {
    version: REPORT_VERSION, tool, roots, commit, asOf,
    score: scoreOf(score),
    findings: findings.map((finding) => findingOf(finding, scores.get(finding.key), input)),
    change: changeOf(input.change ?? null),
    gate: { passed: gate.passed, conditions: gate.conditions.map((condition) => ({ ...condition, value: condition.value === null ? null : rounded(condition.value) })) },
    problems: problemsOf(input.problems),
    stats: { ...input.stats },
  };
}

/** At most six decimals; no negative zero. */
export function rounded(figure: number): number {
  return Math.round(figure * 1e6) / 1e6 || 0;
}

function findingOf(finding: JudgedFinding, own: FindingScore | undefined, { score, baselined, newKeys }: ReportInput): ReportFinding {
  const { key, rule, kind, category, severity, confidence, subject, what, why, advice, premises, refutedBy, suppressed, fix } = finding;
  return {
    key, rule, kind, category, severity, confidence, ...place(finding.at), subject, what, why, advice,
    trace: finding.trace.map((step) => ({ ...place(step), says: step.says })),
    premises, refutedBy,
    principalMinutes: rounded(own?.principalMinutes ?? score.uncounted.get(key) ?? 0),
    interestMinutesPerYear: rounded(own?.interestMinutesPerYear ?? 0),
    interestGainMinutesPerYear: rounded(own?.interestGainMinutesPerYear ?? 0),
    share: category === null ? null : rounded(own?.share ?? 0),
    gain: category === null ? null : rounded(own?.gain ?? 0),
    alone: category === null ? null : rounded(own?.alone ?? 0),
    owner: score.owners.get(key) ?? null,
    baselined: baselined?.has(key) ?? false,
    state: newKeys ? (newKeys.has(key) ? "new" : "unchanged") : null,
    suppressed, fix,
  };
}

function place({ path, line, column, endLine, endColumn, cell }: Location): Place {
  return { path, line, column, endLine, endColumn, cell: cell ?? null };
}

function scoreOf(score: Score): ReportScore {
  const optional = (figure: number | null): number | null => (figure === null ? null : rounded(figure));
  return {
    model: score.model, explain: score.explain, index: rounded(score.index), grade: score.grade,
    percentile: score.percentile && { value: rounded(score.percentile.value), of: score.percentile.of },
    principalMinutes: rounded(score.principalMinutes), interestMinutesPerYear: rounded(score.interestMinutesPerYear), breakingPointYears: optional(score.breakingPointYears),
    size: score.size, effortMinutes: rounded(score.effortMinutes), debtRatio: optional(score.debtRatio), sqaleRatio: optional(score.sqaleRatio), sqaleGrade: score.sqaleGrade,
    categories: score.categories.map(({ id, applicable, index, worth, findings }) => ({ id, applicable, index: rounded(index), worth: rounded(worth), findings })),
    suppressed: { findings: score.suppressed.findings, exposureMinutes: rounded(score.suppressed.exposureMinutes) },
    history: score.historyKnown ? "known" : "unknown",
    constants: score.constants,
  };
}

function changeOf(change: NonNullable<ReportInput["change"]> | null): Report["change"] {
  if (!change) return null;
  const { from, to, growth, applicability, parts } = change.explained;
  return {
    base: change.base, from: rounded(from), to: rounded(to), growth: rounded(growth), applicability: rounded(applicability),
    parts: parts.map((part) => ({ ...part, points: rounded(part.points) })),
    fixed: [...change.fixed].sort((a, b) => compareText(a.key, b.key)).map(({ key, rule, at, what }) => ({ key, rule, path: at.path, line: at.line, what })),
  };
}

function problemsOf(problems: readonly Problem[]): Report["problems"] {
  const order = (a: Problem, b: Problem): number => compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.kind, b.kind) || compareText(a.message, b.message);
  const sorted = [...problems].sort(order);
  return sorted.filter((problem, i) => i === 0 || order(problem, sorted[i - 1] ?? problem) !== 0).map(({ path, line, column, kind, message }) => ({ path, line, column, kind, message }));
}
