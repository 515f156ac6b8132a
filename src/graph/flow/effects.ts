import { placeIn } from "./project-file.js";
import type { Effect } from "../../facts/observation.js";
import { weaker, type Confidence } from "../../facts/vocabulary.js";
import type { Resource } from "../effect.js";
import type { Pin } from "../graph.js";
import type { Abstract, ObjectId } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import { columnNames } from "./columns.js";
import type { FlowSet } from "./flow-set.js";
import type { RawEffect } from "./frame.js";
import { guardsAt } from "./guards.js";
import { notesOf } from "./notes.js";
import { objectsOf, objectsWithin } from "./objects.js";
import { resolveName, type ResolvedName } from "./resources.js";
import { labelColumns } from "./label-columns.js";
import { select } from "./select.js";
import { knownText, partsKey } from "./text-algebra.js";
import type { World } from "./world.js";

/** What an effect adds beyond the name itself. */
export interface EffectDetails {
  readonly via: string;
  readonly confidence: Confidence;
  /** Tells effects of one call apart. */
  readonly part: string;
  readonly data: FlowSet;
  readonly label: FlowSet;
  /** Columns that are named as the target of a fit. */
  readonly labels?: readonly string[];
  readonly objects: readonly ObjectId[];
  readonly columns: readonly string[];
  readonly filters: readonly string[];
  readonly pin: Pin;
  /** Model object whose place of storage names the resource. */
  readonly object: ObjectId | null;
}

const UNPINNED: Pin = { state: "unknown" };

/** Records one act on one resource in the frame of the call; gives its record. */
export function recordEffect(world: World, call: ModelCall, effect: Pick<Effect, "act" | "role" | "mode">, kind: RawEffect["kind"], resource: Resource | null, details: EffectDetails): RawEffect {
  const { frame, at } = call.site;
  const site = call.site.call;
  const key = `${frame.key} ${site ? site.id : -1} ${call.site.part} ${details.part} ${resource ? resource.id : `object ${details.object ?? ""}`}`;
  const known = frame.effects.get(key);
  if (known) {
    known.data = world.lattice.flows.union(known.data, details.data);
    known.label = world.lattice.flows.union(known.label, details.label);
    for (const name of details.labels ?? []) known.labels.add(name);
    for (const object of details.objects) known.objects.add(object);
    for (const column of details.columns) known.columns.add(column);
    return known;
  }
  const doubted = resource?.provenance === undefined || resource.provenance === "literal" || resource.provenance === "command-line" ? details.confidence : weaker(details.confidence, "likely");
  const record: RawEffect = {
    key, source: world.lattice.flows.source("effect", key), frame: frame.key, file: frame.file, unit: frame.unit.id, at, guards: guardsAt(world, frame, site?.branch ?? -1), swallowed: site?.swallowed ?? false,
    via: details.via, act: effect.act, kind, resource, object: details.object, role: effect.role, confidence: doubted, data: details.data, label: details.label, labels: new Set(details.labels),
    columns: new Set(details.columns), filters: new Set(details.filters), pin: details.pin, mode: effect.mode ?? null, bound: resource?.bound ?? [], objects: new Set(details.objects),
  };
  frame.effects.set(key, record);
  world.round.effects.set(key, record);
  return record;
}

/** Flow of the values that selectors pick; null where none is given. */
export function selectedFlow(world: World, call: ModelCall, selectors: Effect["data"]): FlowSet | null {
  if (!selectors) return null;
  return world.lattice.flows.all(selectors.map((selector) => select(world, call, selector)?.flow ?? world.lattice.flows.empty));
}

/** Objects of the values that selectors pick. */
export function selectedObjects(world: World, call: ModelCall, selectors: Effect["data"]): readonly ObjectId[] {
  return (selectors ?? []).flatMap((selector) => objectsWithin(select(world, call, selector) ?? world.lattice.nothing));
}

/** Objects that a model selector (the receiver unless given) picks. */
export function modelObjects(world: World, call: ModelCall, effect: Effect): readonly ObjectId[] {
  const value = effect.model ? select(world, call, effect.model) : call.receiver;
  return value ? objectsOf(value) : [];
}

/** Columns that an argument names, and those assigned to written data. */
export function effectColumns(world: World, call: ModelCall, effect: Effect): readonly string[] {
  const named = effect.columns ? select(world, call, effect.columns) : null;
  return named ? columnNames(named) : [];
}

/** Whether what is read stays the same. */
export function pinOf(world: World, call: ModelCall, effect: Effect, name: ResolvedName): Pin {
  let settable = false;
  for (const selector of effect.pin ?? []) {
    const value = select(world, call, selector);
    const text = value?.texts[0] ? knownText(value.texts[0]) : null;
    if (value && isSwitch(world, value)) settable = true;
    if (!value || value.things.some((thing) => thing.kind === "none")) continue;
    const at = value.texts[0]?.bound[0];
    if (text !== null && MOVING_WORD.test(text)) return { state: "moving", reason: "moving-latest", by: text, ...(at ? { at } : {}) };
    if (text !== null) return { state: "pinned", by: text, ...(at ? { at } : {}) };
    return { state: "unknown", ...(at ? { at } : {}) };
  }
  if (effect.act !== "reads" && !effect.moving) return UNPINNED;
  for (const text of name.texts) {
    const shown = partsKey(text.parts);
    const at = text.bound[0];
    const place = at ? { at } : {};
    if (/(?:[:@/]|^models:\/[^/]+\/)(?:latest|production|staging|champion)$/i.test(shown)) return { state: "moving", reason: "moving-latest", by: shown, ...place };
    if (/^https?:\/\//.test(shown) && !/[0-9a-f]{32,}/i.test(shown)) return { state: "moving", reason: "mutable-url", by: shown, ...place };
    if (/[:@](?:v?\d+|[0-9a-f]{7,})$/.test(shown) && !/^https?:/.test(shown)) return { state: "pinned", by: shown, ...place };
  }
  if (effect.moving) return { state: "moving", reason: effect.moving, at: placeIn(call.site.frame.file, call.site.at), ...(settable ? { settable } : {}) };
  return UNPINNED;
}

/** Does a value come from a switch that a launcher may set? */
function isSwitch(world: World, value: Abstract): boolean {
  return value.flow.items.some((item) => world.lattice.flows.sources[item >> 2]?.kind === "flag");
}

const MOVING_WORD = /^(?:latest|production|staging|champion|main|master|head)$/i;

/** Notes an act whose resource has no known part. */
export function noteUnresolved(call: ModelCall, act: Effect["act"], via: string, why: string): void {
  const { at } = call.site;
  notesOf(call.site.frame).unresolved.set(`${at.path} ${at.line} ${at.column} ${act} ${via}`, { path: at.path, line: at.line, column: at.column, act, via, why });
}

/** Resolves the resource of an effect and records it for each alternative. */
export function applyResourceEffect(world: World, call: ModelCall, effect: Effect, via: string, confidence: Confidence, index: number): readonly RawEffect[] {
  const expression = effect.resource;
  if (!expression) return [];
  const name = resolveName(world, call, expression);
  const site = `${call.site.at.path}:${call.site.at.line}:${call.site.at.column} ${effect.act}`;
  if (name.resources.length === 0) {
    if (COUNTED.has(effect.act) && expression.form !== "handle") noteUnresolved(call, effect.act, via, name.why);
    return [];
  }
  const pin = pinOf(world, call, effect, name);
  const data = selectedFlow(world, call, effect.data) ?? defaultData(world, call, effect, name.name);
  const label = selectedFlow(world, call, effect.label) ?? world.lattice.flows.empty;
  const objects = selectedObjects(world, call, effect.data);
  const columns = effectColumns(world, call, effect);
  const spread = name.resources.length > 1 ? "likely" : "certain";
  return name.resources.map((resource) => {
    (resource.holes.length > 0 ? notesOf(call.site.frame).templates : notesOf(call.site.frame).resolved).add(site);
    const kind = CONTENT.has(expression.kind) ? expression.kind : resource.kind;
    return recordEffect(world, call, effect, kind, resource, {
      via, confidence: weaker(confidence, spread), part: `${index} ${via}`, data, label, labels: labelColumns(call, effect.label), objects, columns, filters: [], pin, object: null,
    });
  });
}

const COUNTED: ReadonlySet<string> = new Set(["reads", "writes"]);
const CONTENT: ReadonlySet<string> = new Set(["model", "prediction", "metrics", "experiment", "feature-view", "feature", "artifact"]);

/** What is written, where the catalogue does not say: the receiver, or all arguments but the name. */
function defaultData(world: World, call: ModelCall, effect: Effect, name: Abstract | null): FlowSet {
  const { lattice } = world;
  if (effect.act === "reads") return lattice.flows.empty;
  if (call.receiver && call.receiver !== name) return call.receiver.flow;
  return lattice.flows.all([...call.args.positional, ...call.args.named.values()].filter((value) => value !== name).map((value) => value.flow));
}

/** The value with a source in its flow. */
export function withSource(world: World, value: Abstract, effects: readonly RawEffect[], confidence: Confidence = "certain"): Abstract {
  const { flows } = world.lattice;
  return world.lattice.withFlow(value, flows.all(effects.map((effect) => flows.of(effect.source, confidence))));
}
