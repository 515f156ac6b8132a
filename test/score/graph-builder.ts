import type { Location } from "../../src/facts/location.js";
import type { Act, Confidence, NodeKind } from "../../src/facts/vocabulary.js";
import type { Graph, GraphEdge, GraphNode, SourceFile } from "../../src/graph/graph.js";
import type { JudgedFinding } from "../../src/rule/judged-finding.js";
import type { Category } from "../../src/rule/rule.js";

/** A place in a file of the ad-ranking team. */
export function at(path: string, line = 1, endLine = line): Location {
  return { path, line, column: 1, endLine, endColumn: 80 };
}

/** A node whose kind is the prefix of its id. */
export function node(id: string, more: Partial<GraphNode> = {}): GraphNode {
  // The prefix of a test's id is a kind.
  return { id, kind: id.slice(0, id.indexOf(":")) as NodeKind, roles: [], name: id.slice(id.indexOf(":") + 1), owner: null, declared: false, locations: [], attributes: {}, ...more };
}

/** An edge with one piece of evidence. */
export function edge(from: string, act: Act, to: string, more: Partial<GraphEdge> = {}): GraphEdge {
  return {
    from, to, act, actor: act === "reads" || act === "predicts" ? "to" : "from", flow: [], columns: [], evidence: [{ ...at("jobs/rank.py"), via: "pandas.read_csv", confidence: "certain" }],
    confidence: "certain", carries: [], pin: { state: "unknown" }, guards: [], swallowed: false, mode: null, role: "production", predictedBy: [], filters: [], ...more,
  };
}

/** A file of production Python. */
export function file(path: string, codeLines: number, more: Partial<SourceFile> = {}): SourceFile {
  return { path, role: "production", language: "python", project: "", owner: null, codeLines, cells: 0, settingKeys: 0, ...more };
}

/** A graph of nodes and edges, sorted as the linker sorts. */
export function graphOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[] = [], more: Partial<Graph> = {}): Graph {
  return {
    roots: ["."], nodes: [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1)), edges, through: [], flags: [], packageUses: [], conversions: [], statements: [], files: [],
    consumers: [], feedback: [], unresolved: [], problems: [], stats: { files: 0, lines: 0, calls: 0, resolvedResources: 0, templateResources: 0, unresolvedResources: 0 }, ...more,
  };
}

/** A finding of the ad-ranking repository. */
export function finding(key: string, subject: string, more: Partial<JudgedFinding> = {}): JudgedFinding {
  const confidence: Confidence = more.confidence ?? "likely";
  const category: Category | null = more.category === undefined ? "feedback-loops" : more.category;
  return {
    key, rule: "hidden-feedback-loop", kind: null, severity: "warn", subject, discriminator: "", at: at("jobs/rank.py", 40), what: "model ranker learns from clicks that it caused",
    why: "the next model learns what the last one chose to show", advice: "log a random slice and train on it", trace: [], premises: [], refutedBy: "a random slice among the training rows",
    gap: 0, fix: null, minutes: 60, minutesPerGap: 0, suppressed: null, ...more, confidence, category,
    counted: category !== null && !more.suppressed && confidence !== "possible",
  };
}
