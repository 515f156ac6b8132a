import type { Location } from "../../facts/location.js";
import type { Graph, GraphEdge, NodeId } from "../graph.js";
import { indexOf } from "./graph-index.js";

/**
 * Does one pipeline hold both a write and a read of a store, so that whoever runs the writer runs the reader? Either the jobs of one file do both (a workflow whose
 * tasks call into several projects: the read is then seen at the same place), or one pipeline contains or runs the two jobs.
 */
export function samePipeline(graph: Graph, read: GraphEdge, writes: readonly GraphEdge[]): boolean {
  const writers = new Set(writes.map((edge) => edge.from));
  const index = indexOf(graph);
  const fileOf = (job: NodeId): string | undefined => index.node(job)?.locations[0]?.path;
  const files = new Set([...writers].map(fileOf));
  const places = new Set<string>();
  for (const id of index.leaving(read.from)) {
    const edge = graph.edges[id];
    if (edge?.act === "reads" && files.has(fileOf(edge.to))) for (const at of edge.evidence) places.add(placeKey(at));
  }
  if (read.evidence[0] && places.has(placeKey(read.evidence[0]))) return true;
  const around = new Set(pipelinesOf(graph, read.to));
  return around.size > 0 && [...writers].some((writer) => pipelinesOf(graph, writer).some((pipeline) => around.has(pipeline)));
}

function placeKey({ path, line, column }: Location): string {
  return `${path}:${line}:${column}`;
}

/** Pipelines that hold a job, directly or through the step that runs it. */
function pipelinesOf(graph: Graph, job: NodeId): readonly NodeId[] {
  const index = indexOf(graph);
  const found: NodeId[] = [];
  const seen = new Set([job]);
  // The list grows while it is walked: a step runs a script that runs a job.
  const queue = [job];
  for (let next = 0; next < queue.length; next++) {
    for (const id of index.entering(queue[next] ?? job)) {
      const edge = graph.edges[id];
      if (!edge || (edge.act !== "contains" && edge.act !== "runs") || seen.has(edge.from)) continue;
      seen.add(edge.from);
      queue.push(edge.from);
      if (index.node(edge.from)?.kind === "pipeline") found.push(edge.from);
    }
  }
  return found;
}
