import type { CallModel, Effect } from "../../facts/observation.js";
import { weaker, type Confidence } from "../../facts/vocabulary.js";
import type { Abstract } from "./abstract.js";
import { argumentsFlow } from "./arguments.js";
import type { ModelCall } from "./call-site.js";
import { noteEscape } from "./escapes.js";
import { noteHandover } from "./flag-notes.js";
import { applyResourceEffect, effectColumns, modelObjects, recordEffect, selectedFlow, selectedObjects, withSource } from "./effects.js";
import type { FlowSet } from "./flow-set.js";
import type { RawEffect } from "./frame.js";
import { invokePassed } from "./invocations.js";
import { labelColumns } from "./label-columns.js";
import { adoptParents, declareOption } from "./option-calls.js";
import { notesOf } from "./notes.js";
import { objectOf, objectsOf, objectsWithin } from "./objects.js";
import { addressOf } from "./platforms.js";
import { evaluatePredictions, markTrained, withoutPredictions } from "./predictions.js";
import { denotedBy, resolveName } from "./resources.js";
import { resultOfModel } from "./results.js";
import { applyRuns } from "./runs.js";
import { select, testAll } from "./select.js";
import { applySql } from "./sql-effects.js";
import { mutateReceiver } from "./mutations.js";
import { typesOf } from "./types.js";
import type { World } from "./world.js";

/** Applies one catalogue model to a call: effects, result, what it denotes, declares, invokes and changes. Null where its tests exclude it. */
export function applyModel(world: World, call: ModelCall, model: CallModel, confidence: Confidence): Abstract | null {
  const { lattice } = world;
  const holds = testAll(world, call, model.when);
  if (holds === "no") return null;
  const sure = weaker(weaker(confidence, model.confidence), holds === "open" ? "possible" : "certain");
  const effects = model.effects.map((effect) => ({ effect, verdict: testAll(world, call, effect.when) })).filter((item) => item.verdict !== "no");
  const confidenceOf = (item: { readonly effect: Effect; readonly verdict: string }): Confidence => weaker(weaker(sure, item.effect.confidence ?? "certain"), item.verdict === "open" ? "possible" : "certain");

  // Reads first: what is read flows into everything else that the call does.
  const reads: RawEffect[] = [];
  let readConfidence: Confidence = "certain";
  effects.forEach((item) => {
    if (item.effect.act !== "reads") return;
    const found = applyEffect(world, call, item.effect, model, confidenceOf(item));
    reads.push(...found);
    if (found.length > 1) readConfidence = "likely";
  });
  let result = model.result ? resultOfModel(world, model.result, call) : lattice.nothing;
  if (!model.result && reads.length > 0 && model.effects.every((effect) => effect.act !== "reads" || effect.resource?.form !== "handle")) result = loadedFolder(world, call, reads);
  result = withSource(world, lattice.withFlow(result, resultFlow(world, call, model, effects.map((item) => item.effect), reads)), reads, readConfidence);
  for (const object of objectsOf(result)) for (const read of reads) world.heap.info(object)?.loadedBy.add(read.key);
  // A copy of a namespace of switches is read like the namespace itself.
  if (model.escapes === "copy") result = lattice.join(result, lattice.things([...call.args.positional, ...call.args.named.values()].flatMap((value) => value.things.filter((thing) => thing.kind === "options"))));
  call.result = result;
  if (model.denotes) denote(world, call, model);
  address(world, call, result);

  const predicted: RawEffect[] = [];
  for (const item of effects) {
    if (item.effect.act === "reads") continue;
    const found = applyEffect(world, call, item.effect, model, confidenceOf(item));
    if (item.effect.act === "predicts" || item.effect.act === "evaluates") predicted.push(...found);
  }
  if (predicted.length > 0) call.result = result = withSource(world, effects.some((item) => item.effect.act === "evaluates") ? lattice.make(result.texts, result.things, withoutPredictions(world, result.flow)) : result, predicted);
  if (model.option) {
    const declared = declareOption(world, call, model.option);
    if (model.option.scope === "process" && declared) call.result = result = lattice.withFlow(result, declared);
  }
  for (const invoke of model.invokes ?? []) call.result = result = lattice.join(result, invokePassed(world, call, invoke, model.id));
  if (model.mutates) mutateReceiver(world, call, model.mutates);
  if (model.converts !== undefined) notesOf(call.site.frame).conversions.set(`${call.site.at.path} ${call.site.at.line} ${call.site.at.column} ${model.converts}`, { call, converts: model.converts });
  if (call.args.named.has("parents")) adoptParents(world, call, result);
  if (model.escapes) noteEscape(call, model.escapes);
  else if (keepsNamespace(model)) noteHandover(call.site, call.args);
  return call.result;
}

/** Does a namespace of switches that is given to the call end in it: written out, or in a value that is no namespace any more? */
function keepsNamespace(model: CallModel): boolean {
  if (model.effects.length > 0) return true;
  return model.result?.kind !== "same" && model.result?.kind !== "options" && model.result?.kind !== "get" && model.result?.kind !== "elements" && model.flows?.length !== 0;
}

/** What a download of unknown form gives: a path that stands for what was read, or the thing itself. */
function loadedFolder(world: World, call: ModelCall, reads: readonly RawEffect[]): Abstract {
  const object = objectOf(world, call, "loaded");
  object.folder = true;
  world.heap.denote(object, reads.flatMap((read) => read.resource ?? []));
  return world.lattice.things([world.lattice.instance(object.id, null, null)]);
}

/** Flow of a result besides what the call reads itself. */
function resultFlow(world: World, call: ModelCall, model: CallModel, effects: readonly Effect[], reads: readonly RawEffect[]): FlowSet {
  const { lattice } = world;
  const chosen = selectedFlow(world, call, model.flows);
  if (chosen) return chosen;
  const predicts = effects.filter((effect) => effect.act === "predicts");
  if (predicts.length > 0) {
    const data = predicts.map((effect) => selectedFlow(world, call, effect.data) ?? argumentsFlow(lattice, call.args));
    return lattice.flows.all(data);
  }
  if (model.effects.some((effect) => effect.act === "reads")) {
    // The name of what is read is no data; an open file or a connection that is read from is.
    return reads.length === 0 && call.receiver ? call.receiver.flow : lattice.flows.all([...call.args.positional, ...(call.receiver ? [call.receiver] : [])].filter((value) => denotedBy(world, value).length > 0).map((value) => value.flow));
  }
  if (model.result?.kind === "same" || model.result?.kind === "get" || model.result?.kind === "environment" || model.result?.kind === "options" || model.result?.kind === "split" || model.result?.kind === "tuple" || model.result?.kind === "elements") {
    return model.result.kind === "tuple" ? lattice.flows.union(argumentsFlow(lattice, call.args), call.receiver?.flow ?? lattice.flows.empty) : lattice.flows.empty;
  }
  return lattice.flows.union(argumentsFlow(lattice, call.args), call.receiver?.flow ?? lattice.flows.empty);
}

function applyEffect(world: World, call: ModelCall, effect: Effect, model: CallModel, confidence: Confidence): readonly RawEffect[] {
  const { lattice } = world;
  const index = model.effects.indexOf(effect);
  switch (effect.act) {
    case "trains":
    case "predicts":
    case "evaluates":
    case "serves":
      if (!effect.resource) return modelAct(world, call, effect, model, confidence, index);
      break;
    case "runs":
      return applyRuns(world, call, effect, model.id, confidence);
    default:
      break;
  }
  if (!effect.resource) return [];
  if (effect.resource.form === "sql" || effect.resource.form === "sql-or-table") {
    const found = applySql(world, call, effect, model.id, confidence, index);
    if (found) return found;
  }
  const records = applyResourceEffect(world, call, effect, model.id, confidence, index);
  if (effect.act === "writes") {
    const written = selectedObjects(world, call, effect.data);
    for (const object of written) for (const record of records) world.heap.info(object)?.savedBy.add(record.key);
    const into = effect.into ? select(world, call, effect.into) : null;
    if (into) for (const object of objectsOf(into)) world.heap.addState(object, sourcesOf(world, records));
  }
  if (effect.act === "trains") markTrained(world, call, modelObjects(world, call, effect), records, selectedFlow(world, call, effect.data) ?? argumentsFlow(lattice, call.args));
  return records;
}

function sourcesOf(world: World, records: readonly RawEffect[]): FlowSet {
  const { flows } = world.lattice;
  return flows.all(records.map((record) => flows.of(record.source)));
}

/** Training, prediction and evaluation of a model object: its name is where it is stored or was loaded from. */
function modelAct(world: World, call: ModelCall, effect: Effect, model: CallModel, confidence: Confidence, index: number): readonly RawEffect[] {
  const { lattice } = world;
  const objects = modelObjects(world, call, effect);
  const data = selectedFlow(world, call, effect.data) ?? argumentsFlow(lattice, call.args);
  const label = selectedFlow(world, call, effect.label) ?? lattice.flows.empty;
  const details = { via: model.id, confidence, part: `${index} ${model.id}`, data, label, labels: labelColumns(call, effect.label), columns: effectColumns(world, call, effect), filters: [], pin: { state: "unknown" as const } };
  const records: RawEffect[] = [];
  for (const object of objects.slice(0, 4)) {
    const info = world.heap.info(object);
    if (!info) continue;
    info.model = info.model || effect.act !== "evaluates";
    records.push(recordEffect(world, call, effect, "model", null, { ...details, objects: [object], object }));
  }
  if (effect.act === "evaluates" && objects.length === 0) records.push(...evaluatePredictions(world, call, effect, details));
  if (effect.act === "trains") markTrained(world, call, objects, records, data);
  return records;
}

function denote(world: World, call: ModelCall, model: CallModel): void {
  if (!model.denotes) return;
  const name = resolveName(world, call, model.denotes);
  const targets = objectsWithin(call.result);
  for (const object of targets) {
    const info = world.heap.info(object);
    if (!info) continue;
    world.heap.denote(info, name.resources);
    if (name.label.length > 0) info.label = world.lattice.join(info.label, world.lattice.texts(name.label));
  }
}

/** Hands on the address of a connection, and a name for lack of a better one. */
function address(world: World, call: ModelCall, result: Abstract): void {
  const { lattice } = world;
  for (const thing of result.things) {
    if (thing.kind !== "instance" || typesOf(world, thing).length === 0) continue;
    const info = world.heap.info(thing.object);
    if (!info || info.address !== lattice.nothing) continue;
    const from = [...(call.receiver ? [call.receiver] : []), ...call.args.positional.slice(0, 2), ...call.args.named.values()];
    for (const value of from.slice(0, 8)) info.address = lattice.join(info.address, addressOf(world, value));
  }
}
