import type { FileFacts } from "../facts/file-facts.js";
import type { Problem } from "../graph/graph.js";
import type { OwnerOf } from "./owners.js";
import type { PlacedSettings } from "./settings.js";

/** One read root: facts of its files, all its paths, its settings. Paths are relative to the root. */
export interface RootFacts {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly facts: FileFacts }[];
  readonly tree: readonly string[];
  readonly settings: PlacedSettings;
  readonly ownerOf: OwnerOf;
  /** Framework files of the settings (`catalog:`), parsed YAML. */
  readonly frameworks: readonly { readonly file: string; readonly content: unknown }[];
  readonly problems: readonly Problem[];
}
