import type { Span } from "../facts/location.js";
import { MAX_ALTERNATIVES, type Scalar, type Value, type ValueId } from "../facts/value.js";

/** A text of more parts is unknown: text that doubles itself would grow without end. */
const MAX_PARTS = 512;

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

  /** Text put together; a single part is itself, joins inside are opened. */
  concat(pieces: readonly ValueId[]): ValueId {
    const full = pieces.filter((piece) => this.scalar(piece) !== "");
    const [only, second] = full;
    if (only === undefined) return pieces[0] ?? this.constant("");
    if (second === undefined) return only;
    const parts = full.flatMap((piece) => {
      const value = this.values[piece];
      return value?.kind === "join" && value.how === "concat" ? value.parts : [piece];
    });
    if (parts.length > MAX_PARTS) return this.unknown("text of too many parts");
    return this.#share(`j:${parts.join()}`, { kind: "join", how: "concat", parts });
  }

  /** A path put together. */
  path(parts: readonly ValueId[]): ValueId {
    return this.#share(`p:${parts.join()}`, { kind: "join", how: "path", parts });
  }

  /** One of several, each once; a longer list than facts allow ends in an unknown. */
  either(options: readonly ValueId[]): ValueId {
    const flat = options.flatMap((option) => {
      const value = this.values[option];
      return value?.kind === "either" ? value.options : [option];
    });
    const distinct = [...new Set(flat)];
    const [only] = distinct;
    if (only !== undefined && distinct.length === 1) return only;
    if (distinct.length > MAX_ALTERNATIVES) distinct.splice(MAX_ALTERNATIVES - 1, Infinity, this.unknown("more alternatives than are kept"));
    return this.#share(`e:${distinct.join()}`, { kind: "either", options: distinct });
  }

  /** Nothing is known, and why. */
  unknown(why: string): ValueId {
    return this.#share(`u:${why}`, { kind: "unknown", why });
  }

  /** The literal behind a value, put together where it is text of literals; undefined where a part is not known. */
  scalar(id: ValueId): Scalar | undefined {
    const value = this.values[id];
    if (value?.kind === "constant") return value.value;
    if (value?.kind !== "join" || value.how !== "concat") return undefined;
    let text = "";
    for (const part of value.parts) {
      const piece = this.values[part];
      if (piece?.kind !== "constant") return undefined;
      text += String(piece.value);
    }
    return text;
  }

  #share(key: string, value: Value): ValueId {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.values.push(value) - 1;
    this.#known.set(key, id);
    return id;
  }
}
