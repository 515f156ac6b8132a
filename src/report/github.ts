import type { Confidence } from "../facts/vocabulary.js";
import { amount } from "./figure.js";
import { renderMarkdown } from "./markdown.js";
import { printable } from "./printable.js";
import type { Report, ReportFinding } from "./report.js";
import { shownOf } from "./shown.js";

/** GitHub drops what goes beyond this number of annotations of one level in a step, silently. */
const MOST = 10;
const COMMANDS = { error: "error", warn: "warning", note: "notice" } as const;

/** Where paths start from: set when the analysed root is a folder of the repository. */
export interface GithubOptions { readonly minConfidence?: Confidence | undefined; readonly pathPrefix?: string | undefined }

/** Workflow commands that annotate a pull request, highest gain first; what does not fit is counted, and in `githubSummary`. */
export function renderGithub(report: Report, { minConfidence, pathPrefix = "" }: GithubOptions = {}): string {
  const { findings } = shownOf(report, minConfidence);
  const lines = (["error", "warn", "note"] as const).flatMap((severity) => {
    const mine = findings.filter((finding) => finding.severity === severity).sort((a, b) => (b.gain ?? 0) - (a.gain ?? 0) || (b.share ?? 0) - (a.share ?? 0) || (a.key < b.key ? -1 : 1));
    const left = mine.length - MOST;
    return [...mine.slice(0, MOST).map((finding) => annotation(finding, pathPrefix)), ...(left > 0 ? [`${left} more of severity ${severity} are not annotated: GitHub shows ${MOST} a step`] : [])];
  });
  const failed = report.gate.conditions.filter((condition) => condition.passed === false);
  return `${[...lines, `${amount(findings.length, "finding")}; gate ${report.gate.passed ? "passed" : `failed: ${failed.map((condition) => condition.says).join("; ")}`}`].join("\n")}\n`;
}

/** What to append to `$GITHUB_STEP_SUMMARY`: everything, where annotations are cut. */
export function githubSummary(report: Report, minConfidence?: Confidence): string {
  return renderMarkdown(report, minConfidence);
}

function annotation({ severity, path, line, column, endLine, endColumn, rule, what, why, advice }: ReportFinding, prefix: string): string {
  const place = endLine === line ? `line=${line},endLine=${endLine},col=${column},endColumn=${endColumn}` : `line=${line},endLine=${endLine}`;
  return `::${COMMANDS[severity]} file=${property(prefix + path)},${place},title=${property(rule)}::${message([what, why, advice].map(printable).join("\n"))}`;
}

function message(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return message(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
