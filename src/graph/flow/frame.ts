import type { Unit } from "../../facts/file-facts.js";
import type { Location } from "../../facts/location.js";
import type { Act, Confidence, NodeKind, Role } from "../../facts/vocabulary.js";
import type { CallId, UnitId, ValueId } from "../../facts/value.js";
import type { Resource } from "../effect.js";
import type { Pin } from "../graph.js";
import type { Abstract, FrameKey, ObjectId, UnitRef } from "./abstract.js";
import type { FlowSet } from "./flow-set.js";
import type { RawGuard } from "./guards.js";
import type { Cell } from "./heap.js";
import type { Notes } from "./notes.js";
import type { ProjectFile } from "./project-file.js";
import type { UnitPlan } from "./unit-plan.js";

/** One unit interpreted with one set of abstract arguments. */
export interface Frame {
  readonly key: FrameKey;
  readonly file: ProjectFile;
  readonly unit: Unit;
  readonly ref: UnitRef;
  readonly plan: UnitPlan;
  /** By parameter index. */
  readonly args: readonly Abstract[];
  readonly env: Frame | null;
  /** By slot of the plan. */
  values: (Abstract | undefined)[];
  result: Abstract;
  /** What the unit yields; null for a unit that returns. */
  yields: Abstract | null;
  /** What methods and helpers added to objects, so far in this frame. */
  readonly overlay: Map<ObjectId, FlowSet>;
  /** What a call did to its receiver, for the value after it. */
  readonly changed: Map<CallId, { readonly value: Abstract | null; readonly flow: FlowSet }>;
  readonly effects: Map<string, RawEffect>;
  /** Frames entered, with the call that did it. */
  readonly entered: Map<string, Entered>;
  state: "running" | "done";
  notes: Notes | null;
  /** Cells that were read, with what they had grown to. */
  readonly reads: Map<Cell, number>;
  /** Nothing of the outer world happened here, and nothing with a structure came back. */
  dull: boolean;
}

/** A frame that another one entered, and by which call. */
export interface Entered {
  readonly call: CallId;
  readonly at: Location;
  readonly guards: readonly RawGuard[];
  readonly swallowed: boolean;
  readonly frame: FrameKey;
}

/** An act seen in one frame, before it is lifted to jobs. */
export interface RawEffect {
  /** Equal over rounds. */
  readonly key: string;
  /** Its number as a source of flow. */
  readonly source: number;
  readonly frame: FrameKey;
  readonly file: ProjectFile;
  readonly unit: UnitId;
  readonly at: Location;
  readonly guards: readonly RawGuard[];
  readonly swallowed: boolean;
  readonly via: string;
  readonly act: Act;
  readonly kind: NodeKind;
  /** Null while the name depends on where the model object is stored. */
  readonly resource: Resource | null;
  readonly object: ObjectId | null;
  readonly role: Role | undefined;
  readonly confidence: Confidence;
  /** What flows into the act. */
  data: FlowSet;
  label: FlowSet;
  /** Columns that are named as the target of a fit. */
  readonly labels: Set<string>;
  readonly columns: Set<string>;
  readonly filters: Set<string>;
  readonly pin: Pin;
  readonly mode: "append" | "replace" | null;
  /** Places where the name was bound. */
  readonly bound: readonly Location[];
  /** The written objects: tells whether a model is stored. */
  readonly objects: Set<ObjectId>;
}

/** Value of a frame's own variable, if computed. */
export function frameValue(frame: Frame, value: ValueId): Abstract | undefined {
  const slot = frame.plan.slots.get(value);
  return slot === undefined ? undefined : frame.values[slot];
}
