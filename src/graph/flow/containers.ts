import type { Abstract, InstanceThing, Thing } from "./abstract.js";
import { noteColumns } from "./columns.js";
import type { Frame } from "./frame.js";
import { parentTexts } from "./path-texts.js";
import { argumentAt, environmentValue, optionValue } from "./process-values.js";
import { holeText, knownText, literalText } from "./text-algebra.js";
import { instanceIs, itemTypeOf } from "./types.js";
import type { World } from "./world.js";

/** Keys that a value may be: known texts only; null where some alternative is unknown. */
export function keysOf(key: Abstract): readonly string[] | null {
  if (key.texts.length === 0) return null;
  const keys = key.texts.map(knownText);
  return keys.every((text) => text !== null) ? keys : null;
}

/** `base[key]`. */
export function lookupItem(world: World, frame: Frame, base: Abstract, key: Abstract): Abstract {
  const { lattice } = world;
  const keys = keysOf(key);
  const parts: Abstract[] = base.things.map((thing) => itemOfThing(world, frame, base, thing, keys, key));
  const known = lattice.withFlow(lattice.joinAll(parts), lattice.flows.union(containerFlow(world, base), key.flow));
  if (known.texts.length > 0 || known.things.length > 0) return known;
  // A key of something unknown keeps its name.
  const name = keys?.length === 1 ? keys[0] : undefined;
  const nameable = name !== undefined && /^[A-Za-z_][\w.-]*$/.test(name) && base.texts.length === 0;
  return nameable ? lattice.make([holeText("variable", name)], [], known.flow) : known;
}

/** Flow that every element has: lists and records hold the flow of each element apart, and what came to them as a whole reaches all. */
function containerFlow(world: World, base: Abstract): Abstract["flow"] {
  const apart = base.things.length > 0 && base.things.every((thing) => thing.kind === "list" || thing.kind === "record");
  if (!apart) return base.flow;
  const { flows } = world.lattice;
  return flows.without(base.flow, flows.all(base.things.map((thing) => flowOfContainer(world, thing))));
}

function itemOfThing(world: World, frame: Frame, base: Abstract, thing: Thing, keys: readonly string[] | null, key: Abstract): Abstract {
  const { lattice } = world;
  switch (thing.kind) {
    case "list": {
      const all = (): Abstract => lattice.joinAll([...thing.items, ...(thing.rest ? [thing.rest] : [])]);
      if (!keys) return key.things.length > 0 || key.texts.length > 0 || thing.items.length === 0 ? all() : lattice.things([thing], base.flow);
      return lattice.joinAll(keys.map((text) => {
        const index = Number(text);
        if (!Number.isInteger(index)) return all();
        return thing.items[index < 0 ? thing.items.length + index : index] ?? thing.rest ?? lattice.nothing;
      }));
    }
    case "record":
      return recordItem(world, thing, keys);
    case "document":
      if (!keys) return lattice.joinAll((world.documents.get(thing.file, thing.node)?.keys ?? []).slice(0, 32).map((name) => world.documents.child(thing.file, thing.node, name) ?? lattice.nothing));
      return lattice.joinAll(keys.map((name) => world.documents.child(thing.file, thing.node, name) ?? lattice.nothing));
    case "environment":
      return environmentValue(world, frame, key, null);
    case "arguments":
      return argumentAt(world, thing.from, keys);
    case "options":
      return lattice.joinAll((keys ?? []).map((name) => optionValue(world, thing, name)));
    case "instance":
      return itemOfInstance(world, frame, base, thing, key);
    default:
      return lattice.flowOnly(base.flow);
  }
}

/** Entry of a record under one of some keys; any entry where the key is unknown. */
export function recordItem(world: World, thing: Thing & { readonly kind: "record" }, keys: readonly string[] | null): Abstract {
  const { lattice } = world;
  if (!keys) return lattice.joinAll([...thing.entries.values(), ...(thing.rest ? [thing.rest] : [])]);
  return lattice.joinAll(keys.map((name) => thing.entries.get(name) ?? thing.rest ?? lattice.nothing));
}

function itemOfInstance(world: World, frame: Frame, base: Abstract, thing: InstanceThing, key: Abstract): Abstract {
  const { lattice } = world;
  if (thing.type === null) return thing.cls === null ? lattice.things([thing], base.flow) : lattice.flowOnly(base.flow);
  if (instanceIs(world, thing, "frame")) {
    const listed = key.things.find((item) => item.kind === "list");
    noteColumns(world, frame, base, key);
    const single = !listed && key.texts.length > 0 ? itemTypeOf(world, thing.type) : null;
    return lattice.things([lattice.instance(thing.object, single ?? thing.type, null)], base.flow);
  }
  const item = itemTypeOf(world, thing.type);
  if (item === null) return lattice.flowOnly(base.flow);
  if (thing.type === PARENTS) return folderAbove(world, base, thing, item, key);
  const owner = world.heap.info(thing.object);
  const object = world.heap.object(frame.key, `item ${thing.object} ${key.id}`, () => ({ file: frame.file.index, at: owner?.at ?? { path: frame.file.path, ...frame.unit.at }, name: owner?.name ?? item }));
  if (owner) {
    object.address = lattice.join(object.address, owner.address);
    object.qualifier = key.texts.length > 0 ? { owner: thing.object, key } : object.qualifier;
  }
  return lattice.things([lattice.instance(object.id, item, null)], base.flow);
}

/** Type of `path.parents`, whose items are the folders above. */
const PARENTS = "pathlib.Parents";
const MOST_FOLDERS = 32;

/** `path.parents[n]`: so many folders above the first one. */
function folderAbove(world: World, base: Abstract, thing: InstanceThing, item: string, key: Abstract): Abstract {
  const { lattice } = world;
  const path: Thing = lattice.instance(thing.object, item, null);
  const count = Number(keysOf(key)?.[0] ?? Number.NaN);
  if (!Number.isInteger(count) || count < 0 || count > MOST_FOLDERS) return lattice.make(base.texts.length > 0 ? [holeText("unknown", "")] : [], [path], base.flow);
  let { texts } = base;
  for (let i = 0; i <= count; i++) texts = parentTexts(texts);
  return lattice.make(texts, [path], base.flow);
}

/** `base` after `base[key] = value` or `base.key = value`. */
export function updateItem(world: World, frame: Frame, base: Abstract, how: "attribute" | "item", key: Abstract, value: Abstract): Abstract {
  const { lattice } = world;
  if (how === "attribute" && base.things.some((thing) => thing.kind === "instance" && thing.cls !== null)) return base;
  const keys = keysOf(key);
  const only = keys?.length === 1 ? keys[0] : undefined;
  let flow = base.flow;
  const things = base.things.map((thing): Thing => {
    if (thing.kind === "record") {
      if (only === undefined) return lattice.record(thing.entries, thing.rest ? lattice.join(thing.rest, value) : value);
      return lattice.record(new Map(thing.entries).set(only, value), thing.rest);
    }
    if (thing.kind === "list") return lattice.list([], lattice.joinAll([...thing.items, ...(thing.rest ? [thing.rest] : []), value]));
    if (thing.kind === "instance") {
      flow = lattice.flows.union(flow, value.flow);
      addOverlay(world, frame, thing.object, value.flow);
    }
    return thing;
  });
  if (base.things.length === 0) flow = lattice.flows.union(flow, value.flow);
  const contained = base.things.some((thing) => thing.kind === "record" || thing.kind === "list") ? lattice.flows.union(flow, value.flow) : flow;
  return lattice.make(base.texts, things, contained);
}

/** Notes that an object was changed in this frame by what `flow` names. */
export function addOverlay(world: World, frame: Frame, object: number, flow: Abstract["flow"]): void {
  if (flow.items.length === 0) return;
  const known = frame.overlay.get(object);
  frame.overlay.set(object, known ? world.lattice.flows.union(known, flow) : flow);
}

/** A value with what this frame's calls have added to its objects since. */
export function refreshed(world: World, frame: Frame, value: Abstract, depth = 0): Abstract {
  if (frame.overlay.size === 0 || value.things.length === 0) return value;
  const { lattice } = world;
  let flow = value.flow;
  let changed = false;
  const things = value.things.map((thing): Thing => {
    if (thing.kind === "instance") {
      const added = frame.overlay.get(thing.object);
      if (added) flow = lattice.flows.union(flow, added);
    } else if (depth < 3 && (thing.kind === "list" || thing.kind === "record")) {
      const renewed = refreshContainer(world, frame, thing, depth);
      if (renewed.key !== thing.key) {
        changed = true;
        flow = lattice.flows.union(flow, flowOfContainer(world, renewed));
      }
      return renewed;
    }
    return thing;
  });
  return flow === value.flow && !changed ? value : lattice.make(value.texts, things, flow);
}

function refreshContainer(world: World, frame: Frame, thing: Thing & { readonly kind: "list" | "record" }, depth: number): Thing {
  const again = (value: Abstract): Abstract => refreshed(world, frame, value, depth + 1);
  if (thing.kind === "list") return world.lattice.list(thing.items.map(again), thing.rest ? again(thing.rest) : null);
  return world.lattice.record(new Map([...thing.entries].map(([key, value]) => [key, again(value)])), thing.rest ? again(thing.rest) : null);
}

function flowOfContainer(world: World, thing: Thing): Abstract["flow"] {
  const { flows } = world.lattice;
  if (thing.kind === "list") return flows.all([...thing.items.map((item) => item.flow), ...(thing.rest ? [thing.rest.flow] : [])]);
  if (thing.kind === "record") return flows.all([...[...thing.entries.values()].map((item) => item.flow), ...(thing.rest ? [thing.rest.flow] : [])]);
  return flows.empty;
}

/** One element of an iterable: position `index`, -1 for any, -2 for a starred rest. */
export function elementOf(world: World, base: Abstract, index: number): Abstract {
  const { lattice } = world;
  const parts = base.things.map((thing): Abstract => {
    switch (thing.kind) {
      case "list": {
        if (index === -2) return lattice.listValue([], lattice.joinAll([...thing.items, ...(thing.rest ? [thing.rest] : [])]));
        if (index >= 0) return thing.items[index] ?? thing.rest ?? lattice.nothing;
        return lattice.joinAll([...thing.items, ...(thing.rest ? [thing.rest] : [])]);
      }
      case "record":
        return lattice.texts([...thing.entries.keys()].slice(0, 16).map((name) => literalText(name)));
      case "document": {
        const node = world.documents.get(thing.file, thing.node);
        if (node?.kind === "sequence") return lattice.joinAll(node.keys.slice(0, 32).map((name) => world.documents.child(thing.file, thing.node, name) ?? lattice.nothing));
        return lattice.texts((node?.keys ?? []).slice(0, 16).map((name) => literalText(name)));
      }
      case "arguments":
        return index >= 0 ? argumentAt(world, thing.from, [String(index)]) : argumentAt(world, thing.from, null);
      case "instance":
        if (thing.type === null && thing.cls === null) return lattice.things([thing], base.flow);
        if (thing.type !== null && !instanceIs(world, thing, "frame")) {
          const item = itemTypeOf(world, thing.type);
          if (item !== null) return lattice.things([lattice.instance(thing.object, item, null)], base.flow);
        }
        return lattice.flowOnly(base.flow);
      default:
        return lattice.flowOnly(base.flow);
    }
  });
  const listed = base.things.every((thing) => thing.kind === "list");
  return lattice.withFlow(lattice.joinAll(parts), listed ? containerFlow(world, base) : base.flow);
}
