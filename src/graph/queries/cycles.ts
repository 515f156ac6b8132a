import type { Act, Confidence } from "../../facts/vocabulary.js";
import { weaker } from "../../facts/vocabulary.js";
import type { EdgeId, Graph, NodeId } from "../graph.js";
import type { Arcs } from "./arcs.js";
import { componentsOf } from "./components.js";
import { flowGraph, type FlowGraph } from "./flow-graph.js";
import { indexOf } from "./graph-index.js";
import { scratchOf } from "./reach.js";

/** A strongly connected component of the flow. */
export interface Cycle {
  /** All nodes of the component, sorted. */
  readonly nodes: readonly NodeId[];
  /** Edges of the shortest cycle, written from its smallest node. */
  readonly edges: readonly EdgeId[];
  /** The weakest edge of that cycle. */
  readonly confidence: Confidence;
}

/** Arcs that the search for shortest cycles may walk before it keeps what it has; a component of thousands of intertwined jobs needs no better witness. */
const MOST_WORK = 3_000_000;

/**
 * Strongly connected components over the given acts (data acts unless given), where a job passes a value on only by a `Through` pair. Sorted by smallest node.
 * `keep` leaves edges out.
 */
export function cycles(graph: Graph, acts?: readonly Act[], keep?: (edge: EdgeId) => boolean): readonly Cycle[] {
  const flow = flowGraph(graph, acts);
  const arcs = keep ? filtered(flow, keep) : flow.forward;
  const { of, sizes } = componentsOf(arcs);
  const members = new Map<number, number[]>();
  for (let vertex = 0; vertex < arcs.size; vertex++) {
    const component = of[vertex] ?? 0;
    if ((sizes[component] ?? 0) < 2) continue;
    const list = members.get(component);
    if (list) list.push(vertex);
    else members.set(component, [vertex]);
  }
  const budget = { left: MOST_WORK };
  const found = [...members.values()].map((vertices) => describe(graph, flow, arcs, of, vertices, budget)).filter((it) => it !== null);
  return found.sort((a, b) => ((a.nodes[0] ?? "") < (b.nodes[0] ?? "") ? -1 : 1));
}

function filtered(flow: FlowGraph, keep: (edge: EdgeId) => boolean): Arcs {
  const { forward } = flow;
  const offsets = new Int32Array(forward.size + 1);
  const targets = new Int32Array(forward.targets.length);
  const strengths = new Uint8Array(forward.targets.length);
  let at = 0;
  const kept = (vertex: number): boolean => flow.edgeOf(vertex) < 0 || keep(flow.edgeOf(vertex));
  for (let vertex = 0; vertex < forward.size; vertex++) {
    const stays = kept(vertex);
    for (let i = forward.offsets[vertex] ?? 0; stays && i < (forward.offsets[vertex + 1] ?? 0); i++) {
      if (!kept(forward.targets[i] ?? 0)) continue;
      targets[at] = forward.targets[i] ?? 0;
      strengths[at++] = forward.strengths[i] ?? 0;
    }
    offsets[vertex + 1] = at;
  }
  return { size: forward.size, offsets, targets: targets.subarray(0, at), strengths: strengths.subarray(0, at) };
}

function describe(graph: Graph, flow: FlowGraph, arcs: Arcs, of: Int32Array, vertices: readonly number[], budget: { left: number }): Cycle | null {
  const index = indexOf(graph);
  const nodes = new Set<number>();
  for (const vertex of vertices) {
    const edge = flow.edgeOf(vertex);
    if (edge >= 0) nodes.add(index.from[edge] ?? -1).add(index.to[edge] ?? -1);
  }
  const path = shortest(graph, flow, arcs, of, vertices, budget);
  const edges = path.map((vertex) => flow.edgeOf(vertex)).filter((edge) => edge >= 0);
  if (edges.length === 0) return null;
  const written = fromSmallest(graph, edges);
  const confidence = written.reduce<Confidence>((weakest, id) => weaker(weakest, graph.edges[id]?.confidence ?? "possible"), "certain");
  // Nodes are sorted by id, so positions are too.
  const ids = Int32Array.from(nodes).sort();
  return {
    nodes: Array.from(ids, (position) => graph.nodes[position]?.id ?? ""), edges: written,
    confidence: written.length > 0 ? confidence : "possible",
  };
}

/** The shortest cycle of a component, in vertices. Unless the component is one ring, every cycle passes a vertex where the ways part, so only those are tried. */
function shortest(graph: Graph, flow: FlowGraph, arcs: Arcs, of: Int32Array, vertices: readonly number[], budget: { left: number }): number[] {
  const component = of[vertices[0] ?? 0];
  const inside = (vertex: number): boolean => of[vertex] === component;
  const parting = vertices.filter((vertex) => {
    let ways = 0;
    for (let i = arcs.offsets[vertex] ?? 0; i < (arcs.offsets[vertex + 1] ?? 0); i++) if (inside(arcs.targets[i] ?? 0)) ways++;
    return ways > 1;
  });
  const starts = (parting.length > 0 ? parting : vertices.slice(0, 1)).sort((a, b) => firstNode(graph, flow, a) - firstNode(graph, flow, b) || a - b);
  let best: number[] = [];
  for (const start of starts) {
    const found = ringFrom(arcs, inside, start, best.length > 0 ? best.length : Infinity, budget);
    if (found.length > 0 && (best.length === 0 || found.length < best.length)) best = found;
    if (best.length > 0 && (budget.left <= 0 || edgeCount(flow, best) <= FEWEST_EDGES)) break;
  }
  return best;
}

/** Position of the node that a vertex belongs to: nodes are sorted by id. */
function firstNode(graph: Graph, flow: FlowGraph, vertex: number): number {
  const node = flow.nodeOf(vertex);
  return node >= 0 ? node : graph.nodes.length + flow.edgeOf(vertex);
}

// There and back: only order edges of a job to itself make a shorter one.
const FEWEST_EDGES = 2;

function edgeCount(flow: FlowGraph, path: readonly number[]): number {
  return path.filter((vertex) => flow.edgeOf(vertex) >= 0).length;
}

/** The shortest way from `start` back to itself that is shorter than `limit`; empty where there is none. */
function ringFrom(arcs: Arcs, inside: (vertex: number) => boolean, start: number, limit: number, budget: { left: number }): number[] {
  const seen = scratchOf(arcs);
  const queue = [start];
  const parents = [-1];
  const distances = [0];
  seen[start] = 1;
  let last = -1;
  // The queue grows while it is walked.
  for (let next = 0; next < queue.length && last < 0 && (distances[next] ?? 0) + 1 < limit; next++) {
    const vertex = queue[next] ?? start;
    for (let i = arcs.offsets[vertex] ?? 0; i < (arcs.offsets[vertex + 1] ?? 0); i++) {
      const target = arcs.targets[i] ?? 0;
      budget.left--;
      if (target === start) {
        last = next;
        break;
      }
      if (seen[target] || !inside(target)) continue;
      seen[target] = 1;
      queue.push(target);
      parents.push(next);
      distances.push((distances[next] ?? 0) + 1);
    }
  }
  for (const vertex of queue) seen[vertex] = 0;
  const path: number[] = [];
  for (let at = last; at >= 0; at = parents[at] ?? -1) path.push(queue[at] ?? start);
  return path.reverse();
}

function fromSmallest(graph: Graph, edges: readonly EdgeId[]): EdgeId[] {
  let first = 0;
  edges.forEach((id, i) => {
    if ((graph.edges[id]?.from ?? "") < (graph.edges[edges[first] ?? 0]?.from ?? "")) first = i;
  });
  return [...edges.slice(first), ...edges.slice(0, first)];
}
