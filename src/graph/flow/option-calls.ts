import type { Parameter, Unit } from "../../facts/file-facts.js";
import type { OptionModel } from "../../facts/observation.js";
import type { Abstract, ObjectId } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import type { FlowSet } from "./flow-set.js";
import type { LaunchCommand } from "./launches.js";
import { objectsOf } from "./objects.js";
import { arityOf, destOf, optionTexts, wordOf, type OptionSpec } from "./options.js";
import { placeIn, type ProjectFile } from "./project-file.js";
import { select } from "./select.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Takes up a declaration of a switch; gives the flow of a value that holds it, null where the names are not known. */
export function declareOption(world: World, call: ModelCall, option: OptionModel): FlowSet | null {
  const { frame } = call.site;
  const { flows } = world.lattice;
  const held = scopesOf(world, call, option).flatMap((object) => {
    const dest = declareIn(world, call, option, object, frame.file);
    return dest === null ? [] : [flows.of(flows.source("flag", `${object} ${dest}`))];
  });
  return held.length > 0 ? flows.all(held) : null;
}

/** A parser takes over the switches of the parsers that it is built from (`parents=[common]`). */
export function adoptParents(world: World, call: ModelCall, result: Abstract): void {
  const parents = call.args.named.get("parents")?.things.flatMap((thing) => (thing.kind === "list" ? thing.items.flatMap(objectsOf) : [])) ?? [];
  for (const parent of parents) if (world.options.parsers.has(parent)) for (const object of objectsOf(result)) world.options.link(parent, object);
}

function scopesOf(world: World, call: ModelCall, option: OptionModel): readonly ObjectId[] {
  if (option.scope === "process") return [world.options.processParser(option.provider)];
  if (option.scope === "unit") return call.unit === undefined ? [] : [unitParser(world, call.unit, option.provider)];
  return call.receiver ? objectsOf(call.receiver) : [];
}

/** The set of switches that fills the parameters of a unit. */
export function unitParser(world: World, unit: number, provider: string): ObjectId {
  const place = world.units[unit];
  const object = world.heap.object(0, `options of unit ${unit}`, () => ({ file: place?.file.index ?? 0, at: place ? placeIn(place.file, place.unit.at) : { path: "", line: 1, column: 1, endLine: 1, endColumn: 1 }, name: place?.unit.name ?? provider }));
  world.options.parser(object.id, provider);
  return object.id;
}

function declareIn(world: World, call: ModelCall, option: OptionModel, object: ObjectId, file: ProjectFile): string | null {
  if (option.sets) {
    for (const [name, value] of call.args.named) {
      const known = world.options.specsOf(object).find((spec) => spec.dest === name);
      if (known) world.options.declare(object, { ...known, default: value });
      else world.options.assign(object, name, value);
    }
    return null;
  }
  const written = select(world, call, option.names);
  const names = namesIn(written);
  if (names.length === 0) {
    world.options.parser(object, option.provider).open = true;
    return null;
  }
  const given = (selector: OptionModel["dest"]): Abstract | null => (selector ? select(world, call, selector) : null);
  const action = wordOf(given(option.action)) ?? lastName(world, given(option.action));
  const nargs = wordOf(call.args.named.get("nargs") ?? null);
  const flag = wordOf(call.args.named.get("is_flag") ?? null) === "true" || /BOOL|bool/.test(lastName(world, given(option.type)) ?? "") || (option.provider === "absl" && /boolean|bool$/i.test(call.via ?? ""));
  const positional = !names.some((name) => name.startsWith("-")) && option.provider !== "absl";
  const long = names.filter((name) => name.startsWith("-"));
  const spelled = option.provider === "absl" ? names.slice(0, 1).flatMap((name) => [`--${name}`, `-${name}`]) : names;
  const slashed = spelled.flatMap((name) => name.split("/"));
  const clickDest = option.provider === "click" || option.provider === "typer" ? names.find((name) => !name.startsWith("-"))?.replaceAll("-", "_").toLowerCase() : undefined;
  const spec: OptionSpec = {
    provider: option.provider, names: slashed, dest: wordOf(given(option.dest)) ?? (clickDest ?? destOf(long.length > 0 ? long.map((name) => name.split("/")[0] ?? name) : names)),
    default: given(option.default) ?? (action === "store_true" ? world.lattice.text("False") : action === "store_false" ? world.lattice.text("True") : null),
    action, arity: flag && option.provider !== "argparse" ? "none" : arityOf(action, nargs), positional, at: call.site.at, file: file.index,
  };
  world.options.declare(object, spec);
  return spec.dest;
}

function namesIn(value: Abstract | null): readonly string[] {
  if (!value) return [];
  const out = value.texts.flatMap((text) => knownText(text) ?? []);
  for (const thing of value.things) if (thing.kind === "list") for (const item of thing.items) out.push(...item.texts.slice(0, 1).flatMap((text) => knownText(text) ?? []));
  return out.filter((name) => name !== "");
}

function lastName(world: World, value: Abstract | null): string | null {
  for (const thing of value?.things ?? []) {
    if (thing.kind === "external") return thing.name.split(".").pop() ?? null;
    if (thing.kind === "class") return world.units[thing.unit]?.unit.name ?? null;
  }
  return null;
}

/** Value of a parameter that a command-line decorator fills; null for an ordinary one. */
export function optionArgument(world: World, file: ProjectFile, unit: Unit, parameter: Parameter): Abstract | null {
  const { lattice, heap } = world;
  const ref = file.unitBase + unit.id;
  const object = heap.known(0, `options of unit ${ref}`);
  if (object === null) return null;
  const specs = world.options.specsOf(object);
  const spec = specs.find((item) => item.dest === parameter.name);
  if (!spec) return null;
  const things = (spec.default?.things ?? []).filter((item) => item.kind !== "instance");
  return lattice.make(optionTexts(spec, specs, launchesOf(world, file, unit)), things, lattice.flows.of(lattice.flows.source("flag", `${object} ${spec.dest}`)));
}

/** Commands that start a unit of a script: where the script holds several, the first word says which. */
function launchesOf(world: World, file: ProjectFile, unit: Unit): readonly LaunchCommand[] {
  return world.launches.of(file.index).flatMap((launch): readonly LaunchCommand[] => {
    const first = launch.words[0]?.[0];
    const word = first ? knownText(first)?.replaceAll("-", "_") ?? "" : "";
    if (word === unit.name) return [{ ...launch, words: launch.words.slice(1) }];
    const other = file.facts.units.some((item) => item.name === word && item.id !== unit.id && world.heap.known(0, `options of unit ${file.unitBase + item.id}`) !== null);
    return other ? [] : [launch];
  });
}
