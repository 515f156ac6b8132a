import type { Abstract, ObjectId } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import type { ObjectInfo } from "./heap.js";
import type { World } from "./world.js";

/** The object that a call makes, of a type: one for each frame and call. */
export function objectOf(world: World, call: ModelCall, type: string): ObjectInfo {
  const { frame, at, part } = call.site;
  const site = call.site.call;
  return world.heap.object(frame.key, `call ${site ? site.id : -1} ${part} ${type}`, () => ({ file: frame.file.index, at, name: nameOfResult(call) ?? lowerFirst(type) }));
}

/** Local name that the result of a call is first stored under. */
export function nameOfResult(call: ModelCall): string | null {
  const { frame } = call.site;
  const site = call.site.call;
  if (!site) return null;
  return frame.file.resultNames.get(site.id) ?? null;
}

function lowerFirst(type: string): string {
  const last = type.split(".").pop() ?? type;
  return last.slice(0, 1).toLowerCase() + last.slice(1);
}

/** Objects that a value may be. */
export function objectsOf(value: Abstract): readonly ObjectId[] {
  return value.things.flatMap((thing) => (thing.kind === "instance" ? [thing.object] : []));
}

/** Objects that a value may be or hold one level down. */
export function objectsWithin(value: Abstract): readonly ObjectId[] {
  const out = [...objectsOf(value)];
  for (const thing of value.things) {
    if (thing.kind === "list") for (const item of thing.rest ? [...thing.items, thing.rest] : thing.items) out.push(...objectsOf(item));
    else if (thing.kind === "record") for (const item of thing.entries.values()) out.push(...objectsOf(item));
  }
  return out;
}
