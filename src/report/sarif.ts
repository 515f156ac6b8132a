import type { Confidence } from "../facts/vocabulary.js";
import type { RuleMeta } from "../rule/rule.js";
import { amount } from "./figure.js";
import { printable } from "./printable.js";
import type { Place, Report, ReportFinding } from "./report.js";
import { sarifRule } from "./sarif-rule.js";
import { shownOf } from "./shown.js";

/** GitHub reads no more results of a run, and no more steps of a flow. */
const MOST_RESULTS = 25_000;
const MOST_STEPS = 1_000;
const LEVELS = { error: "error", warn: "warning", note: "note" } as const;

/** What a SARIF log needs beside the report. */
export interface SarifOptions {
  readonly minConfidence?: Confidence | undefined;
  /** Metadata of the rules; of a rule that is not there only the id is known. */
  readonly rules?: readonly RuleMeta[] | undefined;
  /** From the repository's root to the analysed root, with a final slash. */
  readonly pathPrefix?: string | undefined;
}

/** A SARIF 2.1.0 log of one run: findings with their flow, fingerprints by key, suppressions, problems as notifications. */
export function renderSarif(report: Report, options: SarifOptions = {}): string {
  const { findings, suppressed } = shownOf(report, options.minConfidence);
  const all = [...findings, ...suppressed];
  const kept = new Set([...all].sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || (a.key < b.key ? -1 : 1)).slice(0, MOST_RESULTS));
  const shown = report.findings.filter((finding) => kept.has(finding));
  const fixed = report.change?.fixed ?? [];
  const ids = [...new Set([...shown.map((finding) => finding.rule), ...fixed.map((finding) => finding.rule)])].sort();
  const uri = (path: string): string => sarifUri((options.pathPrefix ?? "") + path);
  const metas = new Map(options.rules?.map((meta) => [meta.id, meta]));
  const cut = all.length - shown.length;
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, semanticVersion: report.tool.version, rules: ids.map((id) => sarifRule(id, metas.get(id))) } },
        automationDetails: { id: "mldebt/" },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
        invocations: [{
          executionSuccessful: true,
          toolExecutionNotifications: [
            ...report.problems.map((problem) => ({
              level: "warning", message: { text: printable(problem.message) }, descriptor: { id: problem.kind },
              ...(problem.path !== "" && { locations: [{ physicalLocation: { artifactLocation: { uri: uri(problem.path), uriBaseId: "%SRCROOT%" }, region: { startLine: Math.max(1, problem.line), startColumn: Math.max(1, problem.column) } } }] }),
            })),
            ...(cut > 0 ? [{ level: "warning", message: { text: `${amount(cut, "finding")} with the smallest shares left out: a run holds ${MOST_RESULTS}.` }, descriptor: { id: "limit" } }] : []),
          ],
        }],
        results: [...shown.map((finding) => result(finding, ids.indexOf(finding.rule), uri)), ...fixed.map((finding) => ({
          ruleId: finding.rule, ruleIndex: ids.indexOf(finding.rule), level: "none", kind: "pass", message: { text: printable(finding.what) },
          locations: [{ physicalLocation: { artifactLocation: { uri: uri(finding.path), uriBaseId: "%SRCROOT%" }, region: { startLine: finding.line } } }],
          partialFingerprints: { "mldebt/v1": finding.key }, baselineState: "absent",
        }))],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Half of a character beyond the basic plane: it has no bytes to encode. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A relative URI: each segment percent-encoded, forward slashes. */
export function sarifUri(path: string): string {
  return path.replace(LONE_SURROGATE, "\ufffd").split("/").map(encodeURIComponent).join("/");
}

type Uri = (path: string) => string;

function result(finding: ReportFinding, ruleIndex: number, uri: Uri): object {
  const { rule, severity, key, what, why, advice, trace, cell, suppressed, state, fix } = finding;
  const where = cell ? ` (cell ${cell.index + 1}, line ${cell.line})` : "";
  const steps = trace.slice(0, MOST_STEPS);
  return {
    ruleId: rule, ruleIndex, level: LEVELS[severity],
    message: { text: printable(`${what}${where}. ${why} ${advice}`) },
    locations: [location(finding, uri)],
    ...(steps.length > 0 && {
      relatedLocations: steps.map((step, i) => ({ id: i, ...location(step, uri), message: { text: printable(step.says) } })),
      codeFlows: [{ message: { text: "How the debt arises." }, threadFlows: [{ locations: steps.map((step, i) => ({ executionOrder: i + 1, importance: i === 0 || i === steps.length - 1 ? "essential" : "important", location: { ...location(step, uri), message: { text: printable(step.says) } } })) }] }],
    }),
    partialFingerprints: { "mldebt/v1": key },
    ...(state !== null && { baselineState: state }),
    ...suppressions(suppressed, finding.baselined),
    ...(fix && { fixes: [{ description: { text: printable(fix.title) }, artifactChanges: changes(fix.edits, uri) }] }),
    properties: properties(finding),
  };
}

function location(at: Place, uri: Uri): { readonly physicalLocation: object } {
  const { path, line, column, endLine, endColumn } = at;
  return { physicalLocation: { artifactLocation: { uri: uri(path), uriBaseId: "%SRCROOT%" }, region: { startLine: line, startColumn: column, endLine, endColumn } } };
}

function suppressions(suppressed: ReportFinding["suppressed"], baselined: boolean): object {
  if (suppressed) return { suppressions: [{ kind: suppressed.by === "comment" ? "inSource" : "external", status: "accepted", justification: printable(suppressed.until === null ? suppressed.reason : `${suppressed.reason} (until ${suppressed.until})`) }] };
  return baselined ? { suppressions: [{ kind: "external", status: "accepted", justification: "in the baseline" }] } : { suppressions: [] };
}

function changes(edits: NonNullable<ReportFinding["fix"]>["edits"], uri: Uri): readonly object[] {
  const paths = [...new Set(edits.map((edit) => edit.path))];
  return paths.map((path) => ({
    artifactLocation: { uri: uri(path), uriBaseId: "%SRCROOT%" },
    replacements: edits.filter((edit) => edit.path === path).map(({ line, column, endLine, endColumn, text }) => ({ deletedRegion: { startLine: line, startColumn: column, endLine, endColumn }, insertedContent: { text } })),
  }));
}

function properties({ principalMinutes, interestMinutesPerYear, share, gain, confidence, owner, category, subject, kind, premises, refutedBy }: ReportFinding): object {
  return { category, kind, confidence, subject, owner, principalMinutes, interestMinutesPerYear, share, gain, premises, refutedBy };
}
