import type { Confidence } from "../facts/vocabulary.js";
import { duration } from "./duration.js";
import { amount, figure, grouped } from "./figure.js";
import { printable } from "./printable.js";
import type { Report, ReportFinding } from "./report.js";
import { shownOf, type Shown } from "./shown.js";
import type { LineOf } from "./terminal/code-frame.js";
import { findingText, type TextSetting } from "./terminal/finding-text.js";
import { changeText, gateText } from "./terminal/verdict.js";
import { scoreBox } from "./terminal/score-box.js";
import type { Style } from "./terminal/style.js";
import { wrap } from "./terminal/wrap.js";

/** How the terminal is written. */
export interface TextOptions {
  /** Those of picocolors, or its `createColors(false)`. */
  readonly colors: Style;
  /** Columns; lines are wrapped to it, names are never cut. */
  readonly width?: number;
  readonly minConfidence?: Confidence | undefined;
  /** Text of a line of an analysed file: findings then show their line. */
  readonly lineOf?: LineOf | undefined;
  /** `file` unless asked otherwise. */
  readonly groupBy?: "file" | "rule" | undefined;
  /** Notes in full instead of in a summary. */
  readonly notes?: boolean | undefined;
  /** Findings and verdict only. */
  readonly quiet?: boolean | undefined;
  /** What was and was not understood. */
  readonly stats?: boolean | undefined;
}

/** What people read first: findings with their proof, the score, the verdict. */
export function renderText(report: Report, options: TextOptions): string {
  const setting: TextSetting = { style: options.colors, width: options.width ?? 100, lineOf: options.lineOf };
  const shown = shownOf(report, options.minConfidence);
  const full = shown.findings.filter((finding) => finding.severity !== "note" || options.notes);
  const parts = groups(full, options.groupBy ?? "file").map((group) => groupText(group, setting));
  const notes = shown.findings.filter((finding) => !full.includes(finding));
  if (notes.length > 0) parts.push(noteSummary(notes, setting));
  if (shown.findings.length === 0) parts.push(setting.style.green(`No debt found in ${amount(report.stats["files"] ?? 0, "file")} (${grouped(report.stats["lines"] ?? 0)} lines).`));
  if (report.problems.length > 0) parts.push(problemList(report, setting, options.stats === true));
  if (options.stats) parts.push(statsText(report, setting));
  if (!options.quiet) parts.push([scoreBox(report, setting.style, setting.width), ...footnotes(report, shown, setting)].join("\n"));
  if (report.change) parts.push(changeText(report, report.change, setting));
  parts.push(gateText(report, setting));
  return `${parts.join("\n\n")}\n`;
}

/** Findings of one group; a reason that the finding before gave is not given again. */
function groupText({ name, findings }: Group, setting: TextSetting): string {
  const told = findings.map((finding, i) => findingText(finding, setting, { sayWhy: finding.why !== findings[i - 1]?.why }));
  return [heading(name, findings.length, setting), ...told].join("\n\n");
}

interface Group { readonly name: string; readonly findings: readonly ReportFinding[] }

function groups(findings: readonly ReportFinding[], by: "file" | "rule"): readonly Group[] {
  const byName = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    const name = by === "file" ? finding.path : finding.rule;
    byName.set(name, [...(byName.get(name) ?? []), finding]);
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, mine]) => ({ name, findings: mine }));
}

function heading(name: string, count: number, { style, width }: TextSetting): string {
  const [left, right] = [`${printable(name)} `, ` ${amount(count, "finding")}`];
  return `${style.bold(left)}${style.dim(`${"─".repeat(Math.max(2, Math.min(width, 100) - left.length - right.length))}${right}`)}`;
}

/** Notes by rule with their first places: they ask for nothing today. */
function noteSummary(notes: readonly ReportFinding[], { style, width }: TextSetting): string {
  const byRule = groups(notes, "rule");
  const [name, count] = [Math.max(...byRule.map((group) => group.name.length)), Math.max(...byRule.map((group) => String(group.findings.length).length))];
  const lines = byRule.map(({ name: rule, findings }) => {
    const places = findings.map(({ path, line }) => `${printable(path)}:${line}`);
    const room = Math.max(20, width - name - count - 14);
    const fitting = places.filter((_, i) => places.slice(0, i + 1).join(", ").length <= room || i === 0);
    const more = places.length - fitting.length;
    return `  ${rule.padEnd(name)}  ${String(findings.length).padStart(count)}  ${style.dim(fitting.join(", ") + (more > 0 ? `, ${more} more` : ""))}`;
  });
  return [`${style.cyan("●")} ${style.bold(amount(notes.length, "note"))}`, ...lines].join("\n");
}

const PROBLEMS_SHOWN = 5;

function problemList({ problems }: Report, { style, width }: TextSetting, all: boolean): string {
  const shown = all ? problems : problems.slice(0, PROBLEMS_SHOWN);
  const lines = shown.flatMap(({ path, line, message }) => wrap(path === "" ? printable(message) : `${printable(path)}:${line}  ${printable(message)}`, width - 4).map((text, i) => `${i === 0 ? "  " : "    "}${text}`));
  const left = problems.length - shown.length;
  return [`${style.yellow("!")} ${style.bold(`${amount(problems.length, "problem")} while reading`)}`, ...lines.map((line) => style.dim(line)), ...(left > 0 ? [style.dim(`  ${left} more (\`--stats\` lists all)`)] : [])].join("\n");
}

function statsText({ stats }: Report, { style }: TextSetting): string {
  const rows = Object.entries(stats).map(([name, value]) => [name.replace(/([A-Z])/g, " $1").toLowerCase(), grouped(value)] as const);
  const [left, right] = [Math.max(0, ...rows.map(([name]) => name.length)), Math.max(0, ...rows.map(([, value]) => value.length))];
  return [style.bold("What was understood"), ...rows.map(([name, value]) => `  ${name.padEnd(left)}  ${value.padStart(right)}`)].join("\n");
}

/** What a reader must know to trust the figures. */
function footnotes(report: Report, { suppressed, doubtful }: Shown, { style, width }: TextSetting): readonly string[] {
  const { score } = report;
  const notes: string[] = [
    [`score model ${score.model}`, `${report.tool.name} ${report.tool.version}`, report.commit === null ? null : `commit ${report.commit.slice(0, 10)}`, report.asOf === null ? "no date known: nothing judged by age" : `as of ${report.asOf}`].filter((it) => it !== null).join(" · "),
  ];
  if (score.percentile) notes.push(`less debt than ${figure(score.percentile.value, 0)} % of ${score.percentile.of} benchmark repositories`);
  if (score.history === "unknown") notes.push("history unknown: every file counts as changing like the median one");
  if (suppressed.length > 0) notes.push(`${amount(suppressed.length, "suppressed finding")}, not counted (${duration(score.suppressed.exposureMinutes)} of exposure)`);
  if (doubtful.length > 0) notes.push(`${amount(doubtful.length, "less certain finding")} hidden (\`--min-confidence possible\` shows them)`);
  const changed = Object.entries(score.constants).map(([name, value]) => `${name} ${value}`);
  if (changed.length > 0) notes.push(`constants set by the settings: ${changed.join(", ")}`);
  return notes.flatMap((note) => wrap(printable(note), width - 2).map((line) => style.dim(`  ${line}`)));
}
