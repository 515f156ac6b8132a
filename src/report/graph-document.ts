import { compareLocations, compareText, locate, type Location } from "../facts/location.js";
import type { Act, Confidence, Flow, NodeKind, Role } from "../facts/vocabulary.js";
import type { Evidence, Graph, GraphEdge, GraphNode } from "../graph/graph.js";
import type { ReportProblem, Tool } from "./report.js";

/** Version of the graph document (CONTRACT section 3). */
export const GRAPH_VERSION = 1;

/** A node as documents print it. */
export interface DocumentNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly roles: readonly Role[];
  readonly name: string;
  readonly owner: string | null;
  readonly declared: boolean;
  readonly locations: readonly Location[];
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** An edge as documents print it: direction of data, who acts, and where the code says so. */
export interface DocumentEdge {
  readonly from: string;
  readonly to: string;
  readonly act: Act;
  readonly actor: "from" | "to";
  readonly flow: readonly Flow[];
  readonly columns: readonly string[];
  readonly confidence: Confidence;
  /** Does the read value stay the same while the repository does not change, and why. */
  readonly pin: { readonly state: "pinned" | "moving" | "unknown"; readonly reason: string | null; readonly by: string | null };
  readonly evidence: readonly Evidence[];
}

/** The published graph. */
export interface GraphDocument {
  readonly version: typeof GRAPH_VERSION;
  readonly tool: Tool;
  readonly roots: readonly string[];
  readonly nodes: readonly DocumentNode[];
  readonly edges: readonly DocumentEdge[];
  readonly unresolved: readonly { readonly path: string; readonly line: number; readonly column: number; readonly act: Act; readonly via: string; readonly why: string }[];
  readonly problems: readonly ReportProblem[];
  readonly stats: Readonly<Record<string, number>>;
}

/** What of a graph is for others; internal facts of edges stay inside. Sorted. */
export function graphDocumentOf(graph: Graph, tool: Tool): GraphDocument {
  return {
    version: GRAPH_VERSION, tool, roots: graph.roots,
    nodes: graph.nodes.map(nodeOf).sort((a, b) => compareText(a.id, b.id)),
    edges: graph.edges.map(edgeOf).sort(compareEdges),
    unresolved: graph.unresolved.map(({ path, line, column, act, via, why }) => ({ path, line, column, act, via, why })).sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.act, b.act) || compareText(a.why, b.why)),
    problems: graph.problems.map(({ path, line, column, kind, message }) => ({ path, line, column, kind, message })).sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.message, b.message)),
    stats: { ...graph.stats },
  };
}

function nodeOf({ id, kind, roles, name, owner, declared, locations, attributes }: GraphNode): DocumentNode {
  const sorted = Object.entries(attributes).sort(([a], [b]) => compareText(a, b));
  return { id, kind, roles, name, owner, declared, locations: locations.map((at) => locate(at.path, at)), attributes: Object.fromEntries(sorted) };
}

function edgeOf({ from, to, act, actor, flow, columns, confidence, pin, evidence }: GraphEdge): DocumentEdge {
  return {
    from, to, act, actor, flow, columns, confidence,
    pin: { state: pin.state, reason: pin.reason ?? null, by: pin.by ?? null },
    evidence: evidence.map((at) => ({ ...locate(at.path, at), via: at.via, confidence: at.confidence })),
  };
}

function compareEdges(a: DocumentEdge, b: DocumentEdge): number {
  const [first, second] = [a.evidence[0], b.evidence[0]];
  return compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.act, b.act) || (first && second ? compareLocations(first, second) : 0);
}
