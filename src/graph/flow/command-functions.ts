import type { Parameter } from "../../facts/file-facts.js";
import type { Abstract, UnitRef } from "./abstract.js";
import { frameValue, type Frame } from "./frame.js";
import { unitParser } from "./option-calls.js";
import type { OptionSpec } from "./options.js";
import { placeIn, type ProjectFile } from "./project-file.js";
import { staticValue } from "./static-value.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Calls and decorators that make the parameters of a function the words of its command line, by the model that knows them. */
const PROVIDERS: Readonly<Record<string, CommandProvider>> = { "typer.run": "typer", "typer.Typer.command": "typer", "typer.Typer.callback": "typer", "fire.Fire": "fire" };

type CommandProvider = "typer" | "fire";

/** Who makes a command of a function by this model; null for all other models. */
export function commandProvider(model: string): CommandProvider | null {
  return Object.hasOwn(PROVIDERS, model) ? PROVIDERS[model] ?? null : null;
}

/** Functions that a command is made of: the function itself, or those of a mapping from command names. */
export function commandFunctions(world: World, callable: Abstract): Abstract {
  const { lattice } = world;
  return lattice.joinAll([callable, ...callable.things.flatMap((thing) => (thing.kind === "record" ? [...thing.entries.values()] : []))]);
}

/** Declares the parameters of a function as switches; `around` is the frame of its definition. */
export function declareParameters(world: World, provider: CommandProvider, ref: UnitRef, around: Frame | undefined): void {
  const place = world.units[ref];
  if (!place) return;
  const object = unitParser(world, ref, provider);
  place.unit.parameters.forEach((parameter, index) => {
    if (parameter.kind === "rest" || parameter.kind === "rest-keywords" || (index === 0 && place.unit.kind === "method")) return;
    world.options.declare(object, specOf(world, provider, place.file, parameter, around));
  });
}

function specOf(world: World, provider: CommandProvider, file: ProjectFile, parameter: Parameter, around: Frame | undefined): OptionSpec {
  const given = parameter.default !== undefined && around ? frameValue(around, parameter.default) ?? null : null;
  const value = given && (given.texts.length > 0 || given.things.length > 0) ? given : null;
  const info = provider === "typer" && parameter.default !== undefined ? declaredBy(world, file, parameter.default) : null;
  const dashed = parameter.name.replaceAll("_", "-");
  const names = info && info.names.length > 0 ? info.names : [...new Set([`--${dashed}`, `--${parameter.name}`])];
  const truth = value?.texts.length === 1 && value.texts[0] !== undefined && /^(?:true|false)$/i.test(knownText(value.texts[0]) ?? "");
  return {
    provider, names, dest: parameter.name, default: value, action: null, at: placeIn(file, parameter.at), file: file.index,
    arity: !truth ? "one" : provider === "typer" ? "none" : "optional",
    // Fire takes every parameter by position and by name; typer what has no default, or is said to be an argument.
    positional: provider === "fire" || parameter.default === undefined || info?.argument === true,
  };
}

/** What `typer.Option(default, "--name")` or `typer.Argument(default)` says. */
function declaredBy(world: World, file: ProjectFile, id: number): { readonly argument: boolean; readonly names: readonly string[] } | null {
  const value = file.facts.values[id];
  const call = value?.kind === "result" ? file.facts.calls[value.call] : undefined;
  const callee = call ? staticValue(world, file, call.callee).things.flatMap((thing) => (thing.kind === "external" ? [thing.name] : [])) : [];
  if (!call || callee.length === 0) return null;
  const words = call.args.filter((argument) => argument.name === undefined).flatMap((argument) => file.facts.values[argument.value] ?? []);
  const names = words.slice(1).flatMap((word) => (word.kind === "constant" && typeof word.value === "string" && word.value.startsWith("-") ? word.value.split("/") : []));
  return { argument: callee.includes("typer.Argument"), names };
}
