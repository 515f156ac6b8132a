import type { Unit } from "../../facts/file-facts.js";
import type { Abstract, UnitRef } from "./abstract.js";
import { frameValue } from "./frame.js";
import { staticValue } from "./static-value.js";
import type { World } from "./world.js";

const MAX_CLASSES = 48;

/** A class and the classes that it extends, nearest first: project classes as units, others by qualified name. */
export interface Ancestry {
  readonly units: readonly UnitRef[];
  readonly externals: readonly string[];
}

/** Walks the bases of a class breadth first; a cycle ends where it closes. */
export function ancestry(world: World, cls: UnitRef): Ancestry {
  const known = world.round.ancestries.get(cls);
  if (known) return known;
  const units: UnitRef[] = [cls];
  const externals: string[] = [];
  for (let i = 0; i < units.length && units.length < MAX_CLASSES; i++) {
    const place = world.units[units[i] ?? -1];
    if (!place) continue;
    for (const base of place.unit.bases) {
      const value = baseValue(world, units[i] ?? -1, base);
      for (const thing of value.things) {
        if (thing.kind === "class" && !units.includes(thing.unit)) units.push(thing.unit);
        else if (thing.kind === "external" && !externals.includes(thing.name)) externals.push(thing.name);
      }
    }
  }
  const found = { units, externals };
  world.round.ancestries.set(cls, found);
  return found;
}

function baseValue(world: World, cls: UnitRef, base: number): Abstract {
  const place = world.units[cls];
  if (!place) return world.lattice.nothing;
  const parent = world.round.bodies.get(place.file.unitBase + place.unit.parent);
  return (parent ? frameValue(parent, base) : undefined) ?? staticValue(world, place.file, base);
}

/** Catalogued types that a project class extends. */
export function baseTypes(world: World, cls: UnitRef): readonly string[] {
  return ancestry(world, cls).externals.map((name) => world.knowledge.types.get(name)?.id ?? constructedType(world, name) ?? name);
}

function constructedType(world: World, name: string): string | null {
  for (const model of world.knowledge.callable?.(name) ?? []) if (model.result?.kind === "type") return model.result.type;
  return null;
}

/** The unit of a method, looked for in a class and what it extends. */
export function findMethod(world: World, cls: UnitRef, name: string, skipSelf = false): UnitRef | null {
  for (const unit of ancestry(world, cls).units.slice(skipSelf ? 1 : 0)) {
    const place = world.units[unit];
    const found = place && lastNamed(place.file.children.get(place.unit.id) ?? [], name);
    if (place && found) return place.file.unitBase + found.id;
  }
  return null;
}

function lastNamed(units: readonly Unit[], name: string): Unit | undefined {
  let found: Unit | undefined;
  for (const unit of units) if (unit.name === name && unit.kind !== "lambda") found = unit;
  return found;
}

/** Says whether a unit is decorated by a name (`property`, `staticmethod`), however it was imported. */
export function decoratedBy(world: World, unit: UnitRef, names: ReadonlySet<string>): boolean {
  const place = world.units[unit];
  if (!place) return false;
  return place.unit.decorators.some((decorator) => decoratorNames(world, unit, decorator.value).some((name) => names.has(name)));
}

/** Qualified names of a decorator, called or not. */
export function decoratorNames(world: World, unit: UnitRef, decorator: number): readonly string[] {
  const place = world.units[unit];
  if (!place) return [];
  const found = place.file.facts.values[decorator];
  const callee = found?.kind === "result" ? place.file.facts.calls[found.call]?.callee ?? decorator : decorator;
  return staticValue(world, place.file, callee).things.flatMap((thing) => (thing.kind === "external" && thing.receiver === null ? [thing.name] : []));
}
