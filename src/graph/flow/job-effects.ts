import { compareLocations, compareText, type Location } from "../../facts/location.js";
import { weaker, type Carries, type Confidence, type Flow } from "../../facts/vocabulary.js";
import type { Job, JobEffect, Resource } from "../effect.js";
import type { Evidence, Guard, NodeId } from "../graph.js";
import { itemConfidence } from "./flow-set.js";
import type { RawEffect } from "./frame.js";
import type { LiftedEffect, LiftedJob } from "./lift.js";
import { modelNames, type ModelNames } from "./model-names.js";
import type { World } from "./world.js";

const MAX_EVIDENCE = 10;

/** One effect of a job before its sources have numbers. */
interface Draft {
  readonly job: Job;
  readonly raw: RawEffect;
  readonly resource: Resource;
  readonly lifted: LiftedEffect;
  readonly foreign: boolean;
  /** Further raw effects that the draft stands for. */
  readonly also: RawEffect[];
}

/** Turns lifted effects into effects of jobs: names models, links sources, marks where values go. */
export function jobEffects(world: World, jobs: readonly LiftedJob[], flagName: (key: string) => NodeId | null): { readonly effects: readonly JobEffect[]; readonly numberOf: ReadonlyMap<string, readonly number[]> } {
  const names = modelNames(world);
  const drafts = jobs.flatMap((job) => draftsOf(world, names, job));
  const unique = new Map<string, Draft>();
  for (const draft of drafts) {
    const { at } = draft.raw;
    const key = `${draft.job.id} ${draft.raw.act} ${draft.resource.id} ${at.path} ${at.line} ${at.column}`;
    const known = unique.get(key);
    if (!known) unique.set(key, draft);
    else mergeInto(world, known, draft);
  }
  const sorted = [...unique.values()].sort(compareDrafts);
  const numberOf = new Map<string, number[]>();
  const bySource = new Map<string, Map<number, number[]>>();
  sorted.forEach((draft, i) => {
    const own = bySource.get(draft.job.id) ?? new Map<number, number[]>();
    bySource.set(draft.job.id, own);
    for (const raw of [draft.raw, ...draft.also]) {
      push(own, raw.source, i);
      push(numberOf, raw.key, i);
    }
  });
  const goes = whereValuesGo(sorted);
  const targets = targetsOf(sorted);
  const effects = sorted.map((draft) => ({ ...finish(world, names, draft, bySource.get(draft.job.id) ?? new Map(), goes, flagName), ...columnRoles(world, draft, targets) }));
  return { effects, numberOf };
}

function push<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function mergeInto(world: World, known: Draft, draft: Draft): void {
  const { flows } = world.lattice;
  known.raw.data = flows.union(known.raw.data, draft.raw.data);
  known.raw.label = flows.union(known.raw.label, draft.raw.label);
  for (const column of draft.raw.columns) known.raw.columns.add(column);
  for (const name of draft.raw.labels) known.raw.labels.add(name);
  for (const filter of draft.raw.filters) known.raw.filters.add(filter);
  known.also.push(draft.raw);
}

function draftsOf(world: World, names: ModelNames, lifted: LiftedJob): readonly Draft[] {
  const own = new Set(lifted.effects.map((effect) => effect.raw.source));
  const out: Draft[] = [];
  const add = (effect: LiftedEffect, foreign: boolean): void => {
    for (const resource of names.resourcesOf(effect.raw, lifted.job)) out.push({ job: lifted.job, raw: effect.raw, resource, lifted: effect, foreign, also: [] });
  };
  for (const effect of lifted.effects) add(effect, false);
  // A value that came through a global or an imported module: its read belongs to this job too.
  const wanted = new Set<number>();
  for (const effect of lifted.effects) for (const item of effect.raw.data.items) if (!own.has(item >> 2)) wanted.add(item >> 2);
  for (const source of [...wanted].sort((a, b) => a - b)) {
    const found = world.lattice.flows.sources[source];
    const raw = found?.kind === "effect" ? world.round.effects.get(found.key) : undefined;
    if (raw?.act === "reads") add({ raw, calls: [], guards: raw.guards, swallowed: raw.swallowed }, true);
  }
  return out;
}

function compareDrafts(a: Draft, b: Draft): number {
  return compareText(a.job.id, b.job.id) || compareText(a.raw.act, b.raw.act) || compareText(a.resource.id, b.resource.id) || compareLocations(a.raw.at, b.raw.at) || compareText(a.raw.via, b.raw.via);
}

/** For each source, the acts that its value reaches. */
function whereValuesGo(drafts: readonly Draft[]): ReadonlyMap<number, ReadonlySet<Flow>> {
  const out = new Map<number, Set<Flow>>();
  const serving = new Set(drafts.filter((draft) => draft.raw.act === "serves").map((draft) => draft.job.id));
  const mark = (item: number, flow: Flow): void => {
    const known = out.get(item >> 2);
    if (known) known.add(flow);
    else out.set(item >> 2, new Set([flow]));
  };
  for (const { raw } of drafts) {
    const flow = raw.act === "trains" ? "training" : raw.act === "evaluates" ? "evaluation" : raw.act === "predicts" ? "prediction" : null;
    if (flow) for (const item of raw.data.items) mark(item, flow);
  }
  for (const draft of drafts) if (serving.has(draft.job.id) && draft.raw.act === "reads") mark(draft.raw.source * 4, "serving");
  return out;
}

/** Columns that fits take as their target, by the source that they come from. */
function targetsOf(drafts: readonly Draft[]): ReadonlyMap<number, ReadonlySet<string>> {
  const out = new Map<number, Set<string>>();
  for (const { raw } of drafts) {
    if (raw.act !== "trains" || raw.labels.size === 0) continue;
    for (const item of raw.label.items) {
      const known = out.get(item >> 2) ?? new Set();
      out.set(item >> 2, known);
      for (const name of raw.labels) known.add(name);
    }
  }
  return out;
}

/** Which columns of a read are targets of a fit, and which of a write hold predictions; absent where that is not known. */
function columnRoles(world: World, { raw, also }: Draft, targets: ReadonlyMap<number, ReadonlySet<string>>): Pick<JobEffect, "labels" | "predicted"> {
  const all = [raw, ...also];
  if (raw.act === "reads") {
    const names = new Set(all.flatMap((one) => [...(targets.get(one.source) ?? [])]));
    const own = [...names].filter((name) => raw.columns.size === 0 || raw.columns.has("*") || raw.columns.has(name)).sort();
    return names.size > 0 ? { labels: own } : {};
  }
  if (raw.act !== "writes") return {};
  const predicted = [...new Set(all.flatMap((one) => [...one.objects].flatMap((object) => [...(world.heap.info(object)?.predicted ?? [])])))].sort();
  return predicted.length > 0 ? { predicted } : {};
}

function finish(world: World, names: ModelNames, draft: Draft, own: ReadonlyMap<number, readonly number[]>, goes: ReadonlyMap<number, ReadonlySet<Flow>>, flagName: (key: string) => NodeId | null): JobEffect {
  const { raw, resource, job, lifted } = draft;
  const derives = new Map<number, Confidence>();
  const carries = new Set<Carries>();
  const predictedBy = new Set<NodeId>();
  const outward = raw.act !== "reads" && raw.act !== "predicts";
  const flow = new Set<Flow>();
  for (const item of outward ? raw.data.items : []) {
    const source = world.lattice.flows.sources[item >> 2];
    const from = source?.kind === "effect" ? world.round.effects.get(source.key) : undefined;
    if (!from) continue;
    const confidence = itemConfidence(item);
    if (from.act === "reads" || from.act === "predicts") for (const number of own.get(item >> 2) ?? []) derives.set(number, stronger(derives.get(number), confidence));
    if (raw.act !== "writes") continue;
    if (from.act === "predicts") {
      carries.add("prediction");
      flow.add("prediction");
      for (const model of names.resourcesOf(from, job)) predictedBy.add(model.id);
    } else if (from.act === "evaluates") carries.add("metric");
    else if (from.act === "reads" && from.kind === "metrics") carries.add("metric");
  }
  if (raw.act === "reads") for (const one of [raw, ...draft.also]) for (const value of goes.get(one.source) ?? []) flow.add(value);
  if (raw.act === "writes" && carries.size === 0 && derives.size > 0 && !names.isModel(raw)) carries.add("raw");
  const confidence = draft.foreign ? weaker(raw.confidence, "likely") : raw.confidence;
  return {
    act: raw.act, actor: ACTOR_AT_TO.has(raw.act) ? "to" : "from", job, resource, ...(raw.role ? { role: raw.role } : {}),
    evidence: evidenceOf(draft, confidence), confidence, columns: [...raw.columns].sort(),
    derives: [...derives].sort((a, b) => a[0] - b[0]).map(([effect, sure]) => ({ effect, confidence: sure, at: raw.at })),
    flow: [...flow].sort(), carries: [...carries].sort(), predictedBy: [...predictedBy].sort(), pin: raw.pin,
    guards: lifted.guards.map((guard): Guard => ({ condition: guard.condition, holds: guard.holds, at: guard.at, flags: [...new Set(guard.keys.flatMap((key) => flagName(key) ?? []))].sort(), random: guard.random })),
    filters: [...raw.filters].sort(), swallowed: lifted.swallowed, mode: raw.mode,
  };
}

/** Acts whose data comes to the job. */
const ACTOR_AT_TO: ReadonlySet<string> = new Set(["reads", "predicts", "evaluates"]);

function stronger(a: Confidence | undefined, b: Confidence): Confidence {
  return a === undefined || weaker(a, b) === a ? b : a;
}

function evidenceOf(draft: Draft, confidence: Confidence): readonly Evidence[] {
  const { raw, lifted } = draft;
  const out: Evidence[] = [];
  const add = (at: Location, via: string): void => {
    if (out.length < MAX_EVIDENCE && !out.some((known) => known.path === at.path && known.line === at.line && known.column === at.column)) out.push({ ...at, via, confidence });
  };
  add(raw.at, raw.via);
  for (const call of lifted.calls) add(call.at, call.via);
  for (const at of raw.bound) add(at, "name");
  return out;
}
