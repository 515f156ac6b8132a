import { duration, years } from "../duration.js";
import { amount, figure, roundedToSum } from "../figure.js";
import { printable } from "../printable.js";
import type { Report, ReportFinding } from "../report.js";
import { bar } from "./bar.js";
import { gradeStyle, type Style } from "./style.js";
import { wrap } from "./wrap.js";

/** A line of the box: what it shows, and how long that is without colour. */
interface Row { readonly text: string; readonly length: number }

/** The score in a frame: index and letter, minutes, categories, and what one fix would do. */
export function scoreBox(report: Report, style: Style, width: number): string {
  const inner = Math.min(width, 100) - 2;
  const rows: Row[] = [plain(""), headline(report, style, inner), plain(""), ...money(report, style, inner), plain(""), ...categoryRows(report, style, inner), ...sentence(report, inner)];
  const title = "─ Debt score ";
  const line = ({ text, length }: Row): string => `${style.dim("│")}${text}${" ".repeat(Math.max(0, inner - length))}${style.dim("│")}`;
  return [style.dim(`╭${title}${"─".repeat(inner - title.length)}╮`), ...rows.map(line), style.dim(`╰${"─".repeat(inner)}╯`)].join("\n");
}

/** The finding with the largest share, if there is one. */
export function largest(findings: readonly ReportFinding[]): ReportFinding | null {
  return findings.reduce<ReportFinding | null>((most, finding) => ((finding.share ?? 0) > (most?.share ?? 0) ? finding : most), null);
}

/** `Your debt index is 76.3; X accounts for 23.4 of it, and fixing it brings you to 55.4.` */
export function indexSentence(report: Report): string | null {
  const top = largest(report.findings);
  if (!top || report.score.index === 0) return null;
  const after = figure(report.score.index - (top.gain ?? 0));
  return `Your debt index is ${figure(report.score.index)}; ${top.rule} at ${printable(top.path)}:${top.line} accounts for ${figure(top.share ?? 0)} of it, and fixing it brings you to ${after}.`;
}

function headline({ score }: Report, style: Style, inner: number): Row {
  const color = gradeStyle(score.grade, style);
  const words = `${figure(score.index)} of 100`;
  const [full, rest] = bar(score.index / 100, inner - words.length - 13);
  return { text: `   ${color(style.bold(score.grade))}   ${style.bold(words)}   ${color(full)}${style.dim(rest)}   `, length: 10 + words.length + full.length + rest.length + 3 };
}

function money({ score, findings }: Report, style: Style, inner: number): readonly Row[] {
  if (score.principalMinutes === 0) return [plain("   Nothing to pay back.")];
  const players = findings.filter((finding) => (finding.share ?? 0) > 0).length;
  const back = score.breakingPointYears === null ? "" : `; fixing ${players === 1 ? "it" : "all"} pays back within ${years(score.breakingPointYears)}`;
  return [
    ...labelled("Principal", `${duration(score.principalMinutes)} of work to fix ${players === 1 ? "it" : `all ${players} findings`}`, style, inner),
    ...labelled("Interest", `${duration(score.interestMinutesPerYear)} a year until then${back}`, style, inner),
  ];
}

function labelled(name: string, text: string, style: Style, inner: number): readonly Row[] {
  return wrap(text, inner - 17).map((line, i) => ({ text: `   ${style.bold((i === 0 ? name : "").padEnd(11))}${line}`, length: 14 + line.length }));
}

function categoryRows({ score }: Report, style: Style, inner: number): readonly Row[] {
  const found = score.categories.filter((category) => category.findings > 0);
  const shown = roundedToSum(found.map((category) => category.index));
  const name = Math.max(0, ...found.map((category) => category.id.length));
  const rows = found.map(({ id, index, worth, findings }, i) => {
    const points = `${figure(shown[i] ?? 0).padStart(5)} points`;
    const count = amount(findings, "finding");
    const [full, rest] = bar(worth > 0 ? index / worth : 0, Math.max(8, inner - name - points.length - 22));
    return { text: `   ${id.padEnd(name)}  ${full}${style.dim(rest)} ${points}   ${style.dim(count)}`, length: 3 + name + 2 + full.length + rest.length + 1 + points.length + 3 + count.length };
  });
  const rest = restOf(score.categories);
  return rest === "" ? rows : [...rows, ...wrap(rest, inner - 6).map((line) => ({ text: `   ${style.dim(line)}`, length: 3 + line.length }))];
}

/** What is said of the categories without a finding, and of the most that one can have. */
function restOf(categories: Report["score"]["categories"]): string {
  const applicable = categories.filter((category) => category.applicable);
  const clean = applicable.filter((category) => category.findings === 0).length;
  const idle = categories.length - applicable.length;
  const most = applicable[0]?.worth ?? 0;
  const even = applicable.length > 1 && applicable.every((category) => category.worth === most);
  const parts = [
    clean > 0 ? `${amount(clean, "category", "categories")} without a finding` : null, idle > 0 ? `${idle} not applicable here` : null,
    even ? `each has ${figure(most)} points at most` : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function sentence(report: Report, inner: number): readonly Row[] {
  const text = indexSentence(report);
  return text === null ? [plain("")] : [plain(""), ...wrap(text, inner - 6).map((line) => plain(`   ${line}`)), plain("")];
}

function plain(text: string): Row {
  return { text, length: text.length };
}
