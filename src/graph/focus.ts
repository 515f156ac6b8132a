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

/** The part of the graph within `depth` edges of a node, whatever their direction (unlimited unless given); null where the text means no node. Edges are numbered anew. */
export function focus(graph: Graph, text: string, depth = Infinity): Graph | null {
  const start = nodeMeant(graph, text);
  if (start === null) return null;
  const index = indexOf(graph);
  const distance = new Map<NodeId, number>([[start, 0]]);
  const queue = [start];
  // The queue grows while it is walked.
  for (let next = 0; next < queue.length; next++) {
    const id = queue[next] ?? start;
    const steps = distance.get(id) ?? 0;
    if (steps >= depth) continue;
    for (const edge of [...index.entering(id), ...index.leaving(id)]) {
      const it = graph.edges[edge];
      const other = it?.from === id ? it.to : it?.from;
      if (other === undefined || distance.has(other)) continue;
      distance.set(other, steps + 1);
      queue.push(other);
    }
  }
  return part(graph, distance);
}

function part(graph: Graph, kept: ReadonlyMap<NodeId, number>): Graph {
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
