import type { Abstract } from "./abstract.js";
import { lookupModuleName, moduleMember, resolveImport } from "./names-in-scope.js";
import type { ProjectFile } from "./project-file.js";
import { literalText } from "./text-algebra.js";
import type { World } from "./world.js";

const MAX_STEPS = 24;

/** What a name or dotted name means in its module, without any frame: enough for bases, decorators and annotations. */
export function staticValue(world: World, file: ProjectFile, id: number): Abstract {
  const { lattice } = world;
  const keys: string[] = [];
  let at = id;
  for (let step = 0; step < MAX_STEPS; step++) {
    const value = file.facts.values[at];
    if (value?.kind === "lookup" && value.how === "attribute") {
      const key = file.facts.values[value.key];
      if (key?.kind !== "constant") return lattice.nothing;
      keys.unshift(String(key.value));
      at = value.base;
      continue;
    }
    if (!value) return lattice.nothing;
    let found: Abstract;
    if (value.kind === "name") found = lookupModuleName(world, file, value.name);
    else if (value.kind === "import") found = resolveImport(world, file, value.index);
    else if (value.kind === "unit") {
      const unit = file.facts.units[value.unit];
      const ref = file.unitBase + value.unit;
      found = unit?.kind === "class" ? lattice.things([{ kind: "class", key: `C${ref}`, unit: ref }]) : lattice.things([lattice.function(ref, null, null, null)]);
    } else if (value.kind === "constant" && value.value !== null) found = lattice.texts([literalText(String(value.value))]);
    else return lattice.nothing;
    return keys.reduce((base, key) => staticMember(world, base, key), found);
  }
  return lattice.nothing;
}

function staticMember(world: World, base: Abstract, key: string): Abstract {
  const { lattice } = world;
  return lattice.joinAll(base.things.map((thing) => {
    if (thing.kind === "external") return lattice.externalValue(`${thing.name}.${key}`);
    if (thing.kind === "module" || thing.kind === "package") return moduleMember(world, thing, key);
    return lattice.nothing;
  }));
}
