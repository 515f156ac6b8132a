import { duration } from "../duration.js";
import { figure } from "../figure.js";
import type { Report, ReportFinding } from "../report.js";
import type { Shown } from "../shown.js";
import { placeText } from "../terminal/finding-text.js";
import { h, type Html } from "./element.js";
import type { Station } from "./station.js";
import { anchorOf } from "./tables.js";
import { traceGraph, type EdgesByPlace } from "./trace-graph.js";

const SIGNS = { error: "✖", warn: "▲", note: "●" } as const;
const WORDS = { error: "error", warn: "warning", note: "note" } as const;

/** What cards draw their traces from; null without a graph. */
export interface Traces { readonly edges: EdgesByPlace; readonly stations: ReadonlyMap<string, Station> }

/** All findings as cards that open, largest share first, under controls that a page with script shows. */
export function findingCards({ findings }: Shown, traces: Traces | null): Html {
  const sorted = [...findings].sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || (a.key < b.key ? -1 : 1));
  const categories = [...new Set(findings.flatMap((finding) => finding.category ?? []))].sort();
  return h("section", { id: "findings" },
    h("h2", {}, "Findings"),
    sorted.length === 0 ? h("p", {}, "No debt found.") : null,
    sorted.length === 0 ? null : h("div", { class: "controls scripted" },
      h("input", { type: "search", id: "search", placeholder: "Search rule, file, owner, words", "aria-label": "Search findings" }),
      (["error", "warn", "note"] as const).map((severity) => h("label", {}, h("input", { type: "checkbox", "data-severity": severity, checked: true }), ` ${SIGNS[severity]} ${WORDS[severity]}`)),
      h("select", { id: "category", "aria-label": "Category" }, h("option", { value: "" }, "all categories"), categories.map((category) => h("option", { value: category }, category))),
      h("span", { id: "count", class: "muted", role: "status" }, "")),
    sorted.map((finding, i) => card(finding, traces, i)));
}

/** One finding: what on the outside, the proof inside. */
function card(finding: ReportFinding, traces: Traces | null, number: number): Html {
  const { key, rule, kind, severity, category, what, why, advice, share, owner, subject, state } = finding;
  const graph = traces ? traceGraph(finding, traces.edges, traces.stations, `t${number}`) : null;
  const words = [rule, kind, what, finding.path, owner, category, severity].filter((word) => word !== null).join(" ").toLowerCase();
  return h("details", { id: anchorOf(key), class: `finding ${severity}`, "data-severity": severity, "data-category": category ?? "", "data-words": words, "data-subject": subject },
    h("summary", {},
      h("span", { class: "badge" }, `${SIGNS[severity]} ${WORDS[severity]}`),
      h("span", { class: "what" }, what, state === "new" ? h("span", { class: "new" }, "new") : null),
      h("span", { class: "share" }, share === null ? "" : figure(share)),
      h("span", { class: "where" }, h("code", {}, placeText(finding)), ` ${rule}${kind === null ? "" : ` (${kind})`}`, owner === null ? "" : ` · ${owner}`)),
    h("div", { class: "body" },
      h("p", {}, why), h("p", { class: "advice" }, advice),
      graph ? h("div", { class: "scroll picture" }, graph) : null,
      finding.trace.length > 0 ? h("ol", { class: "trace" }, finding.trace.map((step) => h("li", {}, h("code", {}, placeText(step)), h("span", {}, step.says)))) : null,
      facts(finding)));
}

function facts(finding: ReportFinding): Html {
  const { principalMinutes, interestMinutesPerYear, interestGainMinutesPerYear, share, gain, alone, confidence, premises, refutedBy, subject, key } = finding;
  const pairs: readonly (readonly [string, string])[] = [
    ["work to fix", duration(principalMinutes)],
    ["costs a year", `${duration(interestMinutesPerYear)} as its share; fixing it alone saves ${duration(interestGainMinutesPerYear)}`],
    ["index", share === null ? "no part in it" : `${figure(share)} points as its share; ${figure(gain ?? 0)} less if fixed alone; ${figure(alone ?? 0)} if it were the only finding`],
    ["confidence", premises.length > 0 ? `${confidence}: ${premises.join("; ")}` : confidence],
    ["refuted by", refutedBy],
    ["subject", subject],
    ["key", key],
  ];
  return h("dl", {}, pairs.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

/** Suppressed findings, problems, and what was not resolved: nothing is dropped in silence. */
export function housekeeping(report: Report, { suppressed, doubtful }: Shown): Html | null {
  const items = [
    ...suppressed.map((finding) => h("li", {}, h("code", {}, placeText(finding)), ` ${finding.rule}: suppressed, ${finding.suppressed?.reason ?? ""}${finding.suppressed?.until ? ` (until ${finding.suppressed.until})` : ""}`)),
    ...report.problems.map((problem) => h("li", {}, problem.path === "" ? null : h("code", {}, `${problem.path}:${problem.line}`), ` ${problem.message}`)),
    ...(doubtful.length > 0 ? [h("li", {}, `${doubtful.length} less certain findings are not shown and do not count.`)] : []),
  ];
  return items.length === 0 ? null : h("section", { id: "housekeeping" }, h("h2", {}, "Not counted, not read"), h("ul", { class: "plain" }, items));
}
