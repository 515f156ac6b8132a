import { compareText } from "../../facts/location.js";
import { weaker, type Confidence } from "../../facts/vocabulary.js";
import { hasHole } from "../names/pattern.js";
import { isInside } from "../names/path-parts.js";
import { isBareTable, type Entity } from "./entities.js";
import { isGeneric, meeting } from "./meeting.js";
import type { NamePattern } from "./name-pattern.js";

/** Where the acts on an entity go: to one place that it stands for, or also to each of several places that it may stand for. */
export interface Join {
  /** Number of the entity whose node it shares; its own where it stands for itself. */
  readonly into: number;
  readonly confidence: Confidence;
  /** Entities on which its acts are repeated. */
  readonly repeats: readonly { readonly entity: number; readonly confidence: Confidence }[];
}

/** A name that fits this many places tells nothing about any of them. */
const MOST_PARTNERS = 32;
const MOST_CANDIDATES = 5000;
const COMPRESSED = /\.(?:gz|bz2|zst|xz|lz4|zip)$/;

interface Draft { into: number; confidence: Confidence; repeats: { entity: number; confidence: Confidence }[] }

/**
 * Joins names that may be one place (LINEAGE section 6). A template with exactly one partner shares its node; with several it keeps its own and its acts are repeated on
 * each. `crowded` gets names that fit too many places.
 */
export function joinEntities(entities: readonly Entity[], crowded: (entity: Entity, partners: number) => void): readonly Join[] {
  const drafts = entities.map((_, i): Draft => ({ into: i, confidence: "certain", repeats: [] }));
  const merge = (from: number, into: number, confidence: Confidence): void => {
    const draft = drafts[from];
    if (!draft || from === into) return;
    draft.into = into;
    draft.confidence = weaker(draft.confidence, confidence);
  };
  mergeEqual(entities, merge);
  mergeAliases(entities, drafts, merge);
  pairBareTables(entities, drafts);
  const free = (i: number): boolean => drafts[i]?.into === i;
  const order = entities.map((_, i) => i).filter((i) => free(i) && isOpen(entities[i])).sort((a, b) => compareOpenness(entities[a], entities[b]));
  const rank = new Map(order.map((i, position) => [i, position]));
  const postings = postingsOf(entities, free);
  for (const i of order) {
    const entity = entities[i];
    if (!entity) continue;
    const partners = partnersOf(entity, i, entities, postings, (other) => (rank.get(other) ?? -1) < (rank.get(i) ?? 0));
    if (partners.length > MOST_PARTNERS) {
      crowded(entity, partners.length);
      continue;
    }
    const closed = partners.filter((it) => !isOpen(entities[it.entity]));
    const chosen = closed.length > 0 ? closed : partners;
    const likely = chosen.filter((it) => it.confidence === "likely");
    const best = likely.length > 0 ? likely : chosen;
    const [only, another] = best;
    if (only && !another) merge(i, only.entity, only.confidence);
    else drafts[i]?.repeats.push(...best);
  }
  pairCompressed(entities, drafts);
  return drafts.map((draft, i) => settle(drafts, i, draft));
}

/** Follows merges to the entity that keeps its own node. */
function settle(drafts: readonly Draft[], i: number, draft: Draft): Join {
  let at = i;
  let confidence: Confidence = "certain";
  for (let steps = 0; steps <= drafts.length; steps++) {
    const next = drafts[at];
    if (!next || next.into === at) break;
    confidence = weaker(confidence, next.confidence);
    at = next.into;
  }
  const owner = drafts[at];
  const repeats = [
    ...draft.repeats, ...(at === i ? [] : (owner?.repeats ?? [])),
  ].map((it) => ({ entity: it.entity, confidence: weaker(it.confidence, confidence) }));
  return { into: at, confidence, repeats };
}

/** One text in several jobs or projects is one place where it holds enough known parts; registry names that differ in case only are one. */
function mergeEqual(entities: readonly Entity[], merge: (from: number, into: number, confidence: Confidence) => void): void {
  const byText = new Map<string, number>();
  entities.forEach((entity, i) => {
    const isRegistry = entity.pattern.shape === "registry" && entity.scope === "global";
    if (entity.scope === "global" && !isRegistry) return;
    const text = isRegistry ? entity.id.toLowerCase() : entity.id;
    const first = byText.get(text);
    if (first === undefined) {
      byText.set(text, i);
      return;
    }
    if (isRegistry || isNestedTable(entity, entities[first])) merge(i, first, "likely");
    else if (!holdsIdentity(entity.pattern) && entities[first] && meeting(entity.pattern, entities[first].pattern)) merge(i, first, "likely");
  });
}

/** A table without a schema, used in a project and in one inside it. */
function isNestedTable(a: Entity, b: Entity | undefined): boolean {
  return b !== undefined && a.resources.some(isBareTable) && (isInside(a.within, b.within) || isInside(b.within, a.within));
}

const MOST_BARE_TWINS = 8;

/** One bare table name in two projects is perhaps one table, unless the name says nothing. */
function pairBareTables(entities: readonly Entity[], drafts: readonly Draft[]): void {
  const twins = new Map<string, number[]>();
  entities.forEach((entity, i) => {
    if (drafts[i]?.into !== i || entity.scope !== "project" || !entity.resources.some(isBareTable) || isGeneric(entity.pattern.segments[0] ?? "")) return;
    twins.set(entity.id, [...(twins.get(entity.id) ?? []), i]);
  });
  for (const group of twins.values()) {
    if (group.length > MOST_BARE_TWINS) continue;
    for (const i of group) for (const other of group) if (i !== other) drafts[i]?.repeats.push({ entity: other, confidence: "possible" });
  }
}

/** An alias that is a place of its own, or the alias of two names: the default of an environment variable, a hub name that is a local folder. */
function mergeAliases(
  entities: readonly Entity[], drafts: readonly Draft[], merge: (from: number, into: number, confidence: Confidence) => void,
): void {
  const byId = new Map(entities.map((entity, i) => [entity.scope === "global" ? entity.id : "", i]));
  const firstWith = new Map<string, number>();
  entities.forEach((entity, i) => {
    if (drafts[i]?.into !== i) return;
    for (const alias of new Set(entity.resources.flatMap((it) => it.aliases))) {
      const place = byId.get(alias);
      if (place !== undefined) {
        // A hub's name is a local folder only where somebody writes that folder.
        if (!entity.id.startsWith("hf:") || entities[place]?.written) {
          merge(i, place, "likely");
          return;
        }
        continue;
      }
      const other = firstWith.get(alias);
      if (other === undefined) firstWith.set(alias, i);
      else if (!entity.id.startsWith("hf:")) {
        merge(i, other, "likely");
        return;
      }
    }
  });
}

function holdsIdentity(pattern: NamePattern): boolean {
  return pattern.holes.some((hole) => hole.kind === "identity");
}

/** May the name stand for another, fuller name? */
function isOpen(entity: Entity | undefined): boolean {
  if (!entity) return false;
  const { pattern } = entity;
  if (pattern.shape === "other" || holdsIdentity(pattern)) return false;
  return pattern.holes.length > 0 || (pattern.shape === "table" && (pattern.scheme === "table:" || pattern.segments.length < 3)) || (pattern.shape === "registry" && pattern.segments.length === 1);
}

/** Orders open names from the most to the least concrete. */
function compareOpenness(a: Entity | undefined, b: Entity | undefined): number {
  if (!a || !b) return 0;
  const [x, y] = [a.pattern, b.pattern];
  const platform = (it: NamePattern): number => Number(it.scheme === "table:");
  const letters = (it: NamePattern): number => it.segments.join("").replace(/[\ue000-\uf8ff]/g, "").length;
  return x.holes.length - y.holes.length || platform(x) - platform(y) || y.segments.length - x.segments.length || letters(y) - letters(x) || compareText(a.key, b.key);
}

/** Free entities by each known part of their names. */
function postingsOf(entities: readonly Entity[], free: (i: number) => boolean): ReadonlyMap<string, readonly number[]> {
  const postings = new Map<string, number[]>();
  entities.forEach((entity, i) => {
    if (!free(i) || entity.pattern.shape === "other" || holdsIdentity(entity.pattern)) return;
    for (const part of new Set(entity.pattern.segments)) {
      if (hasHole(part)) continue;
      const list = postings.get(part);
      if (list) list.push(i);
      else postings.set(part, [i]);
    }
  });
  return postings;
}

function partnersOf(
  entity: Entity, own: number, entities: readonly Entity[], postings: ReadonlyMap<string, readonly number[]>,
  isFuller: (other: number) => boolean,
): { entity: number; confidence: Confidence }[] {
  let candidates: readonly number[] | null = null;
  for (const part of entity.pattern.segments) {
    if (hasHole(part)) continue;
    const list = postings.get(part) ?? [];
    if (!candidates || list.length < candidates.length) candidates = list;
  }
  if (!candidates || candidates.length > MOST_CANDIDATES) return [];
  return candidates.flatMap((other) => {
    const partner = entities[other];
    if (other === own || !partner || (isOpen(partner) && !isFuller(other)) || !inReach(entity, partner)) return [];
    const confidence = meeting(entity.pattern, partner.pattern);
    return confidence ? [{ entity: other, confidence }] : [];
  });
}

/** A path that begins with an unknown folder leads into its own project only (LINEAGE section 6 rule 3). */
function inReach(entity: Entity, partner: Entity): boolean {
  if (entity.pattern.shape !== "path" || !hasHole(entity.pattern.segments[0] ?? "")) return true;
  const path = partner.pattern.segments.join("/");
  return [...entity.projects].some((project) => partner.projects.has(project) || (!hasHole(partner.pattern.segments[0] ?? "") && project !== "" && isInside(path, project)));
}

/** `x.json` and `x.json.gz` stay two; who reads the one that nobody writes may read the other. */
function pairCompressed(entities: readonly Entity[], drafts: readonly Draft[]): void {
  const byId = new Map(entities.map((entity, i) => [entity.key, i]));
  entities.forEach((entity, i) => {
    const { shape } = entity.pattern;
    if (!COMPRESSED.test(entity.id) || entity.scope !== "global" || (shape !== "path" && shape !== "object")) return;
    const plain = byId.get(entity.id.replace(COMPRESSED, ""));
    const other = plain === undefined ? undefined : entities[plain];
    if (plain === undefined || !other || other.written === entity.written) return;
    const [reader, writer] = entity.written ? [plain, i] : [i, plain];
    drafts[reader]?.repeats.push({ entity: writer, confidence: "likely" });
  });
}
