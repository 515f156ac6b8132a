import { compareLocations, compareText } from "../../facts/location.js";
import { CARRIES, CONFIDENCES, FLOWS, weaker, type Act, type Confidence, type FileRole } from "../../facts/vocabulary.js";
import type { EdgeId, Evidence, GraphEdge, Guard, NodeId, Pin } from "../graph.js";
import type { ActRecord } from "./act-record.js";
import type { Target } from "./identities.js";

/** A record with the nodes that it acts on. */
export interface PlacedRecord {
  readonly record: ActRecord;
  readonly targets: readonly Target[];
  /** Models, under their settled ids. */
  readonly predictedBy: readonly NodeId[];
  readonly role: FileRole;
}

/** Sorted edges, one for each pair of nodes and act, and the edges of each record. */
export interface MergedEdges {
  readonly edges: readonly GraphEdge[];
  readonly ofRecord: readonly (readonly EdgeId[])[];
}

interface Part { readonly placed: PlacedRecord; readonly cap: Confidence; readonly index: number }

/** Merges records into edges. */
export function mergeEdges(placed: readonly PlacedRecord[]): MergedEdges {
  const groups = new Map<string, { from: NodeId; to: NodeId; act: Act; parts: Part[] }>();
  placed.forEach((it, index) => {
    const { record } = it;
    for (const target of it.targets) {
      const [from, to] = record.actor === "from" ? [record.subject.id, target.id] : [target.id, record.subject.id];
      const key = `${from}\n${to}\n${record.act}`;
      const part = { placed: it, cap: target.cap, index };
      const group = groups.get(key);
      if (group) group.parts.push(part);
      else groups.set(key, { from, to, act: record.act, parts: [part] });
    }
  });
  const sorted = [...groups.values()].map((group) => ({ edge: mergeParts(group.from, group.to, group.act, group.parts), parts: group.parts }))
    .sort((a, b) => compareText(a.edge.from, b.edge.from) || compareText(a.edge.to, b.edge.to) || compareText(a.edge.act, b.edge.act));
  const ofRecord: EdgeId[][] = placed.map(() => []);
  sorted.forEach(({ parts }, id) => {
    for (const index of new Set(parts.map((part) => part.index))) ofRecord[index]?.push(id);
  });
  return { edges: sorted.map((it) => it.edge), ofRecord };
}

function mergeParts(from: NodeId, to: NodeId, act: Act, unsorted: readonly Part[]): GraphEdge {
  const parts = [...unsorted].sort(compareParts);
  const records = parts.map((part) => part.placed.record);
  const columns = new Set(records.flatMap((it) => it.columns));
  return {
    from, to, act, actor: records[0]?.actor ?? "from",
    flow: FLOWS.filter((flow) => records.some((it) => it.flow.includes(flow))),
    columns: columns.has("*") ? ["*"] : [...columns].sort(),
    evidence: mergeEvidence(parts),
    confidence: parts.map((part) => weaker(part.placed.record.confidence, part.cap)).reduce(stronger, "possible"),
    carries: CARRIES.filter((it) => records.some((record) => record.carries.includes(it))),
    pin: records.map((it) => it.pin).reduce(looser, { state: "pinned" }),
    guards: common(records.map((it) => it.guards), guardKey),
    swallowed: records.every((it) => it.swallowed),
    mode: records.some((it) => it.mode === "append") ? "append" : records.some((it) => it.mode === "replace") ? "replace" : null,
    role: parts[0]?.placed.role ?? "production",
    predictedBy: [...new Set(parts.flatMap((part) => part.placed.predictedBy))].sort(),
    filters: common(records.map((it) => it.filters), (it) => it).sort(),
    ...united("labels", records.map((it) => it.labels)), ...united("predicted", records.map((it) => it.predicted)),
  };
}

function stronger(a: Confidence, b: Confidence): Confidence {
  return CONFIDENCES.indexOf(a) >= CONFIDENCES.indexOf(b) ? a : b;
}

/** Orders parts by what they say, so that their order of arrival tells nothing. */
function compareParts(a: Part, b: Part): number {
  const [x, y] = [a.placed.record, b.placed.record];
  return compareEvidence(x.evidence[0], y.evidence[0]) || compareText(partKey(a), partKey(b));
}

function partKey({ placed: { record, role, predictedBy }, cap }: Part): string {
  return JSON.stringify([
    record.evidence, record.confidence, cap, record.actor, record.pin, record.guards, record.mode, record.columns, record.filters, role,
    predictedBy,
  ]);
}

function compareEvidence(a: Evidence | undefined, b: Evidence | undefined): number {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  return compareLocations(a, b) || compareText(a.via, b.via);
}

/** The IO calls first, then where they were called from and where names were bound; each place once, with its surest confidence. */
function mergeEvidence(parts: readonly Part[]): Evidence[] {
  const found = new Map<string, { readonly first: boolean; readonly evidence: Evidence }>();
  for (const { placed, cap } of parts) {
    placed.record.evidence.forEach((it, i) => {
      const evidence = { ...it, confidence: weaker(it.confidence, cap) };
      const key = `${it.path}\n${it.line}\n${it.column}\n${it.endLine}\n${it.endColumn}\n${it.via}`;
      const known = found.get(key);
      found.set(key, {
        first: i === 0 || (known?.first ?? false),
        evidence: known ? { ...evidence, confidence: stronger(known.evidence.confidence, evidence.confidence) } : evidence,
      });
    });
  }
  return [...found.values()].sort((a, b) => Number(b.first) - Number(a.first) || compareEvidence(a.evidence, b.evidence)).map((it) => it.evidence);
}

const LOOSENESS: readonly Pin["state"][] = ["pinned", "unknown", "moving"];

/** What is read in two ways is as stable as the looser of them. */
function looser(a: Pin, b: Pin): Pin {
  const [x, y] = [LOOSENESS.indexOf(a.state), LOOSENESS.indexOf(b.state)];
  if (x !== y) return x > y ? a : b;
  return a.reason === undefined && a.by === undefined ? b : a;
}

/** What holds for every one of the lists. */
function common<T>(lists: readonly (readonly T[])[], key: (item: T) => string): T[] {
  const [first = [], ...rest] = lists;
  return first.filter((item) => rest.every((list) => list.some((it) => key(it) === key(item))));
}

function guardKey(guard: Guard): string {
  return `${guard.holds} ${guard.condition} ${guard.at.path}`;
}

function united<K extends "labels" | "predicted">(name: K, lists: readonly (readonly string[] | undefined)[]): Partial<Record<K, readonly string[]>> {
  const known = lists.filter((list) => list !== undefined);
  if (known.length === 0 || known.length < lists.length) return {};
  // A computed key widens to an index signature; the record has just this one key.
  return { [name]: [...new Set(known.flat())].sort() } as unknown as Partial<Record<K, readonly string[]>>;
}
