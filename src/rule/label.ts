import type { Graph, GraphNode, NodeId } from "../graph/graph.js";

const JOB_LIKE = new Set(["job", "notebook", "service", "function"]);

/** How a message calls a node: `table feed.clicks`, `jobs/train.py:fit`, `model ranker`. */
export function label(graph: Graph, id: NodeId): string {
  const node = nodeAt(graph, id);
  if (!node) return id;
  return JOB_LIKE.has(node.kind) ? unitLabel(id) : `${kindWord(node)} ${spelled(node)}`;
}

/** The node of an id, found by halving since nodes are sorted by id. */
export function nodeAt(graph: Graph, id: NodeId): GraphNode | undefined {
  let low = 0;
  let high = graph.nodes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const node = graph.nodes[middle];
    if (!node || node.id === id) return node;
    if (node.id < id) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** `jobs/train.py:fit` of `job:jobs/train.py#fit`; the module body is the path alone. */
export function unitLabel(id: NodeId): string {
  const text = id.slice(id.indexOf(":") + 1);
  const hash = text.lastIndexOf("#");
  if (hash < 0) return text;
  const unit = text.slice(hash + 1);
  return unit === "<module>" ? text.slice(0, hash) : `${text.slice(0, hash)}:${unit}`;
}

function kindWord(node: GraphNode): string {
  return node.kind === "feature-view" ? "feature view" : node.kind;
}

/** Ids fold case; the user's own spelling is kept beside. */
function spelled(node: GraphNode): string {
  const own = node.attributes["spelled"];
  return typeof own === "string" && own !== "" ? own : node.name;
}
