import { duration } from "../duration.js";
import { figure } from "../figure.js";
import { printable } from "../printable.js";
import type { ReportFinding, ReportStep } from "../report.js";
import { codeFrame, type LineOf } from "./code-frame.js";
import { severityStyle, type Style } from "./style.js";
import { beside, wrap } from "./wrap.js";

/** How text is drawn. */
export interface TextSetting {
  readonly width: number;
  readonly style: Style;
  readonly lineOf?: LineOf | undefined;
}

const LABEL = { indent: 2, column: 11 } as const;

/** One finding: what, where, why, advice, proof, cost. `why` is left out where the reader has just read it. */
export function findingText(finding: ReportFinding, setting: TextSetting, { sayWhy = true }: { readonly sayWhy?: boolean } = {}): string {
  const { style, width } = setting;
  const { sign, color } = severityStyle(finding.severity, style);
  const label = (name: string, text: string): string => beside(name, printable(text), { ...LABEL, width }, style.dim);
  const [first = "", ...rest] = wrap(printable(finding.what), width - finding.severity.length - 4);
  const lines = [
    `${color(`${sign} ${style.bold(finding.severity)}`)}  ${style.bold(first)}`,
    ...rest.map((line) => `${" ".repeat(finding.severity.length + 4)}${style.bold(line)}`),
    `  ${style.underline(placeText(finding))}  ${style.dim(tags(finding))}`,
    ...codeFrame(finding, setting.lineOf, width, style, color),
    "",
    ...(sayWhy ? [label("why", finding.why)] : []),
    label("advice", finding.advice),
    ...(isOwnPlace(finding) ? finding.trace.map((step) => label("proof", step.says)) : traceLines(finding.trace, setting)),
    label("cost", costText(finding)),
  ];
  if (finding.fix) lines.push(label("fix", `${finding.fix.title} (\`mldebt check --fix\`)`));
  return lines.filter((line) => line !== null).join("\n");
}

/** The whole proof is one step at the place that is shown already. */
function isOwnPlace({ path, line, column, trace }: ReportFinding): boolean {
  const [only, ...more] = trace;
  return only !== undefined && more.length === 0 && only.path === path && only.line === line && only.column === column;
}

/** `jobs/train.py:12:8`, in a notebook with its cell: `eda.ipynb:40:9 (cell 3, line 2)`. */
export function placeText({ path, line, column, cell }: Pick<ReportFinding, "path" | "line" | "column" | "cell">): string {
  return `${printable(path)}:${line}:${column}${cell ? ` (cell ${cell.index + 1}, line ${cell.line})` : ""}`;
}

/** `6 h to fix · 12 h 49 min a year · 9.8 index points, 7.9 back if fixed alone`. */
export function costText({ category, principalMinutes, interestMinutesPerYear, share, gain }: ReportFinding): string {
  if (category === null) return "none: it has no part in the score";
  const interest = interestMinutesPerYear > 0 ? `${duration(interestMinutesPerYear)} a year` : null;
  const index = share !== null && share > 0 ? `${figure(share)} index points, ${figure(gain ?? 0)} back if fixed alone` : "no part in the index";
  return [`${duration(principalMinutes)} to fix`, interest, index].filter((part) => part !== null).join(" · ");
}

function tags({ rule, kind, confidence, owner, baselined, key }: ReportFinding): string {
  return [kind === null ? rule : `${rule} (${kind})`, confidence, owner === null ? null : `owner ${printable(owner)}`, baselined ? "in the baseline" : null, key.slice(0, 11)].filter((tag) => tag !== null).join(" · ");
}

/** Steps in two columns, or one under the other where the places are too long for that. */
function traceLines(trace: readonly ReportStep[], { width, style }: TextSetting): readonly string[] {
  const places = trace.map((step) => placeText(step));
  const number = (i: number): string => `${String(i + 1).padStart(String(trace.length).length)}  `;
  const start = LABEL.column + number(0).length;
  const longest = Math.max(0, ...places.map((place) => place.length));
  const beneath = start + longest + 2 > width * 0.6;
  return trace.flatMap((step, i) => {
    const head = `${" ".repeat(LABEL.indent)}${style.dim((i === 0 ? "proof" : "").padEnd(LABEL.column - LABEL.indent))}${style.dim(number(i))}`;
    const place = places[i] ?? "";
    const column = beneath ? start + 2 : start + longest + 2;
    const says = wrap(printable(step.says), Math.max(20, width - column));
    const rest = says.slice(beneath ? 0 : 1).map((line) => " ".repeat(column) + line);
    return [head + (beneath ? place : `${style.cyan(place.padEnd(longest))}  ${says[0] ?? ""}`), ...rest];
  });
}
