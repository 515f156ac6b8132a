import type { Graph } from "../../src/graph/graph.js";
import { resolveOptions } from "../../src/rule/options.js";
import type { Finding, Rule } from "../../src/rule/rule.js";

/** Runs one rule over a drawn graph with its default options, overlaid by the given ones. */
export function checkRule(rule: Rule, graph: Graph, options: Readonly<Record<string, unknown>> = {}): readonly Finding[] {
  const resolved = resolveOptions(rule.meta, options);
  if (resolved.complaints.length > 0) throw new Error(resolved.complaints.join("; "));
  return [...rule.check(graph, resolved.options)];
}

/** `path:line kind severity confidence`: a finding in one line. */
export function inShort(finding: Finding): string {
  return `${finding.at.path}:${finding.at.line} ${finding.kind ?? "-"} ${finding.severity} ${finding.confidence}`;
}
