import type { Location } from "../facts/location.js";
import type { Act, Carries, Confidence, Flow, NodeKind, Role } from "../facts/vocabulary.js";
import type { Evidence, Guard, NodeId, Pin } from "./graph.js";
import type { HoleKind, Provenance } from "./text.js";

/** A resource with its canonical name (CONTRACT section 2), as `names` spells it. */
export interface Resource {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  /** Unknown parts, in order; empty where the name is fully known. */
  readonly holes: readonly { readonly kind: HoleKind; readonly name: string }[];
  /** Number of known path components, bucket or table qualifiers. 0 is no node. */
  readonly known: number;
  readonly aliases: readonly string[];
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
  /** Kind of place, where `kind` says what the place holds. */
  readonly place?: NodeKind;
  /** Where the name came from; absent for names that no text spells. Anything but a literal or a command line is `likely` at most. */
  readonly provenance?: Provenance;
  /** Where the name was bound, nearest first. */
  readonly bound?: readonly Location[];
}

/** Index into `JobEffects.effects`. */
export type EffectId = number;

/** One act of one job on one resource, after helpers were lifted to the job. */
export interface JobEffect {
  readonly act: Act;
  readonly actor: "from" | "to";
  readonly job: Job;
  readonly resource: Resource;
  readonly role?: Role;
  /** The IO call first, then call sites, then places where the name was bound. */
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  readonly columns: readonly string[];
  /** Effects of the same job (reads, predicts) whose value reaches this one; `trained`: through the state of a fitted model. */
  readonly derives: readonly { readonly effect: EffectId; readonly confidence: Confidence; readonly at: Location | null }[];
  readonly flow: readonly Flow[];
  readonly carries: readonly Carries[];
  /** Resources (models) that predicted what is written here. */
  readonly predictedBy: readonly NodeId[];
  readonly pin: Pin;
  readonly guards: readonly Guard[];
  readonly filters: readonly string[];
  readonly swallowed: boolean;
  readonly mode: "append" | "replace" | null;
  /** As on `GraphEdge`: columns that end as the target of a fit (reads), columns that hold predictions (writes); absent where not known. */
  readonly labels?: readonly string[];
  readonly predicted?: readonly string[];
}

/** Who acts. */
export interface Job {
  /** `job:src/train.py#main`. */
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  /** File that holds the entry unit. */
  readonly path: string;
  readonly at: Location;
}
