/** The library's front door. */
export { analyze, UsageError, type Analysis, type AnalyzeOptions } from "./engine/analyze.js";
export { analyzeFiles, type FilesOptions } from "./engine/analyze-files.js";
export { reportOf } from "./engine/report-of.js";
export { SettingsError } from "./engine/settings.js";
export { closure } from "./graph/queries/closure.js";
export { publish, type PublishedGraph } from "./graph/publish.js";
export { toGraphlib } from "./graph/to-graphlib.js";
export type { Graph, GraphEdge, GraphNode } from "./graph/graph.js";
export type { Report, ReportFinding } from "./report/report.js";
export type { Finding, Rule, RuleMeta } from "./rule/rule.js";
