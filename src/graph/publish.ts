import type { Location } from "../facts/location.js";
import type { Act, Confidence, Flow, NodeKind, Role } from "../facts/vocabulary.js";
import type { Evidence, Graph, GraphStats, Pin, Problem } from "./graph.js";

/** A place as published. */
export interface PublishedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly cell?: { readonly index: number; readonly line: number; readonly column: number };
}

/** A node as published. */
export interface PublishedNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly roles: readonly Role[];
  readonly name: string;
  readonly owner: string | null;
  readonly declared: boolean;
  readonly locations: readonly PublishedPlace[];
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** An edge as published: what only rules need stays inside. */
export interface PublishedEdge {
  readonly from: string;
  readonly to: string;
  readonly act: Act;
  readonly actor: "from" | "to";
  readonly confidence: Confidence;
  readonly flow: readonly Flow[];
  readonly columns: readonly string[];
  readonly pin: { readonly state: Pin["state"]; readonly reason?: string; readonly by?: string };
  readonly evidence: readonly (PublishedPlace & { readonly via: string; readonly confidence: Confidence })[];
}

/** The published graph: CONTRACT section 3. */
export interface PublishedGraph {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly roots: readonly string[];
  readonly nodes: readonly PublishedNode[];
  readonly edges: readonly PublishedEdge[];
  readonly unresolved: readonly { readonly path: string; readonly line: number; readonly column: number; readonly act: Act; readonly via: string; readonly why: string }[];
  readonly problems: readonly Problem[];
  readonly stats: GraphStats;
}

/**
 * The published form of a graph: plain data in the graph's order, so that equal graphs give equal bytes. What only tests do is left out (RULES section 2: tests are
 * no readers, consumers or uses).
 */
export function publish(graph: Graph, tool: { readonly name: string; readonly version: string }): PublishedGraph {
  const edges = graph.edges.filter((edge) => edge.role !== "test");
  const kept = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const onlyTested = new Set(graph.edges.flatMap((edge) => [edge.from, edge.to]).filter((id) => !kept.has(id)));
  return {
    version: 1, tool: { name: tool.name, version: tool.version }, roots: graph.roots,
    nodes: graph.nodes.filter((node) => !onlyTested.has(node.id)).map((node): PublishedNode => ({
      id: node.id, kind: node.kind, roles: node.roles, name: node.name, owner: node.owner, declared: node.declared, locations: node.locations.map(place),
      attributes: Object.fromEntries(Object.keys(node.attributes).sort().map((name) => [name, node.attributes[name] ?? ""])),
    })),
    edges: edges.map((edge): PublishedEdge => ({
      from: edge.from, to: edge.to, act: edge.act, actor: edge.actor, confidence: edge.confidence, flow: edge.flow, columns: edge.columns,
      pin: {
        state: edge.pin.state, ...(edge.pin.reason === undefined ? {} : { reason: edge.pin.reason }),
        ...(edge.pin.by === undefined ? {} : { by: edge.pin.by }),
      },
      evidence: edge.evidence.map((it: Evidence) => ({ ...place(it), via: it.via, confidence: it.confidence })),
    })),
    unresolved: graph.unresolved.map(({ path, line, column, act, via, why }) => ({ path, line, column, act, via, why })),
    problems: graph.problems.map(({ path, line, column, kind, message }) => ({ path, line, column, kind, message })),
    stats: graph.stats,
  };
}

function place({ path, line, column, endLine, endColumn, cell }: Location): PublishedPlace {
  const at = { path, line, column, endLine, endColumn };
  return cell ? { ...at, cell: { index: cell.index, line: cell.line, column: cell.column } } : at;
}
