import type { Location } from "../facts/location.js";

/** Kinds of unknown parts (LINEAGE section 4); they decide whether two templates may meet. */
export type HoleKind = "environment" | "variable" | "date" | "shard" | "identity" | "partition" | "unknown";

/** A known or unknown piece of text. */
export type TextPart = string | { readonly hole: HoleKind; readonly name: string };

/** Where an alternative came from: a default is `likely` at most, a literal that every path reaches is `certain`. */
export type Provenance = "literal" | "default" | "setting" | "environment" | "command-line";

/** One alternative of a text: literal where every part is a string. Neighbouring strings are merged; no part is "". */
export interface Text {
  readonly parts: readonly TextPart[];
  readonly provenance: Provenance;
  /** Where the text was bound, nearest first; at most 4 places. */
  readonly bound: readonly Location[];
}
