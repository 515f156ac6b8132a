import type { NodeKind } from "../../facts/vocabulary.js";
import { hasHole } from "./pattern.js";

/** A spelled name while its holes are still characters (pattern.ts); case is folded and holes are written out at the end. */
export interface Spelled {
  /** Everything before the part that folds (`file:`, `mlflow:`) and that part, as pattern. */
  readonly id: string;
  /** What people call it: the id without its scheme unless given. */
  readonly name?: string;
  /** Kind of place, where the spelling tells it better than the call. */
  readonly place?: NodeKind;
  readonly known: number;
  /** Ids of places and tables fold case; registry names, memory and routes keep it. */
  readonly folds: boolean;
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
  /** Other ids under which the same place is known. */
  readonly aliases?: readonly string[];
}

const FEWEST_LETTERS = 4;

/** Is this part known well enough to tell places apart: no hole, or four letters or digits beside its holes (the extension does not count)? */
export function isKnown(part: string): boolean {
  if (part === "" || part === "." || part === "..") return false;
  if (!hasHole(part)) return true;
  const stem = part.replace(/\.[A-Za-z][A-Za-z0-9]{0,9}$/, "").replace(/^\w+=/, "");
  return (stem.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= FEWEST_LETTERS;
}

/** Number of known parts. */
export function countKnown(parts: readonly string[]): number {
  return parts.filter(isKnown).length;
}
