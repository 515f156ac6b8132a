import type { Abstract, UnitRef } from "./abstract.js";
import { argumentsFlow, type ActualArguments } from "./arguments.js";
import { ancestry, baseTypes, findMethod } from "./classes.js";
import type { CallSite } from "./call-site.js";
import { addressOf } from "./platforms.js";
import { anyInstanceCell, attributeCell, classCell } from "./heap.js";
import { environmentValue } from "./process-values.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Makes an object of a project class: runs its constructor, or binds the fields of a data class. */
export function instantiate(world: World, site: CallSite, cls: UnitRef, args: ActualArguments): Abstract {
  const { lattice, heap } = world;
  const place = world.units[cls];
  if (!place) return lattice.nothing;
  const name = (site.call ? site.frame.file.resultNames.get(site.call.id) : undefined) ?? place.unit.name.slice(0, 1).toLowerCase() + place.unit.name.slice(1);
  const object = heap.object(site.frame.key, `new ${site.call ? site.call.id : -1} ${site.part} ${cls}`, () => ({ file: site.frame.file.index, at: site.at, name }));
  const flow = lattice.flows.atMost(argumentsFlow(lattice, args), "likely");
  const self = lattice.things([lattice.instance(object.id, null, cls)], flow);
  for (const value of [...args.positional, ...args.named.values()].slice(0, 8)) object.address = lattice.join(object.address, addressOf(world, value));
  const constructor = findMethod(world, cls, "__init__") ?? findMethod(world, cls, "constructor");
  if (constructor !== null) {
    world.enter(lattice.function(constructor, null, self, null), args, { ...site, part: `${site.part} init` });
    return self;
  }
  bindFields(world, site, cls, object.id, args);
  const after = findMethod(world, cls, "__post_init__") ?? findMethod(world, cls, "model_post_init");
  if (after !== null) world.enter(lattice.function(after, null, self, null), { positional: [], named: new Map(), rest: null, restNamed: null }, { ...site, part: `${site.part} init` });
  return self;
}

/** Fields of a data class, a settings class or the like: annotated names of the class bodies, base classes first. */
function bindFields(world: World, site: CallSite, cls: UnitRef, object: number, args: ActualArguments): void {
  const { heap } = world;
  const fields: string[] = [];
  for (const unit of [...ancestry(world, cls).units].reverse()) {
    const place = world.units[unit];
    for (const store of place?.unit.stores ?? []) if (store.target === "local" && typeof store.key === "string" && store.annotation !== undefined && !fields.includes(store.key)) fields.push(store.key);
  }
  const set = (name: string, value: Abstract): void => {
    heap.write(attributeCell(object, name), value);
    for (const unit of ancestry(world, cls).units) heap.write(anyInstanceCell(unit, name), value);
  };
  args.positional.forEach((value, i) => {
    const name = fields[i];
    if (name !== undefined) set(name, value);
  });
  for (const [name, value] of args.named) set(name, value);
  if (!baseTypes(world, cls).some((type) => SETTINGS.test(type))) return;
  // A settings class fills each field from the variable of that name.
  for (const name of fields) {
    if (args.named.has(name)) continue;
    const fallback = ancestry(world, cls).units.map((unit) => heap.read(classCell(unit, name))).find((value) => value !== world.lattice.nothing) ?? null;
    set(name, environmentValue(world, site.frame, world.lattice.text(environmentName(world, cls, name)), fallback));
  }
}

const SETTINGS = /(?:^|\.)BaseSettings$/;

function environmentName(world: World, cls: UnitRef, field: string): string {
  const prefix = ancestry(world, cls).units.map((unit) => prefixOf(world, unit)).find((text) => text !== null);
  const full = `${prefix ?? ""}${field}`;
  return world.environment.has(full) ? full : full.toUpperCase();
}

/** What the variables of a settings class begin with: `model_config = SettingsConfigDict(env_prefix=...)`, or its inner `Config`. */
function prefixOf(world: World, cls: UnitRef): string | null {
  const { heap } = world;
  const place = world.units[cls];
  const inner = place ? (place.file.children.get(place.unit.id) ?? []).find((unit) => unit.kind === "class" && unit.name === "Config") : undefined;
  const values = inner && place ? [heap.read(classCell(place.file.unitBase + inner.id, "env_prefix"))] : [];
  for (const thing of heap.read(classCell(cls, "model_config")).things) if (thing.kind === "record") values.push(thing.entries.get("env_prefix") ?? world.lattice.nothing);
  const text = values.flatMap((value) => value.texts)[0];
  return text ? knownText(text) : null;
}
