import type { Finding, RuleMeta } from "../../src/rule/rule.js";

/** What is wrong with the form of a finding: each complaint a sentence; none where it can be shown to a user. */
export function formComplaints(finding: Finding, meta: RuleMeta | undefined, files: Readonly<Record<string, string>>): string[] {
  const complaints: string[] = [];
  const demand = (holds: boolean, complaint: string): void => void (holds || complaints.push(`${finding.rule}: ${complaint}`));
  const oneLine = (text: string): boolean => text.trim() === text && text !== "" && !text.includes("\n");
  const exists = (at: { path: string; line: number }): boolean => {
    const text = files[at.path];
    return text !== undefined && at.line >= 1 && at.line <= text.split("\n").length;
  };
  if (meta) {
    demand(finding.rule === meta.id, `is found by rule ${meta.id}`);
    demand(finding.kind === null || meta.kinds.includes(finding.kind), `kind ${finding.kind} is not in its list`);
  }
  demand(finding.subject.includes(":"), `subject ${finding.subject} is no node id`);
  demand(oneLine(finding.what) && !finding.what.endsWith("."), `what is no line without a period: ${finding.what}`);
  demand(oneLine(finding.why) && /^[A-Z].*[^.]\.$/.test(finding.why), `why is no sentence: ${finding.why}`);
  demand(oneLine(finding.advice) && /^[A-Z][a-z]+ \S/.test(finding.advice) && !finding.advice.endsWith("."), `advice is no imperative without a period: ${finding.advice}`);
  demand(oneLine(finding.refutedBy) && !finding.refutedBy.endsWith("."), `refutedBy is no phrase: ${finding.refutedBy}`);
  demand(finding.trace.length > 0, "has no trace");
  demand(exists(finding.at), `its place ${finding.at.path}:${finding.at.line} is in no file`);
  for (const step of finding.trace) {
    demand(exists(step), `the step "${step.says}" points at ${step.path}:${step.line}, which is in no file`);
    demand(oneLine(step.says) && !step.says.endsWith("."), `a step is no line without a period: ${step.says}`);
  }
  for (const premise of finding.premises) demand(oneLine(premise) && !premise.endsWith("."), `a premise is no line without a period: ${premise}`);
  demand(!/undefined|\[object|NaN/.test(JSON.stringify([finding.what, finding.why, finding.advice, finding.premises, finding.trace])), "a text holds a value that is none");
  return complaints;
}
