import type { Graph, NodeId } from "./graph.js";
import { indexOf } from "./queries/graph-index.js";

/** The id of the node that a user means: an id, an alias, or a name that only one node has; null where none or several fit. */
export function nodeMeant(graph: Graph, text: string): NodeId | null {
  if (indexOf(graph).node(text)) return text;
  const folded = text.toLowerCase();
  const byId = graph.nodes.filter((node) => node.id.toLowerCase() === folded || [node.attributes["aliases"] ?? []].flat().includes(text));
  const found = byId.length > 0 ? byId : graph.nodes.filter((node) => node.name.toLowerCase() === folded);
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

/**
 * The part of the graph that leads to a node and that it leads to, within `depth` edges either way (unlimited unless given); null where the text means no node. Edges are
 * numbered anew.
 */
export function focus(graph: Graph, text: string, depth = Infinity): Graph | null {
  const start = nodeMeant(graph, text);
  if (start === null) return null;
  const index = indexOf(graph);
  const kept = new Set<NodeId>();
  walk(start, depth, kept, (id) => index.entering(id).map((edge) => graph.edges[edge]?.from ?? id));
  walk(start, depth, kept, (id) => index.leaving(id).map((edge) => graph.edges[edge]?.to ?? id));
  return part(graph, kept);
}

function walk(start: NodeId, depth: number, kept: Set<NodeId>, next: (id: NodeId) => readonly NodeId[]): void {
  const distance = new Map<NodeId, number>([[start, 0]]);
  const queue = [start];
  // The queue grows while it is walked.
  for (let turn = 0; turn < queue.length; turn++) {
    const id = queue[turn] ?? start;
    const steps = distance.get(id) ?? 0;
    kept.add(id);
    if (steps >= depth) continue;
    for (const other of next(id)) {
      if (distance.has(other)) continue;
      distance.set(other, steps + 1);
      queue.push(other);
    }
  }
}

function part(graph: Graph, kept: ReadonlySet<NodeId>): Graph {
  const numbers = new Map<number, number>();
  const edges = graph.edges.filter((edge, id) => {
    const stays = kept.has(edge.from) && kept.has(edge.to);
    if (stays) numbers.set(id, numbers.size);
    return stays;
  });
  const nodes = graph.nodes.filter((node) => kept.has(node.id));
  const paths = new Set([...nodes.flatMap((node) => node.locations), ...edges.flatMap((edge) => edge.evidence)].map((place) => place.path));
  return {
    ...graph, nodes, edges,
    through: graph.through.flatMap((it) => {
      const [first, last] = [numbers.get(it.in), numbers.get(it.out)];
      return first === undefined || last === undefined ? [] : [{ ...it, in: first, out: last }];
    }),
    statements: graph.statements.flatMap((it) => {
      const edge = numbers.get(it.edge);
      return edge === undefined ? [] : [{ ...it, edge }];
    }),
    unresolved: graph.unresolved.filter((it) => paths.has(it.path)),
  };
}
