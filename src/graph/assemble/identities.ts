import { compareText } from "../../facts/location.js";
import { weaker, type Confidence } from "../../facts/vocabulary.js";
import type { Resource } from "../effect.js";
import { globMatcher } from "../glob.js";
import type { NodeId, Problem } from "../graph.js";
import type { DeclaredResource } from "../input.js";
import { collectEntities, entityKey, type Entity, type Use } from "./entities.js";
import { joinEntities, type Join } from "./joins.js";

/** A node that a use of a resource acts on. */
export interface Target {
  readonly id: NodeId;
  /** Cap on the confidence of the edge: how surely the name means this node. */
  readonly cap: Confidence;
}

/** All that is known of one data node. */
export interface Identity {
  readonly id: NodeId;
  /** Sorted by id, kind and attributes. */
  readonly resources: readonly Resource[];
  /** Other ids under which it is named. */
  readonly aliases: readonly string[];
  /** Settings that match it, in their order. */
  readonly declared: readonly DeclaredResource[];
}

/** The nodes that names of resources stand for. */
export interface Identities {
  /** The node of a use first, then those on which its acts are repeated. */
  targets(resource: Resource, job: NodeId, project: string): readonly Target[];
  /** Sorted by id. */
  readonly all: readonly Identity[];
  readonly problems: readonly Problem[];
}

/** Settles which names are one node: equal names, aliases of the settings (`certain`), templates and their partners (at most `likely`). */
export function identify(uses: readonly Use[], declared: readonly DeclaredResource[]): Identities {
  const entities = collectEntities(uses);
  const problems: Problem[] = [];
  const joins = joinEntities(entities, (entity, partners) => problems.push(crowd(entity, partners)));
  const rules = declared.map((rule) => ({ rule, matches: globMatcher([rule.match.toLowerCase()]), used: false }));
  const matching = (entity: Entity): readonly DeclaredResource[] => {
    const names = [entity.id, ...entity.resources.flatMap((it) => it.aliases)].map((it) => it.toLowerCase());
    return rules.filter((it) => {
      const hit = names.some(it.matches);
      it.used ||= hit;
      return hit;
    }).map((it) => it.rule);
  };
  const settings = entities.map(matching);
  const shares = sharing(entities, joins);
  const ids = entities.map((_, i) => finalId(entities, joins, settings, shares, i));
  const positions = new Map(entities.map((entity, i) => [entity.key, i]));
  const spelled = principalSpellings(entities);
  const all = gather(entities, ids, settings);
  const hosts = new Map(all.map((it) => [it.id, new Set(it.resources.flatMap(hostsOf))]));

  return {
    targets(resource, job, project) {
      const i = positions.get(entityKey(resource, job, project));
      const entity = i === undefined ? undefined : entities[i];
      if (i === undefined || !entity) return [{ id: resource.id, cap: "certain" }];
      const join = joins[i];
      const shared = entity.resources.length > 0 && resource.holes.length > 0 && (entity.jobs.size > 1 || join?.into !== i);
      const ownCase = spelled.get(entity.key) === spellingOf(resource);
      const own = ids[i] ?? resource.id;
      const cap = weaker(
        weaker(shared || !ownCase ? "likely" : "certain", hostCap(hosts.get(own), resource)),
        settings[i]?.some((it) => it.alias !== undefined) ? "certain" : (join?.confidence ?? "certain"),
      );
      const targets: Target[] = [{ id: own, cap }];
      for (const repeat of join?.repeats ?? []) {
        const id = ids[repeat.entity];
        if (id !== undefined && !targets.some((it) => it.id === id)) targets.push({ id, cap: weaker(cap, repeat.confidence) });
      }
      return targets;
    },
    all,
    problems: [...problems, ...rules.filter((it) => !it.used).map(({ rule }): Problem => ({
      path: rule.at.path, line: rule.at.line, column: rule.at.column, kind: "note", message: `no resource has a name like ${rule.match}`,
    }))].sort((a, b) => compareText(a.path, b.path) || a.line - b.line || compareText(a.message, b.message)),
  };
}

/** What decides whether a name needs the job or project that it holds in. */
interface Sharing {
  /** Entities whose own text another job or project shares. */
  readonly shared: ReadonlySet<number>;
  /** Ids that several project scopes use apart from each other. */
  readonly contested: ReadonlySet<string>;
}

function sharing(entities: readonly Entity[], joins: readonly Join[]): Sharing {
  const shared = new Set<number>();
  const apart = new Map<string, number>();
  entities.forEach((entity, i) => {
    const owner = joins[i]?.into ?? i;
    if (owner !== i && entities[owner]?.id === entity.id) shared.add(owner);
    if (owner === i && entity.scope === "project") apart.set(entity.id, (apart.get(entity.id) ?? 0) + 1);
  });
  return { shared, contested: new Set([...apart].filter(([, count]) => count > 1).map(([id]) => id)) };
}

/** The id of an entity's node: an alias of the settings, else the name that it shares; a name that holds in one job or project only says so. */
function finalId(
  entities: readonly Entity[], joins: readonly Join[], settings: readonly (readonly DeclaredResource[])[], { shared, contested }: Sharing,
  i: number,
): NodeId {
  const owner = joins[i]?.into ?? i;
  const alias = [...(settings[i] ?? []), ...(settings[owner] ?? [])].find((it) => it.alias !== undefined)?.alias;
  if (alias !== undefined) return alias;
  const entity = entities[owner];
  if (!entity) return "";
  if (entity.scope === "job") return shared.has(owner) ? entity.id : `${entity.id}@${entity.within}`;
  return entity.scope === "project" && entity.within !== "" && contested.has(entity.id) ? `${entity.id}@${entity.within}` : entity.id;
}

function gather(entities: readonly Entity[], ids: readonly NodeId[], settings: readonly (readonly DeclaredResource[])[]): Identity[] {
  const found = new Map<NodeId, { resources: Resource[]; aliases: Set<string>; declared: Set<DeclaredResource> }>();
  entities.forEach((entity, i) => {
    const id = ids[i] ?? entity.id;
    let entry = found.get(id);
    if (!entry) found.set(id, (entry = { resources: [], aliases: new Set(), declared: new Set() }));
    entry.resources.push(...entity.resources);
    for (const name of [entity.id, ...entity.resources.flatMap((it) => it.aliases)]) if (name !== id && !(id.startsWith(`${name}@`) && name === entity.id)) entry.aliases.add(name);
    for (const rule of settings[i] ?? []) entry.declared.add(rule);
  });
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([id, entry]) => ({
    id, resources: entry.resources, aliases: [...entry.aliases].sort(), declared: [...entry.declared],
  }));
}

/** The spelling that an entity goes by where several differ in case: the first. */
function principalSpellings(entities: readonly Entity[]): ReadonlyMap<string, string> {
  return new Map(entities.map((entity) => [entity.key, entity.resources.map(spellingOf).sort()[0] ?? ""]));
}

function spellingOf(resource: Resource): string {
  if ((resource.place ?? resource.kind) === "table") return "";
  const spelled = resource.attributes["spelled"];
  return typeof spelled === "string" ? spelled : resource.id;
}

function hostsOf(resource: Resource): readonly string[] {
  return [resource.attributes["namespaces"] ?? []].flat();
}

/** A missing host may be any host; two hosts under one name may be two tables (LINEAGE section 5). */
function hostCap(known: ReadonlySet<string> | undefined, resource: Resource): Confidence {
  if (!known || known.size === 0) return "certain";
  if (known.size > 1) return "possible";
  return hostsOf(resource).length > 0 ? "certain" : "likely";
}

function crowd(entity: Entity, partners: number): Problem {
  const at = entity.resources.flatMap((it) => it.bound ?? [])[0];
  return {
    path: at?.path ?? "", line: at?.line ?? 1, column: at?.column ?? 1, kind: "note",
    message: `${entity.id} may be any of ${partners} places; it was joined to none`,
  };
}
