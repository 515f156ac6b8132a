import { CONFIDENCES, type Confidence } from "../facts/vocabulary.js";
import type { Report, ReportFinding } from "./report.js";

/** Findings by how people meet them. Display never changes the score. */
export interface Shown {
  /** To act on: errors, warnings and notes that are neither suppressed nor below the confidence asked for. */
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportFinding[];
  /** Below the confidence asked for. */
  readonly doubtful: readonly ReportFinding[];
}

/** Splits the findings of a report; `minConfidence` is `likely` unless the user says otherwise. */
export function shownOf(report: Report, minConfidence: Confidence = "likely"): Shown {
  const sure = (finding: ReportFinding): boolean => CONFIDENCES.indexOf(finding.confidence) >= CONFIDENCES.indexOf(minConfidence);
  return {
    findings: report.findings.filter((finding) => !finding.suppressed && sure(finding)),
    suppressed: report.findings.filter((finding) => finding.suppressed),
    doubtful: report.findings.filter((finding) => !finding.suppressed && !sure(finding)),
  };
}
