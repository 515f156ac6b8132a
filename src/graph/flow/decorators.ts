import type { DecoratorObservation } from "../../facts/observation.js";
import type { Abstract, UnitRef } from "./abstract.js";
import { NO_ARGUMENTS, type ActualArguments } from "./arguments.js";
import type { ModelCall } from "./call-site.js";
import { decoratorNames } from "./classes.js";
import { commandProvider, declareParameters } from "./command-functions.js";
import { frameValue, type Frame } from "./frame.js";
import { applyModel } from "./models.js";
import { declareOption } from "./option-calls.js";
import { placeIn, type ProjectFile } from "./project-file.js";
import type { World } from "./world.js";

/** Decorators of a unit that the catalogue knows and whose condition holds. */
export function decoratorModels(world: World, file: ProjectFile, ref: UnitRef): readonly DecoratorObservation[] {
  const unit = ref - file.unitBase;
  const observed = file.decoratorModels.get(unit) ?? [];
  return observed.filter((item) => {
    if (!item.condition) return true;
    const decorator = file.facts.units[unit]?.decorators[item.decorator];
    if (!decorator) return false;
    if ("callee" in item.condition) return decoratorNames(world, ref, decorator.value).includes(item.condition.callee);
    return receiverIs(world, file, ref, decorator.value, item.condition.receiver);
  });
}

/** `@app.get("/x")`: does what stands before the last dot have this type? */
function receiverIs(world: World, file: ProjectFile, ref: UnitRef, decorator: number, type: string): boolean {
  const found = file.facts.values[decorator];
  const callee = found?.kind === "result" ? file.facts.values[file.facts.calls[found.call]?.callee ?? -1] : found;
  if (callee?.kind !== "lookup") return false;
  const unit = file.facts.units[ref - file.unitBase];
  const around = unit ? world.round.bodies.get(file.unitBase + unit.parent) : undefined;
  const base = around ? frameValue(around, callee.base) : undefined;
  return (base?.things ?? []).some((thing) => thing.kind === "instance" && thing.type !== null && world.extends(thing.type, type));
}

/** Declares the switches that decorators of a unit add, where its definition stands. */
export function declareDecorators(world: World, around: Frame, ref: UnitRef): void {
  const place = world.units[ref];
  if (!place) return;
  for (const item of decoratorModels(world, place.file, ref)) {
    const provider = commandProvider(item.model.id);
    if (provider) declareParameters(world, provider, ref, around);
    if (!item.model.option) continue;
    declareOption(world, decoratorCall(world, around, around, ref, item), item.model.option);
  }
}

/** Applies what decorators say of a unit to its own frame: a route that it serves, a step that it is. */
export function applyDecorators(world: World, frame: Frame): void {
  const around = frame.env ?? world.round.bodies.get(frame.file.unitBase + frame.unit.parent);
  if (!around) return;
  for (const item of decoratorModels(world, frame.file, frame.ref)) {
    if (item.model.effects.length === 0) continue;
    applyModel(world, decoratorCall(world, around, frame, frame.ref, item), { ...item.model, ...(item.model.option ? { effects: [] } : {}) }, item.condition ? "likely" : "certain");
  }
}

function decoratorCall(world: World, around: Frame, frame: Frame, ref: UnitRef, item: DecoratorObservation): ModelCall {
  const { lattice } = world;
  const place = world.units[ref];
  const decorator = place?.unit.decorators[item.decorator];
  const found = decorator && place ? place.file.facts.values[decorator.value] : undefined;
  const call = found?.kind === "result" && place ? place.file.facts.calls[found.call] : undefined;
  const value = (id: number): Abstract => frameValue(around, id) ?? lattice.nothing;
  const args: ActualArguments = call
    ? { positional: call.args.filter((item) => item.name === undefined && item.spread === undefined).map((item) => value(item.value)), named: new Map(call.args.flatMap((item) => (item.name === undefined ? [] : [[item.name, value(item.value)] as const]))), rest: null, restNamed: null }
    : NO_ARGUMENTS;
  const at = placeIn(frame.file, decorator?.at ?? frame.unit.at);
  return { site: { frame, call: null, at, part: `decorator ${item.decorator} ${ref}` }, args, receiver: lattice.things([lattice.function(ref, null, null, null)]), unit: ref, via: item.model.id, result: lattice.nothing };
}
