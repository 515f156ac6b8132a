import type { PublishedEdge, PublishedGraph } from "../../graph/publish.js";
import type { ReportFinding } from "../report.js";
import { drawing, shapeOf } from "./drawing.js";
import type { Html } from "./element.js";
import { layered } from "./layered.js";
import type { Station } from "./station.js";
import { track } from "./track.js";

/** Edges by the place of their act: how a step of a proof finds what it speaks of. */
export type EdgesByPlace = ReadonlyMap<string, readonly PublishedEdge[]>;

/** Edges of a graph by the place of their first evidence. */
export function edgesByPlace(graph: PublishedGraph): EdgesByPlace {
  const edges = new Map<string, PublishedEdge[]>();
  for (const edge of graph.edges) {
    const first = edge.evidence[0];
    if (!first) continue;
    const key = placeKey(first);
    edges.set(key, [...(edges.get(key) ?? []), edge]);
  }
  return edges;
}

/** The edges that a finding's proof walks, each once, in the order of the proof. Of several at one place, one that goes on from the edge before is taken. */
export function tracedEdges(finding: ReportFinding, edges: EdgesByPlace): readonly PublishedEdge[] {
  const walked: PublishedEdge[] = [];
  for (const step of finding.trace) {
    const here = (edges.get(placeKey(step)) ?? []).filter((edge) => !walked.includes(edge));
    const last = walked[walked.length - 1];
    const next = here.find((edge) => last && (edge.from === last.to || edge.to === last.from)) ?? here[0];
    if (next) walked.push(next);
  }
  return walked;
}

/** The proof as a picture: a loop as a closed track, a chain as a track, anything else in columns. Null where the proof walks no edge. */
export function traceGraph(finding: ReportFinding, edges: EdgesByPlace, stations: ReadonlyMap<string, Station>, marker: string): Html | null {
  const walked = tracedEdges(finding, edges);
  if (walked.length < 2) return null;
  const ids = [...new Set(walked.flatMap((edge) => [edge.from, edge.to]))];
  const chain = walked.every((edge, i) => i === 0 || edge.from === walked[i - 1]?.to);
  const closed = chain && walked[0]?.from === walked[walked.length - 1]?.to;
  const drawn = ids.flatMap((id) => stations.get(id) ?? []);
  const shapes = drawn.map(shapeOf);
  const layout = chain ? track(shapes, closed) : layered(shapes, walked);
  const arrows = walked.map(({ from, to, act, confidence }) => ({ from, to, word: act, doubtful: confidence === "possible" }));
  return drawing(layout, drawn, arrows, { label: `The way of the data: ${finding.what}`, marker }, new Set([finding.subject]));
}

function placeKey({ path, line, column }: { readonly path: string; readonly line: number; readonly column: number }): string {
  return `${path}\0${line}\0${column}`;
}
