import type { Location, Span } from "./location.js";
import type { CallId, UnitId, ValueId } from "./value.js";
import type { Act, Confidence, NodeKind, Role } from "./vocabulary.js";

/**
 * Picks a value at a call. `pos` counts positional arguments from 0 without the receiver, `kw` are names that the keyword has had; the first that is there wins.
 * `from` picks the receiver, the result, all arguments, or the decorated unit. `item` then takes a constant key of it. `constant` is the text itself.
 */
export interface Selector {
  readonly pos?: number;
  readonly kw?: readonly string[];
  readonly from?: "receiver" | "result" | "arguments" | "keywords" | "unit";
  readonly item?: string | number;
  /** Further constant keys below `item` (`configuration["query"]["query"]`). */
  readonly below?: readonly (string | number)[];
  readonly constant?: string;
}

/**
 * How a name is spelled at the call; `graph/names` turns it into CONTRACT's spelling. Several parts (bucket and key, schema and table) come in `ResourceExpression.parts`.
 * `handle`: the value itself denotes a resource (an open file, a client's blob).
 */
export type NameForm =
  | "uri" | "path" | "table" | "sql" | "sql-or-table" | "bucket-key" | "topic" | "queue" | "stream" | "model-uri" | "registry" | "hf-repo" | "hf-dataset"
  | "feature-ref" | "feature-view" | "feature-group" | "artifact" | "experiment" | "metric" | "route" | "url" | "flag" | "builtin-dataset" | "memory" | "handle" | "command" | "cron" | "step" | "package" | "setting" | "owner" | "consumer" | "feature";

/** How the name of a resource is put together at a call. */
export interface ResourceExpression {
  readonly kind: NodeKind;
  readonly form: NameForm;
  /** Scheme or platform of the name (`s3`, `bigquery`, `kafka`, `mlflow`, `azureml:models`); absent where the text or the receiver says it. */
  readonly platform?: string;
  /** `name` is the main part; others qualify it (`bucket`, `key`, `schema`, `database`, `project`, `method`, `version`). */
  readonly parts: Readonly<Record<string, Selector>>;
}

/** A test on the arguments of a call; all given fields must hold. */
export interface ArgumentTest {
  readonly argument: Selector;
  readonly present?: boolean;
  /** Constant values, compared as text. */
  readonly is?: readonly string[];
  /** The text starts with one of these. */
  readonly starts?: readonly string[];
  /** The text holds one of these characters or words. */
  readonly contains?: readonly string[];
}

/** What a call does to the world or to a model. */
export interface Effect {
  readonly act: Act;
  readonly resource?: ResourceExpression;
  readonly role?: Role;
  /** Values that flow into the act: what is written, trained on, predicted for, evaluated. */
  readonly data?: readonly Selector[];
  /** Of `data`, the part that is the label. */
  readonly label?: readonly Selector[];
  /** Where read data lands; the result unless given. */
  readonly into?: Selector;
  /** The model of `trains`, `predicts`, `evaluates`; the receiver unless given. */
  readonly model?: Selector;
  readonly when?: readonly ArgumentTest[];
  /** Version, revision or checksum: a constant there pins the read. */
  readonly pin?: readonly Selector[];
  /** The read follows something that moves unless pinned: the reason, a kind of `unstable-data-dependency`. */
  readonly moving?: "moving-latest" | "mutable-url" | "unpinned-pretrained" | "hosted-model" | "unordered-limit";
  readonly columns?: Selector;
  /** The write replaces or extends what was there. */
  readonly mode?: "append" | "replace";
  /** A service's or a scheduler's step: the decorated or passed unit is an entry point. */
  readonly confidence?: Confidence;
}

/**
 * What a call gives, for naming and typing what follows. `same` passes a value through; text operations keep names computable.
 * The type `self` is that of the receiver (the class itself for a class method). `elements`: a sequence, each element of which is the selected value; `listed` says the same of a join.
 * `split`: element k of the result is a part of the k / `parts`-th positional argument (`train_test_split`: 2). `tuple`: each position on its own.
 */
export type ResultModel =
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "split"; readonly parts: number }
  | { readonly kind: "tuple"; readonly items: readonly ResultModel[] }
  | { readonly kind: "same"; readonly of: Selector }
  | { readonly kind: "join"; readonly how: "path" | "concat"; readonly parts: readonly Selector[]; readonly type?: string; readonly listed?: boolean }
  | { readonly kind: "text"; readonly operation: "parent" | "basename" | "stem" | "lower" | "upper" | "strip" | "format" | "replace" | "with-suffix" | "with-name" | "separator-join" | "split"; readonly of: Selector; readonly with?: readonly Selector[]; readonly type?: string }
  | { readonly kind: "environment"; readonly name: Selector; readonly default?: Selector }
  | { readonly kind: "document"; readonly of: Selector; readonly key?: Selector }
  | { readonly kind: "options"; readonly of?: Selector; readonly rest?: boolean }
  | { readonly kind: "callable"; readonly of: Selector }
  | { readonly kind: "elements"; readonly of: Selector }
  | { readonly kind: "get"; readonly of: Selector; readonly key: Selector; readonly default?: Selector }
  | { readonly kind: "hole"; readonly hole: "date" | "identity" | "shard" | "unknown" };

/** A declaration of a switch (argparse, click, absl, environment). */
export interface OptionModel {
  readonly provider: string;
  /** Names as written; for argparse all positional arguments. */
  readonly names: Selector;
  readonly dest?: Selector;
  readonly default?: Selector;
  readonly action?: Selector;
  readonly choices?: Selector;
  readonly type?: Selector;
  /** Where the switch lives: the receiver (a parser), the whole process (absl), or the decorated unit (click). */
  readonly scope: "receiver" | "process" | "unit";
  /** `set_defaults`: keywords are defaults. */
  readonly sets?: boolean;
}

/** A call of a value that was passed (`python_callable=f, op_kwargs={...}`, `pool.map(f, xs)`). */
export interface InvokeModel {
  readonly callable: Selector;
  /** Positional arguments, each a selector. */
  readonly args?: readonly Selector[];
  /** A dictionary of keyword arguments. */
  readonly keywords?: Selector;
  /** Positional arguments given as a list or tuple. */
  readonly list?: Selector;
  /** The callable gets elements of these. */
  readonly elements?: readonly Selector[];
  /** The callable is a step or handler of its own: a job, not part of the caller. */
  readonly job?: boolean;
  readonly name?: Selector;
}

/** All that the catalogue knows of one callable: plain data. */
export interface CallModel {
  /** Fully qualified (`pandas.read_csv`, `pandas.DataFrame.to_csv`); what evidence prints as `via`. */
  readonly id: string;
  /** Distribution that it belongs to. */
  readonly package: string;
  readonly effects: readonly Effect[];
  /** The model as a whole (result, denotes, effects) holds only where these do: one callable may have several models (`boto3.client("s3")`). The file settles what constants settle. */
  readonly when?: readonly ArgumentTest[];
  readonly result?: ResultModel;
  /** The result (or, for methods with `denotesReceiver`, the receiver) stands for this resource from now on. */
  readonly denotes?: ResourceExpression;
  readonly option?: OptionModel;
  readonly invokes?: readonly InvokeModel[];
  /** Which arguments the result derives from; all of them and the receiver unless given. */
  readonly flows?: readonly Selector[];
  /** The receiver or an argument is changed by what these give (`append`, `update`, `fit`). */
  readonly mutates?: { readonly target: Selector; readonly by: readonly Selector[] };
  /** A change of container only (`numpy->pandas`); for glue. */
  readonly converts?: string;
  /** The call sees every key of a namespace or dictionary at once, so that reads of it cannot be listed: FLAGS section 6. `log` only prints. */
  readonly escapes?: "log" | "copy" | "all";
  readonly confidence: Confidence;
}

/** When an observation holds: settled by the linker. `callee`: the callee resolves to this qualified name. `receiver`: the receiver is an instance of this type. */
export type Condition = { readonly callee: string } | { readonly receiver: string };

/** The catalogue's reading of a call or a decorator in one file. Without a condition the file alone settles it. */
export interface CallObservation {
  readonly kind: "call";
  readonly unit: UnitId;
  readonly call: CallId;
  readonly model: CallModel;
  readonly condition?: Condition;
}

/** The catalogue's reading of a decorator: its effects are those of the decorated unit. */
export interface DecoratorObservation {
  readonly kind: "decorator";
  /** The decorated unit. */
  readonly unit: UnitId;
  /** Index into `Unit.decorators`. */
  readonly decorator: number;
  readonly model: CallModel;
  readonly condition?: Condition;
}

/** A value known by its qualified name alone (`os.environ`, `sys.argv`, `absl.flags.FLAGS`). */
export interface NameObservation {
  readonly kind: "name";
  readonly value: ValueId;
  /** Type of the value, or a special meaning that the linker gives. */
  readonly type: string;
}

/** What a configuration document declares: an edge between two named things, or one thing. */
export interface DocumentObservation {
  readonly kind: "document";
  readonly at: Span;
  readonly act: Act;
  /** Who acts: a step, a pipeline, a schedule. */
  readonly actor?: { readonly kind: NodeKind; readonly form: NameForm; readonly platform?: string; readonly name: ValueId | string; readonly at: Span };
  readonly resource: {
    readonly kind: NodeKind; readonly form: NameForm; readonly platform?: string; readonly name: ValueId | string; readonly role?: Role;
    /** Parts that qualify the name, as in `ResourceExpression.parts` (a bucket, a database). */
    readonly parts?: Readonly<Record<string, ValueId | string>>;
  };
  /** Folder that relative names start from (`wdir`), relative to the document's folder. */
  readonly directory?: ValueId | string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Environment that a started command sees. */
  readonly environment?: readonly { readonly name: string; readonly value: ValueId }[];
  readonly via: string;
  readonly confidence: Confidence;
}

/** All forms of an observation. */
export type Observation = CallObservation | DecoratorObservation | NameObservation | DocumentObservation;

/** Types that the catalogue knows: what each extends, and what its attributes give. */
export interface TypeModel {
  readonly id: string;
  readonly extends: readonly string[];
  /** Attribute -> type (`bigquery.Client.query(...).result`), or `self`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Item lookup on it gives this type (`df["x"]` is a series); `self` keeps its own. */
  readonly items?: string;
  /** Attributes that are computed like a call without arguments (`Path.parent`); selectors pick the receiver. */
  readonly computed?: Readonly<Record<string, ResultModel>>;
  /** What instances are, for flow: a model can be trained and predict. */
  readonly is?: "model" | "frame" | "client" | "handle" | "namespace" | "environment" | "arguments" | "document" | "parser";
}

/** A package that the catalogue knows. */
export interface PackageModel {
  readonly name: string;
  /** Import names. */
  readonly modules: readonly string[];
  readonly tags: readonly ("ml" | "data" | "container" | "web" | "orchestration" | "storage" | "tracking" | "flags" | "validation" | "config")[];
}

/** What the linker needs of the catalogue besides observations. */
export interface Knowledge {
  /** By every qualified spelling of a type; `TypeModel.id` is the usual one. */
  readonly types: ReadonlyMap<string, TypeModel>;
  readonly packages: readonly PackageModel[];
  /** Models of a callable by any qualified name, also by glob (`sklearn.svm.SVC`, `transformers.AutoModel.from_pretrained`): for callees and class bases that only the linker could resolve. */
  readonly callable?: (qualified: string) => readonly CallModel[];
  /** Models of a method of a type or of what it extends; `__call__` for an instance that is called. */
  readonly method?: (type: string, name: string) => readonly CallModel[];
}

/** A declaration from the settings file, or a place in it. */
export interface DeclaredAt { readonly at: Location }
