import { compareText, type Location } from "../../facts/location.js";
import type { FileRole, NodeKind, Role } from "../../facts/vocabulary.js";
import type { ProjectEffects } from "../flow/project-effects.js";
import type { SpellResource } from "../flow/spell.js";
import type { Graph, GraphEdge, NodeId, Problem, StatementFact, Unresolved } from "../graph.js";
import type { LinkInput } from "../input.js";
import type { Scopes } from "../scopes.js";
import type { ActRecord, Subject } from "./act-record.js";
import { dbtProjects } from "./dbt-projects.js";
import { documentActs, type Declared, type DocumentActs } from "./document-acts.js";
import type { DocumentTexts } from "./document-texts.js";
import { mergeEdges, type PlacedRecord } from "./edges.js";
import { spreadFlow } from "./flow-roles.js";
import { folderEdges } from "./folders.js";
import { identify, type Identities, type Target } from "./identities.js";
import { consumerEdges, placedConsumers, placedFeedback, placedResources } from "./knowledge.js";
import { launchActs } from "./launch-acts.js";
import { dataSource, finishNodes, subjectSource, type NodeSource } from "./nodes.js";
import { sourceFiles } from "./source-files.js";
import { sqlActs } from "./sql-acts.js";
import { throughPairs, type Passage } from "./through.js";

/** What the project offers to assembling besides effects. */
export interface Project {
  readonly scopes: Scopes;
  readonly roleOf: (path: string) => FileRole;
  readonly spell: SpellResource;
  readonly texts: DocumentTexts;
}

const SUBJECTS: ReadonlySet<NodeKind> = new Set([
  "job", "notebook", "service", "pipeline", "schedule", "consumer", "function", "owner", "flag", "setting", "package",
]);

/** Puts effects, documents, SQL files and settings together into one sorted graph. */
export function assemble(input: LinkInput, effects: ProjectEffects, project: Project): Graph {
  const documents = documentActs(input.files, project.spell, project.scopes, project.texts);
  const sql = sqlActs(input.files, { ...project, dbt: dbtProjects(input.files, input.tree, project.texts) });
  const jobRecords = effects.effects.map((effect, id): ActRecord => ({
    ...effect, subject: effect.job, project: project.scopes.of(effect.job.path), effect: id, opaque: false,
  }));
  const records: readonly ActRecord[] = [...jobRecords, ...sql.records, ...documents.records, ...launchActs(effects, documents, project.scopes)];
  const resources = placedResources(input.settings.resources, input.roots);
  const identities = identify([
    ...records.map(({ resource, subject, project: scope, act }) => ({
      resource, job: subject.id, project: scope, writes: act === "writes" || act === "trains" || act === "logs",
    })),
    ...documents.declared.map(({ resource, project: scope }) => ({ resource, job: "", project: scope, writes: false })),
  ], resources);

  const placed = placeRecords(records, identities, project.roleOf);
  const merged = mergeEdges(placed);
  const { ownerOf } = input.settings;
  const sources = nodeSources(input, effects, documents, sql.jobs, records, placed, identities);
  const plain = finishNodes(sources, merged.edges);
  const consumers = placedConsumers(input.settings.consumers, input.roots);
  const declaredReads = consumerEdges(consumers, plain.filter((node) => !SUBJECTS.has(node.kind)));
  const kinds = new Map(plain.map((node) => [node.id, node.kind]));
  const { edges, renumbered } = sortEdges(merged.edges, [...folderEdges(plain), ...declaredReads.edges]);
  const ofRecord = merged.ofRecord.map((ids) => ids.map((id) => renumbered[id] ?? id));
  const through = throughPairs(edges, ofRecord, passagesOf(effects, jobRecords.length, sql.pairs), opaqueSubjects(records, effects));
  const flowing = spreadFlow(edges, through, (id) => kinds.get(id));
  const consumerSources = consumers.map((it) => subjectSource(
    { id: `consumer:${it.name}`, kind: "consumer", name: it.name, at: it.at }, it.owner, true,
  ));
  const nodes = finishNodes([...sources, ...consumerSources], flowing);
  const sqlStart = jobRecords.length;
  return {
    roots: input.roots, nodes, edges: flowing, through,
    flags: effects.flags, packageUses: effects.packageUses, conversions: effects.conversions,
    statements: statementsOf(
      flowing,
      [
        ...effects.limits.map(({ effect, at }) => ({ record: effect, at })),
        ...sql.limits.map(({ record, at }) => ({ record: record + sqlStart, at })),
      ],
      ofRecord,
    ),
    files: sourceFiles([...input.files].sort((a, b) => compareText(a.path, b.path)), nodes, project.roleOf, project.scopes, ownerOf),
    consumers, feedback: placedFeedback(input.settings.feedback, input.roots),
    unresolved: sortUnresolved([...effects.unresolved, ...documents.unresolved, ...sql.unresolved]),
    problems: sortProblems([...input.problems, ...identities.problems, ...declaredReads.problems]),
    stats: {
      files: input.files.length, lines: input.files.reduce((sum, file) => sum + file.facts.lines.total, 0), calls: input.files.reduce((sum, file) => sum + file.facts.calls.length, 0),
      resolvedResources: effects.stats.resolved, templateResources: effects.stats.templates, unresolvedResources: effects.stats.unresolved,
    },
  };
}

function placeRecords(records: readonly ActRecord[], identities: Identities, roleOf: (path: string) => FileRole): PlacedRecord[] {
  const targets = records.map(({ resource, subject, project }): readonly Target[] => (SUBJECTS.has(resource.kind) ? [{ id: resource.id, cap: "certain" }] : identities.targets(resource, subject.id, project)));
  const inJob = new Map<string, NodeId>();
  const anywhere = new Map<string, NodeId>();
  records.forEach(({ resource, subject }, i) => {
    const id = targets[i]?.[0]?.id ?? resource.id;
    inJob.set(`${subject.id}\n${resource.id}`, id);
    anywhere.set(resource.id, id);
  });
  return records.map((record, i): PlacedRecord => ({
    record, targets: targets[i] ?? [], role: roleOf(record.subject.at.path),
    predictedBy: record.predictedBy.map((id) => inJob.get(`${record.subject.id}\n${id}`) ?? anywhere.get(id) ?? id),
  }));
}

function nodeSources(
  input: LinkInput, effects: ProjectEffects, documents: DocumentActs, sqlJobs: readonly Subject[], records: readonly ActRecord[], placed: readonly PlacedRecord[], identities: Identities,
): NodeSource[] {
  const { ownerOf } = input.settings;
  const subjects: Subject[] = [...effects.jobs, ...sqlJobs, ...documents.actors.values(), ...records.map((it) => it.subject)];
  const sources = distinctSubjects(subjects).map((subject) => subjectSource(subject, ownerOf(subject.at.path), subject.kind === "consumer"));
  const declared = declarations(documents.declared, identities);
  const roles = new Map<NodeId, Set<Role>>();
  for (const { record, targets } of placed) {
    const id = targets[0]?.id;
    if (id === undefined || !record.role) continue;
    const known = roles.get(id);
    if (known) known.add(record.role);
    else roles.set(id, new Set([record.role]));
  }
  const tracked = new Map(input.tree.map((path) => [`file:${path.toLowerCase()}`, path]));
  const known = new Set(sources.map((source) => source.id));
  for (const identity of identities.all) {
    // Jobs, schedules and the like that acts lead to are subjects already, or are named only here.
    if (known.has(identity.id)) continue;
    const said = declared.get(identity.id);
    const path = tracked.get(identity.id);
    sources.push(dataSource(
      identity, said !== undefined, said?.at ?? [], said?.attributes["owner"] ?? (path === undefined ? null : ownerOf(path)),
      said?.attributes ?? {}, [...(roles.get(identity.id) ?? [])],
    ));
  }
  for (const flag of effects.flags) {
    const at = [...flag.declarations, ...flag.reads].slice(0, 1);
    sources.push({
      id: flag.id, kind: "flag", name: flag.name, declared: flag.declarations.length > 0, owner: ownerOf(at[0]?.path ?? ""),
      at: at.map(plainPlace), attributes: {}, roles: [], fixed: true,
    });
  }
  for (const use of effects.packageUses) {
    sources.push({
      id: `package:${/\.[cm]?[jt]sx?$/.test(use.path) ? "npm" : "pypi"}:${use.package}`, kind: "package", name: use.package, declared: false, owner: null,
      at: use.calls.slice(0, 1).map((call) => plainPlace(call.at)), attributes: {}, roles: [], fixed: false,
    });
  }
  return sources;
}

function plainPlace({ path, line, column, endLine, endColumn, cell }: Location): Location {
  return cell ? { path, line, column, endLine, endColumn, cell } : { path, line, column, endLine, endColumn };
}

/** One subject an id: the job that the interpreter knows goes before the step of the same name; among equals the first place. */
function distinctSubjects(subjects: readonly Subject[]): Subject[] {
  const found = new Map<NodeId, Subject>();
  for (const subject of subjects) {
    const known = found.get(subject.id);
    if (!known) found.set(subject.id, subject);
    else if (subject.attributes) found.set(subject.id, { ...known, attributes: { ...known.attributes, ...subject.attributes } });
  }
  return [...found.values()];
}

function declarations(declared: readonly Declared[], identities: Identities): ReadonlyMap<NodeId, { readonly at: readonly Location[]; readonly attributes: Readonly<Record<string, string>> }> {
  const found = new Map<NodeId, { at: Location[]; attributes: Record<string, string> }>();
  for (const it of declared) {
    const id = identities.targets(it.resource, "", it.project)[0]?.id ?? it.resource.id;
    const entry = found.get(id) ?? { at: [], attributes: {} };
    entry.at.push(it.at);
    Object.assign(entry.attributes, it.attributes);
    found.set(id, entry);
  }
  return found;
}

function sortEdges(merged: readonly GraphEdge[], more: readonly GraphEdge[]): { readonly edges: readonly GraphEdge[]; readonly renumbered: readonly number[] } {
  const order = [...merged.map((edge, id) => ({ edge, id })), ...more.map((edge) => ({ edge, id: -1 }))]
    .sort((a, b) => compareText(a.edge.from, b.edge.from) || compareText(a.edge.to, b.edge.to) || compareText(a.edge.act, b.edge.act) || a.id - b.id);
  const renumbered: number[] = [];
  order.forEach(({ id }, position) => {
    if (id >= 0) renumbered[id] = position;
  });
  return { edges: order.map((it) => it.edge), renumbered };
}

function passagesOf(effects: ProjectEffects, sqlStart: number, pairs: readonly (readonly [number, number])[]): Passage[] {
  const inCode = effects.effects.flatMap((effect, to) => effect.derives.map(({ effect: from, confidence, at }): Passage => ({ from, to, confidence, at })));
  return [...inCode, ...pairs.map(([from, to]): Passage => ({ from: from + sqlStart, to: to + sqlStart, confidence: "certain", at: null }))];
}

/** Subjects of documents of which no code tells what happens inside. */
function opaqueSubjects(records: readonly ActRecord[], effects: ProjectEffects): ReadonlySet<NodeId> {
  const interpreted = new Set(effects.effects.map((effect) => effect.job.id));
  return new Set(records.filter((it) => it.opaque && !interpreted.has(it.subject.id)).map((it) => it.subject.id));
}

function statementsOf(
  edges: readonly GraphEdge[], limits: readonly { readonly record: number; readonly at: Location }[],
  ofRecord: readonly (readonly number[])[],
): StatementFact[] {
  const found = limits.flatMap(({ record, at }) => (ofRecord[record] ?? []).slice(0, 1).map((edge): StatementFact => ({
    kind: "unordered-limit", job: edges[edge]?.to ?? "", edge, at,
  })));
  return found.sort((a, b) => a.edge - b.edge || compareText(a.at.path, b.at.path) || a.at.line - b.at.line || a.at.column - b.at.column);
}

function sortUnresolved(all: readonly Unresolved[]): Unresolved[] {
  return [...all].sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.act, b.act) || compareText(a.via, b.via) || compareText(a.why, b.why));
}

function sortProblems(all: readonly Problem[]): Problem[] {
  const sorted = [...all].sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.kind, b.kind) || compareText(a.message, b.message));
  return sorted.filter((it, i) => i === 0 || JSON.stringify(it) !== JSON.stringify(sorted[i - 1]));
}
