import type { Call } from "../../facts/file-facts.js";
import type { CallModel } from "../../facts/observation.js";
import type { ValueId } from "../../facts/value.js";
import { weaker, type Confidence } from "../../facts/vocabulary.js";
import type { Abstract, Thing } from "./abstract.js";
import { argumentsFlow, prependBound, type ActualArguments } from "./arguments.js";
import type { CallSite, ModelCall } from "./call-site.js";
import { findMethod } from "./classes.js";
import { elementOf, refreshed } from "./containers.js";
import { noteHandover, noteSpread } from "./flag-notes.js";
import { frameValue, type Frame } from "./frame.js";
import { instantiate } from "./instantiate.js";
import { applyModel } from "./models.js";
import { changeContainer } from "./mutations.js";
import { callNative, callNativeMethod } from "./natives.js";
import { notesOf } from "./notes.js";
import { placeIn } from "./project-file.js";
import { isType, typesOf } from "./types.js";
import { turnsOf } from "./turns.js";
import type { World } from "./world.js";

/** Makes one call of the text. */
export function evaluateCall(world: World, frame: Frame, call: Call): Abstract {
  const site: CallSite = { frame, call, at: placeIn(frame.file, call.at), part: "" };
  const callee = frameValue(frame, call.callee) ?? world.lattice.nothing;
  const turns = turnsOf(world, frame, call);
  if (turns) return world.lattice.joinAll(turns.map((turn, i) => applyCallee(world, { ...site, part: `turn ${i}` }, callee, collectArguments(world, frame, call, turn))));
  return applyCallee(world, site, callee, collectArguments(world, frame, call));
}

/** Arguments of a call as they are now, spreads taken apart. */
function collectArguments(world: World, frame: Frame, call: Call, turn?: ReadonlyMap<ValueId, Abstract>): ActualArguments {
  const { lattice } = world;
  const positional: Abstract[] = [];
  const named = new Map<string, Abstract>();
  let rest: Abstract | null = null;
  let restNamed: Abstract | null = null;
  for (const argument of call.args) {
    const value = refreshed(world, frame, turn?.get(argument.value) ?? frameValue(frame, argument.value) ?? lattice.nothing);
    if (argument.spread === "items") {
      const list = value.things.find((thing) => thing.kind === "list");
      if (list && rest === null) positional.push(...list.items);
      if (!list || list.rest) rest = lattice.join(rest ?? lattice.nothing, elementOf(world, value, -1));
    } else if (argument.spread === "entries") {
      for (const thing of value.things) {
        if (thing.kind === "record") for (const [key, item] of thing.entries) named.set(key, item);
        else if (thing.kind === "document") for (const key of world.documents.get(thing.file, thing.node)?.keys ?? []) named.set(key, world.documents.child(thing.file, thing.node, key) ?? lattice.nothing);
        else if (thing.kind === "options") {
          const dests = world.options.specsOf(thing.parser).map((spec) => spec.dest);
          for (const dest of dests) named.set(dest, world.optionOf(thing, dest));
          noteSpread(frame, thing.parser, dests, placeIn(frame.file, argument.at));
        }
        const open = thing.kind === "record" ? thing.rest : thing.kind === "document" || thing.kind === "options" ? null : lattice.flowOnly(value.flow);
        if (open) restNamed = lattice.join(restNamed ?? lattice.nothing, open);
      }
      if (value.things.length === 0) restNamed = lattice.join(restNamed ?? lattice.nothing, lattice.flowOnly(value.flow));
    } else if (argument.name !== undefined) named.set(argument.name, value);
    else if (rest) rest = lattice.join(rest, value);
    else positional.push(value);
  }
  return { positional, named, rest, restNamed };
}

/** Calls whatever the callee may be and joins what comes back. */
export function applyCallee(world: World, site: CallSite, callee: Abstract, args: ActualArguments): Abstract {
  const { lattice } = world;
  const results: Abstract[] = [];
  let understood = false;
  for (const thing of callee.things) {
    const result = applyThing(world, site, thing, args);
    if (result === null) continue;
    understood = true;
    results.push(result);
  }
  if (!understood) {
    const observed = applyObserved(world, site, callee, args);
    if (observed) return observed;
    noteHandover(site, args);
    results.push(lattice.flowOnly(lattice.flows.atMost(lattice.flows.union(argumentsFlow(lattice, args), callee.flow), "likely")));
  }
  return lattice.joinAll(results);
}

function applyThing(world: World, site: CallSite, thing: Thing, args: ActualArguments): Abstract | null {
  switch (thing.kind) {
    case "function":
      return world.enter(thing, prependBound(thing.bound, args), site);
    case "class":
      return instantiate(world, site, thing.unit, args);
    case "external":
      return thing.receiver === null ? callQualified(world, site, thing.name, prependBound(thing.bound, args)) : callMethod(world, site, thing.name, thing.receiver, prependBound(thing.bound, args));
    case "instance":
      return callInstance(world, site, thing, args);
    default:
      return null;
  }
}

function callQualified(world: World, site: CallSite, name: string, args: ActualArguments): Abstract | null {
  const call: ModelCall = { site, args, receiver: null, result: world.lattice.nothing };
  const native = callNative(world, call, name);
  if (native) return native;
  const models = world.knowledge.callable?.(name) ?? observedModels(site, name);
  if (models.length === 0) return null;
  return applyModels(world, call, models, "certain");
}

function observedModels(site: CallSite, name: string): readonly CallModel[] {
  const found = site.call ? site.frame.file.callModels.get(site.call.id) ?? [] : [];
  return found.flatMap((item) => (item.condition && "callee" in item.condition && item.condition.callee === name ? [item.model] : []));
}

/** Applies all models of one callable; null where the tests of each exclude it. */
function applyModels(world: World, call: ModelCall, models: readonly CallModel[], confidence: Confidence): Abstract | null {
  const { lattice } = world;
  const results = models.flatMap((model) => applyModel(world, call, model, confidence) ?? []);
  for (const model of models) notesOf(call.site.frame).packageCalls.set(`${call.site.at.path} ${call.site.at.line} ${call.site.at.column} ${model.id}`, { call, model });
  return results.length > 0 ? lattice.joinAll(results) : null;
}

function callMethod(world: World, site: CallSite, name: string, receiver: Abstract, args: ActualArguments): Abstract | null {
  const { lattice } = world;
  const current = refreshed(world, site.frame, receiver);
  const call: ModelCall = { site, args, receiver: current, result: lattice.nothing };
  const changed = changeContainer(world, call, name, current);
  if (changed && changed !== current && site.call) site.frame.changed.set(site.call.id, { value: changed, flow: lattice.flows.empty });
  const native = callNativeMethod(world, call, name, current);
  if (native) return native;
  const results: Abstract[] = [];
  const seen = new Set<string>();
  let loose: Thing[] = [];
  for (const thing of current.things) {
    if (thing.kind === "function") {
      const through = callOnFunction(world, site, name, thing, args);
      if (through) results.push(through);
      continue;
    }
    if (thing.kind !== "instance") {
      const type = thing.kind === "options" ? world.options.types.get(thing.parser) : BUILTIN_TYPES[thing.kind];
      const found = type === undefined ? null : applyTyped(world, call, [type], name, lattice.make([], [thing], current.flow));
      if (found) results.push(found);
      continue;
    }
    const types = typesOf(world, thing);
    if (types.length === 0) {
      loose = [...loose, thing];
      continue;
    }
    const key = `${types.join(",")} ${thing.object}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const found = applyTyped(world, call, types, name, lattice.make(current.texts, [thing], current.flow));
    if (found) results.push(found);
    else if (thing.cls !== null) loose = [...loose, thing];
    else results.push(applyModels(world, call, siblingFrames(world, site, types), "likely") ?? unknownMethod(world, call, thing));
  }
  if (results.length === 0 && current.texts.length > 0) {
    const found = applyTyped(world, call, ["builtins.str"], name, current);
    if (found) results.push(found);
  }
  if (results.length > 0) return lattice.joinAll(results);
  return loose.length > 0 || current.things.length === 0 ? applyDuck(world, call, name, current) : null;
}

const BUILTIN_TYPES: Readonly<Record<string, string>> = { list: "builtins.list", record: "builtins.dict" };

function applyTyped(world: World, call: ModelCall, types: readonly string[], name: string, receiver: Abstract): Abstract | null {
  const own: ModelCall = { site: call.site, args: call.args, receiver, result: world.lattice.nothing };
  for (const type of types) {
    const models = world.knowledge.method?.(type, name) ?? [];
    const result = models.length > 0 ? applyModels(world, own, models, "certain") : null;
    if (result) return result;
  }
  return null;
}

/** A frame on which a method of another kind of frame is called is of that kind: what a library gives back is known only roughly. */
function siblingFrames(world: World, site: CallSite, types: readonly string[]): readonly CallModel[] {
  if (!site.call || !types.some((type) => isType(world, type, "frame"))) return [];
  const found = site.frame.file.callModels.get(site.call.id) ?? [];
  const fitting = found.find((item) => item.condition === undefined || ("receiver" in item.condition && isType(world, item.condition.receiver, "frame")));
  if (!fitting) return [];
  const receiver = fitting.condition && "receiver" in fitting.condition ? fitting.condition.receiver : null;
  return found.flatMap((item) => ((item.condition && "receiver" in item.condition ? item.condition.receiver : null) === receiver ? [item.model] : []));
}

/** A method that the catalogue does not list: a frame gives a frame, a model stays itself, all else only flows. */
function unknownMethod(world: World, call: ModelCall, thing: Thing & { readonly kind: "instance" }): Abstract {
  const { lattice } = world;
  const flow = lattice.flows.union(call.receiver?.flow ?? lattice.flows.empty, argumentsFlow(lattice, call.args));
  const frame = typesOf(world, thing).some((type) => isType(world, type, "frame"));
  return frame ? lattice.make([], [lattice.instance(thing.object, thing.type, null)], flow) : lattice.flowOnly(lattice.flows.atMost(flow, "likely"));
}

/** `task.delay(x)` and the like call the function elsewhere; `options(...)` gives it back. */
function callOnFunction(world: World, site: CallSite, name: string, thing: Thing & { readonly kind: "function" }, args: ActualArguments): Abstract | null {
  if (name === "options" || name === "override" || name === "with_options" || name === "set") return world.lattice.things([thing]);
  if (name === "partial") return world.lattice.things([world.lattice.function(thing.unit, thing.env, thing.receiver, { positional: args.positional, named: args.named })]);
  if (name === "expand" || name === "map") {
    const one = (value: Abstract): Abstract => elementOf(world, value, -1);
    return world.enter(thing, prependBound(thing.bound, { positional: args.positional.map(one), named: new Map([...args.named].map(([key, value]) => [key, one(value)])), rest: null, restNamed: null }), site);
  }
  return null;
}

/** A receiver of unknown type: what the file itself settles, else a method that only models have on something that was loaded. */
function applyDuck(world: World, call: ModelCall, name: string, receiver: Abstract): Abstract | null {
  const observed = observedOf(call.site, receiver);
  if (observed.length > 0) {
    const result = applyModels(world, call, observed, "likely");
    if (result) return result;
  }
  const models = MODEL_METHODS.has(name) ? world.knowledge.method?.("any.Model", name) ?? [] : [];
  const loaded = receiver.things.some((thing) => thing.kind === "instance" && thing.type === null && thing.cls === null);
  if (models.length === 0 || !loaded) return null;
  return applyModels(world, call, models, "likely");
}

const MODEL_METHODS: ReadonlySet<string> = new Set(["predict", "predict_proba", "transform", "fit", "fit_transform", "score", "decision_function"]);

/** Models that the file itself settles without knowing more than its own names. */
function observedOf(site: CallSite, receiver: Abstract): readonly CallModel[] {
  if (!site.call || receiver.things.some((thing) => thing.kind === "function" || thing.kind === "class" || thing.kind === "module")) return [];
  return (site.frame.file.callModels.get(site.call.id) ?? []).flatMap((item) => (item.condition ? [] : [item.model]));
}

function applyObserved(world: World, site: CallSite, callee: Abstract, args: ActualArguments): Abstract | null {
  const models = observedOf(site, callee);
  if (models.length === 0) return null;
  const external = callee.things.find((thing) => thing.kind === "external");
  const receiver = external?.kind === "external" ? external.receiver : null;
  return applyModels(world, { site, args, receiver, result: world.lattice.nothing }, models, weaker("certain", "likely"));
}

function callInstance(world: World, site: CallSite, thing: Thing & { readonly kind: "instance" }, args: ActualArguments): Abstract | null {
  const { lattice } = world;
  const self = lattice.things([thing]);
  if (thing.cls !== null) {
    const method = findMethod(world, thing.cls, "__call__") ?? findMethod(world, thing.cls, "forward") ?? findMethod(world, thing.cls, "call");
    if (method !== null) {
      const result = world.enter(lattice.function(method, null, self, null), args, site);
      const typed = applyTyped(world, { site, args, receiver: self, result: lattice.nothing }, typesOf(world, thing), "__call__", self);
      return typed ? lattice.join(result, typed) : result;
    }
  }
  const types = typesOf(world, thing);
  return types.length > 0 ? applyTyped(world, { site, args, receiver: self, result: lattice.nothing }, types, "__call__", self) : null;
}
