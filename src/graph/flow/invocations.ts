import type { InvokeModel } from "../../facts/observation.js";
import type { Abstract } from "./abstract.js";
import type { ActualArguments } from "./arguments.js";
import { prependBound } from "./arguments.js";
import { applyCallee } from "./calls.js";
import type { ModelCall } from "./call-site.js";
import { findMethod } from "./classes.js";
import { commandFunctions, commandProvider, declareParameters } from "./command-functions.js";
import { elementOf } from "./containers.js";
import type { Frame } from "./frame.js";
import { notesOf } from "./notes.js";
import { select } from "./select.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Calls a function that was passed to a call (`pool.map(f, xs)`, `PythonOperator(python_callable=f)`); a job of its own is noted as such. */
export function invokePassed(world: World, call: ModelCall, invoke: InvokeModel, via: string): Abstract {
  const { lattice } = world;
  const given = select(world, call, invoke.callable);
  if (!given) return lattice.nothing;
  const provider = commandProvider(via);
  const callable = provider ? commandFunctions(world, given) : given;
  for (const thing of provider ? callable.things : []) if (provider && thing.kind === "function") declareParameters(world, provider, thing.unit, definitionOf(world, call, thing.unit));
  const args = argumentsOf(world, call, invoke);
  const site = { ...call.site, part: `${call.site.part} invoke ${via}` };
  if (!invoke.job) return applyCallee(world, site, callable, args);
  const label = invoke.name ? select(world, call, invoke.name) : null;
  const text = label?.texts[0] ? knownText(label.texts[0]) : null;
  for (const thing of callable.things) {
    const unit = thing.kind === "function" ? thing.unit : thing.kind === "instance" && thing.cls !== null ? findMethod(world, thing.cls, "__call__") : null;
    if (unit === null) continue;
    const { started: all } = notesOf(call.site.frame);
    const started = all.get(unit) ?? { frames: new Set(), name: text };
    all.set(unit, started);
    const before = new Set(call.site.frame.entered.keys());
    applyCallee(world, site, lattice.things([thing]), thing.kind === "function" ? prependBound(null, args) : args);
    // The step is a job of its own: what it does is not done by whoever passed it.
    for (const [key, entered] of [...call.site.frame.entered]) {
      if (before.has(key)) continue;
      started.frames.add(entered.frame);
      call.site.frame.entered.delete(key);
    }
  }
  return lattice.nothing;
}

function argumentsOf(world: World, call: ModelCall, invoke: InvokeModel): ActualArguments {
  const positional: Abstract[] = [];
  const named = new Map<string, Abstract>();
  for (const selector of invoke.args ?? []) {
    const value = select(world, call, selector);
    if (value) positional.push(value);
  }
  for (const selector of invoke.elements ?? []) {
    const value = select(world, call, selector);
    if (value) positional.push(elementOf(world, value, -1));
  }
  const list = invoke.list ? select(world, call, invoke.list) : null;
  let rest: Abstract | null = null;
  for (const thing of list?.things ?? []) {
    if (thing.kind !== "list") continue;
    positional.push(...thing.items);
    rest = thing.rest;
  }
  const keywords = invoke.keywords ? select(world, call, invoke.keywords) : null;
  for (const thing of keywords?.things ?? []) if (thing.kind === "record") for (const [key, value] of thing.entries) named.set(key, value);
  return { positional, named, rest, restNamed: null };
}

/** The frame in which a function is defined. */
function definitionOf(world: World, call: ModelCall, ref: number): Frame | undefined {
  const place = world.units[ref];
  if (!place) return undefined;
  const around = place.file.unitBase + place.unit.parent;
  return world.round.bodies.get(around) ?? (call.site.frame.ref === around ? call.site.frame : undefined);
}
