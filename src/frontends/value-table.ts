import type { Span } from "../facts/location.js";
import { MAX_ALTERNATIVES, type Scalar, type Value, type ValueId } from "../facts/value.js";

/** Builds the value table of a text without scopes (configuration, shell): constants, named unknowns, and text put together from them. */
export class ValueTable {
  readonly values: Value[] = [];
  readonly #known = new Map<string, ValueId>();

  /** A literal; one without a place is shared. */
  constant(value: Scalar, at?: Span): ValueId {
    if (at && typeof value === "string") return this.values.push({ kind: "constant", value, at }) - 1;
    return this.#share(`c:${typeof value}:${String(value)}`, { kind: "constant", value });
  }

  /** A named unknown such as `env:BUCKET`. */
  name(name: string): ValueId {
    return this.#share(`n:${name}`, { kind: "name", name, unit: 0 });
  }

  /** Text put together; a single part is itself. */
  concat(parts: readonly ValueId[]): ValueId {
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    if (only === undefined) return this.constant("");
    return this.#share(`j:${parts.join()}`, { kind: "join", how: "concat", parts });
  }

  /** One of several; a longer list than facts allow ends in an unknown. */
  either(options: readonly ValueId[]): ValueId {
    const distinct = [...new Set(options)];
    const [only] = distinct;
    if (only !== undefined && distinct.length === 1) return only;
    if (distinct.length > MAX_ALTERNATIVES) distinct.splice(MAX_ALTERNATIVES - 1, Infinity, this.unknown("more alternatives than are kept"));
    return this.#share(`e:${distinct.join()}`, { kind: "either", options: distinct });
  }

  /** Nothing is known, and why. */
  unknown(why: string): ValueId {
    return this.#share(`u:${why}`, { kind: "unknown", why });
  }

  /** The literal behind a value, or undefined. */
  scalar(id: ValueId): Scalar | undefined {
    const value = this.values[id];
    return value?.kind === "constant" ? value.value : undefined;
  }

  #share(key: string, value: Value): ValueId {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.values.push(value) - 1;
    this.#known.set(key, id);
    return id;
  }
}
