import { duration } from "../duration.js";
import { figure } from "../figure.js";
import { printable } from "../printable.js";
import type { Report, ReportFinding } from "../report.js";
import { findingText, type TextSetting } from "../terminal/finding-text.js";
import { wrap } from "../terminal/wrap.js";

/** `mldebt explain FINDING`: the proof with its premises, what would refute it, and what it weighs. */
export function renderFindingPage(report: Report, finding: ReportFinding, setting: TextSetting): string {
  const { style, width } = setting;
  const section = (title: string, items: readonly string[]): readonly string[] => ["", style.bold(title), ...items.flatMap((item) => wrap(printable(item), width - 4).map((line, i) => `${i === 0 ? "  · " : "    "}${line}`))];
  const lines = [
    findingText(finding, setting),
    ...section("Taken for granted or searched", finding.premises.length > 0 ? finding.premises : ["nothing beyond the trace"]),
    ...section("It would be refuted by", [finding.refutedBy]),
    ...section("What it weighs", weighs(report, finding)),
    "", style.dim(`${finding.key} · ${printable(finding.subject)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The same as JSON: the finding of the check document, with its category's part of the index. */
export function renderFindingJson(report: Report, finding: ReportFinding): string {
  const category = report.score.categories.find((it) => it.id === finding.category) ?? null;
  return `${JSON.stringify({ version: 1, tool: report.tool, finding, category, index: report.score.index, explain: report.score.explain }, null, 2)}\n`;
}

function weighs({ score }: Report, finding: ReportFinding): readonly string[] {
  const { category, share, gain, alone, suppressed, confidence, principalMinutes, interestMinutesPerYear, interestGainMinutesPerYear } = finding;
  if (category === null || share === null || gain === null || alone === null) return ["nothing: it is a diagnostic of the run"];
  if (suppressed) return [`nothing: it is suppressed (${suppressed.reason}${suppressed.until === null ? "" : `, until ${suppressed.until}`})`];
  if (confidence === "possible") return ["nothing: only findings that are at least likely count"];
  const own = score.categories.find((it) => it.id === category);
  const paid = interestGainMinutesPerYear > 0 ? `; the work is paid back within ${payback(principalMinutes / interestGainMinutesPerYear)}` : "";
  return [
    `${duration(principalMinutes)} to fix`,
    `${duration(interestMinutesPerYear)} a year is its share of the interest; fixing it alone saves ${duration(interestGainMinutesPerYear)}${paid}`,
    `${figure(share)} of the index ${figure(score.index)} is its exact share, within ${category} at ${figure(own?.index ?? 0)} of ${figure(own?.worth ?? 0)}`,
    `fixing it alone brings the index to ${figure(score.index - gain)} (${figure(gain)} less); if it were the only finding, the index would be ${figure(alone)}`,
    ...(alone - gain > 0.05 ? ["these differ because debts of one category overlap: shares add up, gains do not"] : []),
  ];
}

function payback(years: number): string {
  const days = Math.max(1, Math.round(years * 365));
  return days < 60 ? `${days} ${days === 1 ? "day" : "days"}` : years < 2 ? `${Math.round(years * 12)} months` : `${figure(years)} years`;
}
