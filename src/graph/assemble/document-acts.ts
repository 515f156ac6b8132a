import { locate, type Location } from "../../facts/location.js";
import type { DocumentObservation } from "../../facts/observation.js";
import type { Resource } from "../effect.js";
import type { SpellResource } from "../flow/spell.js";
import type { Unresolved } from "../graph.js";
import type { LinkFile } from "../input.js";
import { below, folderOf } from "../names/path-parts.js";
import type { Scopes } from "../scopes.js";
import { actorOf, PLAIN, type ActRecord, type Subject } from "./act-record.js";
import type { DocumentTexts } from "./document-texts.js";

/** A thing that a document names without an actor: a source, an interface, a registered model. */
export interface Declared {
  readonly resource: Resource;
  readonly at: Location;
  readonly project: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What documents say: acts of steps, pipelines, schedules and consumers, and things declared alone. */
export interface DocumentActs {
  readonly records: readonly ActRecord[];
  readonly declared: readonly Declared[];
  /** Actors by file and observation, for the jobs that their commands start. */
  readonly actors: ReadonlyMap<string, Subject>;
  readonly unresolved: readonly Unresolved[];
}

/** Reads the observations of all documents. Commands become `runs` edges where the interpreter knows what they start. */
export function documentActs(files: readonly LinkFile[], spell: SpellResource, scopes: Scopes, texts: DocumentTexts): DocumentActs {
  const records: ActRecord[] = [];
  const declared: Declared[] = [];
  const actors = new Map<string, Subject>();
  const unresolved: Unresolved[] = [];
  for (const file of files) {
    const project = scopes.of(file.path);
    file.observations.forEach((observation, i) => {
      if (observation.kind !== "document") return;
      const at = locate(file.path, observation.at);
      const actor = subjectOf(file, project, observation, spell, texts);
      if (actor) actors.set(actorKey(file.path, i), actor);
      if (observation.resource.form === "command") return;
      const resources = named(file, project, observation.resource, observation.directory, spell, texts);
      if (resources.length === 0) {
        if (observation.act === "reads" || observation.act === "writes") unresolved.push({
          path: file.path, line: at.line, column: at.column, act: observation.act, via: observation.via,
          why: "the document's text has no known part",
        });
        return;
      }
      for (const resource of resources) {
        const attributes = observation.act === "schedules" ? {} : (observation.attributes ?? {});
        if (!actor || observation.act === "declares") declared.push({ resource, at, project, attributes });
        if (!actor) continue;
        records.push({
          ...PLAIN, act: observation.act, actor: actorOf(observation.act), subject: actor, resource, project, effect: null, opaque: true, confidence: observation.confidence,
          evidence: [{
            ...at, via: observation.via, confidence: observation.confidence,
          }], ...(observation.resource.role ? { role: observation.resource.role } : {}),
        });
      }
    });
  }
  return { records, declared, actors, unresolved };
}

/** Key of the actor of an observation. */
export function actorKey(path: string, observation: number): string {
  return `${path}\n${observation}`;
}

function subjectOf(file: LinkFile, project: string, observation: DocumentObservation, spell: SpellResource, texts: DocumentTexts): Subject | null {
  const { actor } = observation;
  if (!actor) return null;
  const found = named(file, project, actor, undefined, spell, texts)[0];
  if (!found) return null;
  const attributes = observation.act === "schedules" ? observation.attributes : undefined;
  return { id: found.id, kind: actor.kind, name: found.name, at: locate(file.path, actor.at), ...(attributes ? { attributes } : {}) };
}

type Named = Omit<DocumentObservation["resource"], "role">;

function named(
  file: LinkFile, project: string, thing: Named, directory: DocumentObservation["directory"], spell: SpellResource, texts: DocumentTexts,
): readonly Resource[] {
  const parts = Object.fromEntries(Object.entries(thing.parts ?? {}).map(([part, value]) => [part, texts.of(file, value)]));
  return spell(
    thing.form, thing.platform, thing.kind, { ...parts, name: texts.of(file, thing.name) },
    { path: file.path, project, directory: startOf(file, directory, texts) },
  );
}

/** The folder that relative names start from; null where the document does not say. */
function startOf(file: LinkFile, directory: DocumentObservation["directory"], texts: DocumentTexts): string | null {
  if (directory === undefined) return null;
  const text = texts.of(file, directory)[0];
  const given = text?.parts.every((part) => typeof part === "string") ? text.parts.join("") : "";
  if (given.startsWith("/")) return null;
  const out: string[] = folderOf(file.path).split("/").filter((it) => it !== "");
  for (const segment of given.split("/")) {
    if (segment === "..") out.pop();
    else if (segment !== "." && segment !== "") out.push(segment);
  }
  return out.join("/");
}

/** Paths that documents declare as outputs: they tell where a relative path of a script leads. */
export function declaredOutputs(files: readonly LinkFile[], texts: DocumentTexts): string[] {
  const found = new Set<string>();
  for (const file of files) {
    for (const observation of file.observations) {
      if (observation.kind !== "document" || (observation.act !== "writes" && observation.act !== "logs") || (observation.resource.form !== "path" && observation.resource.form !== "uri")) continue;
      const folder = startOf(file, observation.directory, texts) ?? folderOf(file.path);
      for (const text of texts.of(file, observation.resource.name)) {
        const path = text.parts.every((part) => typeof part === "string") ? text.parts.join("") : "";
        if (path !== "" && !/^(?:[a-z][\w+.-]*:|\/|~|\.\.)/i.test(path)) found.add(below(folder, path.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "")));
      }
    }
  }
  return [...found].sort();
}
