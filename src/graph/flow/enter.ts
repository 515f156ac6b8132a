import { decoratorNames } from "./classes.js";
import type { Parameter, Unit } from "../../facts/file-facts.js";
import type { Abstract, FrameKey, FunctionThing, UnitRef } from "./abstract.js";
import { argumentsFlow, bindParameters, prependReceiver, type ActualArguments } from "./arguments.js";
import type { CallSite } from "./call-site.js";
import { addOverlay } from "./containers.js";
import { frameValue, type Frame } from "./frame.js";
import { guardsAt } from "./guards.js";
import { optionArgument } from "./option-calls.js";
import { typedByAnnotation } from "./annotations.js";
import { planOf, type ProjectFile } from "./project-file.js";
import { runFrame } from "./run-frame.js";
import { holeText } from "./text-algebra.js";
import { enclosingClass } from "./types.js";
import type { World } from "./world.js";

/** Contexts of one unit that are kept apart. */
const MAX_FRAMES = 128;
const MAX_DEPTH = 16;
const CONTEXT_MANAGERS = new Set(["contextlib.contextmanager", "contextlib.asynccontextmanager"]);

/** Runs a function's unit with bound arguments, or finds the frame in which it ran before. */
export function enterUnit(world: World, fn: FunctionThing, args: ActualArguments, site: CallSite): Abstract {
  const { lattice, round } = world;
  const place = world.units[fn.unit];
  if (!place) return lattice.nothing;
  const { file, unit } = place;
  noteCalled(world, site.frame.ref, fn.unit);
  const all = prependReceiver(fn.receiver, args);
  const env = fn.env === null ? null : round.frames.get(fn.env) ?? null;
  let bound = bindParameters(lattice, unit, all, (parameter) => defaultOf(world, file, unit, env, parameter), (parameter) => unknownParameter(world, file, unit, fn.unit, parameter));
  bound = bound.map((value, i) => annotated(world, file, unit, i, value));
  const outer = lattice.flows.atMost(argumentsFlow(lattice, all), "likely");
  const full = (round.framesOf.get(fn.unit) ?? 0) >= MAX_FRAMES || round.total >= round.budget || round.depth >= MAX_DEPTH;
  let key = keyOf(world, fn.unit, bound, env);
  let frame = known(world, key);
  if (!frame && full) {
    bound = unit.parameters.map((parameter, i) => (i === 0 && fn.receiver ? fn.receiver : unknownParameter(world, file, unit, fn.unit, parameter)));
    key = keyOf(world, fn.unit, bound, env);
    frame = known(world, key);
    if (!frame && round.depth >= MAX_DEPTH * 2) return lattice.flowOnly(outer);
  }
  frame ??= startFrame(world, file, unit, fn.unit, key, bound, env);
  linkFrames(world, site, frame);
  if (frame.state === "running") return lattice.flowOnly(outer);
  for (const [object, flow] of frame.overlay) addOverlay(world, site.frame, object, flow);
  const result = resultOf(world, file, unit, fn.unit, frame);
  return full ? lattice.withFlow(result, outer) : result;
}

/** A value without a type of its own has the annotated one. */
function annotated(world: World, file: ProjectFile, unit: Unit, index: number, value: Abstract): Abstract {
  const parameter = unit.parameters[index];
  if (!parameter || parameter.annotation === undefined || value.things.length > 0) return value;
  return typedByAnnotation(world, file, unit, parameter, value);
}

function known(world: World, key: FrameKey): Frame | undefined {
  return world.round.frames.get(key);
}

/** Runs a unit in a fresh frame; what depends on the process is kept for this process only. */
export function startFrame(world: World, file: ProjectFile, unit: Unit, ref: UnitRef, base: FrameKey, args: readonly Abstract[], env: Frame | null): Frame {
  const { round, lattice } = world;
  const frame: Frame = {
    key: base, file, unit, ref, plan: planOf(file, unit.id), args, env, values: [], result: lattice.nothing, yields: null, overlay: new Map(), changed: new Map(), effects: new Map(),
    entered: new Map(), state: "running",
  };
  round.framesOf.set(ref, (round.framesOf.get(ref) ?? 0) + 1);
  round.total++;
  round.frames.set(base, frame);
  if (unit.kind === "module" || unit.kind === "class") round.bodies.set(ref, frame);
  round.depth++;
  runFrame(world, frame);
  round.depth--;
  frame.state = "done";
  if (!frame.plan.retained) frame.values = [];
  return frame;
}

/** Number of a frame's key: unit, arguments and the frame around it. */
export function keyOf(world: World, unit: UnitRef, args: readonly Abstract[], env: Frame | null): FrameKey {
  const text = `${unit}|${args.map((value) => value.id).join(",")}|${env ? env.key : ""}|${world.launched(world.round.root) ? world.round.root : ""}`;
  let key = world.frameKeys.get(text);
  if (key === undefined) world.frameKeys.set(text, (key = world.frameKeys.size + 1));
  return key;
}

function linkFrames(world: World, site: CallSite, frame: Frame): void {
  const { call, at } = site;
  const id = `${call ? call.id : -1} ${site.part} ${frame.key}`;
  if (site.frame === frame || site.frame.entered.has(id)) return;
  site.frame.entered.set(id, { call: call ? call.id : -1, at, guards: guardsAt(world, site.frame, call?.branch ?? -1), swallowed: call?.swallowed ?? false, frame: frame.key });
}

function noteCalled(world: World, caller: UnitRef, callee: UnitRef): void {
  const { called } = world.round;
  const callers = called.get(callee);
  if (callers) callers.add(caller);
  else called.set(callee, new Set([caller]));
}

/** Value of a parameter's default, computed where the definition stands. */
function defaultOf(world: World, file: ProjectFile, unit: Unit, env: Frame | null, parameter: Parameter): Abstract | null {
  const option = optionArgument(world, file, unit, parameter);
  if (option) return option;
  if (parameter.default === undefined) return null;
  const parent = env ?? world.round.bodies.get(file.unitBase + unit.parent);
  const value = parent ? frameValue(parent, parameter.default) : undefined;
  if (!value) return null;
  const typed = value.texts.length === 0 && (value.things.length === 0 || value.things.every((thing) => thing.kind === "none")) ? typedByAnnotation(world, file, unit, parameter, value) : value;
  return world.lattice.make(typed.texts.map((text) => ({ ...text, provenance: text.provenance === "literal" ? "default" : text.provenance })), typed.things, typed.flow);
}

/** What stands for an argument that nobody gives: an object of the annotated type, and a text of which only the name is known. */
export function unknownParameter(world: World, file: ProjectFile, unit: Unit, ref: UnitRef, parameter: Parameter): Abstract {
  const { lattice } = world;
  const cls = unit.parameters[0] === parameter && unit.kind === "method" ? enclosingClass(world, ref) : null;
  if (cls !== null && (parameter.name === "self" || parameter.name === "cls")) {
    if (parameter.name === "cls") return lattice.things([{ kind: "class", key: `C${cls}`, unit: cls }]);
    const place = world.units[cls];
    const object = world.heap.object(0, `any ${cls}`, () => ({ file: file.index, at: { path: file.path, ...(place?.unit.at ?? unit.at) }, name: "self" }));
    return lattice.things([lattice.instance(object.id, null, cls)]);
  }
  const named = lattice.texts([holeText("variable", parameter.name, [{ path: file.path, ...parameter.at }], "default")]);
  return typedByAnnotation(world, file, unit, parameter, named);
}

function resultOf(world: World, file: ProjectFile, unit: Unit, ref: UnitRef, frame: Frame): Abstract {
  const { lattice } = world;
  if (frame.yields === null) return frame.result;
  const manager = unit.decorators.some((decorator) => decoratorNames(world, ref, decorator.value).some((name) => CONTEXT_MANAGERS.has(name)));
  if (manager || file.facts.language === "typescript") return frame.yields;
  return lattice.listValue([], frame.yields);
}
