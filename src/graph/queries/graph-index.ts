import type { EdgeId, Graph, GraphNode, NodeId } from "../graph.js";

/** Nodes by id and edges by node; computed once for each graph. */
export interface GraphIndex {
  /** Position in `Graph.nodes`; -1 for an id that is no node. */
  position(id: NodeId): number;
  node(id: NodeId): GraphNode | undefined;
  /** Edges that leave a node, in the graph's order. */
  leaving(id: NodeId): readonly EdgeId[];
  /** Edges that enter a node, in the graph's order. */
  entering(id: NodeId): readonly EdgeId[];
  /** Position of the node where each edge starts; -1 where it is missing. */
  readonly from: Int32Array;
  /** Position of the node where each edge ends; -1 where it is missing. */
  readonly to: Int32Array;
}

const known = new WeakMap<Graph, GraphIndex>();

/** The index of a graph. */
export function indexOf(graph: Graph): GraphIndex {
  const before = known.get(graph);
  if (before) return before;
  const positions = new Map<NodeId, number>();
  graph.nodes.forEach((node, i) => positions.set(node.id, i));
  const from = new Int32Array(graph.edges.length);
  const to = new Int32Array(graph.edges.length);
  graph.edges.forEach((edge, id) => {
    from[id] = positions.get(edge.from) ?? -1;
    to[id] = positions.get(edge.to) ?? -1;
  });
  const out = rows(from, graph.nodes.length);
  const into = rows(to, graph.nodes.length);
  const index: GraphIndex = {
    position: (id) => positions.get(id) ?? -1,
    node: (id) => graph.nodes[positions.get(id) ?? -1],
    leaving: (id) => row(out, positions.get(id)),
    entering: (id) => row(into, positions.get(id)),
    from, to,
  };
  known.set(graph, index);
  return index;
}

interface Rows { readonly offsets: Int32Array; readonly edges: Int32Array }

/** Edges grouped by one of their ends. */
function rows(ends: Int32Array, size: number): Rows {
  const offsets = new Int32Array(size + 1);
  for (const end of ends) if (end >= 0) offsets[end + 1] = (offsets[end + 1] ?? 0) + 1;
  for (let i = 0; i < size; i++) offsets[i + 1] = (offsets[i + 1] ?? 0) + (offsets[i] ?? 0);
  const next = offsets.slice(0, size);
  const edges = new Int32Array(offsets[size] ?? 0);
  for (let id = 0; id < ends.length; id++) {
    const end = ends[id] ?? -1;
    if (end < 0) continue;
    const at = next[end] ?? 0;
    edges[at] = id;
    next[end] = at + 1;
  }
  return { offsets, edges };
}

function row({ offsets, edges }: Rows, at: number | undefined): readonly EdgeId[] {
  return at === undefined ? [] : Array.from(edges.subarray(offsets[at] ?? 0, offsets[at + 1] ?? 0));
}
