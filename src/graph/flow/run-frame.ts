import type { Store } from "../../facts/file-facts.js";
import type { Abstract, Thing } from "./abstract.js";
import { evaluateCall } from "./calls.js";
import { applyDecorators } from "./decorators.js";
import { addOverlay, keysOf, updateItem } from "./containers.js";
import { boundWhere, evaluate } from "./evaluate.js";
import { frameValue, type Frame } from "./frame.js";
import { anyInstanceCell, attributeCell, classCell, globalCell } from "./heap.js";
import { noteOptionReads, noteOptionStore } from "./flag-notes.js";
import { columnNames } from "./columns.js";
import { holdsPredictions } from "./predictions.js";
import type { World } from "./world.js";

/** Passes over a unit with loops; one more than the first is enough for what goes round once. */
const MAX_PASSES = 3;

/** Interprets a frame: one pass over its steps, another where a loop carries something new round. */
export function runFrame(world: World, frame: Frame): void {
  const { lattice } = world;
  const { plan, unit } = frame;
  frame.values = new Array<Abstract | undefined>(plan.slots.size);
  if (unit.decorators.length > 0) applyDecorators(world, frame);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const changed = runPass(world, frame);
    if (!plan.loops || !changed) break;
  }
  noteOptionReads(world, frame);
  const value = (id: number): Abstract => frameValue(frame, id) ?? lattice.nothing;
  frame.result = lattice.joinAll(unit.returns.map((item) => boundWhere(world, frame, value(item.value), item.at)));
  if (unit.kind === "lambda" && unit.returns.length === 0 && unit.yields.length === 0) frame.result = lattice.nothing;
  frame.yields = unit.yields.length > 0 ? lattice.joinAll(unit.yields.map((item) => value(item.value))) : null;
}

/** One pass; says whether a loop value that was already used changed. */
function runPass(world: World, frame: Frame): boolean {
  const { plan } = frame;
  const { values } = frame.file.facts;
  const loops: { readonly slot: number; readonly next: number }[] = [];
  for (const step of plan.steps) {
    if (step.kind === "value") {
      const slot = plan.slots.get(step.value);
      if (slot === undefined) continue;
      frame.values[slot] = evaluate(world, frame, step.value);
      const value = values[step.value];
      if (value?.kind === "loop" && value.next > step.value) loops.push({ slot, next: value.next });
    } else if (step.kind === "call") {
      const call = frame.file.facts.calls[step.call];
      if (call) evaluateCall(world, frame, call);
    } else runStore(world, frame, step.store);
  }
  return loops.some(({ slot, next }) => {
    const before = frame.values[slot] ?? world.lattice.nothing;
    return world.lattice.join(before, frameValue(frame, next) ?? world.lattice.nothing) !== before;
  });
}

function runStore(world: World, frame: Frame, store: Store): void {
  const { heap, lattice } = world;
  const raw = frameValue(frame, store.value) ?? lattice.nothing;
  const value = boundWhere(world, frame, raw, store.at);
  if (store.target === "global" || store.target === "local") {
    const name = typeof store.key === "string" ? store.key : null;
    if (name === null) return;
    if (store.target === "local" && frame.unit.kind === "class") heap.write(classCell(frame.ref, name), value);
    else if (store.target === "global" || frame.unit.kind === "module") heap.write(globalCell(frame.file.index, name), value);
    return;
  }
  const base = store.base === undefined ? lattice.nothing : frameValue(frame, store.base) ?? lattice.nothing;
  const key = typeof store.key === "string" ? lattice.text(store.key) : frameValue(frame, store.key) ?? lattice.nothing;
  if (store.target === "attribute") {
    for (const name of keysOf(key) ?? []) storeAttribute(world, frame, base, name, value, store);
    return;
  }
  storeItem(world, frame, base, key, value, store);
}

function storeAttribute(world: World, frame: Frame, base: Abstract, name: string, value: Abstract, store: Store): void {
  const { heap } = world;
  for (const thing of base.things) {
    if (thing.kind === "instance") {
      heap.write(attributeCell(thing.object, name), value);
      if (thing.cls !== null) heap.write(anyInstanceCell(thing.cls, name), value);
    } else if (thing.kind === "class") heap.write(classCell(thing.unit, name), value);
    else if (thing.kind === "module") heap.write(globalCell(thing.file, name), value);
    else if (thing.kind === "options") {
      heap.write(attributeCell(thing.parser, name), value);
      noteOptionStore(frame, thing.parser, name, value, store);
    }
  }
}

function storeItem(world: World, frame: Frame, base: Abstract, key: Abstract, value: Abstract, store: Store): void {
  const { heap, lattice } = world;
  for (const thing of base.things) {
    if (thing.kind === "instance") {
      addOverlay(world, frame, thing.object, value.flow);
      heap.addState(thing.object, value.flow);
      if (holdsPredictions(world, value.flow)) for (const name of columnNames(key)) heap.info(thing.object)?.predicted.add(name);
    } else if (thing.kind === "environment") for (const name of keysOf(key) ?? []) heap.write(`environment ${name}`, value);
    else if (thing.kind === "options") for (const name of keysOf(key) ?? []) heap.write(attributeCell(thing.parser, name), value);
  }
  // A list or record that lives in a cell is put back changed.
  const contained = base.things.some((thing: Thing) => thing.kind === "list" || thing.kind === "record");
  if (!contained || store.base === undefined) return;
  const place = frame.file.facts.values[store.base];
  const changed = updateItem(world, frame, base, "item", key, value);
  if (place?.kind === "name") heap.write(globalCell(frame.file.index, place.name), changed);
  else if (place?.kind === "lookup" && place.how === "attribute") {
    const owner = frameValue(frame, place.base) ?? lattice.nothing;
    for (const name of keysOf(frameValue(frame, place.key) ?? lattice.nothing) ?? []) storeAttribute(world, frame, owner, name, changed, store);
  }
}
