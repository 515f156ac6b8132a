import type { Resource } from "../effect.js";
import type { Combination } from "./alternatives.js";

/** One spelled alternative of a name. */
export interface Candidate {
  readonly combination: Combination;
  readonly resource: Resource;
}

/**
 * Turns alternatives into resources (LINEAGE section 4). A default beside the environment variable that it stands in for is an alias that may meet; a default beside a
 * launcher's value is kept for reading only; a variable whose checked-in value is known goes by the value.
 */
export function foldDefaults(candidates: readonly Candidate[]): Resource[] {
  const named = distinct(candidates.filter((it) => it.resource.known > 0));
  const isTemplate = (it: Candidate): boolean => it.resource.holes.some((hole) => hole.kind === "environment" && hole.name !== "");
  const isDefault = (it: Candidate): boolean => it.combination.provenance === "default" && it.resource.holes.length === 0;
  const templates = named.filter(isTemplate);
  const valued = named.filter((it) => !isTemplate(it) && it.combination.provenance === "environment");
  const launched = named.some((it) => !isTemplate(it) && it.combination.provenance === "command-line");
  const defaults = named.filter(isDefault);
  const folded = new Set<Candidate>();
  const aliases = new Map<Candidate, string[]>();
  const spare = new Map<Candidate, string[]>();
  const into = (map: Map<Candidate, string[]>, owner: Candidate, gone: Candidate): void => {
    folded.add(gone);
    map.set(owner, [...(map.get(owner) ?? []), gone.resource.id]);
  };
  for (const template of templates) for (const value of valued) if (fits(template.resource, value.resource)) into(spare, value, template);
  const launchers = launched ? named.filter((it) => !isTemplate(it) && it.combination.provenance === "command-line") : [];
  for (const it of defaults) {
    const templated = templates.filter((template) => fits(template.resource, it.resource));
    const live = templated.find((template) => !folded.has(template));
    const replaced = templated.length > 0 ? valued.filter((value) => templated.some((template) => fits(template.resource, value.resource))) : [];
    for (const owner of launchers.length > 0 ? launchers : replaced) into(spare, owner, it);
    if (launchers.length === 0 && replaced.length === 0 && live) into(aliases, live, it);
  }
  // A variable that is the whole name tells no place; its default does.
  const bare = candidates.filter((it) => it.resource.known === 0 && isTemplate(it)).map((it) => it.resource.id);
  return named.filter((it) => !folded.has(it)).map((it) => {
    const seen = [...(spare.get(it) ?? []), ...(it.combination.provenance === "default" ? bare : [])];
    const merged = [...it.resource.aliases, ...(aliases.get(it) ?? [])];
    return {
      ...it.resource, aliases: [...new Set(merged)].sort(),
      ...(seen.length > 0 ? { attributes: { ...it.resource.attributes, aliases: [...new Set(seen)].sort() } } : {}),
    };
  });
}

/** Is `id` the template with something in place of its environment variables? */
function fits(template: Resource, other: Resource): boolean {
  const parts = template.id.split(/\$\{\w+\}/);
  const [head = "", ...rest] = parts;
  const tail = rest.pop() ?? "";
  // A variable at the very beginning may bring its own scheme.
  const start = /^[a-z0-9+.-]+:(?:\/\/)?$/.test(head) ? 0 : head.length;
  if (!other.id.endsWith(tail) || (start > 0 && !other.id.startsWith(head))) return false;
  let at = start;
  for (const part of rest) {
    const found = other.id.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= other.id.length - tail.length;
}

/** The first, so most certain, candidate of each id. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((it) => {
    if (seen.has(it.resource.id)) return false;
    seen.add(it.resource.id);
    return true;
  });
}
