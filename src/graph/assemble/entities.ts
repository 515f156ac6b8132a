import { compareText } from "../../facts/location.js";
import type { Resource } from "../effect.js";
import type { NodeId } from "../graph.js";
import { patternOfResource, type NamePattern } from "./name-pattern.js";

/** One use of a resource by a job or a document. */
export interface Use {
  readonly resource: Resource;
  /** Who acts: a variable of one job is not that of another. */
  readonly job: NodeId;
  /** Project scope of the acting code: an environment variable is one inside it. */
  readonly project: string;
  /** The act puts data there. */
  readonly writes: boolean;
}

/** A name that equals itself wherever it stands: everywhere, inside a project scope, or inside a job. */
export interface Entity {
  readonly key: string;
  readonly id: string;
  readonly scope: "global" | "project" | "job";
  /** The job or project where the name holds; "" everywhere. */
  readonly within: string;
  readonly pattern: NamePattern;
  readonly resources: readonly Resource[];
  readonly jobs: ReadonlySet<NodeId>;
  readonly projects: ReadonlySet<string>;
  readonly written: boolean;
}

/** Key of the entity that a use belongs to. */
export function entityKey(resource: Resource, job: NodeId, project: string): string {
  const scope = scopeOf(resource);
  if (scope === "global") return resource.id;
  return scope === "job" ? `${resource.id}\n@${job}` : `${resource.id}\n#${project}`;
}

/**
 * CONTRACT section 2: `{name}` and `{}` hold inside the job, `${NAME}` inside the project scope; a date or a default of the platform holds everywhere. A table without a
 * schema is what the project's connection makes of it.
 */
function scopeOf(resource: Resource): Entity["scope"] {
  let scope: Entity["scope"] = isBareTable(resource) ? "project" : "global";
  for (const hole of resource.holes) {
    if (hole.kind === "date" || (hole.kind === "environment" && hole.name === "")) continue;
    if (hole.kind !== "environment") return "job";
    scope = "project";
  }
  return scope;
}

/** Is it a table of which no schema, database or host is known? */
export function isBareTable(resource: Resource): boolean {
  return (resource.place ?? resource.kind) === "table" && !/[./@]/.test(resource.id.slice(resource.id.indexOf(":") + 1)) && resource.attributes["namespaces"] === undefined;
}

/** All entities of the uses, sorted by key. */
export function collectEntities(uses: readonly Use[]): readonly Entity[] {
  const found = new Map<string, { resources: Map<string, Resource>; jobs: Set<NodeId>; projects: Set<string>; written: boolean }>();
  for (const { resource, job, project, writes } of uses) {
    const key = entityKey(resource, job, project);
    let entry = found.get(key);
    if (!entry) found.set(key, (entry = { resources: new Map(), jobs: new Set(), projects: new Set(), written: false }));
    entry.resources.set(`${resource.kind} ${resource.name} ${JSON.stringify(resource.attributes)} ${resource.aliases.join(" ")}`, resource);
    entry.jobs.add(job);
    entry.projects.add(project);
    entry.written ||= writes;
  }
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([key, entry]): Entity => {
    const resources = [...entry.resources].sort(([a], [b]) => compareText(a, b)).map(([, resource]) => resource);
    const first = resources[0];
    if (!first) return {
      key, id: key, scope: "global", within: "", pattern: { scheme: "", segments: [], shape: "other", holes: [] }, resources,
      jobs: entry.jobs, projects: entry.projects, written: entry.written,
    };
    const scope = scopeOf(first);
    return {
      key, id: first.id, scope, within: scope === "global" ? "" : key.slice(key.indexOf("\n") + 2), pattern: patternOfResource(first),
      resources, jobs: entry.jobs, projects: entry.projects, written: entry.written,
    };
  });
}
