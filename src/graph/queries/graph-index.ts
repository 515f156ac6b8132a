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
}

const known = new WeakMap<Graph, GraphIndex>();

/** The index of a graph. */
export function indexOf(graph: Graph): GraphIndex {
  const before = known.get(graph);
  if (before) return before;
  const positions = new Map(graph.nodes.map((node, i) => [node.id, i]));
  const out: (EdgeId[] | undefined)[] = new Array<EdgeId[] | undefined>(graph.nodes.length);
  const into: (EdgeId[] | undefined)[] = new Array<EdgeId[] | undefined>(graph.nodes.length);
  graph.edges.forEach((edge, id) => {
    push(out, positions.get(edge.from), id);
    push(into, positions.get(edge.to), id);
  });
  const none: readonly EdgeId[] = [];
  const list = (lists: readonly (EdgeId[] | undefined)[], id: NodeId): readonly EdgeId[] => lists[positions.get(id) ?? -1] ?? none;
  const index: GraphIndex = {
    position: (id) => positions.get(id) ?? -1,
    node: (id) => graph.nodes[positions.get(id) ?? -1],
    leaving: (id) => list(out, id),
    entering: (id) => list(into, id),
  };
  known.set(graph, index);
  return index;
}

function push(lists: (EdgeId[] | undefined)[], at: number | undefined, id: EdgeId): void {
  if (at === undefined) return;
  const list = lists[at];
  if (list) list.push(id);
  else lists[at] = [id];
}
