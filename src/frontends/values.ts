import type { Span } from "../facts/location.js";
import { MAX_ALTERNATIVES, type CallId, type Scalar, type Value, type ValueId } from "../facts/value.js";
import type { BranchId } from "../facts/file-facts.js";

/** Longer lists of operands are not looked up for an equal one: they hardly ever have a twin. */
const SHARED_OPERANDS = 12;
/** Lookups by two ids are keyed by one number; ids stay far below this. */
const ID_SPAN = 2 ** 25;
/** A chain of mutations followed for an identity. */
const IDENTITY_STEPS = 64;

/** A loop variable while its loop is being read: `next` is filled in at the end of the body. */
interface OpenLoop { readonly kind: "loop"; readonly entry: ValueId; next: ValueId }

/** The value table of one file: equal values share one index, operands come before what uses them. */
export class Values {
  readonly all: Value[] = [];
  readonly #known = new Map<string, ValueId>();
  readonly #lookups = new Map<number, ValueId>();
  readonly #keys = new Map<string, ValueId>();
  /** Object that a value still is after mutations, where it differs from the value itself. */
  readonly #identity = new Map<ValueId, ValueId>();
  /** Lists with a starred item, whose later positions are unknown. */
  readonly #starred = new Set<ValueId>();

  at(id: ValueId): Value | undefined {
    return this.all[id];
  }

  /** A literal without a place: a number, `None`, `True`, or the empty text of an unreadable literal. */
  constant(value: Scalar): ValueId {
    return this.#share(`c${typeof value} ${Object.is(value, -0) ? "-0" : String(value)}`, { kind: "constant", value });
  }

  /** A string literal at its place. */
  text(value: string, at: Span): ValueId {
    return this.#add({ kind: "constant", value, at });
  }

  /** The key of an attribute or keyword: a constant without a place. */
  key(name: string): ValueId {
    let id = this.#keys.get(name);
    if (id === undefined) this.#keys.set(name, (id = this.#add({ kind: "constant", value: name })));
    return id;
  }

  name(name: string, unit: number): ValueId {
    return this.#share(`n${unit} ${name}`, { kind: "name", name, unit });
  }

  parameter(unit: number, index: number): ValueId {
    return this.#share(`p${unit} ${index}`, { kind: "parameter", unit, index });
  }

  import(index: number): ValueId {
    return this.#add({ kind: "import", index });
  }

  unit(unit: number): ValueId {
    return this.#add({ kind: "unit", unit });
  }

  result(call: CallId): ValueId {
    return this.#add({ kind: "result", call });
  }

  join(how: "concat" | "path", parts: readonly ValueId[]): ValueId {
    return this.#shareList(`j${how}`, parts, { kind: "join", how, parts });
  }

  lookup(how: "attribute" | "item", base: ValueId, key: ValueId): ValueId {
    const code = (base * 2 + (how === "item" ? 1 : 0)) * ID_SPAN + key;
    let id = this.#lookups.get(code);
    if (id === undefined) this.#lookups.set(code, (id = this.#add({ kind: "lookup", how, base, key })));
    return id;
  }

  attribute(base: ValueId, name: string): ValueId {
    return this.lookup("attribute", base, this.key(name));
  }

  enter(of: ValueId): ValueId {
    return this.#share(`w${of}`, { kind: "enter", of });
  }

  element(of: ValueId, index: number): ValueId {
    return this.#share(`x${of} ${index}`, { kind: "element", of, index });
  }

  list(items: readonly ValueId[], shape: "list" | "tuple" | "set" | "comprehension", starred = false): ValueId {
    const id = this.#shareList(`l${shape}${starred ? "*" : ""}`, items, { kind: "list", items, shape });
    if (starred) this.#starred.add(id);
    return id;
  }

  record(entries: readonly { readonly key: ValueId | null; readonly value: ValueId }[]): ValueId {
    return this.#add({ kind: "record", entries });
  }

  operation(operator: string, operands: readonly ValueId[]): ValueId {
    return this.#shareList(`o${operator} `, operands, { kind: "operation", operator, operands });
  }

  unknown(why: string): ValueId {
    return this.#share(`u${why}`, { kind: "unknown", why });
  }

  /** One of several values; equal ones count once, a single one is itself, and a list that is too long ends in an unknown. */
  either(options: readonly ValueId[], conditions: readonly BranchId[]): ValueId {
    const guardOf = new Map<ValueId, BranchId>();
    options.forEach((option, i) => {
      if (!guardOf.has(option)) guardOf.set(option, conditions[i] ?? -1);
    });
    const kept = [...guardOf.keys()];
    const guards = [...guardOf.values()];
    const [only] = kept;
    if (only === undefined) return this.unknown("no alternative");
    if (kept.length === 1) return only;
    if (kept.length > MAX_ALTERNATIVES) {
      kept.splice(MAX_ALTERNATIVES - 1, kept.length, this.unknown("more alternatives than are kept"));
      guards.splice(MAX_ALTERNATIVES - 1, guards.length, -1);
    }
    const id = this.#shareList(`e${guards.join()} `, kept, { kind: "either", options: kept, conditions: guards });
    const identity = this.identity(only);
    if (kept.every((option) => this.identity(option) === identity)) this.#identity.set(id, identity);
    return id;
  }

  /** A variable that a loop changes; `mutatedOnly` says that it stays the same object. `closeLoop` completes it. */
  openLoop(entry: ValueId, mutatedOnly: boolean): ValueId {
    const loop: OpenLoop = { kind: "loop", entry, next: entry };
    const id = this.#add(loop);
    if (mutatedOnly) this.#identity.set(id, this.identity(entry));
    return id;
  }

  closeLoop(id: ValueId, next: ValueId): void {
    const loop = this.all[id];
    // `openLoop` made this entry as an `OpenLoop`; the table shows it read-only.
    if (loop?.kind === "loop") (loop as OpenLoop).next = next === id ? loop.entry : next;
  }

  updated(how: "attribute" | "item", base: ValueId, key: ValueId, value: ValueId): ValueId {
    return this.#mutated(base, { kind: "updated", how, base, key, value });
  }

  after(base: ValueId, call: CallId): ValueId {
    return this.#mutated(base, { kind: "after", base, call });
  }

  /** The object that a value was before attributes, items or calls changed it. */
  identity(id: ValueId): ValueId {
    return this.#identity.get(id) ?? id;
  }

  /** As `identity`, also below lookups: `self.a.b` for a `self` that was changed before. */
  place(id: ValueId): ValueId {
    const path: { how: "attribute" | "item"; key: ValueId }[] = [];
    let root = this.identity(id);
    for (let value = this.all[root]; value?.kind === "lookup" && path.length < IDENTITY_STEPS; value = this.all[root]) {
      path.push(value);
      root = this.identity(value.base);
    }
    return path.reduceRight((base, step) => this.lookup(step.how, base, step.key), root);
  }

  /** Text of a constant string. */
  textOf(id: ValueId): string | undefined {
    const value = this.all[id];
    return value?.kind === "constant" && typeof value.value === "string" ? value.value : undefined;
  }

  /** Items of a display whose positions are known. */
  itemsOf(id: ValueId): readonly ValueId[] | undefined {
    const value = this.all[id];
    return value?.kind === "list" && value.shape !== "comprehension" && value.shape !== "set" && !this.#starred.has(id) ? value.items : undefined;
  }

  /** True for imports and definitions, which stay themselves whatever is called on them or stored in them. */
  isDefinition(id: ValueId): boolean {
    const value = this.all[id];
    if (value?.kind === "either") return value.options.some((option) => this.#isImportOrUnit(option));
    return this.#isImportOrUnit(id);
  }

  #isImportOrUnit(id: ValueId): boolean {
    const kind = this.all[id]?.kind;
    return kind === "import" || kind === "unit";
  }

  #mutated(base: ValueId, value: Value): ValueId {
    const id = this.#add(value);
    this.#identity.set(id, this.identity(base));
    return id;
  }

  #add(value: Value): ValueId {
    return this.all.push(value) - 1;
  }

  #share(key: string, value: Value): ValueId {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#add(value);
    this.#known.set(key, id);
    return id;
  }

  #shareList(kind: string, ids: readonly ValueId[], value: Value): ValueId {
    return ids.length > SHARED_OPERANDS ? this.#add(value) : this.#share(`${kind}${ids.join()}`, value);
  }
}
