import type { Graph, NodeId, SourceFile } from "../graph.js";
import { fileAt } from "./file-index.js";
import { indexOf } from "./graph-index.js";

/** Who answers for something: an owner where one is known, else the folder with a manifest, image or service definition of its own. */
export interface Domain {
  /** `owner:team-ads` or `folder:services/bid`; equal keys are one domain. */
  readonly key: string;
  /** For people: the owner, or the folder (the root's is `.`). */
  readonly name: string;
  readonly by: "owner" | "folder";
}

const known = new WeakMap<Graph, Map<NodeId, Domain | null>>();

/**
 * The domain of a node (RULES section 2): its own owner, else that of the file that holds it. A store belongs to its writers where they agree. Null where nothing tells,
 * as for a store that only others' code reads.
 */
export function domainOf(graph: Graph, id: NodeId): Domain | null {
  const memory = known.get(graph) ?? new Map<NodeId, Domain | null>();
  known.set(graph, memory);
  const before = memory.get(id);
  if (before !== undefined) return before;
  const domain = find(graph, id);
  memory.set(id, domain);
  return domain;
}

/** The domain of a file. */
export function domainOfPath(graph: Graph, path: string): Domain | null {
  return ofFile(fileAt(graph, path));
}

const CODE: ReadonlySet<string> = new Set(["job", "notebook", "service", "pipeline", "function", "schedule", "flag", "setting"]);

function find(graph: Graph, id: NodeId): Domain | null {
  const index = indexOf(graph);
  const node = index.node(id);
  if (!node) return null;
  if (node.owner !== null) return byOwner(node.owner);
  if (CODE.has(node.kind)) return ofFile(fileAt(graph, node.locations[0]?.path ?? ""));
  const writers = new Map<string, Domain>();
  for (const edge of index.entering(id)) {
    const it = graph.edges[edge];
    if (!it || (it.act !== "writes" && it.act !== "trains")) continue;
    const domain = ofFile(fileAt(graph, index.node(it.from)?.locations[0]?.path ?? ""));
    if (domain) writers.set(domain.key, domain);
  }
  const [only, another] = writers.values();
  return only && !another ? only : null;
}

function ofFile(file: SourceFile | undefined): Domain | null {
  if (!file) return null;
  if (file.owner !== null) return byOwner(file.owner);
  return { key: `folder:${file.project}`, name: file.project === "" ? "." : file.project, by: "folder" };
}

function byOwner(owner: string): Domain {
  return { key: `owner:${owner.toLowerCase()}`, name: owner, by: "owner" };
}
