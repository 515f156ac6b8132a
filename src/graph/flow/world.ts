import type { Unit } from "../../facts/file-facts.js";
import type { Location } from "../../facts/location.js";
import type { CallModel, Knowledge } from "../../facts/observation.js";
import type { FileRole } from "../../facts/vocabulary.js";
import type { Unresolved } from "../graph.js";
import type { LinkInput } from "../input.js";
import type { Abstract, FileIndex, FrameKey, FunctionThing, ObjectId, Thing, UnitRef } from "./abstract.js";
import type { ActualArguments } from "./arguments.js";
import type { CallSite, ModelCall } from "./call-site.js";
import type { Ancestry } from "./classes.js";
import type { DocumentTrees } from "./documents.js";
import type { EnvironmentTable } from "./environment.js";
import type { OptionEscape } from "./escapes.js";
import type { Frame, RawEffect } from "./frame.js";
import type { Heap } from "./heap.js";
import type { Lattice } from "./lattice.js";
import type { LaunchTable } from "./launches.js";
import type { ModuleIndex } from "./modules.js";
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
  /** Jobs that a module body is split into: what a launcher of the script starts. */
  readonly moduleJobs: Set<string>;
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
  readonly optionOf: (frame: Frame, thing: Thing & { readonly kind: "options" }, name: string) => Abstract;
}

/** State that every round begins anew. */
export interface Round {
  readonly frames: Map<FrameKey, Frame>;
  readonly framesOf: Map<UnitRef, number>;
  total: number;
  readonly budget: number;
  /** Frames of module and class bodies. */
  readonly bodies: Map<UnitRef, Frame>;
  readonly ancestries: Map<UnitRef, Ancestry>;
  readonly effects: Map<string, RawEffect>;
  readonly unresolved: Map<string, Unresolved>;
  /** Units that some other unit calls. */
  readonly called: Map<UnitRef, Set<UnitRef>>;
  /** Units that a framework or a scheduler starts: jobs of their own. */
  readonly started: Map<UnitRef, StartedUnit>;
  /** Script whose process is interpreted. */
  root: FileIndex;
  depth: number;
  unknownCalls: number;
  readonly callSites: Set<string>;
  readonly resolved: Set<string>;
  readonly templates: Set<string>;
  /** Reads under a row limit without an order. */
  readonly limits: Map<string, RawEffect>;
  readonly escapes: Map<string, OptionEscape>;
  readonly optionWrites: Map<string, { readonly parser: ObjectId; readonly name: string; readonly at: Location; readonly value: string | null; readonly role: FileRole }>;
  readonly optionReads: Map<string, { readonly parser: ObjectId; readonly name: string; readonly at: Location; readonly unit: string; readonly role: FileRole }>;
  /** Scripts in whose process a parser is used. */
  readonly parserRoots: Map<string, { readonly parser: ObjectId; readonly root: FileIndex }>;
  readonly conversions: Map<string, { readonly call: ModelCall; readonly converts: string }>;
  readonly packageCalls: Map<string, { readonly call: ModelCall; readonly model: CallModel }>;
}

export interface StartedUnit {
  readonly frames: Set<FrameKey>;
  readonly name: string | null;
}

/** A round with nothing in it. */
export function freshRound(units: number): Round {
  return {
    frames: new Map(), framesOf: new Map(), total: 0, budget: 30 * units + 2000, bodies: new Map(), ancestries: new Map(), effects: new Map(), unresolved: new Map(), called: new Map(), started: new Map(),
    root: 0, depth: 0, unknownCalls: 0, callSites: new Set(), resolved: new Set(), templates: new Set(), limits: new Map(), escapes: new Map(), optionWrites: new Map(), optionReads: new Map(), parserRoots: new Map(), conversions: new Map(),
    packageCalls: new Map(),
  };
}
