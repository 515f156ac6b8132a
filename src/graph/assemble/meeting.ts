import type { Confidence } from "../../facts/vocabulary.js";
import { hasHole, holeAt } from "../names/pattern.js";
import { partMeets, type NamePattern } from "./name-pattern.js";

/** How two different names may be one place: `likely`, or `possible` where only the bucket or schema is known. Null where they are not. */
export function meeting(a: NamePattern, b: NamePattern): Confidence | null {
  if (a.shape === "table" && b.shape === "table") return tablesMeet(a, b);
  if (a.scheme !== b.scheme || a.shape !== b.shape) return null;
  if (a.shape === "registry") return registriesMeet(a, b);
  if (a.shape === "other") return null;
  const aligned = align(a, b);
  if (!aligned) return null;
  return judge(a, b, aligned, a.shape === "object");
}

interface Aligned {
  /** Segments of both from where they run side by side. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Neither begins with an unknown folder. */
  readonly whole: boolean;
}

/** Lines two paths up. An unknown first part of a path may hold several folders; every other hole stays within its part. */
function align(a: NamePattern, b: NamePattern): Aligned | null {
  const [x, y] = [a.segments, b.segments];
  if (x.length === y.length && !opensWide(a) && !opensWide(b)) return { left: x, right: y, whole: true };
  if (opensWide(a) && x.length <= y.length) return { left: x.slice(1), right: y.slice(y.length - x.length + 1), whole: false };
  if (opensWide(b) && y.length <= x.length) return { left: x.slice(x.length - y.length + 1), right: y.slice(1), whole: false };
  return null;
}

function opensWide(it: NamePattern): boolean {
  const first = it.segments[0] ?? "";
  const kind = first.length === 1 && hasHole(first) ? holeAt(first, it.holes)?.kind : undefined;
  return it.shape === "path" && (kind === "environment" || kind === "variable" || kind === "unknown");
}

const FEWEST_COMMON = 2;

/** LINEAGE section 6 rule 2: every literal part agrees, and two known parts or the bucket are common. */
function judge(a: NamePattern, b: NamePattern, { left, right, whole }: Aligned, hasBucket: boolean): Confidence | null {
  let common = 0;
  let qualifier = false;
  for (let i = 0; i < left.length; i++) {
    const meets = partMeets(left[i] ?? "", right[i] ?? "", a.holes, b.holes);
    if (!meets) return null;
    if (meets === "same") common++;
    if (meets === "same" && i === 0 && hasBucket && whole) qualifier = true;
  }
  if (common >= FEWEST_COMMON) return "likely";
  // The bucket alone is common: a name that is open behind it may be anything there.
  if (!qualifier) return null;
  return isBlank(left.at(-1) ?? "") || isBlank(right.at(-1) ?? "") ? "possible" : "likely";
}

/** Does the part consist of holes and an extension only? */
function isBlank(part: string): boolean {
  return hasHole(part) && !/[\p{L}\p{N}]/u.test(part.replace(/\.[A-Za-z0-9]{1,10}$/, ""));
}

/** Names of tables line up from the right: what one leaves out is a default of its session. The schema or two parts must be common. */
function tablesMeet(a: NamePattern, b: NamePattern): Confidence | null {
  if (a.scheme !== b.scheme && a.scheme !== "table:" && b.scheme !== "table:") return null;
  const count = Math.min(a.segments.length, b.segments.length);
  if (count < FEWEST_COMMON) return null;
  let common = 0;
  for (let i = 1; i <= count; i++) {
    const meets = partMeets(a.segments.at(-i) ?? "", b.segments.at(-i) ?? "", a.holes, b.holes);
    if (!meets) return null;
    if (meets === "same") common++;
  }
  const qualified = partMeets(a.segments.at(-2) ?? "", b.segments.at(-2) ?? "", a.holes, b.holes) === "same";
  if (common >= FEWEST_COMMON) return "likely";
  if (!qualified) return null;
  return isBlank(a.segments.at(-1) ?? "") || isBlank(b.segments.at(-1) ?? "") ? "possible" : "likely";
}

/** Does the name say nothing about what it holds (LINEAGE section 6 rule 5)? */
export function isGeneric(name: string): boolean {
  return GENERIC.test(name);
}

const GENERIC = /^(?:train|test|data|dataset|model|output|result)s?$/i;

/** A registry's short name meets the one with its project, unless the name says nothing. Holes are not matched in registries. */
function registriesMeet(a: NamePattern, b: NamePattern): Confidence | null {
  const [short, long] = a.segments.length < b.segments.length ? [a, b] : [b, a];
  if (short.segments.length !== 1 || long.segments.length === 1 || short.holes.length > 0) return null;
  const name = short.segments[0] ?? "";
  return name === long.segments.at(-1) && !isGeneric(name) && !/^(?:data|datasets|models|runs|artifacts)$/.test(long.segments[0] ?? "") ? "likely" : null;
}
