import type { Unit } from "../../facts/file-facts.js";
import type { Knowledge } from "../../facts/observation.js";
import type { LinkInput } from "../input.js";
import type { Abstract, FileIndex, FrameKey, FunctionThing, Thing, UnitRef } from "./abstract.js";
import type { ActualArguments } from "./arguments.js";
import type { CallSite } from "./call-site.js";
import type { Ancestry } from "./classes.js";
import type { DocumentTrees } from "./documents.js";
import type { EnvironmentTable } from "./environment.js";
import type { Frame, RawEffect } from "./frame.js";
import type { Heap } from "./heap.js";
import type { Lattice } from "./lattice.js";
import type { LaunchTable } from "./launches.js";
import type { ModuleIndex } from "./modules.js";
import { freshNotes, type Notes } from "./notes.js";
import type { OptionTable } from "./options.js";
import type { ProjectFile } from "./project-file.js";
import type { SpellResource } from "./spell.js";

/** Where a unit lies. */
export interface UnitPlace {
  readonly file: ProjectFile;
  readonly unit: Unit;
}

/** All that one interpretation of a project shares. */
export interface World {
  readonly input: LinkInput;
  readonly knowledge: Knowledge;
  readonly spell: SpellResource;
  readonly files: readonly ProjectFile[];
  readonly units: readonly UnitPlace[];
  readonly lattice: Lattice;
  readonly heap: Heap;
  readonly modules: ModuleIndex;
  readonly documents: DocumentTrees;
  readonly environment: EnvironmentTable;
  readonly options: OptionTable;
  readonly launches: LaunchTable;
  /** Console entry points by name. */
  readonly entryPoints: ReadonlyMap<string, { readonly script: FileIndex; readonly entry: string }>;
  /** Numbers of frame keys: equal over rounds. */
  readonly frameKeys: Map<string, FrameKey>;
  /** Units that did nothing when they got arguments of some kinds, by unit and kinds: how often, or -1 where something happened. */
  readonly dullness: Map<string, number>;
  /** Units in which something is read or written, themselves or through others. */
  readonly touching: Set<UnitRef>;
  /** Jobs that a module body is split into: what a launcher of the script starts. */
  readonly moduleJobs: Set<string>;
  /** Jobs that reach a unit; filled when effects are lifted. */
  readonly jobsOfUnit: Map<UnitRef, Set<string>>;
  /** State of the running round. */
  round: Round;
  /** Some known command starts this script. */
  readonly launched: (file: FileIndex) => boolean;
  // The rooms of the interpreter call one another; these three close the circle without an import of one another.
  /** Runs a function's unit for a call. */
  readonly enter: (fn: FunctionThing, args: ActualArguments, site: CallSite) => Abstract;
  /** Runs the body of a class where its definition stands. */
  readonly runBody: (unit: UnitRef, around: Frame) => void;
  /** Says whether a type is another or extends it. */
  readonly extends: (type: string, ancestor: string) => boolean;
  /** Value of a switch. */
  readonly optionOf: (thing: Thing & { readonly kind: "options" }, name: string) => Abstract;
}

/** State that every round begins anew. */
export interface Round {
  readonly frames: Map<FrameKey, Frame>;
  readonly framesOf: Map<UnitRef, number>;
  total: number;
  readonly budget: number;
  /** The frame that stands for all further contexts of a unit. */
  readonly general: Map<UnitRef, Frame>;
  /** Frames of module and class bodies. */
  readonly bodies: Map<UnitRef, Frame>;
  readonly ancestries: Map<UnitRef, Ancestry>;
  /** What annotations name, by file and value. */
  readonly annotations: Map<string, readonly Thing[]>;
  readonly effects: Map<string, RawEffect>;
  /** Notes of all frames, gathered at the end. */
  readonly notes: Notes;
  /** Script whose process is interpreted. */
  root: FileIndex;
  depth: number;
  /** How often each unit is running right now. */
  readonly active: Map<UnitRef, number>;
  /** Frames of the round before: one that still holds is taken over. */
  readonly previous: ReadonlyMap<FrameKey, Frame>;
  /** Whether a frame of the round before still holds, once found out. */
  readonly holds: Map<FrameKey, boolean>;
}

/** A round with nothing in it. */
export function freshRound(units: number, previous: ReadonlyMap<FrameKey, Frame> = new Map()): Round {
  return {
    frames: new Map(), framesOf: new Map(), total: 0, budget: 12 * units + 2000, general: new Map(), bodies: new Map(), ancestries: new Map(), annotations: new Map(), effects: new Map(), notes: freshNotes(), root: 0, depth: 0, active: new Map(), previous,
    holds: new Map(),
  };
}
