import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import { indexOf } from "../graph/queries/graph-index.js";

const JOB_LIKE: ReadonlySet<string> = new Set(["job", "notebook", "service", "function"]);

/** How a message calls a node: `table feed.clicks`, `jobs/train.py:fit`, `model ranker`. */
export function label(graph: Graph, id: NodeId): string {
  const node = indexOf(graph).node(id);
  if (!node) return id;
  return JOB_LIKE.has(node.kind) ? unitLabel(id) : `${node.kind === "feature-view" ? "feature view" : node.kind} ${spelled(node)}`;
}

/** `jobs/train.py:fit` of `job:jobs/train.py#fit`; the module body is the path alone. */
export function unitLabel(id: NodeId): string {
  const text = id.slice(id.indexOf(":") + 1);
  const hash = text.lastIndexOf("#");
  if (hash < 0) return text;
  const unit = text.slice(hash + 1);
  return unit === "<module>" ? text.slice(0, hash) : `${text.slice(0, hash)}:${unit}`;
}

/** Ids fold case; the user's own spelling is kept beside. */
function spelled(node: GraphNode): string {
  const own = node.attributes["spelled"];
  return typeof own === "string" && own !== "" ? own : node.name;
}
