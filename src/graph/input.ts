import type { FileFacts, Language } from "../facts/file-facts.js";
import type { Location } from "../facts/location.js";
import type { Knowledge, Observation } from "../facts/observation.js";
import type { DeclaredConsumer, DeclaredFeedback, Problem } from "./graph.js";

/** One analysed file. */
export interface LinkFile {
  /** POSIX, relative to its root; prefixed by the root's name where there are several roots. */
  readonly path: string;
  readonly facts: FileFacts;
  readonly observations: readonly Observation[];
}

/** `resources:` of the settings: what the code cannot say. */
export interface DeclaredResource {
  readonly match: string;
  readonly kind?: string;
  readonly owner?: string;
  readonly versioned?: boolean;
  readonly alias?: string;
  readonly at: Location;
}

/** What the settings know (CONTRACT section 5). */
export interface LinkSettings {
  readonly consumers: readonly DeclaredConsumer[];
  readonly resources: readonly DeclaredResource[];
  readonly feedback: readonly DeclaredFeedback[];
  readonly flags: { readonly closed: boolean; readonly permanent: readonly string[] };
  /** `roles:` glob -> role, in order. */
  readonly roles: readonly { readonly glob: string; readonly role: string }[];
  /** Owner of a path (CODEOWNERS or the settings); null where unknown. */
  readonly ownerOf: (path: string) => string | null;
}

/** All that linking depends on. */
export interface LinkInput {
  /** Names of the roots; one entry "." for a single root. */
  readonly roots: readonly string[];
  readonly files: readonly LinkFile[];
  /** All files of the roots, read or not: tells which relative paths exist and where projects begin. Sorted. */
  readonly tree: readonly string[];
  readonly knowledge: Knowledge;
  readonly settings: LinkSettings;
  /** Facts of text that became code only when values were bound (SQL in a call, a command line). Pure and cached by the caller. */
  readonly parse: (language: Language, text: string, variant?: string) => FileFacts;
  /** Problems that reading met. */
  readonly problems: readonly Problem[];
}
