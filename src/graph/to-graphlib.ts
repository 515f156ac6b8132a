import { Graph as Graphlib } from "@dagrejs/graphlib";
import type { Graph, GraphEdge, GraphNode } from "./graph.js";

/**
 * The graph as a directed multigraph of `@dagrejs/graphlib`: node labels are graph nodes, edge labels are graph edges, the name of an edge is its act. An exchange shape for
 * moderate graphs: graphlib's own algorithms recurse and overflow the stack on chains of a few thousand nodes.
 */
export function toGraphlib(graph: Graph): Graphlib<string, GraphNode, GraphEdge> {
  const out = new Graphlib<string, GraphNode, GraphEdge>({ directed: true, multigraph: true });
  for (const node of graph.nodes) out.setNode(node.id, node);
  for (const edge of graph.edges) out.setEdge(edge.from, edge.to, edge, edge.act);
  return out;
}
