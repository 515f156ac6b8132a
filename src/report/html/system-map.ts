import type { Act, NodeKind } from "../../facts/vocabulary.js";
import type { PublishedEdge, PublishedGraph } from "../../graph/publish.js";
import { amount } from "../figure.js";
import type { ReportFinding } from "../report.js";
import { drawing, shapeOf, type Arrow } from "./drawing.js";
import { h, type Html } from "./element.js";
import { layered } from "./layered.js";
import { stationOf } from "./station.js";

/** A map of more nodes can be drawn, but not read. */
const MOST = 90;
const DRAWN: ReadonlySet<NodeKind> = new Set(["dataset", "file", "object", "table", "topic", "feature-view", "model", "prediction", "metrics", "artifact", "external", "notebook", "service", "schedule", "pipeline", "job", "consumer"]);
const ARRANGES: ReadonlySet<Act> = new Set<Act>(["imports", "declares", "contains", "precedes", "calls", "logs", "runs", "schedules"]);

/** The data and who works on it, from left to right; nodes that a finding is about are marked. The neighbourhood of findings comes first where not all can be shown. */
export function systemMap(graph: PublishedGraph, findings: readonly ReportFinding[]): Html | null {
  const kinds = new Map(graph.nodes.map((node) => [node.id, node.kind]));
  const drawn = (id: string): boolean => { const kind = kinds.get(id); return kind !== undefined && DRAWN.has(kind); };
  const edges = graph.edges.filter((edge) => !ARRANGES.has(edge.act) && drawn(edge.from) && drawn(edge.to));
  const kept = chosen(edges, findings);
  if (kept.size === 0) return null;
  const subjects = new Set(findings.map((finding) => finding.subject));
  const nodes = graph.nodes.filter((node) => kept.has(node.id)).map(stationOf);
  const arrows = arrowsOf(edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)));
  const layout = layered(nodes.map(shapeOf), arrows);
  const left = new Set(edges.flatMap((edge) => [edge.from, edge.to])).size - nodes.length;
  return h("section", { id: "map" }, h("h2", {}, "The system"),
    h("p", { class: "muted" }, `Data flows from left to right; ${amount(nodes.filter((node) => subjects.has(node.id)).length, "marked node")} carry findings.${left > 0 ? ` ${amount(left, "node")} further from any finding left out; \`mldebt graph\` has all.` : ""}`),
    h("div", { class: "scroll picture", tabindex: 0 }, drawing(layout, nodes, arrows, { label: "Map of the system", marker: "m" }, subjects)));
}

/** Nodes to draw: all, or those nearest to the findings with the largest shares. */
function chosen(edges: readonly PublishedEdge[], findings: readonly ReportFinding[]): ReadonlySet<string> {
  const near = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    near.set(from, (near.get(from) ?? new Set()).add(to));
    near.set(to, (near.get(to) ?? new Set()).add(from));
  }
  if (near.size <= MOST) return new Set(near.keys());
  const subjects = [...findings].sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || (a.key < b.key ? -1 : 1)).map((finding) => finding.subject).filter((id) => near.has(id));
  const busy = [...near].sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1)).map(([id]) => id);
  const kept = new Set<string>();
  const queue = [...subjects];
  // Breadth first; the queue grows while it is walked.
  for (const id of queue) {
    if (kept.size === MOST) break;
    if (!kept.has(id)) queue.push(...[...(near.get(id) ?? [])].sort());
    kept.add(id);
  }
  for (const id of busy) if (kept.size < MOST) kept.add(id);
  return kept;
}

/** One arrow for each pair of nodes, with all its acts. */
function arrowsOf(edges: readonly PublishedEdge[]): readonly Arrow[] {
  const pairs = new Map<string, { from: string; to: string; words: Set<string>; doubtful: boolean }>();
  for (const { from, to, act, confidence } of edges) {
    const key = `${from}\0${to}`;
    const pair = pairs.get(key) ?? { from, to, words: new Set<string>(), doubtful: true };
    pair.words.add(act);
    pairs.set(key, { ...pair, doubtful: pair.doubtful && confidence === "possible" });
  }
  return [...pairs.values()].map(({ from, to, words, doubtful }) => ({ from, to, word: [...words].sort().join(", "), doubtful }));
}
