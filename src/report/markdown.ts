import type { Confidence } from "../facts/vocabulary.js";
import { duration } from "./duration.js";
import { amount, figure, roundedToSum } from "./figure.js";
import { printable } from "./printable.js";
import type { Report, ReportChange, ReportFinding } from "./report.js";
import { shownOf } from "./shown.js";
import { changeParts, signed } from "./terminal/verdict.js";

/** A bot finds its comment by this line. */
export const MARKER = "<!-- mldebt -->";
/** GitHub refuses comments of more characters. */
const LIMIT = 65_000;
const LISTED = 20;

/** A summary for a pull request: verdict, index with its change, new and fixed findings, best return, details folded away. */
export function renderMarkdown(report: Report, minConfidence?: Confidence): string {
  const { findings, suppressed } = shownOf(report, minConfidence);
  const blocks = [
    MARKER, title(report), gateBlock(report), report.change ? changeBlock(report, report.change) : null, newBlock(findings), fixedBlock(report.change), returnBlock(findings), categoryBlock(report),
    ...detailBlocks(findings), footer(report, suppressed.length),
  ].filter((block) => block !== null);
  return fit(blocks);
}

/** Text that Markdown shows as it is and that pings nobody; what stands between backticks stays code. */
export function escapeMarkdown(text: string): string {
  const escaped = (part: string): string => part.replace(/[\\`*_[\]<>|~#]/g, "\\$&").replace(/&/g, "&amp;").replace(/@/g, "@&#8203;");
  return printable(text).split(/(`[^`]+`)/).map((part, i) => (i % 2 === 1 ? codeSpan(part.slice(1, -1)) : escaped(part))).join("");
}

/** A name as code, also inside a table. */
export function codeSpan(text: string): string {
  const name = printable(text);
  const fence = "`".repeat(Math.max(0, ...(name.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const pad = name.startsWith("`") || name.endsWith("`") || name.startsWith(" ") || name.endsWith(" ") ? " " : "";
  return `${fence}${pad}${name.replace(/\|/g, "\\|")}${pad}${fence}`;
}

function title({ score, gate, change }: Report): string {
  const step = change ? ` (${figure(change.from)} → ${figure(change.to)}, ${signed(change.to - change.from)})` : "";
  return `## ${gate.passed ? "✅" : "❌"} Debt index ${figure(score.index)} of 100, grade ${score.grade}${step}\n\n${duration(score.principalMinutes)} to fix, ${duration(score.interestMinutesPerYear)} a year until then.`;
}

function gateBlock({ gate }: Report): string | null {
  const lines = gate.conditions.map(({ passed, says, id }) => `- ${passed === null ? "❔" : passed ? "✅" : "❌"} ${escapeMarkdown(says)} (${codeSpan(id)})`);
  return lines.length === 0 ? null : `### Gate ${gate.passed ? "passed" : "failed"}\n\n${lines.join("\n")}`;
}

function changeBlock({ findings }: Report, change: ReportChange): string {
  const places = new Map([...findings, ...change.fixed].map((finding) => [finding.key, `${codeSpan(finding.rule)} ${place(finding)}`]));
  const rows = changeParts(change).map(({ label, key, points }) => `| ${signed(points)} | ${label.trim()} | ${key === null ? "" : (places.get(key) ?? codeSpan(key))} |`);
  return `### What changed since ${codeSpan(change.base)}\n\n| points | | |\n|---:|---|---|\n${rows.join("\n")}\n| **${signed(Number(figure(change.to)) - Number(figure(change.from)))}** | **total** | |`;
}

function newBlock(findings: readonly ReportFinding[]): string | null {
  const fresh = findings.filter((finding) => finding.state === "new");
  return fresh.length === 0 ? null : `### ${amount(fresh.length, "new finding")}\n\n${table(fresh)}`;
}

function fixedBlock(change: ReportChange | null): string | null {
  if (!change || change.fixed.length === 0) return null;
  const rows = change.fixed.slice(0, LISTED).map((finding) => `- ${codeSpan(finding.rule)} ${place(finding)}: ${escapeMarkdown(finding.what)}`);
  const left = change.fixed.length - rows.length;
  return `### ${amount(change.fixed.length, "finding")} fixed\n\n${rows.join("\n")}${left > 0 ? `\n- ${left} more` : ""}`;
}

/** The fix that saves most interest a minute. */
function returnBlock(findings: readonly ReportFinding[]): string | null {
  const pace = (finding: ReportFinding): number => (finding.principalMinutes > 0 ? finding.interestGainMinutesPerYear / finding.principalMinutes : 0);
  const best = [...findings].sort((a, b) => pace(b) - pace(a) || (a.key < b.key ? -1 : 1))[0];
  if (!best || pace(best) === 0) return null;
  return `**Best return:** ${codeSpan(best.rule)} at ${place(best)} takes ${duration(best.principalMinutes)} and saves ${duration(best.interestGainMinutesPerYear)} a year. ${escapeMarkdown(best.advice)}`;
}

function categoryBlock({ score }: Report): string | null {
  const found = score.categories.filter((category) => category.findings > 0);
  if (found.length === 0) return null;
  const shown = roundedToSum(found.map((category) => category.index));
  const rows = found.map(({ id, worth, findings }, i) => `| ${id} | ${figure(shown[i] ?? 0)} | ${figure(worth)} | ${findings} |`);
  return folded("Index by category", `| category | points | at most | findings |\n|---|---:|---:|---:|\n${rows.join("\n")}`);
}

function detailBlocks(findings: readonly ReportFinding[]): readonly string[] {
  if (findings.length === 0) return ["No debt found."];
  return [folded(`All ${amount(findings.length, "finding")}`, table(findings)), ...findings.filter((finding) => finding.severity !== "note").map(detail)];
}

function table(findings: readonly ReportFinding[]): string {
  const rows = findings.map((finding) => `| ${finding.severity} | ${codeSpan(finding.rule)} | ${place(finding)} | ${escapeMarkdown(finding.what)} | ${figure(finding.share ?? 0)} | ${duration(finding.principalMinutes)} |`);
  return `| | rule | place | what | share | to fix |\n|---|---|---|---|---:|---:|\n${rows.join("\n")}`;
}

function detail(finding: ReportFinding): string {
  const steps = finding.trace.map((step, i) => `${i + 1}. ${place(step)} ${escapeMarkdown(step.says)}`);
  return folded(`${finding.severity}: ${escapeMarkdown(finding.what)}`, [escapeMarkdown(finding.why), `**${escapeMarkdown(finding.advice)}**`, ...(steps.length > 0 ? [steps.join("\n")] : [])].join("\n\n"));
}

function place({ path, line }: { readonly path: string; readonly line: number }): string {
  return codeSpan(`${path}:${line}`);
}

function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function footer({ score, tool, commit, asOf }: Report, suppressed: number): string {
  const parts = [`score model ${score.model}`, `${tool.name} ${tool.version}`, commit === null ? null : `commit ${commit.slice(0, 10)}`, asOf === null ? null : `as of ${asOf}`, suppressed > 0 ? `${amount(suppressed, "suppressed finding")} not counted` : null];
  return `<sub>${parts.filter((part) => part !== null).join(" · ")}</sub>`;
}

/** Blocks up to the limit; what was left out is counted. The last block always stays. */
function fit(blocks: readonly string[]): string {
  const last = blocks[blocks.length - 1] ?? "";
  const kept: string[] = [];
  let length = last.length + 100;
  for (const block of blocks.slice(0, -1)) {
    if (length + block.length + 2 > LIMIT) continue;
    kept.push(block);
    length += block.length + 2;
  }
  const left = blocks.length - 1 - kept.length;
  return `${[...kept, ...(left > 0 ? [`_${amount(left, "section")} left out: the comment would be too long._`] : []), last].join("\n\n")}\n`;
}
