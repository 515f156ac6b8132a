import type { FileFacts } from "../facts/file-facts.js";
import type { CallModel, ResultModel } from "../facts/observation.js";
import type { CallId, LookupValue, NameValue, Value, ValueId } from "../facts/value.js";
import { allHold, pick } from "./arguments.js";
import { bindingsOf, type Bindings } from "./bindings.js";
import type { Catalogue } from "./catalog.js";

/** What one file alone says of its values; arrays are indexed by `ValueId`. */
export interface Identity {
  /** Absolute qualified name (`pandas.read_csv`); a first module that is no known package may still be the project's own. */
  readonly names: readonly (string | undefined)[];
  /** Type of the instance that a value is. */
  readonly types: readonly (string | undefined)[];
  /** The value hangs on something of another file of the project: a relative import, an unbound name. */
  readonly open: readonly boolean[];
  /** Models of each call that the file alone settles; undefined where it does not. */
  readonly settled: readonly (readonly CallModel[] | undefined)[];
  readonly bindings: Bindings;
}

interface Work {
  readonly facts: FileFacts;
  readonly catalogue: Catalogue;
  readonly bindings: Bindings;
  readonly names: (string | undefined)[];
  readonly types: (string | undefined)[];
  readonly open: boolean[];
  readonly settled: (readonly CallModel[] | undefined)[];
}

const TEXT = "builtins.str";
const NUMBER = "builtins.number";

/** Names and types of all values in one pass: operands come before what is made of them. */
export function identify(facts: FileFacts, catalogue: Catalogue): Identity {
  const { length } = facts.values;
  const work: Work = {
    facts, catalogue, bindings: bindingsOf(facts), names: new Array<undefined>(length).fill(undefined), types: new Array<undefined>(length).fill(undefined),
    open: new Array<boolean>(length).fill(false), settled: new Array<undefined>(facts.calls.length).fill(undefined),
  };
  facts.values.forEach((value, id) => visit(work, id, value));
  facts.calls.forEach((call) => (work.settled[call.id] ??= settle(work, call.id)));
  return work;
}

function visit(work: Work, id: ValueId, value: Value): void {
  const { names, types, open } = work;
  const copy = (from: ValueId): void => {
    types[id] = types[from];
    open[id] = open[from] ?? false;
  };
  switch (value.kind) {
    case "constant":
      types[id] = typeof value.value === "string" ? TEXT : value.value === null ? undefined : NUMBER;
      return;
    case "import":
      names[id] = importedName(work, value.index);
      open[id] = names[id] === undefined;
      break;
    case "name":
      visitName(work, id, value);
      break;
    case "lookup":
      visitLookup(work, id, value);
      break;
    case "result":
      types[id] = resultTypeOf(work, value.call);
      return;
    case "enter":
      copy(value.of);
      types[id] = entered(work, types[value.of]);
      return;
    case "after":
    case "updated":
      copy(value.base);
      return;
    case "loop":
      if (staysItself(work.facts, id, value.next)) copy(value.entry);
      return;
    case "either":
      visitEither(work, id, value.options);
      break;
    case "join":
      types[id] = joinType(work, value.parts, value.how);
      return;
    case "list":
      types[id] = value.shape === "set" ? "builtins.set" : value.shape === "tuple" ? "builtins.tuple" : "builtins.list";
      return;
    case "record":
      types[id] = "builtins.dict";
      return;
    case "element":
      types[id] = elementType(work, value.of, value.index);
      return;
    default:
      return;
  }
  const name = names[id];
  if (name !== undefined) types[id] ??= work.catalogue.names.get(name);
}

function importedName(work: Work, index: number): string | undefined {
  const item = work.facts.imports[index];
  if (!item || item.level > 0) return undefined;
  if (item.name !== undefined) return `${item.module}.${item.name}`;
  const first = item.module.split(".")[0] ?? item.module;
  return item.as === first ? first : item.module;
}

function visitName(work: Work, id: ValueId, value: NameValue): void {
  const { catalogue, bindings, names, open } = work;
  const binding = bindings.of(value.unit, value.name);
  if (binding) {
    const found = binding.other ? [] : binding.imports.map((index) => importedName(work, index));
    names[id] = oneName(work, found);
    open[id] = names[id] === undefined && !binding.other;
    // Bodies of functions are read after the module, so that what the module stores stands before them.
    if (binding.only !== null && binding.only < id) work.types[id] = work.types[binding.only];
    return;
  }
  const star = bindings.stars.modules.map((module) => `${module}.${value.name}`).find((name) => isKnown(catalogue, name));
  const builtin = `${work.facts.language === "typescript" ? "globalThis" : "builtins"}.${value.name}`;
  // What a script of the browser does not bind is a global of the page, also that of a library.
  names[id] = star ?? (work.facts.language === "typescript" || isKnown(catalogue, builtin) ? builtin : undefined);
  open[id] = names[id] === undefined;
}

function isKnown(catalogue: Catalogue, name: string): boolean {
  return catalogue.calls.callable(name).length > 0 || catalogue.decorators.callable(name).length > 0 || catalogue.names.has(name);
}

/** Alternatives of one import (`try: import a` / `except ImportError: import b`): the first that belongs to a known package. */
function oneName(work: Work, found: readonly (string | undefined)[]): string | undefined {
  const known = found.filter((name): name is string => name !== undefined);
  if (known.length === 0 || known.length < found.length) return undefined;
  return known.find((name) => work.catalogue.modules.has(name.split(".")[0] ?? name)) ?? known[0];
}

function visitEither(work: Work, id: ValueId, options: readonly ValueId[]): void {
  const { facts, names, types, open } = work;
  const real = options.filter((option) => {
    const value = facts.values[option];
    return !(value?.kind === "constant" && value.value === null);
  });
  names[id] = oneName(work, real.map((option) => names[option]));
  const first = real[0] === undefined ? undefined : types[real[0]];
  if (real.every((option) => types[option] === first)) types[id] = first;
  open[id] = names[id] === undefined && real.some((option) => open[option] || names[option] !== undefined);
}

const MAX_CHASE = 64;

/** A loop that only calls or updates the value keeps its type; bounded, since a turn may be long. */
function staysItself(facts: FileFacts, loop: ValueId, next: ValueId): boolean {
  const seen = new Set<ValueId>([loop, next]);
  for (const id of seen) {
    const value = facts.values[id];
    if (id === loop) continue;
    if (seen.size > MAX_CHASE || !value) return false;
    if (value.kind === "after" || value.kind === "updated") seen.add(value.base);
    else if (value.kind === "either") for (const option of value.options) seen.add(option);
    else if (value.kind === "loop") seen.add(value.entry).add(value.next);
    else return false;
  }
  return true;
}

function visitLookup(work: Work, id: ValueId, value: LookupValue): void {
  const { facts, catalogue, names, types, open } = work;
  const type = types[value.base];
  const key = facts.values[value.key];
  if (value.how === "item") {
    types[id] = type === undefined ? undefined : itemType(work, type, value.key);
    return;
  }
  if (key?.kind !== "constant" || typeof key.value !== "string") return;
  const base = names[value.base];
  if (base !== undefined) names[id] = `${base}.${key.value}`;
  open[id] = open[value.base] ?? false;
  if (type === undefined) return;
  if (catalogue.calls.method(type, key.value).length === 0) types[id] = catalogue.types.attribute(type, key.value);
}

/** `df["x"]` is an item, `df[["x", "y"]]` and `df[mask]` are frames; `df[x]` may be either. */
function itemType(work: Work, type: string, key: ValueId): string | undefined {
  const { types } = work.catalogue;
  const frame = types.inherited(type, (each) => (each.is === "frame" ? true : undefined)) === true;
  const kind = work.facts.values[key]?.kind;
  if (!frame || kind === "constant") return types.item(type);
  return kind === "list" || kind === "operation" ? type : undefined;
}

function entered(work: Work, type: string | undefined): string | undefined {
  return type === undefined ? undefined : (work.catalogue.types.attribute(type, "__enter__") ?? type);
}

function joinType(work: Work, parts: readonly ValueId[], how: "concat" | "path"): string | undefined {
  const types = parts.map((part) => work.types[part]);
  if (how === "path") return types.find((type) => type !== undefined && type !== TEXT && type !== NUMBER);
  return types.includes(TEXT) ? TEXT : undefined;
}

function elementType(work: Work, of: ValueId, index: number): string | undefined {
  const value = work.facts.values[of];
  if (value?.kind !== "result" || index < 0) return undefined;
  const result = work.settled[value.call]?.[0]?.result;
  if (result?.kind === "tuple") {
    const item = result.items[index];
    return item && typeOfResult(work, value.call, item);
  }
  if (result?.kind !== "split") return undefined;
  const call = work.facts.calls[value.call];
  const source = call && pick(work.facts, call, { pos: Math.floor(index / result.parts) });
  return source === null || source === undefined ? undefined : work.types[source];
}

function resultTypeOf(work: Work, id: CallId): string | undefined {
  const models = (work.settled[id] ??= settle(work, id));
  const call = work.facts.calls[id];
  if (!models || !call) return undefined;
  const sure = models.filter((model) => model.result && allHold(work.facts, call, model.when) === true);
  const result = sure[0]?.result ?? (models.length === 1 ? models[0]?.result : undefined);
  return result && typeOfResult(work, id, result);
}

function typeOfResult(work: Work, id: CallId, result: ResultModel): string | undefined {
  const call = work.facts.calls[id];
  if (!call) return undefined;
  const receiver = pick(work.facts, call, { from: "receiver" });
  switch (result.kind) {
    case "type": return result.type === "self" ? (receiver === null || receiver === undefined ? undefined : work.types[receiver]) : result.type;
    case "same": {
      const source = pick(work.facts, call, result.of);
      return source === null || source === undefined || result.of.item !== undefined ? undefined : work.types[source];
    }
    case "join": return result.listed ? "builtins.list" : (result.type ?? TEXT);
    case "text": return result.type ?? (result.operation === "split" ? "builtins.list" : TEXT);
    case "environment": return TEXT;
    case "elements": return "builtins.list";
    default: return undefined;
  }
}

/** Models of a call that the file alone settles: by the callee's qualified name, or by the receiver's type. */
function settle(work: Work, id: CallId): readonly CallModel[] | undefined {
  const call = work.facts.calls[id];
  return call && knownModels(work, call.callee)?.filter((model) => allHold(work.facts, call, model.when) !== false);
}

function knownModels(work: Work, callee: ValueId): readonly CallModel[] | undefined {
  const { facts, catalogue, names, types } = work;
  const name = names[callee];
  const byName = name === undefined ? [] : catalogue.calls.callable(name);
  if (byName.length > 0) return byName;
  const value = facts.values[callee];
  const receiver = value?.kind === "lookup" && value.how === "attribute" ? types[value.base] : undefined;
  if (value?.kind === "lookup" && receiver !== undefined) {
    const key = facts.values[value.key];
    const methods = key?.kind === "constant" ? catalogue.calls.method(receiver, String(key.value)) : [];
    if (methods.length > 0) return methods;
  }
  const type = types[callee];
  if (type !== undefined) return catalogue.calls.method(type, "__call__");
  if (receiver !== undefined) return [];
  return name !== undefined && catalogue.modules.has(name.split(".")[0] ?? name) ? [] : undefined;
}
