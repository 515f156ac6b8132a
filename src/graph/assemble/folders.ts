import { compareText } from "../../facts/location.js";
import type { NodeKind } from "../../facts/vocabulary.js";
import type { GraphEdge, GraphNode, NodeId } from "../graph.js";

const PLACES: ReadonlySet<NodeKind> = new Set(["file", "object", "dataset", "model", "prediction", "metrics", "artifact"]);

/**
 * `contains` edges from a folder that is a node to the nearest nodes that lie in it: who writes the folder may have written the file, and who reads it may read the file.
 * A bare bucket holds everything and says nothing.
 */
export function folderEdges(nodes: readonly GraphNode[]): GraphEdge[] {
  const places = new Map(nodes.filter((node) => PLACES.has(node.kind) && isPath(node.id)).map((node) => [node.id, node]));
  const edges: GraphEdge[] = [];
  for (const node of places.values()) {
    const folder = nearest(node.id, places);
    const at = node.locations[0];
    if (!folder || !at) continue;
    edges.push({
      from: folder.id, to: node.id, act: "contains", actor: "from", flow: [], columns: [], confidence: "likely", evidence: [{ ...at, via: "path", confidence: "likely" }],
      carries: [], pin: { state: "unknown" }, guards: [], swallowed: false, mode: null, role: "production", predictedBy: [], filters: [],
    });
  }
  return edges.sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

function isPath(id: NodeId): boolean {
  return /^(?:file:|(?:s3|gs|abfss?|wasbs?|hdfs|dbfs):)/.test(id) && !id.includes("@job:");
}

function nearest(id: NodeId, places: ReadonlyMap<NodeId, GraphNode>): GraphNode | null {
  const start = /^file:\/?|^[a-z0-9]+:\/*/.exec(id)?.[0].length ?? 0;
  const first = id.startsWith("file:") ? start : id.indexOf("/", start) + 1;
  for (let end = id.lastIndexOf("/"); end > first; end = id.lastIndexOf("/", end - 1)) {
    const folder = places.get(id.slice(0, end));
    if (folder) return folder;
  }
  return null;
}
