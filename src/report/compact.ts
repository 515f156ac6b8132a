import type { Confidence } from "../facts/vocabulary.js";
import { amount, figure } from "./figure.js";
import { printable } from "./printable.js";
import type { Report } from "./report.js";
import { shownOf } from "./shown.js";

/** One line a finding, as compilers print them, and one for the score. */
export function renderCompact(report: Report, minConfidence?: Confidence): string {
  const { findings } = shownOf(report, minConfidence);
  const lines = findings.map(({ path, line, column, severity, rule, kind, what, share }) => {
    const points = share === null || share === 0 ? "" : ` [${figure(share)}]`;
    return `${printable(path)}:${line}:${column}: ${severity}: ${printable(what)} (${rule}${kind === null ? "" : `/${kind}`})${points}`;
  });
  const { index, grade } = report.score;
  return `${[...lines, `${amount(findings.length, "finding")}, index ${figure(index)} (${grade}), gate ${report.gate.passed ? "passed" : "failed"}`].join("\n")}\n`;
}
