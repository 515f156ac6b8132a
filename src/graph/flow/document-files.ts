import type { Resource } from "../effect.js";
import type { Abstract, FileIndex } from "./abstract.js";
import type { Frame } from "./frame.js";
import { spellContext } from "./resources.js";
import type { World } from "./world.js";

/** Configuration files that a value names or was read from: an open file, a path, or text that was read from one. */
export function documentsNamed(world: World, frame: Frame, of: Abstract): readonly FileIndex[] {
  const resources: Resource[] = [];
  for (const thing of of.things) if (thing.kind === "instance") resources.push(...(world.heap.info(thing.object)?.denotes ?? []));
  if (resources.length === 0 && of.texts.length > 0) resources.push(...world.spell("path", undefined, "file", { name: of.texts }, spellContext(world, frame)));
  if (resources.length === 0) {
    for (const item of of.flow.items) {
      const source = world.lattice.flows.sources[item >> 2];
      const effect = source?.kind === "effect" ? world.round.effects.get(source.key) : undefined;
      if (effect?.act === "reads" && effect.resource) resources.push(effect.resource);
    }
  }
  const files: FileIndex[] = [];
  for (const resource of resources) {
    if (!resource.id.startsWith("file:") || resource.holes.length > 0) continue;
    const spelled = resource.attributes["spelled"];
    const file = world.modules.byPath(resource.id.slice(5)) ?? (typeof spelled === "string" ? world.modules.byPath(spelled) : null) ?? world.modules.byFolded(resource.id.slice(5));
    if (file !== null && !files.includes(file) && files.length < 4) files.push(file);
  }
  return files;
}
