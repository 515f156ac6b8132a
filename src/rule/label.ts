import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import { indexOf } from "../graph/queries/graph-index.js";

const JOB_LIKE: ReadonlySet<string> = new Set(["job", "notebook", "service", "function"]);
/** Kinds that say what a place holds: a message calls it by the place, which the reader can look up. */
const HOLDS: ReadonlySet<string> = new Set(["dataset", "object", "prediction", "metrics", "artifact", "external"]);

/** How a message calls a node: `table feed.clicks`, `file data/sales.csv`, `jobs/train.py:fit`, `model ranker`, `https://...`. */
export function label(graph: Graph, id: NodeId): string {
  const node = indexOf(graph).node(id);
  if (!node) return id;
  if (JOB_LIKE.has(node.kind)) return unitLabel(id);
  const word = HOLDS.has(node.kind) ? placeWord(node) : node.kind === "feature-view" ? "feature view" : node.kind;
  return word === null ? id : `${word} ${spelled(node)}`;
}

/** `jobs/train.py:fit` of `job:jobs/train.py#fit`; the module body is the path alone. */
export function unitLabel(id: NodeId): string {
  const text = id.slice(id.indexOf(":") + 1);
  const hash = text.lastIndexOf("#");
  if (hash < 0) return text;
  const unit = text.slice(hash + 1);
  return unit === "<module>" ? text.slice(0, hash) : `${text.slice(0, hash)}:${unit}`;
}

/** The kind of place by the form of the id (CONTRACT section 2); null where the id itself is the best name. */
function placeWord({ id, kind }: GraphNode): string | null {
  if (id.startsWith("file:")) return "file";
  if (/^[a-z0-9+.-]+:\/\//.test(id)) return null;
  if (/^(?:kafka|kinesis|pubsub|sqs):/.test(id)) return "topic";
  // What remains of stored predictions are tables: `<platform>:<qualified name>`; a value in memory ends in its variable.
  return kind === "prediction" && /^[a-z]+:[^#/]+$/.test(id) && !id.startsWith("prediction:") && !id.startsWith("memory:") ? "table" : kind;
}

/** Ids fold case; the user's own spelling is kept beside. */
function spelled(node: GraphNode): string {
  const own = node.attributes["spelled"];
  return typeof own === "string" && own !== "" ? own : node.name;
}
