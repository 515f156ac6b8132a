import type { Text } from "../text.js";
import type { FlowSet } from "./flow-set.js";

/** Number of an object: one allocation site in one frame. */
export type ObjectId = number;
/** Number of a unit over the whole project. */
export type UnitRef = number;
/** Number of a frame's key: equal over rounds. */
export type FrameKey = number;
/** Number of a file in path order. */
export type FileIndex = number;

/**
 * What is known of a value at link time: its texts, the things that it may be, and where it comes from.
 * Interned by the lattice: equal values are the same object, so that a memo of frames can use `id`.
 */
export interface Abstract {
  readonly id: number;
  readonly texts: readonly Text[];
  readonly things: readonly Thing[];
  readonly flow: FlowSet;
  /** Nesting of lists and records; bounded, so that no walk over a value recurses deep. */
  readonly depth: number;
}

/** Arguments that a partial application has bound. */
export interface BoundArguments {
  readonly positional: readonly Abstract[];
  readonly named: ReadonlyMap<string, Abstract>;
}

/** An object of a catalogued type (`type`), of a project class (`cls`), or one of which only the origin is known. */
export interface InstanceThing {
  readonly kind: "instance";
  readonly key: string;
  readonly object: ObjectId;
  readonly type: string | null;
  readonly cls: UnitRef | null;
}

/** A function or method, with what is bound to it. */
export interface FunctionThing {
  readonly kind: "function";
  readonly key: string;
  readonly unit: UnitRef;
  /** Frame that holds the variables of the enclosing function. */
  readonly env: FrameKey | null;
  readonly receiver: Abstract | null;
  readonly bound: BoundArguments | null;
}

/** A class of the project. */
export interface ClassThing {
  readonly kind: "class";
  readonly key: string;
  readonly unit: UnitRef;
}

/** A list, tuple or other sequence. */
export interface ListThing {
  readonly kind: "list";
  readonly key: string;
  readonly items: readonly Abstract[];
  /** Any further element; null where the items are all. */
  readonly rest: Abstract | null;
}

/** A dictionary or keyword object. */
export interface RecordThing {
  readonly kind: "record";
  readonly key: string;
  readonly entries: ReadonlyMap<string, Abstract>;
  /** Value under a key that is not known; null where the entries are all. */
  readonly rest: Abstract | null;
}

/** A callable of the catalogue's world with arguments already bound, or a method of an object without a project class. */
export interface ExternalThing {
  readonly kind: "external";
  readonly key: string;
  /** Qualified name; for a method the method's name alone. */
  readonly name: string;
  readonly receiver: Abstract | null;
  readonly bound: BoundArguments | null;
}

/** What a value may be besides a text. */
export type Thing =
  | InstanceThing
  | FunctionThing
  | ClassThing
  | ListThing
  | RecordThing
  | ExternalThing
  | { readonly kind: "module"; readonly key: string; readonly file: FileIndex }
  /** A folder without `__init__`, known by its dotted name as seen from the importing file. */
  | { readonly kind: "package"; readonly key: string; readonly directory: string; readonly name: string }
  /** A node of the settings tree of a file. */
  | { readonly kind: "document"; readonly key: string; readonly file: FileIndex; readonly node: string }
  /** What `parse_args` gives. */
  | { readonly kind: "options"; readonly key: string; readonly parser: ObjectId; readonly root: FileIndex | null }
  /** `sys.argv` from a position on. */
  | { readonly kind: "arguments"; readonly key: string; readonly from: number }
  | { readonly kind: "environment"; readonly key: string }
  | { readonly kind: "super"; readonly key: string; readonly cls: UnitRef; readonly receiver: Abstract }
  | { readonly kind: "none"; readonly key: string };
