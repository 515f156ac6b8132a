import type { Read, Store } from "../../facts/file-facts.js";
import type { Location } from "../../facts/location.js";
import type { ParameterValue, UnitId, ValueId } from "../../facts/value.js";
import type { Text } from "../text.js";
import type { Abstract, ObjectId } from "./abstract.js";
import type { ActualArguments } from "./arguments.js";
import type { CallSite } from "./call-site.js";
import { keysOf } from "./containers.js";
import { addEscape } from "./escapes.js";
import { frameValue, type Frame } from "./frame.js";
import { notesOf } from "./notes.js";
import { placeIn } from "./project-file.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Notes that code assigns to a switch. */
export function noteOptionStore(frame: Frame, parser: ObjectId, name: string, value: Abstract, store: Store): void {
  const at = placeIn(frame.file, store.at);
  const text = value.texts.length === 1 && value.texts[0] ? knownText(value.texts[0]) : null;
  notesOf(frame).optionWrites.set(`${parser} ${name} ${at.path} ${at.line} ${at.column}`, { parser, name, at, value: text, role: frame.file.role });
}

/** Notes a load of a switch. */
export function noteOptionRead(frame: Frame, parser: ObjectId, name: string, at: Location): void {
  notesOf(frame).optionReads.set(`${parser} ${name} ${at.path} ${at.line} ${at.column}`, { parser, name, at, unit: frame.unit.path, role: frame.file.role });
}

/** Notes the loads of switches in a frame: attributes and items of a namespace, and parameters that a command-line decorator fills. */
export function noteOptionReads(world: World, frame: Frame): void {
  const { values } = frame.file.facts;
  for (const read of frame.unit.reads) {
    const value = values[read.value];
    for (const parameter of parametersIn(frame, read.value)) noteParameter(world, frame, parameter, read);
    if (value?.kind !== "lookup") continue;
    noteHolder(world, frame, frameValue(frame, value.base), read);
    const base = values[value.base];
    const filled = base?.kind === "parameter" && namesKey(frame, value.key, "params") ? filledBy(world, frame, base.unit) : null;
    if (filled !== null) addEscape(frame, { parser: filled, at: placeIn(frame.file, read.at), idiom: "E11 the context's parameters are read as a whole", silences: true });
    for (const thing of frameValue(frame, value.base)?.things ?? []) {
      if (thing.kind !== "options") continue;
      if (thing.root !== null) notesOf(frame).parserRoots.set(`${thing.parser} ${thing.root}`, { parser: thing.parser, root: thing.root });
      for (const name of keysOf(frameValue(frame, value.key) ?? world.lattice.nothing) ?? []) noteOptionRead(frame, thing.parser, name, placeIn(frame.file, read.at));
    }
  }
}

/** The parameters that a value may still be where branches and turns of a loop join. */
function parametersIn(frame: Frame, read: ValueId): readonly ParameterValue[] {
  const { values } = frame.file.facts;
  const out: ParameterValue[] = [];
  const open = new Set<ValueId>([read]);
  for (const id of open) {
    const value = values[id];
    if (value?.kind === "parameter") out.push(value);
    else if (value?.kind === "either") for (const option of value.options) open.add(option);
    else if (value?.kind === "loop") open.add(value.entry);
  }
  return out;
}

/** The switches that a command-line decorator of this unit, or of one around it, fills parameters with. */
function filledBy(world: World, frame: Frame, unit: UnitId): ObjectId | null {
  for (let at: Frame | null = frame; at; at = at.env) {
    if (at.unit.id === unit) return world.heap.known(0, `options of unit ${at.ref}`);
  }
  return null;
}

function noteParameter(world: World, frame: Frame, value: ParameterValue, read: Read): void {
  const filled = filledBy(world, frame, value.unit);
  const parameters = frame.file.facts.units[value.unit]?.parameters ?? [];
  const parameter = parameters[value.index];
  if (filled === null || !parameter) return;
  const at = placeIn(frame.file, read.at);
  if (parameter.kind !== "rest-keywords") noteOptionRead(frame, filled, parameter.name, at);
  else addEscape(frame, { parser: filled, at, idiom: "E4 the switches are taken as keywords", silences: true, only: (name) => !parameters.some((it) => it.name === name) });
}

/** Notes the load of a switch through what its declaration gave (`DECAY = DEFINE_float("decay", ...)`, then `DECAY.value`). */
function noteHolder(world: World, frame: Frame, base: Abstract | undefined, read: Read): void {
  if (!base || base.texts.length > 0 || base.things.length > 0) return;
  for (const item of base.flow.items) {
    const source = world.lattice.flows.sources[item >> 2];
    if (source?.kind !== "flag") continue;
    const [parser, ...name] = source.key.split(" ");
    if (parser !== "env") noteOptionRead(frame, Number(parser), name.join(" "), placeIn(frame.file, read.at));
  }
}

function namesKey(frame: Frame, key: ValueId, name: string): boolean {
  const value = frame.file.facts.values[key];
  return value?.kind === "constant" && value.value === name;
}

/** Notes that a namespace is spread into the arguments of a call (E4). */
export function noteSpread(frame: Frame, parser: ObjectId, names: readonly string[], at: Location): void {
  for (const name of names) noteOptionRead(frame, parser, name, at);
}

/** Notes that all keys of a namespace are used at once (E7). */
export function noteEnumerated(frame: Frame, base: Abstract, at: Location): void {
  for (const thing of base.things) if (thing.kind === "options") addEscape(frame, { parser: thing.parser, at, idiom: "E7 all keys of the namespace are used", silences: true });
}

/** Notes a computed key: it may be any name that its known parts match (E6). */
export function noteComputedKey(frame: Frame, base: Abstract, key: Abstract, at: Location): void {
  const patterns = key.texts.map(patternOf);
  const all = patterns.length === 0 || patterns.includes(null);
  const only = (name: string): boolean => all || patterns.some((pattern) => pattern?.test(name) === true);
  for (const thing of base.things) if (thing.kind === "options") addEscape(frame, { parser: thing.parser, at, idiom: "E6 a computed key", silences: true, only });
}

function patternOf(text: Text): RegExp | null {
  if (!text.parts.some((part) => typeof part === "string" && /\w/.test(part))) return null;
  return new RegExp(`^${text.parts.map((part) => (typeof part === "string" ? part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") : ".*")).join("")}$`, "u");
}

/** Notes that a namespace went to code outside the analysed files, which may read any switch (FLAGS section 6, E8). */
export function noteHandover(site: CallSite, args: ActualArguments): void {
  for (const value of [...args.positional, ...args.named.values()]) {
    for (const thing of value.things) {
      if (thing.kind === "options") addEscape(site.frame, { parser: thing.parser, at: site.at, idiom: "E8 the whole namespace is handed over", silences: true });
    }
  }
}
