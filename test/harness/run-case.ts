import { analyzeFiles } from "../../src/engine/analyze-files.js";
import type { JudgedFinding } from "../../src/rule/judged-finding.js";
import type { Rule } from "../../src/rule/rule.js";
import type { Case, Expectation } from "./cases.js";
import { formComplaints } from "./finding-form.js";

/** The difference between what a case expects and what the whole product finds in its files; all empty where they agree. */
export interface CaseResult {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly malformed: readonly string[];
  readonly problems: readonly string[];
}

/** Runs the pipeline with all rules over the files of a case. */
export async function runCase(it: Case, rules: readonly Rule[]): Promise<CaseResult> {
  const { findings, problems } = await analyzeFiles(it.files);
  const left = [...findings];
  const missing: string[] = [];
  for (const expectation of it.expectations) {
    const index = left.findIndex((finding) => meets(finding, expectation));
    if (index < 0) missing.push(`${expectation.path}:${expectation.line} ${expectation.rule}${expectation.kind ? `/${expectation.kind}` : ""} "${expectation.text}" ${expectation.words.join(" ")}`.trim());
    else left.splice(index, 1);
  }
  return {
    missing,
    unexpected: left.filter((finding) => !finding.suppressed).map(shown),
    malformed: findings.flatMap((finding) => formComplaints(finding, rules.find((rule) => rule.meta.id === finding.rule)?.meta, it.files)),
    problems: problems.filter((problem) => problem.kind !== "note").map((problem) => `${problem.path}:${problem.line} ${problem.kind} ${problem.message}`),
  };
}

function meets(finding: JudgedFinding, { path, line, rule, kind, text, words }: Expectation): boolean {
  return (
    finding.suppressed === null && finding.rule === rule && finding.at.path === path && finding.at.line === line && (kind === null || finding.kind === kind) &&
    finding.what.includes(text) && words.every((word) => word === finding.severity || word === finding.confidence)
  );
}

function shown(finding: JudgedFinding): string {
  return `${finding.at.path}:${finding.at.line} ${finding.rule}${finding.kind ? `/${finding.kind}` : ""} "${finding.what}" ${finding.severity} ${finding.confidence}`;
}
