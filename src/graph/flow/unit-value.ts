import type { UnitId } from "../../facts/value.js";
import type { Abstract } from "./abstract.js";
import { declareDecorators } from "./decorators.js";
import type { Frame } from "./frame.js";
import type { World } from "./world.js";

/** A definition as a value: a class, or a function with the frame that holds its outer variables. Decorators of the project are seen through. */
export function unitValue(world: World, frame: Frame, id: UnitId): Abstract {
  const { lattice } = world;
  const unit = frame.file.facts.units[id];
  if (!unit) return lattice.nothing;
  const ref = frame.file.unitBase + id;
  if (unit.kind === "class") {
    world.runBody(ref, frame);
    return lattice.things([{ kind: "class", key: `C${ref}`, unit: ref }]);
  }
  if (unit.decorators.length > 0) declareDecorators(world, frame, ref);
  // Only what an enclosing function binds needs its frame; a module's or a class's variables are cells.
  const env = frame.unit.kind === "module" || frame.unit.kind === "class" ? null : frame.key;
  return lattice.things([lattice.function(ref, env, null, null)]);
}
