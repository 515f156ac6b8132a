import type { Graph, NodeId } from "../graph/graph.js";
import type { JudgedFinding } from "../rule/judged-finding.js";

/** Who owns each finding, by key: the owner of its subject, else of the file that holds its place; null where nobody is known. */
export function ownersOf(findings: readonly JudgedFinding[], graph: Graph): ReadonlyMap<string, string | null> {
  const nodes = new Map<NodeId, string | null>(graph.nodes.map((node) => [node.id, node.owner]));
  const files = new Map(graph.files.map((file) => [file.path, file.owner]));
  return new Map(findings.map(({ key, subject, at }) => [key, nodes.get(subject) ?? files.get(at.path) ?? null]));
}
