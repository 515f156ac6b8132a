import { CONFIDENCES, type Act, type NodeKind } from "../../facts/vocabulary.js";
import type { EdgeId, Graph, GraphNode } from "../graph.js";
import { ArcList, type Arcs } from "./arcs.js";
import { indexOf, type GraphIndex } from "./graph-index.js";

/** Acts along which data moves; the others say who starts, orders or holds whom. */
export const DATA_ACTS: readonly Act[] = ["reads", "writes", "trains", "predicts", "evaluates", "serves", "logs", "calls"];

const DATA: ReadonlySet<Act> = new Set(DATA_ACTS);
const COMPUTES: ReadonlySet<NodeKind> = new Set(["job", "notebook", "service", "pipeline", "function"]);

/** Does the node compute, so that what enters need not reach what leaves? */
export function computes(node: GraphNode | undefined): boolean {
  return node !== undefined && COMPUTES.has(node.kind);
}

/**
 * The graph as arcs over which values pass. Every edge is a vertex; a store is a vertex between the edges that enter and those that leave it; in a job an edge
 * reaches another only by a `Through` pair. A folder and what lies in it pass values to each other, siblings do not.
 */
export interface FlowGraph {
  readonly forward: Arcs;
  readonly backward: Arcs;
  /** Where values that leave a node start. */
  starts(node: number): readonly number[];
  /** Where values that enter a node end. */
  ends(node: number): readonly number[];
  /** The edge that a vertex stands for; -1 for a node. */
  edgeOf(vertex: number): EdgeId;
  vertexOf(edge: EdgeId): number;
  /** Position of the node that a vertex stands for; -1 for an edge. */
  nodeOf(vertex: number): number;
}

const known = new WeakMap<Graph, Map<string, FlowGraph>>();

/** The flow of a graph over the given acts (data acts unless given); computed once. */
export function flowGraph(graph: Graph, acts: readonly Act[] = DATA_ACTS): FlowGraph {
  const key = [...acts].sort().join(" ");
  const graphs = known.get(graph) ?? new Map<string, FlowGraph>();
  known.set(graph, graphs);
  const before = graphs.get(key);
  if (before) return before;
  const made = buildFlow(graph, new Set(acts));
  graphs.set(key, made);
  return made;
}

/**
 * Vertices: [0, N) what enters node i, [N, 2N) what leaves node i, [2N, 2N + E) edge e. For stores entering leads to leaving; for a job "entering" leads to its
 * control edges only and "leaving" is where control arrives.
 */
function buildFlow(graph: Graph, acts: ReadonlySet<Act>): FlowGraph {
  const count = graph.nodes.length;
  const size = 2 * count + graph.edges.length;
  const index = indexOf(graph);
  const isJob = Uint8Array.from(graph.nodes, (node) => Number(computes(node)));
  const arcs = new ArcList();
  const free = CONFIDENCES.length - 1;
  const used = new Uint8Array(graph.edges.length);
  for (let i = 0; i < count; i++) if (isJob[i] === 0) arcs.add(i, count + i, free);
  graph.edges.forEach((edge, id) => {
    if (!acts.has(edge.act)) return;
    const from = index.from[id] ?? -1;
    const to = index.to[id] ?? -1;
    if (from < 0 || to < 0) return;
    used[id] = 1;
    const vertex = 2 * count + id;
    const isData = DATA.has(edge.act);
    const strength = CONFIDENCES.indexOf(edge.confidence);
    if (isJob[from] === 0 || !isData) arcs.add(count + from, vertex, strength);
    if (isJob[from] === 1) arcs.add(isData ? count + from : from, vertex, strength);
    arcs.add(vertex, isJob[to] === 0 || isData ? to : count + to, free);
  });
  for (const it of graph.through) {
    if (used[it.in] && used[it.out]) arcs.add(
      2 * count + it.in, 2 * count + it.out,
      Math.min(CONFIDENCES.indexOf(it.confidence), CONFIDENCES.indexOf(graph.edges[it.out]?.confidence ?? "possible")),
    );
  }
  addFolders(graph, index, isJob, (outer, inner) => {
    arcs.add(outer, count + inner, 1);
    arcs.add(inner, count + outer, 1);
  });
  let backward: Arcs | null = null;
  return {
    forward: arcs.build(size),
    get backward() {
      return (backward ??= arcs.build(size, true));
    },
    starts: (node) => (isJob[node] === 1 ? [count + node] : [node]), ends: (node) => (isJob[node] === 1 ? [node, count + node] : [count + node]),
    edgeOf: (vertex) => (vertex >= 2 * count ? vertex - 2 * count : -1),
    vertexOf: (edge) => 2 * count + edge,
    nodeOf: (vertex) => (vertex < count ? vertex : vertex < 2 * count ? vertex - count : -1),
  };
}

const DEEPEST = 64;

/** Calls `pair` for every store and each store that lies in it, at any depth. */
function addFolders(graph: Graph, index: GraphIndex, isJob: Uint8Array, pair: (outer: number, inner: number) => void): void {
  const outer = new Map<number, number>();
  graph.edges.forEach((edge, id) => {
    if (edge.act !== "contains") return;
    const from = index.from[id] ?? -1;
    const to = index.to[id] ?? -1;
    if (from >= 0 && to >= 0 && !isJob[from] && !isJob[to]) outer.set(to, from);
  });
  for (const inner of outer.keys()) {
    let at = outer.get(inner);
    for (let depth = 0; at !== undefined && depth < DEEPEST; depth++) {
      pair(at, inner);
      at = outer.get(at);
    }
  }
}
