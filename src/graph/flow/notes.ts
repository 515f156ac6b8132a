import type { Location } from "../../facts/location.js";
import type { CallModel } from "../../facts/observation.js";
import type { FileRole } from "../../facts/vocabulary.js";
import type { Unresolved } from "../graph.js";
import type { FileIndex, FrameKey, ObjectId, UnitRef } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import type { OptionEscape } from "./escapes.js";
import type { Frame } from "./frame.js";

/** What one frame met besides effects; kept with the frame, so that a frame that still holds is taken over whole. */
export interface Notes {
  readonly unresolved: Map<string, Unresolved>;
  /** Places of IO calls with a known name, and with a template. */
  readonly resolved: Set<string>;
  readonly templates: Set<string>;
  /** Reads under a row limit without an order, by key. */
  readonly limits: Set<string>;
  readonly escapes: Map<string, OptionEscape>;
  readonly optionWrites: Map<string, { readonly parser: ObjectId; readonly name: string; readonly at: Location; readonly value: string | null; readonly role: FileRole }>;
  readonly optionReads: Map<string, { readonly parser: ObjectId; readonly name: string; readonly at: Location; readonly unit: string; readonly role: FileRole }>;
  /** Scripts in whose process a parser is used. */
  readonly parserRoots: Map<string, { readonly parser: ObjectId; readonly root: FileIndex }>;
  readonly conversions: Map<string, { readonly call: ModelCall; readonly converts: string }>;
  readonly packageCalls: Map<string, { readonly call: ModelCall; readonly model: CallModel }>;
  /** Columns that lookups name on reads, by effect key. */
  readonly columns: Map<string, Set<string>>;
  /** Units that a framework or a scheduler starts: jobs of their own. */
  readonly started: Map<UnitRef, StartedUnit>;
}

/** A unit that was passed to a scheduler, with the frames in which its arguments are bound. */
export interface StartedUnit {
  readonly frames: Set<FrameKey>;
  readonly name: string | null;
}

/** Notes with nothing in them. */
export function freshNotes(): Notes {
  return {
    unresolved: new Map(), resolved: new Set(), templates: new Set(), limits: new Set(), escapes: new Map(), optionWrites: new Map(), optionReads: new Map(), parserRoots: new Map(),
    conversions: new Map(), packageCalls: new Map(), columns: new Map(), started: new Map(),
  };
}

/** Notes of a frame, made when the first is taken. */
export function notesOf(frame: Frame): Notes {
  return (frame.notes ??= freshNotes());
}

/** Adds the notes of one frame to those of the round. */
export function mergeNotes(into: Notes, from: Notes): void {
  for (const [key, value] of from.unresolved) into.unresolved.set(key, value);
  for (const value of from.resolved) into.resolved.add(value);
  for (const value of from.templates) into.templates.add(value);
  for (const value of from.limits) into.limits.add(value);
  for (const [key, value] of from.escapes) into.escapes.set(key, value);
  for (const [key, value] of from.optionWrites) into.optionWrites.set(key, value);
  for (const [key, value] of from.optionReads) into.optionReads.set(key, value);
  for (const [key, value] of from.parserRoots) into.parserRoots.set(key, value);
  for (const [key, value] of from.conversions) if (!into.conversions.has(key)) into.conversions.set(key, value);
  for (const [key, value] of from.packageCalls) if (!into.packageCalls.has(key)) into.packageCalls.set(key, value);
  for (const [key, names] of from.columns) {
    const known = into.columns.get(key) ?? new Set();
    into.columns.set(key, known);
    for (const name of names) known.add(name);
  }
  for (const [unit, started] of from.started) {
    const known = into.started.get(unit) ?? { frames: new Set(), name: started.name };
    into.started.set(unit, known);
    for (const frame of started.frames) known.frames.add(frame);
  }
}
