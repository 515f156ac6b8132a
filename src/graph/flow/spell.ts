import type { NameForm } from "../../facts/observation.js";
import type { NodeKind } from "../../facts/vocabulary.js";
import type { Resource } from "../effect.js";
import type { Text } from "../text.js";

/** Where a name is used: relative names start from `directory` (of the launcher or of the declaring document) where known, else from what the file tree says. */
export interface SpellContext {
  /** File whose code or document names the resource. */
  readonly path: string;
  /** Project scope of that file ("" for the root). */
  readonly project: string;
  /** Working directory relative to the roots, POSIX, "" for the root; null where no launcher says. */
  readonly directory: string | null;
}

/**
 * Spells a resource in CONTRACT's form. `parts.name` is the main part, others qualify it; each part holds its alternatives (at most 8).
 * Gives one resource for each combination that has a known component, most certain alternative first; none where nothing is known.
 * A name with `{name}` or `{}` holes is spelled plainly; the suffix `@<job id>` is put on by the assembler.
 */
export type SpellResource = (
  form: NameForm,
  platform: string | undefined,
  kind: NodeKind,
  parts: Readonly<Record<string, readonly Text[]>>,
  context: SpellContext,
) => readonly Resource[];
