import { compareText, compareLocations, type Location } from "../../facts/location.js";
import { MAX_ALTERNATIVES } from "../../facts/value.js";
import type { Provenance, Text } from "../text.js";

/** One choice of an alternative for every part of a name. */
export interface Combination {
  readonly parts: Readonly<Record<string, Text>>;
  /** The weakest of the parts. */
  readonly provenance: Provenance;
  /** Where the parts were bound, nearest first. */
  readonly bound: readonly Location[];
}

const MOST_BOUND = 4;
const STRENGTH: readonly Provenance[] = ["literal", "command-line", "setting", "environment", "default"];

/** How far a provenance is from a literal: 0 for a literal. */
export function provenanceRank(provenance: Provenance): number {
  return STRENGTH.indexOf(provenance);
}

/** Combinations of the alternatives of all parts, most certain first; at most 8. Parts without alternatives are left out. */
export function combinations(parts: Readonly<Record<string, readonly Text[]>>): Combination[] {
  let found: Combination[] = [{ parts: {}, provenance: "literal", bound: [] }];
  for (const name of Object.keys(parts).sort(byWeight)) {
    const texts = parts[name] ?? [];
    if (texts.length === 0) continue;
    found = found.flatMap((it) => texts.map((text) => ({
      parts: { ...it.parts, [name]: text }, provenance: weakest(it.provenance, text.provenance), bound: name === "name" ? [...text.bound, ...it.bound] : [...it.bound, ...text.bound],
    })));
    found = found.sort(compareCombinations).slice(0, MAX_ALTERNATIVES);
  }
  return found.map((it) => ({ ...it, bound: distinct(it.bound).slice(0, MOST_BOUND) }));
}

/** The main part first, so that the bound on combinations cuts qualifiers. */
function byWeight(a: string, b: string): number {
  return Number(b === "name") - Number(a === "name") || compareText(a, b);
}

function weakest(a: Provenance, b: Provenance): Provenance {
  return provenanceRank(a) >= provenanceRank(b) ? a : b;
}

function compareCombinations(a: Combination, b: Combination): number {
  return provenanceRank(a.provenance) - provenanceRank(b.provenance) || holeCount(a) - holeCount(b) || compareText(keyOf(a), keyOf(b)) || compareBound(a.bound, b.bound);
}

function holeCount(it: Combination): number {
  return Object.values(it.parts).reduce((sum, text) => sum + text.parts.filter((part) => typeof part !== "string").length, 0);
}

function keyOf(it: Combination): string {
  return Object.keys(it.parts).sort().map((name) => JSON.stringify(it.parts[name]?.parts)).join("\n");
}

function compareBound(a: readonly Location[], b: readonly Location[]): number {
  const [x, y] = [a[0], b[0]];
  return x && y ? compareLocations(x, y) : Number(Boolean(x)) - Number(Boolean(y));
}

function distinct(places: readonly Location[]): Location[] {
  return places.filter((place, i) => places.findIndex((it) => compareLocations(it, place) === 0) === i);
}
