import type { Act, Confidence } from "../../facts/vocabulary.js";
import type { EdgeId, Graph, NodeId, Unresolved } from "../graph.js";
import { computes, flowGraph, type FlowGraph } from "./flow-graph.js";
import { indexOf, type GraphIndex } from "./graph-index.js";
import { confidenceAt, pathTo, reachFrom, type Reach } from "./reach.js";

/** A node of a closure with its proof. */
export interface ClosureMember {
  readonly id: NodeId;
  /** The weakest link on the way. */
  readonly confidence: Confidence;
  /** Edges of the shortest strongest way between the asked node and this one, in the direction of the data; made when asked for, since all paths of a long chain are its square. */
  path(): readonly EdgeId[];
}

/** All that a node depends on (`up`) or that depends on it (`down`). */
export interface Closure {
  /** Sorted by id, without the node itself. */
  readonly members: readonly ClosureMember[];
  /** Reads and writes of the closure's files whose resource has no known name: what may be missing. */
  readonly unresolved: readonly Unresolved[];
}

/** How far a closure goes. */
export interface ClosureLimits {
  /** Data acts unless given. */
  readonly acts?: readonly Act[];
  readonly atLeast?: Confidence;
}

/** The closure of a node with or against the data; jobs pass values on by `Through` pairs only. Empty for an id that is no node. */
export function closure(graph: Graph, id: NodeId, direction: "up" | "down", limits: ClosureLimits = {}): Closure {
  const { flow, reach } = walk(graph, id, direction, limits);
  const index = indexOf(graph);
  const own = index.position(id);
  // Position in the walk of the first arrival at each node, plus one.
  const best = new Int32Array(graph.nodes.length);
  reach.vertices.forEach((vertex, position) => {
    const node = nodeAt(index, flow, vertex, direction);
    if (node !== own && node >= 0 && best[node] === 0) best[node] = position + 1;
  });
  const members: ClosureMember[] = [];
  const paths = new Set<string | undefined>();
  graph.nodes.forEach((node, i) => {
    const position = (best[i] ?? 0) - 1;
    if (position >= 0) members.push({
      id: node.id, confidence: confidenceAt(reach, position), path: () => edgesOf(flow, reach, position, direction),
    });
    if ((position >= 0 || i === own) && computes(node)) paths.add(node.locations[0]?.path);
  });
  const act = direction === "up" ? new Set<Act>(["reads"]) : new Set<Act>(["writes"]);
  return { members, unresolved: graph.unresolved.filter((it) => paths.has(it.path) && act.has(it.act)) };
}

/** Edges of the shortest strongest way on which a value of `from` reaches `to`; null where none does. */
export function flowPath(graph: Graph, from: NodeId, to: NodeId, limits: ClosureLimits = {}): readonly EdgeId[] | null {
  const { flow, reach } = walk(graph, from, "down", limits);
  const target = indexOf(graph).position(to);
  if (target < 0) return null;
  const index = indexOf(graph);
  const position = reach.vertices.findIndex((vertex) => nodeAt(index, flow, vertex, "down") === target);
  return position < 0 ? null : edgesOf(flow, reach, position, "down");
}

function walk(graph: Graph, id: NodeId, direction: "up" | "down", limits: ClosureLimits): { readonly flow: FlowGraph; readonly reach: Reach } {
  const flow = flowGraph(graph, limits.acts);
  const node = indexOf(graph).position(id);
  const starts = node < 0 ? [] : direction === "down" ? flow.starts(node) : flow.ends(node);
  return { flow, reach: reachFrom(direction === "down" ? flow.forward : flow.backward, starts, limits.atLeast ? { atLeast: limits.atLeast } : {}) };
}

/** The node that a walk reaches with this vertex: an edge stands for its far end. */
function nodeAt(index: GraphIndex, flow: FlowGraph, vertex: number, direction: "up" | "down"): number {
  const edge = flow.edgeOf(vertex);
  return edge < 0 ? -1 : ((direction === "down" ? index.to[edge] : index.from[edge]) ?? -1);
}

function edgesOf(flow: FlowGraph, reach: Reach, position: number, direction: "up" | "down"): EdgeId[] {
  const edges = pathTo(reach, position).map((it) => flow.edgeOf(it)).filter((edge) => edge >= 0);
  return direction === "down" ? edges : edges.reverse();
}
