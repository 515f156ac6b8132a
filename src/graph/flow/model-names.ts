import type { Job, Resource } from "../effect.js";
import type { ObjectId } from "./abstract.js";
import type { RawEffect } from "./frame.js";
import type { World } from "./world.js";

/** Says how models are called: by the place that stores them, else by the variable. */
export interface ModelNames {
  readonly resourcesOf: (raw: RawEffect, job: Job) => readonly Resource[];
  readonly isModel: (raw: RawEffect) => boolean;
}

/** Stores of one model that are told apart. */
const MAX_PLACES = 3;

/** Finds where model objects are stored or were loaded from, once all effects are known. */
export function modelNames(world: World): ModelNames {
  const models = new Set<string>();
  for (const info of world.heap.objects) {
    if (!info.model) continue;
    for (const key of info.loadedBy) models.add(key);
    for (const key of info.savedBy) models.add(key);
  }
  const isModel = (raw: RawEffect): boolean => raw.kind === "model" || models.has(raw.key);
  const typed = (raw: RawEffect, resource: Resource): Resource => (models.has(raw.key) && AMBIGUOUS.has(resource.kind) ? { ...resource, kind: "model" } : raw.kind !== resource.kind && CONTENT.has(raw.kind) ? { ...resource, kind: raw.kind } : resource);
  const placesOf = (object: ObjectId, training: boolean): readonly Resource[] => {
    const info = world.heap.info(object);
    if (!info) return [];
    const stored = (keys: ReadonlySet<string>): readonly Resource[] => {
      const out: Resource[] = [];
      for (const key of [...keys].sort()) {
        const raw = world.round.effects.get(key);
        if (raw?.resource && !out.some((known) => known.id === raw.resource?.id)) out.push({ ...raw.resource, kind: "model" });
      }
      return out.slice(0, MAX_PLACES);
    };
    const saved = stored(info.savedBy);
    const loaded = stored(info.loadedBy);
    const [first, second] = training ? [saved, loaded] : [loaded, saved];
    if (first.length > 0) return first;
    if (second.length > 0) return second;
    return info.denotes.slice(0, MAX_PLACES).map((resource) => ({ ...resource, kind: "model" as const }));
  };
  return {
    isModel,
    resourcesOf: (raw, job) => {
      if (raw.resource) return [typed(raw, raw.resource)];
      if (raw.object === null) return [];
      const places = placesOf(raw.object, raw.act === "trains");
      if (places.length > 0) return places;
      const name = world.heap.info(raw.object)?.name ?? "model";
      const id = `model:${job.id.slice(job.id.indexOf(":") + 1)}#${name}`;
      return [{ id, kind: "model", name, holes: [], known: 1, aliases: [], attributes: {} }];
    },
  };
}

const AMBIGUOUS: ReadonlySet<string> = new Set(["file", "artifact", "object", "external"]);
const CONTENT: ReadonlySet<string> = new Set(["model", "prediction", "metrics", "experiment"]);
