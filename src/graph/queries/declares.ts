import type { Location } from "../../facts/location.js";
import { globMatcher } from "../glob.js";
import type { EdgeId, Graph, GraphNode, NodeId } from "../graph.js";
import { domainOf, domainOfPath, type Domain } from "./domains.js";
import { fileAt } from "./file-index.js";
import { indexOf } from "./graph-index.js";

/** What makes a consumer known to the producer. */
export interface Declaration {
  readonly by: "consumers" | "exposure" | "contract" | "feature-service" | "step-input" | "import";
  /** In the user's words: who declares what. */
  readonly what: string;
  readonly at: Location;
}

/** Is the reader of a store declared (RULES section 2)? Null where nothing declares it. `reader` is the job that reads, `store` what it reads. */
export function declares(graph: Graph, reader: NodeId, store: NodeId): Declaration | null {
  return bySettings(graph, reader, store) ?? byConsumerNode(graph, reader, store) ?? byStep(graph, reader, store) ?? byImport(graph, reader, store);
}

/** A store, and the folders that it lies in. */
function withFolders(graph: Graph, store: NodeId): GraphNode[] {
  const index = indexOf(graph);
  const found: GraphNode[] = [];
  const seen = new Set<NodeId>();
  // The list grows while it is walked: folders of folders.
  const queue = [store];
  for (let next = 0; next < queue.length; next++) {
    const id = queue[next] ?? store;
    const node = index.node(id);
    if (!node || seen.has(id)) continue;
    seen.add(id);
    found.push(node);
    for (const edge of index.entering(id)) if (graph.edges[edge]?.act === "contains") queue.push(graph.edges[edge]?.from ?? "");
  }
  return found;
}

function namesOf(node: GraphNode): string[] {
  const aliases = node.attributes["aliases"] ?? [];
  const spelled = node.attributes["spelled"] ?? [];
  return [node.id, ...[aliases, spelled].flat()];
}

/** Names by which a reader may be declared: its domain, the last folder of it, its pipeline, its service, the unit itself. */
function callNames(graph: Graph, reader: NodeId): ReadonlySet<string> {
  const index = indexOf(graph);
  const domain = domainOf(graph, reader);
  const node = index.node(reader);
  const path = node?.locations[0]?.path ?? "";
  const project = fileAt(graph, path)?.project ?? "";
  const around = index.entering(reader).map((edge) => graph.edges[edge]).filter((edge) => edge !== undefined && ["contains", "runs", "schedules"].includes(edge.act)).map((edge) => index.node(edge?.from ?? ""));
  const names = [
    domain?.name, project, project.slice(project.lastIndexOf("/") + 1), graph.roots.length > 1 ? path.split("/")[0] : "", reader,
    reader.slice(reader.lastIndexOf("#") + 1), node?.name, ...around.flatMap((it) => [it?.name, it?.id]),
  ];
  return new Set(names.filter((it): it is string => it !== undefined && it !== "" && it !== "." && it !== "<module>").map(plain));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/^@/, "").replace(/^.*\/(?=[^/]+$)/, "").replace(/_/g, "-");
}

function covers(names: ReadonlySet<string>, domain: Domain | null, name: string, owner: string | null): boolean {
  if (names.has(plain(name))) return true;
  return owner !== null && (names.has(plain(owner)) || (domain?.by === "owner" && plain(domain.name) === plain(owner)));
}

function bySettings(graph: Graph, reader: NodeId, store: NodeId): Declaration | null {
  if (graph.consumers.length === 0) return null;
  const stores = withFolders(graph, store).flatMap(namesOf).map((it) => it.toLowerCase());
  const names = callNames(graph, reader);
  const domain = domainOf(graph, reader);
  for (const consumer of graph.consumers) {
    const matches = globMatcher(consumer.reads.map((it) => it.toLowerCase()));
    if (!stores.some(matches) || !covers(names, domain, consumer.name, consumer.owner)) continue;
    return { by: "consumers", what: `consumer ${consumer.name} is declared`, at: consumer.at };
  }
  return null;
}

/** Exposures, contracts and feature services are nodes of kind consumer that read what they declare. */
function byConsumerNode(graph: Graph, reader: NodeId, store: NodeId): Declaration | null {
  const index = indexOf(graph);
  const names = callNames(graph, reader);
  const domain = domainOf(graph, reader);
  for (const place of withFolders(graph, store)) {
    for (const id of index.leaving(place.id)) {
      const edge = graph.edges[id];
      const consumer = edge && index.node(edge.to);
      const at = edge?.evidence[0];
      if (!edge || !consumer || consumer.kind !== "consumer" || !at || !covers(names, domain, consumer.name, consumer.owner)) continue;
      const by = at.via.includes("feast") ? "feature-service" : /odcs|odps|contract/i.test(at.via) ? "contract" : "exposure";
      return { by, what: `${consumer.name} is declared by ${at.via}`, at };
    }
  }
  return null;
}

/** A step of a document takes the store as an input, and the same document has the step that writes it: the pipeline declares both. */
function byStep(graph: Graph, reader: NodeId, store: NodeId): Declaration | null {
  const index = indexOf(graph);
  const documents = new Map<string, Location>();
  const places = withFolders(graph, store);
  const steps = stepsOf(graph, reader);
  for (const place of places) {
    for (const id of index.leaving(place.id)) {
      const edge = graph.edges[id];
      const at = edge?.evidence[0];
      if (edge?.act === "reads" && at && steps.has(edge.to) && isDocument(graph, edge.to)) documents.set(index.node(edge.to)?.locations[0]?.path ?? "", at);
    }
  }
  if (documents.size === 0) return null;
  for (const place of places) {
    for (const id of index.entering(place.id)) {
      const edge = graph.edges[id];
      const path = edge?.act === "writes" && isDocument(graph, edge.from) ? index.node(edge.from)?.locations[0]?.path : undefined;
      const at = path === undefined ? undefined : documents.get(path);
      if (at) return { by: "step-input", what: `${at.path} declares it as the input of a step`, at };
    }
  }
  return null;
}

/** A job and the steps of documents that run it. */
function stepsOf(graph: Graph, job: NodeId): ReadonlySet<NodeId> {
  const steps = new Set([job]);
  for (const edge of indexOf(graph).entering(job)) if (graph.edges[edge]?.act === "runs") steps.add(graph.edges[edge]?.from ?? "");
  return steps;
}

function isDocument(graph: Graph, job: NodeId): boolean {
  const path = indexOf(graph).node(job)?.locations[0]?.path;
  return path !== undefined && fileAt(graph, path)?.language === "config";
}

/** The reader goes through code of the writer's domain: a function that reads, or the constant that names the place. */
function byImport(graph: Graph, reader: NodeId, store: NodeId): Declaration | null {
  const index = indexOf(graph);
  const own = domainOf(graph, reader)?.key;
  const writers = new Set<string | undefined>();
  for (const id of index.entering(store)) if (graph.edges[id]?.act === "writes") writers.add(domainOf(graph, graph.edges[id]?.from ?? "")?.key);
  for (const id of readsOf(graph, store, reader)) {
    for (const at of graph.edges[id]?.evidence ?? []) {
      const domain = domainOfPath(graph, at.path)?.key;
      if (domain !== undefined && domain !== own && writers.has(domain)) return {
        by: "import", what: `it is read through ${at.path} of the producer`, at,
      };
    }
  }
  return null;
}

function readsOf(graph: Graph, store: NodeId, reader: NodeId): readonly EdgeId[] {
  return indexOf(graph).leaving(store).filter((id) => graph.edges[id]?.to === reader && graph.edges[id]?.act === "reads");
}
