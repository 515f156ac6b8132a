import type { GroupSum } from "../../score/breakdown.js";
import type { ScoreExplanation } from "../../score/explain-score.js";
import type { Sensitivity } from "../../score/sensitivity.js";
import { rounded } from "../build-report.js";
import { duration } from "../duration.js";
import { amount, figure, grouped, roundedToSum } from "../figure.js";
import { printable } from "../printable.js";
import type { Report } from "../report.js";
import { indexSentence } from "../terminal/score-box.js";
import type { Style } from "../terminal/style.js";
import { wrap } from "../terminal/wrap.js";
import { table, type Column, type PageSetting } from "./page.js";

const LISTED = 20;

/** `mldebt explain --score`: where the index comes from, exactly, and what to do about it. */
export function renderScorePage(report: Report, explanation: ScoreExplanation, setting: PageSetting): string {
  const { style, width } = setting;
  const { score } = report;
  const say = (text: string): string => wrap(text, width).join("\n");
  const blocks = [
    `${style.bold(`Debt index ${figure(score.index)} of 100, grade ${score.grade}`)}\n${say(indexSentence(report) ?? "No finding counts.")}`,
    say(`${duration(score.principalMinutes)} to fix, ${duration(score.interestMinutesPerYear)} a year until then. ${shareWords(report)}`),
    ...(["category", "rule", "owner", "file"] as const).map((by) => groupTable(by, explanation.groups[by], style)),
    findingTable(report, explanation, style),
    returnTable(report, explanation, style),
    explanation.plan ? planText(report, explanation.plan, setting) : null,
    explanation.sensitivity ? sensitivityTable(score.index, explanation.sensitivity, style) : null,
    say(methodText(report)),
  ];
  return `${blocks.filter((block) => block !== null && block !== "").join("\n\n")}\n`;
}

/** The same as JSON, with six decimals. */
export function renderScoreJson(report: Report, { groups, returns, plan, sensitivity }: ScoreExplanation): string {
  const document = { version: 1, tool: report.tool, commit: report.commit, asOf: report.asOf, score: report.score, groups, findings: report.findings.filter((finding) => (finding.share ?? 0) > 0).map(({ key, rule, path, line, owner, share, gain, alone, principalMinutes, interestMinutesPerYear, interestGainMinutesPerYear }) => ({ key, rule, path, line, owner, share, gain, alone, principalMinutes, interestMinutesPerYear, interestGainMinutesPerYear })), returns, plan, sensitivity };
  return `${JSON.stringify(document, (_, value: unknown) => (typeof value === "number" ? rounded(value) : value), 2)}\n`;
}

function shareWords({ score }: Report): string {
  return score.explain === "shapley" ? "Shares are exact Shapley values: they add up to the index. Gains are what one fix alone gives: they do not add up." : "Shares are proportional to exposure and add up to the index. Gains are what one fix alone gives: they do not add up.";
}

function groupTable(by: string, groups: readonly GroupSum[], style: Style): string {
  if (groups.length === 0) return "";
  const shares = roundedToSum(groups.map((group) => group.share));
  const shown = groups.slice(0, LISTED);
  const left = (title: string, cells: readonly string[]): Column => ({ title, align: "left", cells });
  const right = (title: string, cells: readonly string[]): Column => ({ title, align: "right", cells });
  const lines = table([
    left("", shown.map((group) => printable(group.name))), right("share", shown.map((_, i) => figure(shares[i] ?? 0))), right("to fix", shown.map((group) => duration(group.principalMinutes))),
    right("interest a year", shown.map((group) => duration(group.interestMinutesPerYear))), right("findings", shown.map((group) => grouped(group.findings))),
  ], style);
  const rest = groups.length - shown.length;
  const restShare = shares.slice(LISTED).reduce((sum, share) => sum + share, 0);
  return [style.bold(`By ${by}`), ...lines, ...(rest > 0 ? [style.dim(`  ${rest} more with ${figure(restShare)} together`)] : [])].join("\n");
}

function findingTable({ findings }: Report, { score }: ScoreExplanation, style: Style): string {
  const own = new Map(findings.map((finding) => [finding.key, finding]));
  const ranked = [...score.findings].sort((a, b) => b.share - a.share || (a.key < b.key ? -1 : 1));
  if (ranked.length === 0) return "";
  const shares = roundedToSum(ranked.map((finding) => finding.share));
  const shown = ranked.slice(0, LISTED);
  const cells = (read: (finding: (typeof ranked)[number], i: number) => string): readonly string[] => shown.map(read);
  const lines = table([
    { title: "share", align: "right", cells: cells((_, i) => figure(shares[i] ?? 0)) }, { title: "gain", align: "right", cells: cells((finding) => figure(finding.gain)) },
    { title: "alone", align: "right", cells: cells((finding) => figure(finding.alone)) }, { title: "to fix", align: "right", cells: cells((finding) => duration(finding.principalMinutes)) },
    { title: "", align: "left", cells: cells((finding) => placeOf(own, finding.key)) },
  ], style);
  const rest = ranked.length - shown.length;
  return [style.bold("By finding"), ...lines, ...(rest > 0 ? [style.dim(`  ${rest} more with ${figure(shares.slice(LISTED).reduce((sum, share) => sum + share, 0))} together`)] : [])].join("\n");
}

function returnTable({ findings }: Report, { returns }: ScoreExplanation, style: Style): string {
  const own = new Map(findings.map((finding) => [finding.key, finding]));
  const shown = returns.filter((it) => it.savedPerMinute > 0).slice(0, 5);
  if (shown.length === 0) return "";
  const lines = table([
    { title: "to fix", align: "right", cells: shown.map((it) => duration(it.minutes)) }, { title: "saves a year", align: "right", cells: shown.map((it) => duration(it.savedPerMinute * it.minutes)) },
    { title: "index after", align: "right", cells: shown.map((it) => figure(it.indexAfter)) }, { title: "", align: "left", cells: shown.map((it) => placeOf(own, it.key)) },
  ], style);
  return [style.bold("Best single fixes, by interest saved for the work"), ...lines].join("\n");
}

function planText({ score, findings }: Report, plan: NonNullable<ScoreExplanation["plan"]>, { style }: PageSetting): string {
  const own = new Map(findings.map((finding) => [finding.key, finding]));
  const title = style.bold(`Plan for ${duration(plan.budgetMinutes)}: index ${figure(score.index)} → ${figure(plan.index)} with ${duration(plan.minutes)} of work`);
  if (plan.steps.length === 0) return `${title}\n  No fix fits.`;
  const lines = plan.steps.flatMap((step, i) => {
    const head = `${String(i + 1).padStart(4)}. ${duration(step.minutes)}, ${figure(step.points)} points, index after ${figure(step.index)}`;
    return [`${head}${step.bundle ? style.dim("  (a bundle: they pay together)") : ""}`, ...step.keys.map((key) => `      ${placeOf(own, key)}`)];
  });
  return [title, ...lines].join("\n");
}

function sensitivityTable(index: number, rows: readonly Sensitivity[], style: Style): string {
  const lines = table([
    { title: "constant", align: "left", cells: rows.map((row) => row.constant) }, { title: "at 50 %", align: "right", cells: rows.map((row) => figure(row.low, 2)) },
    { title: "at 150 %", align: "right", cells: rows.map((row) => figure(row.high, 2)) }, { title: "ranks moved", align: "right", cells: rows.map((row) => `${row.movedLow}, ${row.movedHigh}`) },
  ], style);
  return [style.bold(`How the index ${figure(index, 2)} depends on each constant`), ...lines].join("\n");
}

function methodText({ score }: Report): string {
  const { lines, cells, keys, assets } = score.size;
  const size = [amount(lines, "line"), amount(cells, "notebook cell"), amount(keys, "settings key"), amount(assets, "asset")].join(", ");
  const ratios = score.debtRatio === null ? "" : ` Debt ratio ${figure(score.debtRatio * 100, 2)} %${score.sqaleRatio === null ? "" : `; SQALE ratio ${figure(score.sqaleRatio * 100, 2)} % (letter ${score.sqaleGrade} of that scale, not of the index)`}.`;
  const history = score.history === "unknown" ? " History unknown: every file counts as changing like the median one." : "";
  return `Score model ${score.model}: the index sets exposure (principal and a year of interest) against the size of the repository, ${grouped(Math.round(score.effortMinutes))} minutes (${size}).${ratios}${history}`;
}

function placeOf(findings: ReadonlyMap<string, Report["findings"][number]>, key: string): string {
  const finding = findings.get(key);
  return finding ? `${finding.rule}  ${printable(finding.path)}:${finding.line}` : key;
}
