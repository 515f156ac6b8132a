import type { Location } from "../../facts/location.js";
import { globMatcher } from "../glob.js";
import type { DeclaredConsumer, DeclaredFeedback, GraphEdge, GraphNode, NodeId, Problem } from "../graph.js";
import type { DeclaredResource } from "../input.js";

/** Ids that hold a path of a root. */
const HOLDS_PATH = /^(?:file|job|service|function|schedule|setting|model|prediction|flag:[^:]*):(?!\/)/;

/** With several roots the paths in a root's settings start with the root's name, like everything else of it. */
export function inRoot(pattern: string, at: Location, roots: readonly string[]): string {
  if (roots.length < 2) return pattern;
  const root = at.path.split("/")[0] ?? "";
  const scheme = HOLDS_PATH.exec(pattern)?.[0];
  return roots.includes(root) && scheme !== undefined ? `${scheme}${root}/${pattern.slice(scheme.length)}` : pattern;
}

/** Resources of the settings with their roots' names. */
export function placedResources(resources: readonly DeclaredResource[], roots: readonly string[]): DeclaredResource[] {
  return resources.map((it) => ({
    ...it, match: inRoot(it.match, it.at, roots), ...(it.alias === undefined ? {} : { alias: inRoot(it.alias, it.at, roots) }),
  }));
}

/** Consumers of the settings with their roots' names. */
export function placedConsumers(consumers: readonly DeclaredConsumer[], roots: readonly string[]): DeclaredConsumer[] {
  return consumers.map((it) => ({ ...it, reads: it.reads.map((pattern) => inRoot(pattern, it.at, roots)) }));
}

/** Feedback of the settings with its roots' names. */
export function placedFeedback(feedback: readonly DeclaredFeedback[], roots: readonly string[]): DeclaredFeedback[] {
  return feedback.map((it) => ({ ...it, through: inRoot(it.through, it.at, roots), isCausedBy: inRoot(it.isCausedBy, it.at, roots) }));
}

/** Names of a node: its id, aliases and spellings, in lower case. */
export function namesOf(node: GraphNode): string[] {
  return [node.id, ...[node.attributes["aliases"] ?? []].flat(), ...[node.attributes["spelled"] ?? []].flat()].map((it) => it.toLowerCase());
}

/** What declared consumers add: a node for each, an edge from each store that it may read, and a note for each name that matches nothing. */
export function consumerEdges(
  consumers: readonly DeclaredConsumer[], stores: readonly GraphNode[],
): { readonly edges: GraphEdge[]; readonly problems: Problem[] } {
  const edges: GraphEdge[] = [];
  const problems: Problem[] = [];
  const names = stores.map((node) => ({ id: node.id, names: namesOf(node) }));
  for (const consumer of consumers) {
    const found = new Set<NodeId>();
    for (const pattern of consumer.reads) {
      const matches = globMatcher([pattern.toLowerCase()]);
      const hits = names.filter((it) => it.names.some(matches));
      for (const hit of hits) found.add(hit.id);
      if (hits.length === 0) problems.push({
        path: consumer.at.path, line: consumer.at.line, column: consumer.at.column, kind: "note",
        message: `consumer ${consumer.name}: no resource has a name like ${pattern}`,
      });
    }
    for (const id of [...found].sort()) {
      edges.push({
        from: id, to: `consumer:${consumer.name}`, act: "reads", actor: "to", flow: [], columns: [], evidence: [{ ...consumer.at, via: "consumers", confidence: "certain" }], confidence: "certain",
        carries: [], pin: { state: "unknown" }, guards: [], swallowed: false, mode: null, role: "production", predictedBy: [], filters: [],
      });
    }
  }
  return { edges, problems };
}
