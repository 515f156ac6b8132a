import type { Span } from "./location.js";

/**
 * Index into the value table of one file (`FileFacts.values`). Operands of a value have smaller indices than the value itself,
 * with one exception: `loop.next`. So a table is evaluated by one pass in index order, without recursion.
 */
export type ValueId = number;
/** Index into `FileFacts.units`; 0 is the module body. */
export type UnitId = number;
/** Index into `FileFacts.calls`. */
export type CallId = number;

/** A literal value. */
export type Scalar = string | number | boolean | null;

/** A literal. String literals carry their place (it tells where a name was bound); equal numbers share one entry. */
export interface ConstantValue { readonly kind: "constant"; readonly value: Scalar; readonly at?: Span }
/** A name that no scope of the file binds (a builtin, a star import) or that is read from an enclosing module or class scope: the linker looks it up. `unit` is the unit that reads it. */
export interface NameValue { readonly kind: "name"; readonly name: string; readonly unit: UnitId }
/** A parameter of a unit at entry; `index` into `Unit.parameters`. */
export interface ParameterValue { readonly kind: "parameter"; readonly unit: UnitId; readonly index: number }
/** An imported module or name; `index` into `FileFacts.imports`. */
export interface ImportValue { readonly kind: "import"; readonly index: number }
/** A function, lambda or class of this file. */
export interface UnitValue { readonly kind: "unit"; readonly unit: UnitId }
/** Text put together: `concat` (f-string, `+`, `%`, `format`) or `path` (`os.path.join`, `Path / x`). Numbers and frames that are added are joins too: the parts flow. */
export interface JoinValue { readonly kind: "join"; readonly how: "concat" | "path"; readonly parts: readonly ValueId[] }
/** `base.key` or `base[key]`; for an attribute the key is a constant. */
export interface LookupValue { readonly kind: "lookup"; readonly how: "attribute" | "item"; readonly base: ValueId; readonly key: ValueId }
/** What a call gives. */
export interface ResultValue { readonly kind: "result"; readonly call: CallId }
/** What `with x as y` binds, or `await x`: mostly `x` itself. */
export interface EnterValue { readonly kind: "enter"; readonly of: ValueId }
/** One of several, where branches join. At most 8 options; a longer join ends in an `unknown`. `conditions[i]` is the branch (index into `FileFacts.branches`, -1 none) that gave option i. */
export interface EitherValue { readonly kind: "either"; readonly options: readonly ValueId[]; readonly conditions?: readonly number[] }
/** A variable that a loop changes: its value before the loop, and after one turn (index larger than this value's; equal to `entry` where unchanged). */
export interface LoopValue { readonly kind: "loop"; readonly entry: ValueId; readonly next: ValueId }
/** One element of an iterable: the target of `for`, a comprehension, an unpacked position (`index` >= 0; -1 any; -2 a starred rest). */
export interface ElementValue { readonly kind: "element"; readonly of: ValueId; readonly index: number }
/** A list, tuple or set display; a starred item is an `element` of unknown index. `built` marks a comprehension (one item that stands for many). */
export interface ListValue { readonly kind: "list"; readonly items: readonly ValueId[]; readonly shape: "list" | "tuple" | "set" | "comprehension" }
/** A dictionary display or keyword object; key null is a spread (`**x`). */
export interface RecordValue { readonly kind: "record"; readonly entries: readonly { readonly key: ValueId | null; readonly value: ValueId }[] }
/** `base` after `base[key] = value` or `base.key = value`: a functional update, so that frames, dictionaries and objects carry what was put into them. */
export interface UpdatedValue { readonly kind: "updated"; readonly how: "attribute" | "item"; readonly base: ValueId; readonly key: ValueId; readonly value: ValueId }
/** `base` after a call on it whose result is thrown away or which may change it (`model.fit(x, y)`, `xs.append(x)`, `df.drop(..., inplace=True)`). */
export interface AfterValue { readonly kind: "after"; readonly base: ValueId; readonly call: CallId }
/** Any other operation (`a < b`, `not a`, `a and b`, `-a`, a slice, a conditional's test): operands flow, no text is known. `operator` is the source's own word. */
export interface OperationValue { readonly kind: "operation"; readonly operator: string; readonly operands: readonly ValueId[] }
/** Nothing is known. */
export interface UnknownValue { readonly kind: "unknown"; readonly why: string }

/** All forms of a value. */
export type Value =
  | ConstantValue | NameValue | ParameterValue | ImportValue | UnitValue | JoinValue | LookupValue | ResultValue | EnterValue
  | EitherValue | LoopValue | ElementValue | ListValue | RecordValue | UpdatedValue | AfterValue | OperationValue | UnknownValue;

/** Largest number of alternatives that an `either` or a name keeps (LINEAGE: value sets). */
export const MAX_ALTERNATIVES = 8;
