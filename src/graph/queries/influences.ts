import type { Confidence } from "../../facts/vocabulary.js";
import { CONFIDENCES } from "../../facts/vocabulary.js";
import { compareText } from "../../facts/location.js";
import type { EdgeId, Graph, NodeId } from "../graph.js";
import { ArcList } from "./arcs.js";
import { componentsOf } from "./components.js";
import { flowGraph, type FlowGraph } from "./flow-graph.js";
import { indexOf } from "./graph-index.js";
import { confidenceAt, pathTo, reachFrom, type Reach } from "./reach.js";

/**
 * One model changes what another learns from or predicts for: from a `predicts` edge of `from`, over a write that carries the prediction, through jobs and stores, to a read
 * that trains `to` (or that `to` predicts for). No third model lies on the way: a value that another model predicts from is that model's influence.
 */
export interface Influence {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: "train" | "infer";
  /** The `predicts` edge first, then writes and reads; `trains` last for the kind `train`. */
  readonly path: readonly EdgeId[];
  /** The weakest link of the path. */
  readonly confidence: Confidence;
}

/** Two or more models that influence each other in a circle with at least one training. One model that influences its own training is an `Influence` on itself. */
export interface InfluenceLoop {
  /** Sorted. */
  readonly models: readonly NodeId[];
  /** The shortest circle through a training, one influence after the other, from the smallest model. */
  readonly influences: readonly Influence[];
  readonly confidence: Confidence;
}

const known = new WeakMap<Graph, readonly Influence[]>();

/** All influences between models, sorted by from, to, kind: the strongest shortest path for each. A loop is an influence of a model on itself, or a circle of them. */
export function influences(graph: Graph): readonly Influence[] {
  const before = known.get(graph);
  if (before) return before;
  const flow = flowGraph(graph);
  const found: Influence[] = [];
  const predictions = new Map<NodeId, EdgeId[]>();
  graph.edges.forEach((edge, id) => {
    if (edge.act !== "predicts") return;
    const list = predictions.get(edge.from);
    if (list) list.push(id);
    else predictions.set(edge.from, [id]);
  });
  for (const [model, edges] of predictions) found.push(...influencesOf(graph, flow, model, edges));
  const sorted = found.sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(b.kind, a.kind));
  known.set(graph, sorted);
  return sorted;
}

/** Influences from one model on another; empty where there are none. */
export function influencesBetween(graph: Graph, from: NodeId, to: NodeId): readonly Influence[] {
  return influences(graph).filter((it) => it.from === from && it.to === to);
}

function influencesOf(graph: Graph, flow: FlowGraph, model: NodeId, predicts: readonly EdgeId[]): Influence[] {
  const other = (edge: EdgeId): readonly NodeId[] => (graph.edges[edge]?.act === "writes" ? (graph.edges[edge]?.predictedBy ?? []).filter((it) => it !== model) : []);
  const carriesOwn = (edge: EdgeId): boolean => {
    const it = graph.edges[edge];
    return it !== undefined && (it.carries.includes("prediction") || it.predictedBy.includes(model));
  };
  const starts = predicts.map((edge) => flow.vertexOf(edge));
  const first = new Set(starts);
  const reach = reachFrom(flow.forward, starts, {
    // Weights are not data: what a fit has learnt is the influence itself. What another model predicted is that model's influence.
    leave: (vertex) => {
      const edge = flow.edgeOf(vertex);
      if (edge < 0) return true;
      if (graph.edges[edge]?.act === "trains") return false;
      return other(edge).length === 0 || (graph.edges[edge]?.predictedBy.includes(model) ?? false);
    },
    enter: (vertex, from) => {
      const edge = graph.edges[flow.edgeOf(vertex)];
      if (!edge) return true;
      if (first.has(from)) return edge.act === "writes" && carriesOwn(flow.edgeOf(vertex));
      const before = graph.edges[flow.edgeOf(from)];
      return edge.act !== "trains" || before?.act !== "reads" || before.flow.length === 0 || before.flow.includes("training");
    },
  });
  const best = new Map<string, Influence>();
  const add = (to: NodeId, kind: Influence["kind"], position: number): void => {
    const key = `${kind} ${to}`;
    if (!best.has(key)) best.set(key, { from: model, to, kind, path: edgesTo(flow, reach, position), confidence: confidenceAt(reach, position) });
  };
  reach.vertices.forEach((vertex, position) => {
    const id = flow.edgeOf(vertex);
    const edge = graph.edges[id];
    if (!edge || first.has(vertex)) return;
    if (edge.act === "trains") add(edge.to, "train", position);
    if (edge.act === "writes") for (const it of other(id)) if (!isBeside(graph, flow, reach, position)) add(it, "infer", position);
    if (edge.act === "reads" && (edge.flow.includes("prediction") || edge.flow.includes("serving"))) {
      const served = new Set(indexOf(graph).entering(edge.to).filter((it) => graph.edges[it]?.act === "predicts").map((it) => graph.edges[it]?.from ?? ""));
      if (served.size === 1) for (const it of served) if (it !== model) add(it, "infer", position);
    }
  });
  return [...best.values()];
}

/** Does the write follow the prediction in the same job? Two models that predict side by side into one write do not feed each other. */
function isBeside(graph: Graph, flow: FlowGraph, reach: Reach, position: number): boolean {
  const edges = edgesTo(flow, reach, position);
  return edges.length < 2 || graph.edges[edges[edges.length - 2] ?? 0]?.act === "predicts";
}

function edgesTo(flow: FlowGraph, reach: Reach, position: number): EdgeId[] {
  return pathTo(reach, position).map((it) => flow.edgeOf(it)).filter((edge) => edge >= 0);
}

/** Circles of two or more models that hold at least one training: one for each strongly connected set of models, sorted by smallest model. */
export function influenceLoops(graph: Graph): readonly InfluenceLoop[] {
  const all = influences(graph).filter((it) => it.from !== it.to);
  const models = [...new Set(all.flatMap((it) => [it.from, it.to]))].sort();
  const number = new Map(models.map((model, i) => [model, i]));
  const arcs = new ArcList();
  for (const it of all) arcs.add(number.get(it.from) ?? 0, number.get(it.to) ?? 0, CONFIDENCES.indexOf(it.confidence));
  const { of } = componentsOf(arcs.build(models.length));
  const groups = new Map<number, NodeId[]>();
  models.forEach((model, i) => groups.set(of[i] ?? 0, [...(groups.get(of[i] ?? 0) ?? []), model]));
  const loops: InfluenceLoop[] = [];
  for (const group of groups.values()) {
    const inside = new Set(group);
    const circle = shortestCircle(all.filter((it) => inside.has(it.from) && inside.has(it.to)));
    if (circle.length === 0) continue;
    loops.push({
      models: group, influences: circle,
      confidence: CONFIDENCES[Math.min(...circle.map((it) => CONFIDENCES.indexOf(it.confidence)))] ?? "possible",
    });
  }
  return loops.sort((a, b) => compareText(a.models[0] ?? "", b.models[0] ?? ""));
}

/** The circle with the fewest influences that holds a training, written from its smallest model. */
function shortestCircle(inside: readonly Influence[]): Influence[] {
  let best: Influence[] = [];
  for (const train of inside.filter((it) => it.kind === "train")) {
    const circle = [train, ...wayBack(inside, train.to, train.from)];
    if (circle.at(-1)?.to !== train.from) continue;
    if (best.length === 0 || circle.length < best.length) best = circle;
  }
  const first = best.reduce((least, it, i) => (it.from < (best[least]?.from ?? "") ? i : least), 0);
  return [...best.slice(first), ...best.slice(0, first)];
}

function wayBack(inside: readonly Influence[], from: NodeId, to: NodeId): Influence[] {
  const before = new Map<NodeId, Influence | null>([[from, null]]);
  const queue = [from];
  // The queue grows while it is walked.
  for (let next = 0; next < queue.length && !before.has(to); next++) {
    for (const it of inside) {
      if (it.from !== queue[next] || before.has(it.to)) continue;
      before.set(it.to, it);
      queue.push(it.to);
    }
  }
  const way: Influence[] = [];
  for (let at = before.get(to); at; at = before.get(at.from)) way.push(at);
  return way.reverse();
}
