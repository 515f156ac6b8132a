import { locate, type Location, type Span } from "../../src/facts/location.js";
import type { FileFacts } from "../../src/facts/file-facts.js";
import type { DocumentObservation, NameForm } from "../../src/facts/observation.js";
import type { Act, Confidence, NodeKind } from "../../src/facts/vocabulary.js";
import { assemble } from "../../src/graph/assemble/assemble.js";
import { actorOf } from "../../src/graph/assemble/act-record.js";
import { declaredOutputs } from "../../src/graph/assemble/document-acts.js";
import { DocumentTexts } from "../../src/graph/assemble/document-texts.js";
import type { Job, JobEffect, Resource } from "../../src/graph/effect.js";
import type { ProjectEffects } from "../../src/graph/flow/project-effects.js";
import type { Graph } from "../../src/graph/graph.js";
import type { LinkFile, LinkInput, LinkSettings } from "../../src/graph/input.js";
import { filePlaces } from "../../src/graph/names/file-places.js";
import { createSpeller } from "../../src/graph/names/speller.js";
import { fileRoles } from "../../src/graph/roles.js";
import { projectScopes } from "../../src/graph/scopes.js";
import type { Text } from "../../src/graph/text.js";

/** One act of a job, told in short. */
export interface Said {
  /** `jobs/fit.py#main`. */
  readonly job: string;
  readonly act: Act;
  /** The name as code spells it, with template syntax for holes; several texts are alternatives of the given provenance. */
  readonly name: string | readonly Text[];
  readonly form?: NameForm;
  readonly platform?: string;
  readonly kind?: NodeKind;
  readonly host?: string;
  readonly line?: number;
  /** Positions of the acts (in the list) whose value reaches this one. */
  readonly from?: readonly number[];
  readonly more?: Partial<JobEffect>;
}

/** A project told in short. */
export interface Told {
  readonly tree?: readonly string[];
  readonly roots?: readonly string[];
  readonly acts?: readonly Said[];
  readonly documents?: Readonly<Record<string, readonly DocumentObservation[]>>;
  readonly files?: readonly LinkFile[];
  readonly settings?: Partial<LinkSettings>;
  readonly effects?: Partial<ProjectEffects>;
}

/** A place one line long. */
export function at(path: string, line = 1): Location {
  return { path, line, column: 1, endLine: line, endColumn: 40 };
}

/** Facts of a file that says nothing. */
export function emptyFacts(language: FileFacts["language"] = "python"): FileFacts {
  return {
    version: 1, language, units: [], values: [], calls: [], branches: [], imports: [], settings: [], statements: [], commands: [], comments: [], suppressions: [],
    lines: { total: 10, code: 8, comment: 1, blank: 1, cells: 0 }, problems: [],
  };
}

/** An observation of a document whose names are plain texts. */
export function said(act: Act, actor: readonly [NodeKind, NameForm, string] | null, resource: readonly [NodeKind, NameForm, string], more: Partial<DocumentObservation> = {}): DocumentObservation {
  const span: Span = { line: 1, column: 1, endLine: 1, endColumn: 9 };
  return {
    kind: "document", at: span, act, ...(actor ? { actor: { kind: actor[0], form: actor[1], name: actor[2], at: span } } : {}),
    resource: { kind: resource[0], form: resource[1], name: resource[2] }, via: "steps.yaml", confidence: "certain", ...more,
  };
}

/** Assembles a told project through the real speller. */
export function tell(told: Told): Graph {
  const paths = new Set([...(told.tree ?? []), ...(told.acts ?? []).map((it) => it.job.split("#")[0] ?? ""), ...Object.keys(told.documents ?? {}), ...(told.files ?? []).map((it) => it.path)]);
  const roots = told.roots ?? ["."];
  const documents: LinkFile[] = Object.entries(told.documents ?? {}).map(([path, observations]) => ({ path, facts: emptyFacts("config"), observations }));
  const own = new Set([...documents, ...(told.files ?? [])].map((file) => file.path));
  const code: LinkFile[] = [...new Set((told.acts ?? []).map((it) => it.job.split("#")[0] ?? ""))].filter((path) => !own.has(path)).map((path) => ({ path, facts: emptyFacts(), observations: [] }));
  const files = [...documents, ...code, ...(told.files ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1));
  const settings: LinkSettings = { consumers: [], resources: [], feedback: [], flags: { closed: false, permanent: [] }, roles: [], ownerOf: () => null, ...told.settings };
  const input: LinkInput = { roots, files, tree: [...paths].sort(), knowledge: { types: new Map(), packages: [] }, settings, parse: () => emptyFacts(), problems: [] };
  const scopes = projectScopes(input.tree, roots);
  const texts = new DocumentTexts(files);
  const spell = createSpeller({ places: filePlaces(input.tree, declaredOutputs(files, texts), scopes), feastProject: () => undefined });
  const effects = effectsOf(told.acts ?? [], (act) => {
    const path = act.job.split("#")[0] ?? "";
    const name: readonly Text[] = typeof act.name === "string" ? [{ parts: [act.name], provenance: "literal", bound: [] }] : act.name;
    const host: readonly Text[] = act.host === undefined ? [] : [{ parts: [act.host], provenance: "literal", bound: [] }];
    return spell(act.form ?? "uri", act.platform, act.kind ?? "file", { name, host }, { path, project: scopes.of(path), directory: null });
  });
  return assemble(input, { ...effects, ...told.effects }, { scopes, spell, texts, roleOf: fileRoles(input.tree, settings.roles, roots) });
}

function effectsOf(acts: readonly Said[], resourcesOf: (act: Said) => readonly Resource[]): ProjectEffects {
  const effects: JobEffect[] = [];
  const numbers: number[][] = [];
  for (const act of acts) {
    const path = act.job.split("#")[0] ?? "";
    const job: Job = { id: `job:${act.job}`, kind: path.endsWith(".ipynb") ? "notebook" : "job", name: act.job.split("#")[1] ?? "", path, at: at(path) };
    const confidence: Confidence = act.more?.confidence ?? "certain";
    numbers.push(resourcesOf(act).map((resource) => effects.push({
      act: act.act, actor: actorOf(act.act), job, resource, evidence: [{ ...locate(path, at(path, act.line ?? 1)), via: `lib.${act.act}`, confidence }], confidence, columns: [],
      derives: (act.from ?? []).flatMap((from) => (numbers[from] ?? []).map((effect) => ({ effect, confidence: "certain" as const, at: null }))),
      flow: [], carries: [], predictedBy: [], pin: { state: "unknown" }, guards: [], filters: [], swallowed: false, mode: null, ...act.more,
    }) - 1));
  }
  const jobs = [...new Map(effects.map((effect) => [effect.job.id, effect.job])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    effects, jobs, unresolved: [], flags: [], packageUses: [], conversions: [], launches: [], limits: [],
    stats: { calls: 0, resolved: 0, templates: 0, unresolved: 0, frames: 0, rounds: 0 },
  };
}

/** Edges as lines: `from act to confidence`. */
export function edgeLines(graph: Graph): string[] {
  return graph.edges.map((edge) => `${edge.from} ${edge.act} ${edge.to} ${edge.confidence}`);
}
