import type { Location } from "../facts/location.js";
import type { Confidence } from "../facts/vocabulary.js";
import type { Graph, NodeId } from "../graph/graph.js";

/** How a finding is shown and whether the gate counts it. */
export type Severity = "note" | "warn" | "error";

/** The closed list of RULES section 5; part of the score model. */
export const CATEGORIES = [
  "feedback-loops", "boundary-erosion", "unstable-data", "unused-data", "glue", "dead-paths", "abstraction", "configuration", "external-world", "validation",
  "leakage", "train-serve-skew", "process",
] as const;
/** One of `CATEGORIES`. */
export type Category = (typeof CATEGORIES)[number];

/** One option of a rule: its type is that of the default. */
export interface OptionMeta { readonly default: string | number | boolean | readonly string[]; readonly about: string }

/** What a rule says of itself. */
export interface RuleMeta {
  /** Names the smell; equals the folder. */
  readonly id: string;
  readonly category: Category;
  /** The debt in the papers' words. */
  readonly debt: string;
  /** One line. */
  readonly summary: string;
  readonly severity: Severity;
  /** Values of a finding's `kind`; empty where the rule has one form. */
  readonly kinds: readonly string[];
  readonly wave: "core" | "second" | "third";
  readonly stage: "experimental" | "stable" | "deprecated";
  /** Principal: 15, 60, 240 or 480 minutes (SCORE section 2). */
  readonly minutes: number;
  /** More minutes for each unit of gap. */
  readonly minutesPerGap: number;
  readonly since: string;
  readonly cites: readonly string[];
  /** Public instances: `owner/name path:line`. */
  readonly instances: readonly string[];
  readonly options: Readonly<Record<string, OptionMeta>>;
}

/** One step of a proof. */
export interface Step extends Location { readonly says: string }

/** One replacement of text in a file. */
export interface Edit { readonly path: string; readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number; readonly text: string }
export interface Fix { readonly title: string; readonly edits: readonly Edit[] }

/** A debt with its proof: cause first, effect last. */
export interface Finding {
  readonly rule: string;
  readonly kind: string | null;
  /** The rule's own unless the kind has another. */
  readonly severity: Severity;
  /** The node that the debt is anchored at. */
  readonly subject: NodeId;
  /** What makes two findings of one rule on one subject different; "" else. */
  readonly discriminator: string;
  readonly at: Location;
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly trace: readonly Step[];
  /** What was taken for granted or searched, each a sentence. */
  readonly premises: readonly string[];
  readonly refutedBy: string;
  readonly confidence: Confidence;
  /** q of SCORE section 3, 0 to 1, where the rule weighs evidence in numbers; else the word's own figure. */
  readonly certainty?: number;
  /** Units beyond the first (SCORE section 2). */
  readonly gap: number;
  readonly fix: Fix | null;
}

/** Options of one run of a rule: the defaults of its meta, overlaid by the settings. */
export type RuleOptions = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A rule: a value in a folder. Pure over the graph; no text, no time, no randomness. */
export interface Rule {
  readonly meta: RuleMeta;
  check(graph: Graph, options: RuleOptions): Iterable<Finding>;
}
