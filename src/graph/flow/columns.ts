import type { Abstract } from "./abstract.js";
import type { Frame } from "./frame.js";
import { notesOf } from "./notes.js";
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
export function noteColumns(world: World, frame: Frame, base: Abstract, key: Abstract): void {
  const names = columnNames(key);
  if (names.length === 0) return;
  noteNames(world, frame, base, names);
}

/** Notes column names on the reads behind a value. */
export function noteNames(world: World, frame: Frame, base: Abstract, names: readonly string[]): void {
  for (const item of base.flow.items) {
    if ((item & 3) < 2) continue;
    const source = world.lattice.flows.sources[item >> 2];
    if (source?.kind !== "effect") continue;
    const { columns } = notesOf(frame);
    const known = columns.get(source.key) ?? new Set();
    columns.set(source.key, known);
    for (const name of names) known.add(name);
  }
}
