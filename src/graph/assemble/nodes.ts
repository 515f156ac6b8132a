import { compareLocations, compareText, type Location } from "../../facts/location.js";
import type { Act, NodeKind, Role } from "../../facts/vocabulary.js";
import type { Resource } from "../effect.js";
import type { GraphEdge, GraphNode, NodeId } from "../graph.js";
import type { Subject } from "./act-record.js";
import { rolesOf } from "./flow-roles.js";
import type { Identity } from "./identities.js";

/** What a node is made of besides its edges. */
export interface NodeSource {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  readonly declared: boolean;
  readonly owner: string | null;
  /** Places beyond those of its edges, or of a subject its own. */
  readonly at: readonly Location[];
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  readonly roles: readonly Role[];
  /** Its own places are its only places. */
  readonly fixed: boolean;
}

/** What a place holds goes before the kind of place; a surer content before a vaguer one. */
const PRIORITY: readonly NodeKind[] = [
  "model", "prediction", "metrics", "feature-view", "feature", "experiment", "service", "pipeline", "schedule", "job", "notebook", "consumer", "artifact", "topic", "table", "object", "file", "external", "dataset",
];

/** The kind of a node by its resources. */
export function kindOf(resources: readonly Resource[]): NodeKind {
  for (const kind of PRIORITY) if (resources.some((it) => it.kind === kind)) return kind;
  return resources[0]?.kind ?? "dataset";
}

/** The source of a data node. */
export function dataSource(
  identity: Identity, declared: boolean, at: readonly Location[], owner: string | null, more: Readonly<Record<string, string>>,
  roles: readonly Role[],
): NodeSource {
  const forced = identity.declared.find((it) => it.kind !== undefined)?.kind;
  const versioned = identity.declared.find((it) => it.versioned !== undefined)?.versioned;
  const attributes: Record<string, string | readonly string[]> = mergeAttributes(identity.resources.map((it) => it.attributes));
  for (const [name, value] of Object.entries(more)) attributes[name] = value;
  const aliases = [...new Set([...[attributes["aliases"] ?? []].flat(), ...identity.aliases])].filter((it) => it !== identity.id).sort();
  if (aliases.length > 0) attributes["aliases"] = aliases;
  else delete attributes["aliases"];
  if (versioned !== undefined) attributes["versioned"] = String(versioned);
  const own = identity.resources.find((it) => it.id === identity.id) ?? identity.resources[0];
  return {
    // The settings' schema admits any text; an unknown kind stays what the resources say.
    id: identity.id, kind: PRIORITY.find((it) => it === forced) ?? kindOf(identity.resources), name: nameOf(identity.id, own), declared: declared || identity.declared.length > 0,
    owner: identity.declared.find((it) => it.owner !== undefined)?.owner ?? owner, at, attributes, roles, fixed: false,
  };
}

function nameOf(id: NodeId, own: Resource | undefined): string {
  return own && (own.id === id || id.startsWith(`${own.id}@`)) ? own.name : id.replace(/^[a-z0-9+.-]+:(?:\/\/)?/, "");
}

/** The source of a job, step, pipeline, schedule or consumer. */
export function subjectSource(subject: Subject, owner: string | null, declared: boolean): NodeSource {
  return {
    id: subject.id, kind: subject.kind, name: subject.name, declared, owner, at: [subject.at], attributes: subject.attributes ?? {},
    roles: [], fixed: true,
  };
}

/** Texts that differ become a sorted list. */
export function mergeAttributes(all: readonly Readonly<Record<string, string | readonly string[]>>[]): Record<string, string | readonly string[]> {
  const found = new Map<string, { readonly values: Set<string>; list: boolean }>();
  for (const attributes of all) {
    for (const [name, value] of Object.entries(attributes)) {
      const entry = found.get(name) ?? { values: new Set<string>(), list: false };
      for (const it of [value].flat()) entry.values.add(it);
      entry.list ||= typeof value !== "string";
      found.set(name, entry);
    }
  }
  const merged: Record<string, string | readonly string[]> = {};
  for (const name of [...found.keys()].sort()) {
    const entry = found.get(name);
    if (!entry) continue;
    // The order of holes is that of the name.
    const values = name === "holes" ? [...entry.values] : [...entry.values].sort();
    merged[name] = entry.list || values.length > 1 ? values : (values[0] ?? "");
  }
  return merged;
}

const DEFINING: readonly (readonly Act[])[] = [["writes", "trains", "logs"], ["declares"]];

/** Finishes nodes: several sources of one id are one node, and edges tell roles, kinds and places. Sorted by id. */
export function finishNodes(sources: readonly NodeSource[], edges: readonly GraphEdge[]): GraphNode[] {
  const byId = new Map<NodeId, NodeSource[]>();
  for (const source of sources) {
    const list = byId.get(source.id);
    if (list) list.push(source);
    else byId.set(source.id, [source]);
  }
  const entering = groupBy(edges, (edge) => edge.to);
  const leaving = groupBy(edges, (edge) => edge.from);
  return [...byId].sort(([a], [b]) => compareText(a, b)).map(([id, list]) => finishNode(id, list, entering.get(id) ?? [], leaving.get(id) ?? []));
}

function finishNode(id: NodeId, unsorted: readonly NodeSource[], entering: readonly GraphEdge[], leaving: readonly GraphEdge[]): GraphNode {
  const list = [...unsorted].sort((a, b) => Number(b.fixed) - Number(a.fixed) || PRIORITY.indexOf(a.kind) - PRIORITY.indexOf(b.kind) || compareText(JSON.stringify(a), JSON.stringify(b)));
  const [first] = list;
  const given = first?.kind ?? "dataset";
  const kind = contentOf(given, entering, leaving);
  const fixed = list.find((it) => it.fixed);
  const own = list.flatMap((it) => it.at);
  return {
    id, kind, roles: rolesOf(kind, list.flatMap((it) => it.roles), entering, leaving), name: first?.name ?? id, owner: list.find((it) => it.owner !== null)?.owner ?? null,
    declared: list.some((it) => it.declared), locations: distinct(fixed ? fixed.at : [...placesOf(entering, leaving), ...own]), attributes: mergeAttributes(list.map((it) => it.attributes)),
  };
}

const CONTENTS: ReadonlySet<NodeKind> = new Set(["dataset", "file", "object", "table", "topic", "external", "artifact"]);

/** What acts tell of the content: what is trained or predicts is a model; what only ever receives predictions holds predictions. */
function contentOf(given: NodeKind, entering: readonly GraphEdge[], leaving: readonly GraphEdge[]): NodeKind {
  if (!CONTENTS.has(given)) return given;
  if (entering.some((edge) => edge.act === "trains") || leaving.some((edge) => edge.act === "predicts" || edge.act === "serves")) return "model";
  const writes = entering.filter((edge) => edge.act === "writes");
  return writes.length > 0 && writes.every((edge) => edge.carries.includes("prediction") && !edge.carries.includes("metric")) ? "prediction" : given;
}

/** Where a resource is written, else where it is declared, else where it is used: the IO call of each edge. */
function placesOf(entering: readonly GraphEdge[], leaving: readonly GraphEdge[]): Location[] {
  const all = [...entering, ...leaving].filter((edge) => edge.act !== "contains");
  for (const acts of DEFINING) {
    const found = all.filter((edge) => acts.includes(edge.act)).flatMap((edge) => edge.evidence.slice(0, 1));
    if (found.length > 0) return found.map(placeOf);
  }
  return all.flatMap((edge) => edge.evidence.slice(0, 1)).map(placeOf);
}

function placeOf({ path, line, column, endLine, endColumn, cell }: Location): Location {
  return cell ? { path, line, column, endLine, endColumn, cell } : { path, line, column, endLine, endColumn };
}

function distinct(places: readonly Location[]): Location[] {
  const sorted = [...places].sort(compareLocations);
  return sorted.filter((place, i) => i === 0 || compareLocations(place, sorted[i - 1] ?? place) !== 0);
}

function groupBy(edges: readonly GraphEdge[], key: (edge: GraphEdge) => string): ReadonlyMap<string, readonly GraphEdge[]> {
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const list = groups.get(key(edge));
    if (list) list.push(edge);
    else groups.set(key(edge), [edge]);
  }
  return groups;
}
