import type { Location } from "../../facts/location.js";
import type { Confidence } from "../../facts/vocabulary.js";
import type { EffectId, Job, JobEffect } from "../effect.js";
import type { Conversion, FlagFacts, NodeId, PackageUse, Unresolved } from "../graph.js";

/** A command that starts a job: `runs` from the step of a document, or from the script that holds the command. */
export interface Launch {
  /** File that holds the command. */
  readonly path: string;
  /** Index into that file's observations (a document's `runs`), whose actor is the step; null for a plain command of a shell text. */
  readonly observation: number | null;
  /** The job of the code that starts another process itself (`subprocess.run`, a pipeline SDK); null elsewhere. */
  readonly starter: NodeId | null;
  /** The started job. */
  readonly job: NodeId;
  readonly at: Location;
  readonly via: string;
  readonly confidence: Confidence;
}

/** A row limit without an order behind a read. */
export interface UnorderedLimit {
  readonly effect: EffectId;
  readonly at: Location;
}

/** What the interpreter found in the whole project; arrays are sorted, the same set of files gives the same result. */
export interface ProjectEffects {
  /** Sorted by job, act, resource, first evidence. `derives` points into this array. */
  readonly effects: readonly JobEffect[];
  /** Every job with an effect, a launch or an entry point of its own; sorted by id. */
  readonly jobs: readonly Job[];
  readonly unresolved: readonly Unresolved[];
  readonly flags: readonly FlagFacts[];
  readonly packageUses: readonly PackageUse[];
  readonly conversions: readonly Conversion[];
  readonly launches: readonly Launch[];
  readonly limits: readonly UnorderedLimit[];
  readonly stats: {
    readonly calls: number;
    readonly resolved: number;
    readonly templates: number;
    readonly unresolved: number;
    readonly frames: number;
    readonly rounds: number;
  };
}
