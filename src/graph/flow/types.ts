import type { TypeModel } from "../../facts/observation.js";
import type { InstanceThing, UnitRef } from "./abstract.js";
import { baseTypes } from "./classes.js";
import type { World } from "./world.js";

type Meaning = NonNullable<TypeModel["is"]>;

const MAX_ANCESTORS = 64;

/** A type and all that it extends, nearest first. */
export function ancestorsOf(world: World, type: string): readonly string[] {
  const out = [type];
  for (let i = 0; i < out.length && out.length < MAX_ANCESTORS; i++) {
    for (const parent of world.knowledge.types.get(out[i] ?? "")?.extends ?? []) if (!out.includes(parent)) out.push(parent);
  }
  return out;
}

/** Says whether a type or what it extends has a meaning for flow. */
export function isType(world: World, type: string, meaning: Meaning): boolean {
  return ancestorsOf(world, type).some((ancestor) => world.knowledge.types.get(ancestor)?.is === meaning);
}

/** Types of an instance: its catalogued one, or those that its project class extends. */
export function typesOf(world: World, thing: InstanceThing): readonly string[] {
  if (thing.type !== null) return [thing.type];
  return thing.cls === null ? [] : baseTypes(world, thing.cls);
}

/** Says whether an instance has a meaning for flow. */
export function instanceIs(world: World, thing: InstanceThing, meaning: Meaning): boolean {
  return typesOf(world, thing).some((type) => isType(world, type, meaning));
}

/** What a type says of an attribute, itself or by what it extends; `any` where it says so of every attribute. */
export function attributeOf(world: World, type: string, name: string): { readonly type?: string; readonly computed?: NonNullable<TypeModel["computed"]>[string]; readonly any?: boolean } | null {
  let any: string | undefined;
  for (const ancestor of ancestorsOf(world, type)) {
    const model = world.knowledge.types.get(ancestor);
    const computed = own(model?.computed, name);
    if (computed) return { computed };
    const declared = own(model?.attributes, name);
    if (declared !== undefined) return { type: declared === "self" ? type : declared };
    any ??= own(model?.attributes, "*");
  }
  return any === undefined ? null : { type: any === "self" ? type : any, any: true };
}

/** Type of an item of a container type. */
export function itemTypeOf(world: World, type: string): string | null {
  for (const ancestor of ancestorsOf(world, type)) {
    const items = world.knowledge.types.get(ancestor)?.items;
    if (items !== undefined) return items === "self" ? type : items;
  }
  return null;
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Class whose method a unit is, if any. */
export function enclosingClass(world: World, unit: UnitRef): UnitRef | null {
  const place = world.units[unit];
  if (!place) return null;
  const parent = place.file.facts.units[place.unit.parent];
  return parent?.kind === "class" ? place.file.unitBase + parent.id : null;
}
