import type { Location } from "../facts/location.js";
import type { Act, Carries, Confidence, FileRole, Flow, NodeKind, Role } from "../facts/vocabulary.js";

/** A node's id: CONTRACT section 2. */
export type NodeId = string;
/** Index into `Graph.edges`. */
export type EdgeId = number;

/** A thing that the system depends on or is. */
export interface GraphNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly roles: readonly Role[];
  readonly name: string;
  readonly owner: string | null;
  /** Named by a declaration (settings, exposure, contract), not only by code. */
  readonly declared: boolean;
  readonly locations: readonly Location[];
  /** `spelled`, `aliases`, `holes`, `version`, `namespaces`, ...: text or lists of text. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** A place in the code that shows an act. */
export interface Evidence extends Location {
  /** Qualified callable or key path that says so. */
  readonly via: string;
  readonly confidence: Confidence;
}

/** Does the read value stay the same while the repository does not change? */
export interface Pin {
  readonly state: "pinned" | "moving" | "unknown";
  /** Kind of `unstable-data-dependency` (`moving-latest`, `mutable-url`, ...). */
  readonly reason?: string;
  /** What pins or moves it, in the user's words. */
  readonly by?: string;
  readonly at?: Location;
  /** The call hands on a switch that may name a version and names none unless somebody sets it. */
  readonly settable?: true;
}

/** A branch condition that stands before an act. */
export interface Guard {
  /** The condition in normal text. */
  readonly condition: string;
  readonly holds: boolean;
  readonly at: Location;
  /** Flags that the condition depends on. */
  readonly flags: readonly NodeId[];
  /** The condition depends on a random draw. */
  readonly random: boolean;
}

/** One act of one actor on one resource. Direction is the direction of data. */
export interface GraphEdge {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly act: Act;
  readonly actor: "from" | "to";
  readonly flow: readonly Flow[];
  /** Names seen on the way; `["*"]` everything; empty unknown. */
  readonly columns: readonly string[];
  /** The IO call first, then the call sites that bound it. */
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  /** Internal facts: never serialised. */
  readonly carries: readonly Carries[];
  readonly pin: Pin;
  readonly guards: readonly Guard[];
  readonly swallowed: boolean;
  readonly mode: "append" | "replace" | null;
  readonly role: FileRole;
  /** Models (node ids) whose predictions the written value derives from. */
  readonly predictedBy: readonly NodeId[];
  /** Row predicates seen on the way (`slice = 'random'`). */
  readonly filters: readonly string[];
  /** Reads: columns that end as the target of a fit; absent where that is not known. */
  readonly labels?: readonly string[];
  /** Writes: columns that hold predictions; absent where that is not known. */
  readonly predicted?: readonly string[];
}

/** The value of edge `in` reaches edge `out` inside `job`. */
export interface Through {
  readonly job: NodeId;
  readonly in: EdgeId;
  readonly out: EdgeId;
  readonly confidence: Confidence;
  /** Where the value passes, if known. */
  readonly at: Location | null;
}

/** A switch with all that FLAGS section 1 wants to know of it. */
export interface FlagFacts {
  readonly id: NodeId;
  readonly provider: string;
  readonly scope: string;
  readonly name: string;
  /** Attribute under which code reads it. */
  readonly dest: string;
  readonly declarations: readonly (Location & { readonly default: string | null; readonly role: FileRole })[];
  readonly reads: readonly (Location & { readonly role: FileRole; readonly unit: string })[];
  /** Values given outside the declaration: launchers, environment files, assignments in code. */
  readonly writes: readonly (Location & { readonly value: string | null; readonly by: "launcher" | "code" | "environment" | "document"; readonly role: FileRole })[];
  /** Idioms that may read it unseen (FLAGS section 6), with the class E1..E11. */
  readonly escapes: readonly (Location & { readonly idiom: string; readonly silences: boolean })[];
  readonly closed: boolean;
  /** Why it may stay as it is (a note of its owner, a glob of the settings, a kill switch); absent for an ordinary switch. */
  readonly permanent?: string;
}

/** Use of a package by one module. */
export interface PackageUse {
  readonly package: string;
  readonly tags: readonly string[];
  readonly path: string;
  readonly role: FileRole;
  readonly calls: readonly { readonly at: Location; readonly callable: string; readonly unit: string }[];
}

/** A container conversion next to a call (catalogue tag `converts`). */
export interface Conversion {
  readonly converts: string;
  /** Package whose call takes the converted value, if any. */
  readonly beside: string | null;
  /** Package that the converting call itself belongs to (`xgboost` builds its own matrix); absent where that is not known. */
  readonly by?: string;
  readonly at: Location;
  readonly path: string;
  readonly unit: string;
  readonly role: FileRole;
  /** How sure the types on both sides are; `likely` unless given. */
  readonly confidence?: Confidence;
}

/** A row limit without order, or another statement-level fact that rules judge. */
export interface StatementFact {
  readonly kind: "unordered-limit";
  readonly job: NodeId;
  readonly edge: EdgeId;
  readonly at: Location;
}

/** A file of the analysed roots. */
export interface SourceFile {
  readonly path: string;
  readonly role: FileRole;
  readonly language: string;
  /** Nearest folder with a manifest, image or service definition; "" for the root. */
  readonly project: string;
  readonly owner: string | null;
  readonly codeLines: number;
  readonly cells: number;
  readonly settingKeys: number;
}

/** An act whose resource has no known name. */
export interface Unresolved {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly act: Act;
  readonly via: string;
  readonly why: string;
}

/** What was not read or not understood. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly kind: "syntax" | "limit" | "encoding" | "settings" | "io" | "internal" | "note";
  readonly message: string;
}

/** Counts over the whole run. */
export interface GraphStats {
  readonly files: number;
  readonly lines: number;
  readonly calls: number;
  readonly resolvedResources: number;
  readonly templateResources: number;
  readonly unresolvedResources: number;
}

/** A consumer that somebody declared (settings, exposure, contract). */
export interface DeclaredConsumer {
  readonly name: string;
  readonly owner: string | null;
  /** Globs over node ids. */
  readonly reads: readonly string[];
  readonly until: string | null;
  readonly at: Location;
}

/** `feedback:` of the settings. */
export interface DeclaredFeedback {
  readonly through: string;
  readonly isCausedBy: string;
  readonly exploration: string | null;
  readonly at: Location;
}

/** The linked whole. Arrays are sorted; the same set of facts gives the same graph. */
export interface Graph {
  readonly roots: readonly string[];
  /** Sorted by id. */
  readonly nodes: readonly GraphNode[];
  /** Sorted by from, to, act, first evidence. */
  readonly edges: readonly GraphEdge[];
  readonly through: readonly Through[];
  readonly flags: readonly FlagFacts[];
  readonly packageUses: readonly PackageUse[];
  readonly conversions: readonly Conversion[];
  readonly statements: readonly StatementFact[];
  readonly files: readonly SourceFile[];
  readonly consumers: readonly DeclaredConsumer[];
  readonly feedback: readonly DeclaredFeedback[];
  readonly unresolved: readonly Unresolved[];
  readonly problems: readonly Problem[];
  readonly stats: GraphStats;
}
