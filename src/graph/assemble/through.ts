import { compareLocations, type Location } from "../../facts/location.js";
import { CONFIDENCES, type Confidence } from "../../facts/vocabulary.js";
import type { EdgeId, GraphEdge, NodeId, Through } from "../graph.js";
import { DATA_ACTS } from "../queries/flow-graph.js";

/** A value of one record that reaches another record of the same subject. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly confidence: Confidence;
  readonly at: Location | null;
}

/** Pairs beyond this many for one job are not listed: such a job says nothing about any of them. */
const MOST_PAIRS = 4096;
const DATA: ReadonlySet<string> = new Set(DATA_ACTS);

/** Pairs of edges of one job: those that passages tell, and every pair at `possible` for jobs of which nothing is known inside. Sorted by in, out. */
export function throughPairs(
  edges: readonly GraphEdge[], ofRecord: readonly (readonly EdgeId[])[], passages: readonly Passage[], opaque: ReadonlySet<NodeId>,
): Through[] {
  const found = new Map<string, Through>();
  const add = (into: EdgeId, out: EdgeId, confidence: Confidence, at: Location | null): void => {
    const [first, last] = [edges[into], edges[out]];
    if (!first || !last || first.to !== last.from) return;
    const key = `${into} ${out}`;
    const known = found.get(key);
    const pair = { job: first.to, in: into, out, confidence, at };
    if (!known || isSurer(pair, known)) found.set(key, pair);
  };
  for (const { from, to, confidence, at } of passages) {
    for (const into of ofRecord[from] ?? []) for (const out of ofRecord[to] ?? []) add(into, out, confidence, at);
  }
  const entering = new Map<NodeId, EdgeId[]>();
  const leaving = new Map<NodeId, EdgeId[]>();
  edges.forEach((edge, id) => {
    if (!DATA.has(edge.act)) return;
    if (opaque.has(edge.to)) push(entering, edge.to, id);
    if (opaque.has(edge.from)) push(leaving, edge.from, id);
  });
  for (const [job, ins] of entering) {
    const outs = leaving.get(job) ?? [];
    if (ins.length * outs.length > MOST_PAIRS) continue;
    for (const into of ins) for (const out of outs) add(into, out, "possible", null);
  }
  return [...found.values()].sort((a, b) => a.in - b.in || a.out - b.out);
}

function push(map: Map<NodeId, EdgeId[]>, key: NodeId, id: EdgeId): void {
  const list = map.get(key);
  if (list) list.push(id);
  else map.set(key, [id]);
}

function isSurer(a: Through, b: Through): boolean {
  const [x, y] = [CONFIDENCES.indexOf(a.confidence), CONFIDENCES.indexOf(b.confidence)];
  if (x !== y) return x > y;
  if (!a.at || !b.at) return Boolean(a.at) && !b.at;
  return compareLocations(a.at, b.at) < 0;
}
