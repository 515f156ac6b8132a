import type { Location } from "../../facts/location.js";
import type { Act, NodeKind } from "../../facts/vocabulary.js";
import type { EffectId, JobEffect, Resource } from "../effect.js";
import type { NodeId } from "../graph.js";

/** Who acts in a record: a job, step, pipeline, schedule or consumer, under an id that is settled. */
export interface Subject {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly name: string;
  readonly at: Location;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** What an act says beyond who and what: all that ends on an edge. */
export type ActDetails = Pick<JobEffect, "confidence" | "evidence" | "columns" | "flow" | "carries" | "predictedBy" | "pin" | "guards" | "filters" | "swallowed" | "mode" | "role" | "labels" | "predicted">;

/** One act of one subject on one resource, from code, SQL, a document or the settings, before names are joined. */
export interface ActRecord extends ActDetails {
  readonly act: Act;
  readonly actor: "from" | "to";
  readonly subject: Subject;
  readonly resource: Resource;
  /** Project scope of the subject. */
  readonly project: string;
  /** The effect of the interpreter that it comes from. */
  readonly effect: EffectId | null;
  /** The inner flow of the subject is told by pairs of effects, not by this record: a document's step has none. */
  readonly opaque: boolean;
}

/** Details of an act of which only the place is known. */
export const PLAIN: Omit<ActDetails, "confidence" | "evidence"> = {
  columns: [], flow: [], carries: [], predictedBy: [], pin: { state: "unknown" }, guards: [], filters: [], swallowed: false, mode: null,
};

const ACTOR_TO: ReadonlySet<Act> = new Set(["reads", "predicts", "serves", "evaluates"]);

/** Which end acts, by the act: data runs from a resource to who reads, predicts with, serves or evaluates it. */
export function actorOf(act: Act): "from" | "to" {
  return ACTOR_TO.has(act) ? "to" : "from";
}

/** A resource that is no place of data: a job, a consumer. Its id is settled. */
export function settled(id: NodeId, kind: NodeKind, name: string): Resource {
  return { id, kind, name, holes: [], known: 1, aliases: [], attributes: {} };
}
