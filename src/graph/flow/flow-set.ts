import { CONFIDENCES, type Confidence } from "../../facts/vocabulary.js";

/** What a value may derive from. `effect`: a read or a prediction; `flag`: a switch; `random`: a random draw. */
export interface Source {
  readonly kind: "effect" | "flag" | "random";
  /** Stable over rounds; for a flag its name. */
  readonly key: string;
}

/** A small sorted set of sources, each with a confidence; interned, so equal sets are the same object. */
export interface FlowSet {
  readonly id: number;
  /** `source * 4 + confidence`, sorted by source. */
  readonly items: readonly number[];
}

/** Sources beyond this many are dropped from a set (the least sure first). */
const MAX_SOURCES = 192;

/** Interns sources and sets of them. */
export class FlowTable {
  readonly sources: Source[] = [];
  private readonly ids = new Map<string, number>();
  private readonly sets = new Map<string, FlowSet>();
  private readonly unions = new Map<number, FlowSet>();
  private count = 0;
  readonly empty: FlowSet = this.intern([]);

  /** Number of a source. */
  source(kind: Source["kind"], key: string): number {
    const full = `${kind} ${key}`;
    const known = this.ids.get(full);
    if (known !== undefined) return known;
    const id = this.sources.push({ kind, key }) - 1;
    this.ids.set(full, id);
    return id;
  }

  /** The set of one source. */
  of(source: number, confidence: Confidence = "certain"): FlowSet {
    return this.intern([source * 4 + CONFIDENCES.indexOf(confidence)]);
  }

  /** Both; the surer confidence wins. */
  union(a: FlowSet, b: FlowSet): FlowSet {
    if (a === b || b.items.length === 0) return a;
    if (a.items.length === 0) return b;
    const key = Math.min(a.id, b.id) * 0x4000000 + Math.max(a.id, b.id);
    const known = this.unions.get(key);
    if (known) return known;
    const out: number[] = [];
    let i = 0;
    let j = 0;
    while (i < a.items.length || j < b.items.length) {
      const x = a.items[i] ?? Infinity;
      const y = b.items[j] ?? Infinity;
      if (x >> 2 === y >> 2 && x !== Infinity && y !== Infinity) {
        out.push(Math.max(x, y));
        i++;
        j++;
      } else if (x < y) {
        out.push(x);
        i++;
      } else {
        out.push(y);
        j++;
      }
    }
    const set = this.intern(out.length > MAX_SOURCES ? strongest(out) : out);
    this.unions.set(key, set);
    return set;
  }

  /** Elements of the first set whose source is not in the second. */
  without(a: FlowSet, b: FlowSet): FlowSet {
    if (a === b || a.items.length === 0) return this.empty;
    if (b.items.length === 0) return a;
    const gone = new Set(b.items.map((item) => item >> 2));
    return this.intern(a.items.filter((item) => !gone.has(item >> 2)));
  }

  /** All of them. */
  all(sets: readonly FlowSet[]): FlowSet {
    return sets.reduce((sum, set) => this.union(sum, set), this.empty);
  }

  /** No element surer than `confidence`. */
  atMost(set: FlowSet, confidence: Confidence): FlowSet {
    const cap = CONFIDENCES.indexOf(confidence);
    if (set.items.every((item) => (item & 3) <= cap)) return set;
    return this.intern(set.items.map((item) => (item & ~3) | Math.min(item & 3, cap)));
  }

  private intern(items: readonly number[]): FlowSet {
    const key = items.join(",");
    const known = this.sets.get(key);
    if (known) return known;
    const set = { id: this.count++, items };
    this.sets.set(key, set);
    return set;
  }
}

function strongest(items: readonly number[]): number[] {
  return [...items].sort((a, b) => (b & 3) - (a & 3) || a - b).slice(0, MAX_SOURCES).sort((a, b) => a - b);
}

/** Confidence of an element of a set. */
export function itemConfidence(item: number): Confidence {
  return CONFIDENCES[item & 3] ?? "possible";
}
