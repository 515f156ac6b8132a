import { amount, figure, roundedToSum } from "../figure.js";
import { printable } from "../printable.js";
import type { Report, ReportChange } from "../report.js";
import type { TextSetting } from "./finding-text.js";

const SHOWN = 10;

/** The verdict, and each condition that failed or could not be judged. */
export function gateText({ gate, findings }: Report, { style }: TextSetting): string {
  const failed = gate.conditions.filter((condition) => condition.passed === false);
  const unjudged = gate.conditions.filter((condition) => condition.passed === null);
  const places = new Map(findings.map((finding) => [finding.key, `${printable(finding.path)}:${finding.line}  ${finding.rule}`]));
  const lines = [...failed, ...unjudged].flatMap(({ says, id, findings: keys }) => [
    `  ${says}  ${style.dim(id)}`,
    ...cut(keys.map((key) => places.get(key) ?? key)).map((line) => style.dim(`    ${line}`)),
  ]);
  const held = gate.conditions.length - failed.length - unjudged.length;
  const verdict = gate.passed
    ? style.green(`✔ Gate passed${gate.conditions.length === 0 ? " (no conditions set)" : held > 0 ? ` (${amount(held, "condition")})` : ""}`)
    : style.red(style.bold(`✖ Gate failed: ${failed.length} of ${amount(gate.conditions.length, "condition")}`));
  return [verdict, ...lines].join("\n");
}

/** What made the index change since the base: every part, adding up to the difference. */
export function changeText({ findings }: Report, change: ReportChange, { style }: TextSetting): string {
  const what = new Map<string, string>([...findings.map((finding) => [finding.key, `${printable(finding.path)}:${finding.line}  ${finding.rule}`] as const), ...change.fixed.map((finding) => [finding.key, `${printable(finding.path)}:${finding.line}  ${finding.rule}`] as const)]);
  const parts = changeParts(change).map(({ label, key, points }) => `  ${signed(points).padStart(7)}  ${label}${key === null ? "" : `  ${what.get(key) ?? key}`}`);
  return [`${style.bold(`Since ${printable(change.base)}`)}  index ${figure(change.from)} → ${figure(change.to)} (${signed(change.to - change.from)})`, ...cut(parts, SHOWN * 2)].join("\n");
}

/** One line of a change, rounded so that the lines add up. */
export interface ChangeLine { readonly label: string; readonly key: string | null; readonly points: number }

/** The parts of a change, largest effect first, then growth and applicability where they are there. */
export function changeParts({ from, to, parts, growth, applicability }: ReportChange): readonly ChangeLine[] {
  const lines: ChangeLine[] = [...parts].sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.key < b.key ? -1 : 1)).map(({ kind, key, points }) => ({ label: kind.padEnd(7), key, points }));
  if (growth !== 0) lines.push({ label: `${growth < 0 ? "growth" : "shrinkage"} of the code base`, key: null, points: growth });
  if (applicability !== 0) lines.push({ label: "categories that apply now, or no more", key: null, points: applicability });
  const total = Number(figure(to)) - Number(figure(from));
  const shown = roundedToSum(lines.map((line) => line.points), 1, total);
  return lines.map((line, i) => ({ ...line, points: shown[i] ?? 0 }));
}

/** `+1.2`, `-8.5`. */
export function signed(points: number): string {
  const text = figure(points);
  return Number(text) > 0 ? `+${text}` : text;
}

function cut(lines: readonly string[], most = SHOWN): readonly string[] {
  return lines.length > most ? [...lines.slice(0, most), `${lines.length - most} more`] : lines;
}
