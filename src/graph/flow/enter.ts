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

/** Contexts that are kept apart of a unit that reads or writes something, itself or through others, and of one that only computes. */
const MAX_FRAMES = 96;
const FEW_FRAMES = 8;
/** So many frames without any consequence tell that further ones of the same kind have none. */
const DULL_ENOUGH = 2;
const MAX_DEPTH = 16;
/** A unit that calls itself, directly or through others, is followed so many times with other arguments. */
const MAX_NESTED = 2;
const CONTEXT_MANAGERS = new Set(["contextlib.contextmanager", "contextlib.asynccontextmanager"]);

/** Runs a function's unit with bound arguments, or finds the frame in which it ran before. */
export function enterUnit(world: World, fn: FunctionThing, args: ActualArguments, site: CallSite): Abstract {
  const { lattice, round } = world;
  const place = world.units[fn.unit];
  if (!place) return lattice.nothing;
  const { file, unit } = place;
  const all = prependReceiver(fn.receiver, args);
  const env = fn.env === null ? null : round.frames.get(fn.env) ?? null;
  let bound = bindParameters(lattice, unit, all, (parameter) => defaultOf(world, file, unit, env, parameter), (parameter) => unknownParameter(world, file, unit, fn.unit, parameter));
  bound = bound.map((value, i) => annotated(world, file, unit, i, value));
  const outer = lattice.flows.atMost(argumentsFlow(lattice, all), "likely");
  const limit = world.touching.has(fn.unit) ? MAX_FRAMES : FEW_FRAMES;
  const full = (round.framesOf.get(fn.unit) ?? 0) >= limit || round.total >= round.budget || round.depth >= MAX_DEPTH;
  let key = keyOf(world, fn.unit, bound, env);
  let frame = known(world, key);
  if (!frame && full) {
    bound = unit.parameters.map((parameter) => unknownParameter(world, file, unit, fn.unit, parameter));
    key = keyOf(world, fn.unit, bound, env);
    frame = known(world, key) ?? round.general.get(fn.unit);
    if (!frame && round.depth >= MAX_DEPTH * 2) return lattice.flowOnly(outer);
  }
  if (!frame && (round.active.get(fn.unit) ?? 0) >= MAX_NESTED) return lattice.flowOnly(outer);
  const kinds = kindsOf(world, fn.unit, bound);
  if (!frame && (world.dullness.get(kinds) ?? 0) >= DULL_ENOUGH) return lattice.flowOnly(argumentsFlow(lattice, all));
  frame ??= startFrame(world, file, unit, fn.unit, key, bound, env);
  if (full && !round.general.has(fn.unit)) round.general.set(fn.unit, frame);
  linkFrames(world, site, frame);
  if (frame.state === "running") return lattice.flowOnly(outer);
  if (!full) world.dullness.set(kinds, frame.dull ? Math.max(0, world.dullness.get(kinds) ?? 0) + 1 : -Infinity);
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
  return world.round.frames.get(key) ?? takeOver(world, key);
}

/** Kinds of the arguments, texts and places apart. */
function kindsOf(world: World, unit: UnitRef, args: readonly Abstract[]): string {
  return `${unit} ${args.map((value) => world.lattice.kinds(value)).join(",")}`;
}

/** Runs a unit in a fresh frame; what depends on the process is kept for this process only. */
export function startFrame(world: World, file: ProjectFile, unit: Unit, ref: UnitRef, base: FrameKey, args: readonly Abstract[], env: Frame | null): Frame {
  const { round, lattice } = world;
  const frame: Frame = {
    key: base, file, unit, ref, plan: planOf(file, unit.id), args, env, values: [], result: lattice.nothing, yields: null, overlay: new Map(), changed: new Map(), effects: new Map(),
    entered: new Map(), state: "running", notes: null, reads: new Map(), dull: false,
  };
  round.framesOf.set(ref, (round.framesOf.get(ref) ?? 0) + 1);
  round.total++;
  round.frames.set(base, frame);
  if (unit.kind === "module" || unit.kind === "class") round.bodies.set(ref, frame);
  round.depth++;
  round.active.set(ref, (round.active.get(ref) ?? 0) + 1);
  const reader = world.heap.reader;
  const changes = world.heap.changes;
  world.heap.reader = frame.reads;
  runFrame(world, frame);
  world.heap.reader = reader;
  round.depth--;
  round.active.set(ref, (round.active.get(ref) ?? 1) - 1);
  frame.state = "done";
  if (touches(world, frame)) world.touching.add(ref);
  frame.dull = world.heap.changes === changes && isDull(world, frame);
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

/** Says whether something of the outer world is read or written here or below. */
function touches(world: World, frame: Frame): boolean {
  if (frame.effects.size > 0 || (frame.notes !== null && (frame.notes.unresolved.size > 0 || frame.notes.started.size > 0))) return true;
  for (const entered of frame.entered.values()) {
    const ref = world.round.frames.get(entered.frame)?.ref;
    if (ref !== undefined && world.touching.has(ref)) return true;
  }
  return false;
}

function isDull(world: World, frame: Frame): boolean {
  if (frame.effects.size > 0 || frame.notes !== null || frame.overlay.size > 0 || frame.yields !== null || frame.result.texts.length > 0 || frame.result.things.some((thing) => thing.kind !== "none")) return false;
  for (const entered of frame.entered.values()) if (world.round.frames.get(entered.frame)?.dull === false) return false;
  return true;
}

/** Takes over a frame of the round before, with all that it entered, if nothing that they read has changed. */
export function takeOver(world: World, key: FrameKey): Frame | undefined {
  const { round } = world;
  const first = round.previous.get(key);
  if (!first || !stillHolds(world, first)) return undefined;
  const work: Frame[] = [first];
  for (let frame = work.pop(); frame; frame = work.pop()) {
    if (round.frames.has(frame.key)) continue;
    round.frames.set(frame.key, frame);
    round.framesOf.set(frame.ref, (round.framesOf.get(frame.ref) ?? 0) + 1);
    round.total++;
    if (frame.unit.kind === "module" || frame.unit.kind === "class") round.bodies.set(frame.ref, frame);
    for (const effect of frame.effects.values()) round.effects.set(effect.key, effect);
    for (const next of linkedFrames(round.previous, frame)) work.push(next);
  }
  return first;
}

/** Frames that a frame entered, started or took variables from. */
function linkedFrames(frames: ReadonlyMap<FrameKey, Frame>, frame: Frame): readonly Frame[] {
  const out: Frame[] = frame.env ? [frame.env] : [];
  for (const entered of frame.entered.values()) {
    const next = frames.get(entered.frame);
    if (next) out.push(next);
  }
  for (const started of frame.notes?.started.values() ?? []) for (const key of started.frames) {
    const next = frames.get(key);
    if (next) out.push(next);
  }
  return out;
}

/** Says whether neither a frame nor any that it is linked with has read a cell that grew since. */
function stillHolds(world: World, first: Frame): boolean {
  const { holds, previous } = world.round;
  const known = holds.get(first.key);
  if (known !== undefined) return known;
  const seen = new Set<FrameKey>([first.key]);
  const work: Frame[] = [first];
  for (let frame = work.pop(); frame; frame = work.pop()) {
    const verdict = holds.get(frame.key) ?? (isStale(frame) ? false : null);
    if (verdict === false) {
      holds.set(first.key, false);
      return false;
    }
    if (verdict === true) continue;
    for (const next of linkedFrames(previous, frame)) {
      if (seen.has(next.key)) continue;
      seen.add(next.key);
      work.push(next);
    }
  }
  for (const key of seen) holds.set(key, true);
  return true;
}

/** Says whether a cell that the frame read has grown since. */
export function isStale(frame: Frame): boolean {
  for (const [cell, version] of frame.reads) if (cell.version !== version) return true;
  return false;
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
