import type { CallModel } from "../../facts/observation.js";
import type { Abstract, Thing } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import { elementOf } from "./containers.js";
import { attributeCell } from "./heap.js";
import { objectsOf } from "./objects.js";
import { growObjects } from "./predictions.js";
import { select } from "./select.js";
import type { World } from "./world.js";

/** Cell of what a document object (a parsed configuration) holds. */
export const CONTENT = "<content>";

/** Applies `mutates` of a model: the target's objects derive from what changed them. */
export function mutateReceiver(world: World, call: ModelCall, mutates: NonNullable<CallModel["mutates"]>): void {
  const { lattice } = world;
  const target = select(world, call, mutates.target);
  if (!target) return;
  const by = mutates.by.flatMap((selector) => select(world, call, selector) ?? []);
  const flow = lattice.flows.all(by.map((value) => value.flow));
  const documents = by.flatMap((value) => value.things.filter((thing) => thing.kind === "document"));
  for (const object of objectsOf(target)) if (documents.length > 0) world.heap.write(attributeCell(object, CONTENT), lattice.things(documents));
  growObjects(world, call, objectsOf(target), flow);
}

/** Methods of lists and records that change them in place: gives the receiver afterwards, or null for other methods. */
export function changeContainer(world: World, call: ModelCall, name: string, receiver: Abstract): Abstract | null {
  const { lattice } = world;
  const { positional, named, rest, restNamed } = call.args;
  const last = positional[positional.length - 1] ?? rest;
  let added: Abstract[] = [];
  let entries: ReadonlyMap<string, Abstract> = new Map();
  if (name === "append" || name === "add" || name === "insert" || name === "appendleft" || name === "put") added = last ? [last] : [];
  else if (name === "extend" || name === "update" || name === "setdefault") {
    const first = positional[0];
    if (name === "setdefault") return null;
    if (first) added = [elementOf(world, first, -1)];
    entries = recordEntries(world, first, named);
  } else return null;
  const extra = restNamed ? [restNamed] : [];
  let flow = receiver.flow;
  const things = receiver.things.map((thing): Thing => {
    if (thing.kind === "list") {
      const grown = lattice.joinAll([...(thing.rest ? [thing.rest] : []), ...added]);
      flow = lattice.flows.union(flow, grown.flow);
      if (name === "append" && thing.rest === null && !call.site.call?.looped && last) return lattice.list([...thing.items, last], null);
      if (name === "extend" && thing.rest === null && !call.site.call?.looped) {
        const other = positional[0]?.things.find((item) => item.kind === "list");
        if (other && other.rest === null) return lattice.list([...thing.items, ...other.items], null);
      }
      return lattice.list(thing.items, grown);
    }
    if (thing.kind === "record") {
      for (const value of entries.values()) flow = lattice.flows.union(flow, value.flow);
      const merged = new Map([...thing.entries, ...entries]);
      const unknown = positional[0] && entries.size === 0 && named.size === 0 ? [lattice.withoutTexts(positional[0])] : [];
      return lattice.record(merged, extra.length + unknown.length > 0 ? lattice.joinAll([...(thing.rest ? [thing.rest] : []), ...extra, ...unknown]) : thing.rest);
    }
    return thing;
  });
  return lattice.make(receiver.texts, things, flow);
}

function recordEntries(world: World, first: Abstract | undefined, named: ReadonlyMap<string, Abstract>): ReadonlyMap<string, Abstract> {
  const entries = new Map<string, Abstract>();
  for (const thing of first?.things ?? []) {
    if (thing.kind === "record") for (const [key, value] of thing.entries) entries.set(key, value);
    else if (thing.kind === "document") for (const key of world.documents.get(thing.file, thing.node)?.keys ?? []) entries.set(key, world.documents.child(thing.file, thing.node, key) ?? world.lattice.nothing);
  }
  for (const [key, value] of named) entries.set(key, value);
  return entries;
}
