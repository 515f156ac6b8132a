import { indexOf } from "./queries/graph-index.js";
import { immutableName } from "./immutable-name.js";
import type { EdgeId, Graph, GraphEdge, GraphNode, NodeId, Through } from "./graph.js";

/** Where the value of one read goes before it is trained on. */
export interface TrainingReach {
  /** Models that the value is trained into, sorted. */
  readonly models: readonly NodeId[];
  /** Edges from the read to the nearest fit, both included; empty where no fit is reached. */
  readonly path: readonly EdgeId[];
  /** A dated or versioned store that keeps the value on the way or beside the fit. */
  readonly snapshot: NodeId | null;
}

/**
 * Follows read values through jobs and stores into fits. A store that keeps versions, and a read that is pinned, end the way.
 * What a model predicts in the job that reads it belongs to the value of that read.
 */
export function trainingReach(graph: Graph): (read: EdgeId) => TrainingReach {
  const leaving = new Map<EdgeId, Through[]>();
  for (const it of graph.through) push(leaving, it.in, it);
  const readers = new Map<NodeId, EdgeId[]>();
  graph.edges.forEach((edge, id) => {
    if (edge.act === "reads") push(readers, edge.from, id);
  });
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return (read) => {
    const queue = [read, ...predictionsOf(graph, read)];
    const before = new Map<EdgeId, EdgeId | null>(queue.map((start) => [start, null]));
    const models = new Set<NodeId>();
    let fit: EdgeId | null = null;
    let snapshot: NodeId | null = null;
    // The queue grows while it is walked: breadth first, so that the first fit is the nearest.
    for (let next = 0; next < queue.length; next++) {
      const at = queue[next] ?? read;
      for (const { out } of leaving.get(at) ?? []) {
        const edge = graph.edges[out];
        if (!edge || before.has(out)) continue;
        before.set(out, at);
        if (edge.act === "trains") {
          models.add(edge.to);
          fit ??= out;
        }
        if (edge.act !== "writes" || !keepsData(edge, nodes.get(edge.to))) continue;
        if (keepsVersions(nodes.get(edge.to))) {
          snapshot ??= edge.to;
          continue;
        }
        for (const reader of readers.get(edge.to) ?? []) {
          if (before.has(reader) || graph.edges[reader]?.pin.state === "pinned") continue;
          before.set(reader, out);
          queue.push(reader);
        }
      }
    }
    return { models: [...models].sort(), path: fit === null ? [] : pathTo(fit, before), snapshot };
  };
}

/** Does a store keep what was written under a name of its own, so that a later run does not replace it? */
export function keepsVersions(node: GraphNode | undefined): boolean {
  if (!node) return false;
  const names = [node.id, ...[node.attributes["aliases"] ?? []].flat()];
  return node.attributes["versioned"] === "true" || names.some((name) => immutableName(name) !== null);
}

/** Edges by which the model that an edge loads predicts in the same job. */
function predictionsOf(graph: Graph, read: EdgeId): readonly EdgeId[] {
  const { from, to, act } = graph.edges[read] ?? {};
  if (from === undefined || act !== "reads") return [];
  return indexOf(graph).leaving(from).filter((id) => graph.edges[id]?.act === "predicts" && graph.edges[id]?.to === to);
}

/** A model, a score or a report that derives from the value does not keep it. */
function keepsData(edge: GraphEdge, node: GraphNode | undefined): boolean {
  if (node && (node.kind === "model" || node.kind === "metrics" || node.kind === "prediction" || node.kind === "experiment")) return false;
  return edge.carries.length === 0 || edge.carries.some((it) => it === "raw" || it === "feature" || it === "label" || it === "outcome");
}

function pathTo(last: EdgeId, before: ReadonlyMap<EdgeId, EdgeId | null>): EdgeId[] {
  const path: EdgeId[] = [];
  for (let at: EdgeId | null = last; at !== null; at = before.get(at) ?? null) path.push(at);
  return path.reverse();
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
