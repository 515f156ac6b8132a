import type { BranchId, Parameter, Read, Store, Unit, UnitKind } from "../facts/file-facts.js";
import type { CallId, ValueId } from "../facts/value.js";
import { Environment } from "./environment.js";

/** A unit while it is being read. */
export interface UnitDraft extends Unit {
  readonly calls: CallId[];
  readonly stores: Store[];
  readonly returns: { readonly value: ValueId; readonly at: Unit["at"]; readonly branch: BranchId }[];
  readonly yields: { readonly value: ValueId; readonly at: Unit["at"] }[];
  readonly reads: Read[];
  readonly parameters: Parameter[];
  readonly decorators: { readonly value: ValueId; readonly at: Unit["at"] }[];
  readonly bases: ValueId[];
  docstring?: string;
  metaclass?: ValueId;
  returnAnnotation?: ValueId;
}

/** States in which a loop's body is left early, as changes since the loop's head. */
export interface OpenLoopStates {
  readonly mark: number;
  readonly breaks: Leaving[];
  readonly continues: Leaving[];
}

/** One way out of a body: what names mean there, and the branch that led there. */
export interface Leaving {
  readonly changes: ReadonlyMap<string, ValueId | undefined>;
  readonly branch: BranchId;
}

/** A function whose body is read once the unit around it is finished, when all of that unit's names are known. Lambdas and class bodies are read where they stand. */
export interface Deferred<Scope, Node> {
  readonly node: Node;
  readonly unit: UnitDraft;
  readonly parent: Frame<Scope, Node>;
}

/** The running state of one unit: where names, branches and loops stand. What a scope and a node are is the language's own. */
export class Frame<Scope, Node> {
  readonly env = new Environment();
  readonly deferred: Deferred<Scope, Node>[] = [];
  readonly loops: OpenLoopStates[] = [];
  branch: BranchId = -1;
  loopDepth = 0;
  /** The place lies in a `try` that swallows failures. */
  swallowed = false;
  /** The statement before left the unit or the loop: what follows is not reached. */
  dead = false;
  /** The whole body was read. */
  finished = false;

  constructor(
    readonly unit: UnitDraft,
    readonly scope: Scope,
    readonly parent: Frame<Scope, Node> | null,
  ) {}

  get kind(): UnitKind {
    return this.unit.kind;
  }
}
