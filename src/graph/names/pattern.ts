import type { HoleKind, Text } from "../text.js";
import { readTemplate } from "./template-syntax.js";

/** An unknown part of a name. An environment hole without a name stands for a default that the platform fills in (BigQuery's default project). */
export interface Hole {
  readonly kind: HoleKind;
  readonly name: string;
}

// Holes are single characters of Unicode's private area while a name is being spelled, so that splitting, folding and matching are plain text operations.
const FIRST = 0xe000;
const LAST = 0xf8ff;
const PRIVATE = /[\ue000-\uf8ff]/g;

/** Matches one hole in the text of a pattern. */
export const HOLE = /[\ue000-\uf8ff]/;

/** Collects the holes of one name while its parts are turned into text. */
export interface HoleTable {
  readonly holes: readonly Hole[];
  /** The character that stands for a new hole. */
  add(hole: Hole): string;
}

/** An empty table; holes beyond the private area share its last character. */
export function holeTable(): HoleTable {
  const holes: Hole[] = [];
  return {
    holes,
    add(hole) {
      if (FIRST + holes.length < LAST) holes.push(hole);
      return String.fromCharCode(FIRST + holes.length - 1);
    },
  };
}

/** The text of one alternative with its holes as characters; template syntax inside literal parts (`${NAME}`, `{{ ds }}`, `*`) gives holes too. */
export function patternOf(text: Text, table: HoleTable): string {
  let pattern = "";
  for (const part of text.parts) {
    pattern += typeof part === "string" ? readTemplate(part.replace(PRIVATE, "\ufffd"), table) : table.add({ kind: part.hole, name: part.name });
  }
  return pattern;
}

/** Does the pattern hold an unknown part? */
export function hasHole(pattern: string): boolean {
  return HOLE.test(pattern);
}

/** The hole that a character of a pattern stands for. */
export function holeAt(character: string, holes: readonly Hole[]): Hole | undefined {
  return holes[character.charCodeAt(0) - FIRST];
}

/** Holes of a pattern, in order of appearance. */
export function holesOf(pattern: string, holes: readonly Hole[]): Hole[] {
  return (pattern.match(PRIVATE) ?? []).flatMap((character) => holeAt(character, holes) ?? []);
}

/** CONTRACT's spelling of a pattern: `${NAME}`, `{name}`, `{date}`, `{}`. */
export function renderPattern(pattern: string, holes: readonly Hole[]): string {
  return pattern.replace(PRIVATE, (character) => renderHole(holeAt(character, holes)));
}

function renderHole(hole: Hole | undefined): string {
  if (hole?.kind === "date") return "{date}";
  if (!hole || hole.name === "") return "{}";
  if (hole.kind === "environment") return `\${${hole.name}}`;
  return hole.kind === "variable" ? `{${hole.name}}` : "{}";
}

/** Lower case of everything but the names of holes. */
export function foldPattern(pattern: string): string {
  return pattern.toLowerCase();
}
