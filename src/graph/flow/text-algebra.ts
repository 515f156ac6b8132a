import { compareText, type Location } from "../../facts/location.js";
import { MAX_ALTERNATIVES } from "../../facts/value.js";
import type { HoleKind, Provenance, Text, TextPart } from "../text.js";

const MAX_BOUND = 4;
/** Texts longer than this (a whole program as a string) keep their beginning only. */
const MAX_LENGTH = 20_000;
/** From the surest to the least sure. */
const PROVENANCES: readonly Provenance[] = ["literal", "command-line", "setting", "environment", "default"];

/** A fully known text. */
export function literalText(text: string, bound: readonly Location[] = [], provenance: Provenance = "literal"): Text {
  return { parts: text === "" ? [] : [text.slice(0, MAX_LENGTH)], provenance, bound };
}

/** A text of which nothing but the kind and name of its unknown is known. */
export function holeText(hole: HoleKind, name: string, bound: readonly Location[] = [], provenance: Provenance = "literal"): Text {
  return { parts: [{ hole, name }], provenance, bound };
}

/** The text if every part is known, else null. */
export function knownText(text: Text): string | null {
  if (text.parts.length === 0) return "";
  const only = text.parts[0];
  return text.parts.length === 1 && typeof only === "string" ? only : null;
}

/** A key that is equal for equal texts (parts, provenance, nearest place). */
export function textKey(text: Text): string {
  const at = text.bound[0];
  return `${partsKey(text.parts)}\u0001${text.provenance}\u0001${at ? `${at.path}:${at.line}:${at.column}` : ""}`;
}

/** A key of the parts alone. */
export function partsKey(parts: readonly TextPart[]): string {
  return parts.map((part) => (typeof part === "string" ? part : `\u0002${part.hole}:${part.name}\u0003`)).join("");
}

/** Merges neighbouring strings and drops empty ones. */
export function normalParts(parts: readonly TextPart[]): readonly TextPart[] {
  const out: TextPart[] = [];
  for (const part of parts) {
    const last = out[out.length - 1];
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

/** The less sure of two provenances. */
export function weakerProvenance(a: Provenance, b: Provenance): Provenance {
  return PROVENANCES.indexOf(a) >= PROVENANCES.indexOf(b) ? a : b;
}

/** Places of both, nearest first, each once. */
export function mergePlaces(a: readonly Location[], b: readonly Location[]): readonly Location[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const out = a.slice(0, MAX_BOUND);
  for (const place of b) {
    if (out.length >= MAX_BOUND) break;
    if (!out.some((known) => known.path === place.path && known.line === place.line && known.column === place.column)) out.push(place);
  }
  return out;
}

/** Joins two sets of alternatives; beyond the bound one template covers those that would be lost. */
export function joinTexts(a: readonly Text[], b: readonly Text[]): readonly Text[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  return boundTexts([...a, ...b]);
}

/** Removes equal texts and keeps at most the bound. */
export function boundTexts(texts: readonly Text[]): readonly Text[] {
  const seen = new Map<string, Text>();
  for (const text of texts) {
    const key = partsKey(text.parts);
    const known = seen.get(key);
    if (!known) seen.set(key, text);
    else if (known !== text) {
      const surer = PROVENANCES.indexOf(text.provenance) < PROVENANCES.indexOf(known.provenance) ? text.provenance : known.provenance;
      seen.set(key, { parts: known.parts, provenance: surer, bound: mergePlaces(known.bound, text.bound) });
    }
  }
  const all = [...seen.values()];
  return all.length <= MAX_ALTERNATIVES ? all : [coveringTemplate(all)];
}

/** One template over many texts: what all begin and end with, and a hole between. */
function coveringTemplate(texts: readonly Text[]): Text {
  const first = texts.map((text) => (typeof text.parts[0] === "string" ? text.parts[0] : ""));
  const last = texts.map((text) => {
    const part = text.parts[text.parts.length - 1];
    return text.parts.length > 1 || typeof part === "string" ? (typeof part === "string" ? part : "") : "";
  });
  const prefix = commonPrefix(first);
  const suffix = [...commonPrefix(last.map((text) => [...text.slice(prefix.length)].reverse().join("")))].reverse().join("");
  const provenance = texts.reduce((sofar, text) => weakerProvenance(sofar, text.provenance), texts[0]?.provenance ?? "literal");
  return { parts: normalParts([prefix, { hole: "unknown", name: "" }, suffix]), provenance, bound: texts[0]?.bound ?? [] };
}

function commonPrefix(texts: readonly string[]): string {
  let prefix = texts[0] ?? "";
  for (const text of texts) {
    let n = 0;
    while (n < prefix.length && prefix[n] === text[n]) n++;
    prefix = prefix.slice(0, n);
  }
  return prefix;
}

/** Every combination of the alternatives of each position, bounded, combined by `combine`. */
function combineTexts(columns: readonly (readonly Text[])[], combine: (row: readonly Text[]) => readonly TextPart[]): readonly Text[] {
  let rows: Text[][] = [[]];
  for (const column of columns) {
    const wide = rows.length * column.length > 4 * MAX_ALTERNATIVES ? [coveringTemplate(column)] : column;
    rows = rows.flatMap((row) => wide.map((text) => [...row, text]));
  }
  const texts = rows.map((row): Text => {
    let provenance: Provenance = "literal";
    let bound: readonly Location[] = [];
    for (const text of row) {
      provenance = weakerProvenance(provenance, text.provenance);
      bound = mergePlaces(bound, text.bound);
    }
    return { parts: normalParts(combine(row)), provenance, bound };
  });
  return boundTexts(texts);
}

/** Texts put one after another; a position without any text is an unknown hole. */
export function concatTexts(columns: readonly (readonly Text[])[]): readonly Text[] {
  return combineTexts(columns.map(orUnknown), (row) => row.flatMap((text) => text.parts));
}

/** Paths put one below another; an absolute part starts anew. */
export function joinPaths(columns: readonly (readonly Text[])[]): readonly Text[] {
  return combineTexts(columns.map(orUnknown), (row) => row.reduce<readonly TextPart[]>((base, text) => pathBelow(base, text.parts), []));
}

function pathBelow(base: readonly TextPart[], part: readonly TextPart[]): readonly TextPart[] {
  const first = part[0];
  if (part.length === 0 || base.length === 0) return part.length === 0 ? base : part;
  if (typeof first === "string" && (first.startsWith("/") || /^[a-z][a-z0-9+.-]*:\/\//i.test(first))) return part;
  const last = base[base.length - 1];
  return typeof last === "string" && last.endsWith("/") ? [...base, ...part] : [...base, "/", ...part];
}

function orUnknown(texts: readonly Text[]): readonly Text[] {
  return texts.length > 0 ? texts : [holeText("unknown", "")];
}

/** Applies a function of known strings to each alternative; what is not fully known goes through `template`, or becomes a hole. */
export function mapTexts(texts: readonly Text[], known: (text: string) => string | null, template?: (parts: readonly TextPart[]) => readonly TextPart[] | null): readonly Text[] {
  const out = texts.map((text): Text => {
    const whole = knownText(text);
    const changed = whole === null ? null : known(whole);
    if (changed !== null) return { parts: changed === "" ? [] : [changed], provenance: text.provenance, bound: text.bound };
    const parts = whole === null ? template?.(text.parts) ?? null : null;
    return { parts: parts ? normalParts(parts) : [{ hole: "unknown", name: "" }], provenance: text.provenance, bound: text.bound };
  });
  return boundTexts(out);
}

/** The same texts from a less sure place. */
export function withProvenance(texts: readonly Text[], provenance: Provenance): readonly Text[] {
  return texts.map((text) => ({ parts: text.parts, provenance: weakerProvenance(text.provenance, provenance), bound: text.bound }));
}

/** The same texts, bound nearer at `at`. */
export function boundAt(texts: readonly Text[], at: Location): readonly Text[] {
  return texts.map((text) => ({ parts: text.parts, provenance: text.provenance, bound: mergePlaces([at], text.bound) }));
}

/** A sorted copy, for output. */
export function sortTexts(texts: readonly Text[]): readonly Text[] {
  return [...texts].sort((a, b) => PROVENANCES.indexOf(a.provenance) - PROVENANCES.indexOf(b.provenance) || compareText(partsKey(a.parts), partsKey(b.parts)));
}
