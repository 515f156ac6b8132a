import type { Effect } from "../../facts/observation.js";
import type { ObjectId } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import { addOverlay } from "./containers.js";
import { recordEffect, type EffectDetails } from "./effects.js";
import { itemConfidence, type FlowSet } from "./flow-set.js";
import type { RawEffect } from "./frame.js";
import type { World } from "./world.js";

/** Gives what a call did to some objects to them: for this frame in order, for everybody else through the heap. */
export function growObjects(world: World, call: ModelCall, objects: readonly ObjectId[], flow: FlowSet): void {
  const { frame } = call.site;
  for (const object of objects) {
    addOverlay(world, frame, object, flow);
    world.heap.addState(object, flow);
  }
  const site = call.site.call;
  if (!site) return;
  const before = frame.changed.get(site.id);
  frame.changed.set(site.id, { value: before?.value ?? null, flow: before ? world.lattice.flows.union(before.flow, flow) : flow });
}

/** A model was fitted: it derives from its data, and its place of storage is what was trained. */
export function markTrained(world: World, call: ModelCall, objects: readonly ObjectId[], records: readonly RawEffect[], data: FlowSet): void {
  const { flows } = world.lattice;
  const flow = flows.union(data, flows.all(records.map((record) => flows.of(record.source))));
  for (const object of objects) {
    const info = world.heap.info(object);
    if (info) info.model = true;
  }
  growObjects(world, call, objects, flow);
}

/** An evaluation of values evaluates the models that predicted them; without a known model it still says where its data comes from. */
export function evaluatePredictions(world: World, call: ModelCall, effect: Effect, details: Omit<EffectDetails, "objects" | "object">): readonly RawEffect[] {
  const objects = new Set<ObjectId>();
  for (const item of details.data.items) {
    const source = world.lattice.flows.sources[item >> 2];
    const predicted = source?.kind === "effect" ? world.round.effects.get(source.key) : undefined;
    if (predicted?.act === "predicts" && predicted.object !== null) objects.add(predicted.object);
  }
  const all = objects.size > 0 ? [...objects].sort((a, b) => a - b).slice(0, 4) : [null];
  return all.map((object) => recordEffect(world, call, effect, "model", null, { ...details, objects: [], object }));
}

/** Does something that a model predicted flow in? */
export function holdsPredictions(world: World, flow: FlowSet): boolean {
  return flow.items.some((item) => {
    const source = world.lattice.flows.sources[item >> 2];
    return source?.kind === "effect" && world.round.effects.get(source.key)?.act === "predicts";
  });
}

/** A flow without predictions: what is left when values were only measured. */
export function withoutPredictions(world: World, flow: FlowSet): FlowSet {
  const { flows } = world.lattice;
  const kept = flow.items.filter((item) => {
    const source = flows.sources[item >> 2];
    return source?.kind !== "effect" || world.round.effects.get(source.key)?.act !== "predicts";
  });
  return kept.length === flow.items.length ? flow : flows.all(kept.map((item) => flows.of(item >> 2, itemConfidence(item))));
}
