import type { Graph, GraphEdge, GraphNode, NodeId } from "../../src/graph/graph.js";
import { declares } from "../../src/graph/queries/declares.js";
import { domainOf, type Domain } from "../../src/graph/queries/domains.js";
import { indexOf } from "../../src/graph/queries/graph-index.js";
import { samePipeline } from "../../src/graph/queries/same-pipeline.js";
import { weigh } from "../../src/rule/confidence.js";
import { finding } from "../../src/rule/finding.js";
import { label } from "../../src/rule/label.js";
import { textOption } from "../../src/rule/options.js";
import type { Finding, Rule, RuleMeta } from "../../src/rule/rule.js";
import { listed } from "../../src/rule/sentence.js";
import { edgePlace, edgeSteps } from "../../src/rule/step.js";

const meta: RuleMeta = {
  id: "undeclared-consumer",
  category: "boundary-erosion",
  debt: "Undeclared consumers",
  summary: "Someone reads a model's products without the producer being able to know.",
  severity: "warn",
  kinds: ["prediction", "model", "feature", "by-product"],
  wave: "core",
  stage: "stable",
  minutes: 60,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["Sculley 2015 §2.3", "ML Test Score Monitor 1"],
  instances: [],
  options: {
    stores: { default: "products", about: "Which stores are judged: products of models, or all." },
  },
};

type Kind = "prediction" | "model" | "feature" | "by-product";

const rule: Rule = {
  meta,
  *check(graph, options) {
    const all = textOption(options, "stores") === "all";
    const index = indexOf(graph);
    const judging = new Set(graph.edges.filter((edge) => edge.act === "predicts" || edge.act === "evaluates").map((edge) => edge.to));
    for (const node of graph.nodes) {
      const writes = edgesAt(graph, index.entering(node.id)).filter((edge) => edge.act === "writes" || edge.act === "trains");
      const kind = productKind(node, writes, judging) ?? (all && writes.length > 0 ? "by-product" : null);
      if (!kind) continue;
      const writers = new Map(writes.flatMap((edge) => withDomain(graph, edge.from)).map((domain) => [domain.key, domain]));
      if (writers.size === 0) continue;
      for (const [domain, reads] of foreignReads(graph, node.id, writes, writers)) yield* tell(graph, node.id, kind, { writes, reads, from: [...writers.values()], to: domain });
    }
  },
};
export default rule;

function edgesAt(graph: Graph, ids: readonly number[]): GraphEdge[] {
  return ids.flatMap((id) => graph.edges[id] ?? []);
}

function withDomain(graph: Graph, job: NodeId): readonly Domain[] {
  const domain = domainOf(graph, job);
  return domain ? [domain] : [];
}

/** What of a model a store holds; inputs and observations saved by a job that predicts or evaluates travel with its scores. */
function productKind(node: GraphNode, writes: readonly GraphEdge[], judging: ReadonlySet<NodeId>): Kind | null {
  if (writes.length === 0) return null;
  if (node.kind === "model") return "model";
  if (node.kind === "prediction" || node.roles.includes("prediction") || writes.some((edge) => edge.carries.includes("prediction"))) return "prediction";
  if (node.kind === "feature" || node.kind === "feature-view" || node.roles.includes("feature")) return "feature";
  return node.kind === "metrics" || node.roles.includes("metrics") || writes.some((edge) => judging.has(edge.from)) ? "by-product" : null;
}

/** Reads from other domains that nothing declares, by the domain of the reader. */
function foreignReads(graph: Graph, store: NodeId, writes: readonly GraphEdge[], writers: ReadonlyMap<string, Domain>): Map<Domain, GraphEdge[]> {
  const found = new Map<string, { readonly domain: Domain; readonly reads: GraphEdge[] }>();
  for (const edge of edgesAt(graph, indexOf(graph).leaving(store))) {
    const domain = edge.act === "reads" && edge.actor === "to" ? domainOf(graph, edge.to) : null;
    if (!domain || writers.has(domain.key) || holds(domain, writers) || indexOf(graph).node(edge.to)?.kind === "consumer") continue;
    if (declares(graph, edge.to, store) || samePipeline(graph, edge, writes)) continue;
    const entry = found.get(domain.key) ?? { domain, reads: [] };
    found.set(domain.key, entry);
    entry.reads.push(edge);
  }
  return new Map([...found.values()].map((it) => [it.domain, it.reads]));
}

/** The root's own files lie around all projects below it: whoever works there sees them. */
function holds(reader: Domain, writers: ReadonlyMap<string, Domain>): boolean {
  return reader.by === "folder" && reader.name === "." && [...writers.values()].every((writer) => writer.by === "folder");
}

interface Sides {
  readonly writes: readonly GraphEdge[];
  readonly reads: readonly GraphEdge[];
  readonly from: readonly Domain[];
  readonly to: Domain;
}

function* tell(graph: Graph, store: NodeId, kind: Kind, { writes, reads, from, to }: Sides): Generator<Finding> {
  const [write, read] = [writes[0], reads[0]];
  const at = read && edgePlace(read);
  if (!write || !read || !at) return;
  const written = new Set(writes.flatMap((edge) => edge.columns));
  const shared = [...new Set(reads.flatMap((edge) => edge.columns))].filter((column) => column !== "*" && written.has(column));
  const weight = weigh([write.confidence, read.confidence], [
    { holds: shared.length > 0, steps: 1, says: `both sides name the columns ${listed(shared)}` },
    { holds: true, steps: 0, says: `${nameOf(to)} and ${listed(from.map(nameOf))} are different ${to.by === "owner" ? "owners" : "projects"}` },
    { holds: true, steps: 0, says: "no settings, exposure, contract, feature service, step input or import of the producer declares the reader" },
  ]);
  if (!weight) return;
  const data = label(graph, store);
  yield finding(meta, {
    kind,
    subject: store,
    discriminator: to.key,
    at,
    what: `${nameOf(to)} reads ${data} of ${listed(from.map(nameOf))} and is not declared`,
    why: "Whoever changes the product cannot see that somebody depends on its columns, its scale and its schedule, so an improvement breaks a stranger in silence.",
    advice: `Declare ${nameOf(to)} under consumers with an owner, its columns and a date, or serve ${data} behind an interface with a schema and access control`,
    trace: [...writes, ...reads].flatMap((edge) => edgeSteps(graph, edge)),
    premises: weight.premises,
    refutedBy: "a declaration outside the analysed roots (a catalogue, an access group, a data contract) that names the reader",
    confidence: weight.confidence,
  });
}

function nameOf(domain: Domain): string {
  return domain.by === "folder" && domain.name === "." ? "the root project" : domain.name;
}
