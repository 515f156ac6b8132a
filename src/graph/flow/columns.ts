import type { Abstract } from "./abstract.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Column names in a key: a text, a list of texts, the values of a record. */
export function columnNames(key: Abstract): readonly string[] {
  const out = key.texts.flatMap((text) => knownText(text) ?? []);
  for (const thing of key.things) {
    if (thing.kind !== "list") continue;
    for (const item of thing.rest ? [...thing.items, thing.rest] : thing.items) out.push(...item.texts.flatMap((text) => knownText(text) ?? []));
  }
  return out.filter((name) => name !== "" && name.length <= 128 && !/^-?\d+$/.test(name));
}

/** Notes the columns that a lookup names on the reads that the frame surely comes from. */
export function noteColumns(world: World, base: Abstract, key: Abstract): void {
  const names = columnNames(key);
  if (names.length === 0) return;
  noteNames(world, base, names);
}

/** Notes column names on the reads behind a value. */
export function noteNames(world: World, base: Abstract, names: readonly string[]): void {
  for (const item of base.flow.items) {
    if ((item & 3) < 2) continue;
    const source = world.lattice.flows.sources[item >> 2];
    const effect = source?.kind === "effect" ? world.round.effects.get(source.key) : undefined;
    if (effect?.act === "reads") for (const name of names) effect.columns.add(name);
  }
}
