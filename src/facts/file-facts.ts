import type { Span } from "./location.js";
import type { CallId, UnitId, Value, ValueId } from "./value.js";

/** Version of the shape of facts; a cache entry of another version is a miss. */
export const FACTS_VERSION = 1;

/** Index into `FileFacts.branches`; -1 where nothing guards. */
export type BranchId = number;

/** Languages that a front-end reads. */
export type Language = "python" | "notebook" | "sql" | "config" | "shell" | "typescript";

/** What a unit is. */
export type UnitKind = "module" | "function" | "method" | "class" | "lambda";

/** One parameter of a unit. */
export interface Parameter {
  readonly name: string;
  readonly kind: "positional" | "positional-only" | "keyword-only" | "rest" | "rest-keywords";
  /** Evaluated in the unit that holds the definition. */
  readonly default?: ValueId;
  /** The annotation as a value of the enclosing unit (a name, a lookup, `Optional[X]` as an item lookup, a string constant). */
  readonly annotation?: ValueId;
  readonly at: Span;
}

/** A scope that runs: the module body, a function, method, lambda, or the body of a class. Comprehensions belong to the unit around them. */
export interface Unit {
  readonly id: UnitId;
  /** -1 for the module. */
  readonly parent: UnitId;
  readonly kind: UnitKind;
  /** `fit`; `<module>`; `<lambda>`. */
  readonly name: string;
  /** Dotted from the module: `Trainer.fit`, `main.inner`; `<module>` for the module body. A second definition of one path gets `#2`. */
  readonly path: string;
  readonly at: Span;
  readonly parameters: readonly Parameter[];
  /** Outermost first. */
  readonly decorators: readonly { readonly value: ValueId; readonly at: Span }[];
  /** Classes only. */
  readonly bases: readonly ValueId[];
  readonly metaclass?: ValueId;
  /** Calls of this unit, in order of evaluation. */
  readonly calls: readonly CallId[];
  readonly stores: readonly Store[];
  /** What `return` gives (implicit None is absent), with place and branch. */
  readonly returns: readonly { readonly value: ValueId; readonly at: Span; readonly branch: BranchId }[];
  /** What `yield` gives. */
  readonly yields: readonly { readonly value: ValueId; readonly at: Span }[];
  /** Loads of attributes, items with a constant key, parameters and names of outer scopes, with their place; for switches and columns. */
  readonly reads: readonly Read[];
  readonly async: boolean;
  /** Annotation of what the unit returns. */
  readonly returnAnnotation?: ValueId;
  readonly docstring?: string;
}

/** One load of a value, with place and branch. */
export interface Read { readonly value: ValueId; readonly at: Span; readonly branch: BranchId }

/** One assignment. `local` in a module or class body defines a global or a class attribute. */
export interface Store {
  readonly target: "local" | "global" | "attribute" | "item";
  /** What is assigned into, for `attribute` and `item`. */
  readonly base?: ValueId;
  /** Name for `local` and `global`; attribute name; item key. */
  readonly key: ValueId | string;
  readonly value: ValueId;
  readonly annotation?: ValueId;
  readonly at: Span;
  readonly branch: BranchId;
  /** `x += 1`. */
  readonly augmented?: boolean;
}

/** One argument of a call. */
export interface Argument {
  readonly value: ValueId;
  /** Keyword name. */
  readonly name?: string;
  /** `*x` or `**x`. */
  readonly spread?: "items" | "entries";
  readonly at: Span;
}

/** One call, with what stands around it. */
export interface Call {
  readonly id: CallId;
  readonly unit: UnitId;
  /** What is called; `lookup` of the receiver for a method. */
  readonly callee: ValueId;
  readonly args: readonly Argument[];
  readonly at: Span;
  readonly branch: BranchId;
  /** Lies in a `try` whose handler does not raise again. */
  readonly swallowed: boolean;
  /** Lies in a loop of its unit. */
  readonly looped: boolean;
  /** The result is thrown away (expression statement). */
  readonly dropped: boolean;
}

/** One side of a condition. `parent` is the branch around it. */
export interface Branch {
  readonly unit: UnitId;
  readonly parent: BranchId;
  readonly condition: ValueId;
  /** True for the side taken when the condition holds. */
  readonly holds: boolean;
  readonly kind: "if" | "while" | "conditional" | "case" | "except" | "assert";
  /** The guarded statements. */
  readonly at: Span;
}

/** `import a.b as c`, `from ..x import y as z`, `from m import *`; names as written. */
export interface Import {
  readonly unit: UnitId;
  /** Dotted module, "" for `from . import x`. */
  readonly module: string;
  /** Number of leading dots. */
  readonly level: number;
  /** Absent for a module import; `*` for a star import. */
  readonly name?: string;
  /** The local name that is bound ("" for a star import). For `import a.b` without alias it is `a`, and the value stands for package `a`. */
  readonly as: string;
  readonly at: Span;
  readonly branch: BranchId;
}

/** One leaf or node of a configuration document. The value of a mapping or sequence node is absent. */
export interface Setting {
  /** Number of the document in the file, from 0. */
  readonly document: number;
  /** Keys and sequence positions from the document's root. */
  readonly path: readonly (string | number)[];
  readonly kind: "scalar" | "mapping" | "sequence";
  readonly value?: ValueId;
  /** `!Ref` and the like. */
  readonly tag?: string;
  readonly keyAt?: Span;
  readonly at: Span;
}

/** A table named by a statement. `name` is a constant or, where text was templated, a join; parts of a quoted name are kept in `parts`. */
export interface TableReference {
  readonly name: ValueId;
  /** Name parts as written without quotes; holes as in `name`. */
  readonly quoted: boolean;
  readonly alias?: string;
  /** Columns that the statement names for this table; absent when unknown, `["*"]` for all. */
  readonly columns?: readonly string[];
  /** A path instead of a table (`COPY ... FROM 's3://'`, ``parquet.`p` ``). */
  readonly form: "table" | "path" | "function" | "stage";
  /** A template function that gave the name; `args` as written. `this` is the model that the file itself builds, its name is a hole. */
  readonly reference?: { readonly kind: "ref" | "source" | "this"; readonly args: readonly string[] };
  /** A temporary table or view of this script. */
  readonly temporary?: boolean;
  /** Names a model (`CREATE MODEL m`, `ML.PREDICT(MODEL m, ...)`), no table. */
  readonly model?: boolean;
  readonly at: Span;
}

/** One SQL statement: what it reads and writes. Common table expressions and aliases are resolved away. */
export interface SqlStatement {
  readonly verb: string;
  readonly reads: readonly TableReference[];
  readonly writes: readonly TableReference[];
  /** `temporary` tables and views of the session. */
  readonly temporary: boolean;
  /** Output columns in order, where named; each with the column names that it derives from. */
  readonly columns?: readonly { readonly name: string; readonly from: readonly string[] }[];
  /** A row limit without a total order. */
  readonly limit?: { readonly ordered: boolean; readonly at: Span };
  /** Predicates that pick rows, as normal text (`slice = 'random'`). */
  readonly filters?: readonly string[];
  readonly dialect?: string;
  /** The template macro whose body holds the statement: it runs only where the macro is called. */
  readonly macro?: string;
  readonly at: Span;
}

/** One command of a shell text: words are values (constants, joins with `lookup`s of the environment as holes). */
export interface Command {
  readonly words: readonly ValueId[];
  /** `NAME=value` before the command, or exported before it. */
  readonly environment: readonly { readonly name: string; readonly value: ValueId }[];
  /** Working directory if changed by `cd`. */
  readonly directory?: ValueId;
  readonly reads: readonly ValueId[];
  readonly writes: readonly ValueId[];
  readonly at: Span;
}

/** One comment, with its opening characters. */
export interface Comment { readonly text: string; readonly at: Span }

/** `# mldebt: allow undeclared-consumer until 2027-01-01 -- reason`. */
export interface Suppression {
  readonly rules: readonly string[];
  readonly scope: "line" | "file";
  readonly reason?: string;
  readonly until?: string;
  /** Lines for which it holds, inclusive. */
  readonly from: number;
  readonly to: number;
  readonly at: Span;
}

/** What could not be read, and where. */
export interface FactProblem { readonly message: string; readonly at: Span; readonly kind: "syntax" | "limit" | "encoding" }

/** What the text of one file says, in no framework's words. Pure function of bytes and language; no path. */
export interface FileFacts {
  readonly version: number;
  readonly language: Language;
  readonly units: readonly Unit[];
  readonly values: readonly Value[];
  readonly calls: readonly Call[];
  readonly branches: readonly Branch[];
  readonly imports: readonly Import[];
  readonly settings: readonly Setting[];
  readonly statements: readonly SqlStatement[];
  readonly commands: readonly Command[];
  readonly comments: readonly Comment[];
  readonly suppressions: readonly Suppression[];
  /** Names that the module exports by `__all__` or `export`; absent where everything is exported. */
  readonly exports?: readonly string[];
  readonly lines: { readonly total: number; readonly code: number; readonly comment: number; readonly blank: number; readonly cells: number };
  readonly problems: readonly FactProblem[];
}
