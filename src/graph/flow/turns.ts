import type { Call } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { Abstract } from "./abstract.js";
import { elementOf } from "./containers.js";
import { frameValue, type Frame } from "./frame.js";
import type { World } from "./world.js";

/** Turns of a loop over a written list that are told apart. */
const MAX_TURNS = 8;

/**
 * Turns of a loop over a list whose items are all known, for a call whose arguments are positions of one item: `for df, name in zip([x, y], ["x", "y"])` pairs each frame
 * with its own name. Each turn gives the values of those arguments; null where there is nothing to pair.
 */
export function turnsOf(world: World, frame: Frame, call: Call): readonly ReadonlyMap<ValueId, Abstract>[] | null {
  if (!call.looped) return null;
  const { values } = frame.file.facts;
  let source: ValueId | null = null;
  const positions = new Map<ValueId, number>();
  for (const argument of call.args) {
    const value = values[argument.value];
    if (value?.kind !== "element" || value.index < 0) continue;
    const item = values[value.of];
    if (item?.kind !== "element" || item.index !== -1 || (source !== null && source !== item.of)) continue;
    source = item.of;
    positions.set(argument.value, value.index);
  }
  if (source === null || positions.size < 2) return null;
  const base = frameValue(frame, source);
  const list = base?.things.length === 1 ? base.things[0] : undefined;
  if (list?.kind !== "list" || list.rest !== null || list.items.length < 2 || list.items.length > MAX_TURNS) return null;
  return list.items.map((item) => new Map([...positions].map(([id, index]) => [id, elementOf(world, item, index)] as const)));
}
