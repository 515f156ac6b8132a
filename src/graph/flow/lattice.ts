import { compareText } from "../../facts/location.js";
import type { Text } from "../text.js";
import type { Abstract, BoundArguments, ExternalThing, FunctionThing, FrameKey, InstanceThing, ObjectId, Thing, UnitRef } from "./abstract.js";
import { FlowTable, type FlowSet } from "./flow-set.js";
import { boundTexts, joinTexts, literalText, textKey } from "./text-algebra.js";

/** Deeper lists and records keep only their flow. */
const MAX_DEPTH = 6;
const MAX_THINGS = 10;
/** Positions of a list and keys of a record that are kept apart. */
const MAX_ITEMS = 48;
const MAX_ENTRIES = 200;

/** Makes and joins abstract values; every result is interned. */
export class Lattice {
  readonly flows = new FlowTable();
  private readonly table = new Map<string, Abstract>();
  private readonly joins = new Map<number, Abstract>();
  private readonly plain = new Map<number, Abstract>();
  private readonly textIds = new Map<string, number>();
  private readonly textNumbers = new WeakMap<Text, number>();
  private readonly kindTexts = new Map<Abstract, string>();
  private count = 0;
  /** Nothing is known and nothing flows. */
  readonly nothing: Abstract = this.make([], [], this.flows.empty);
  readonly none: Abstract = this.make([], [{ kind: "none", key: "none" }], this.flows.empty);

  make(texts: readonly Text[], things: readonly Thing[], flow: FlowSet): Abstract {
    if (things.length === 0 && texts.length <= 1) return this.simple(texts[0], flow);
    return this.intern(texts, things, flow);
  }

  /** The common case without a key of text: no thing and at most one text. */
  private simple(text: Text | undefined, flow: FlowSet): Abstract {
    const key = (text ? this.textId(text) + 1 : 0) * 0x2000000 + flow.id;
    const known = this.plain.get(key);
    if (known) return known;
    const value: Abstract = { id: this.count++, texts: text ? [text] : [], things: [], flow, depth: 0 };
    this.plain.set(key, value);
    return value;
  }

  private intern(texts: readonly Text[], things: readonly Thing[], flow: FlowSet): Abstract {
    const sorted = things.length > 1 ? [...things].sort((a, b) => compareText(a.key, b.key)) : things;
    const key = `${texts.map((text) => this.textId(text)).join(",")}|${sorted.map((thing) => thing.key).join(",")}|${flow.id}`;
    const known = this.table.get(key);
    if (known) return known;
    const value: Abstract = { id: this.count++, texts, things: sorted, flow, depth: depthOf(sorted) };
    this.table.set(key, value);
    return value;
  }

  private textId(text: Text): number {
    const seen = this.textNumbers.get(text);
    if (seen !== undefined) return seen;
    const key = textKey(text);
    let id = this.textIds.get(key);
    if (id === undefined) this.textIds.set(key, (id = this.textIds.size));
    this.textNumbers.set(text, id);
    return id;
  }

  texts(texts: readonly Text[], flow: FlowSet = this.flows.empty): Abstract {
    return this.make(boundTexts(texts), [], flow);
  }

  text(text: string): Abstract {
    return this.make([literalText(text)], [], this.flows.empty);
  }

  things(things: readonly Thing[], flow: FlowSet = this.flows.empty): Abstract {
    return this.make([], things.slice(0, MAX_THINGS), flow);
  }

  flowOnly(flow: FlowSet): Abstract {
    return this.make([], [], flow);
  }

  withFlow(value: Abstract, flow: FlowSet): Abstract {
    const sum = this.flows.union(value.flow, flow);
    return sum === value.flow ? value : this.make(value.texts, value.things, sum);
  }

  /** Kinds of the things of a value, without objects and texts. */
  kinds(value: Abstract): string {
    let known = this.kindTexts.get(value);
    if (known === undefined) {
      known = `${value.texts.length > 0 ? "t" : ""}${value.things.map((thing) => (thing.kind === "instance" ? `i${thing.type ?? ""}${thing.cls ?? ""}` : thing.kind === "function" || thing.kind === "class" ? `${thing.kind}${thing.unit}` : thing.kind === "list" || thing.kind === "record" || thing.kind === "none" ? thing.kind : thing.key)).join("+")}`;
      this.kindTexts.set(value, known);
    }
    return known;
  }

  /** The same value without its texts (an operation changed them in an unknown way). */
  withoutTexts(value: Abstract): Abstract {
    return value.texts.length === 0 ? value : this.make([], value.things, value.flow);
  }

  withThings(value: Abstract, things: readonly Thing[]): Abstract {
    return this.make(value.texts, things, value.flow);
  }

  join(a: Abstract, b: Abstract): Abstract {
    if (a === b || b === this.nothing) return a;
    if (a === this.nothing) return b;
    const key = a.id * 0x4000000 + b.id;
    const known = this.joins.get(key);
    if (known) return known;
    const value = this.make(joinTexts(a.texts, b.texts), this.joinThings(a.things, b.things), this.flows.union(a.flow, b.flow));
    this.joins.set(key, value);
    return value;
  }

  joinAll(values: readonly Abstract[]): Abstract {
    return values.reduce((sum, value) => this.join(sum, value), this.nothing);
  }

  private joinThings(a: readonly Thing[], b: readonly Thing[]): readonly Thing[] {
    if (b.length === 0) return a;
    if (a.length === 0) return b;
    const out = [...a];
    for (const thing of b) {
      const at = out.findIndex((other) => other.key === thing.key || (other.kind === thing.kind && (thing.kind === "list" || thing.kind === "record")));
      const other = out[at];
      if (other === undefined) out.push(thing);
      else if (other.key !== thing.key) out[at] = this.joinContainers(other, thing);
    }
    return out.slice(0, MAX_THINGS);
  }

  private joinContainers(a: Thing, b: Thing): Thing {
    if (a.kind === "list" && b.kind === "list") {
      if (a.items.length === b.items.length) {
        return this.list(a.items.map((item, i) => this.join(item, b.items[i] ?? this.nothing)), this.joinRest(a.rest, b.rest));
      }
      return this.list([], this.joinAll([...a.items, ...b.items, ...(a.rest ? [a.rest] : []), ...(b.rest ? [b.rest] : [])]));
    }
    if (a.kind === "record" && b.kind === "record") {
      const entries = new Map(a.entries);
      for (const [key, value] of b.entries) entries.set(key, this.join(entries.get(key) ?? this.nothing, value));
      return this.record(entries, this.joinRest(a.rest, b.rest));
    }
    return a;
  }

  private joinRest(a: Abstract | null, b: Abstract | null): Abstract | null {
    return a && b ? this.join(a, b) : a ?? b;
  }

  /** A list or tuple; too deep elements keep their flow only. */
  list(items: readonly Abstract[], rest: Abstract | null): Thing {
    const long = items.length > MAX_ITEMS;
    const kept = (long ? items.slice(0, MAX_ITEMS) : items).map((item) => this.shallow(item));
    const over = long ? this.joinAll(items.slice(MAX_ITEMS).map((item) => this.shallow(item))) : null;
    const tail = this.joinRest(rest ? this.shallow(rest) : null, over);
    return { kind: "list", key: `L${kept.map((item) => item.id).join(".")}/${tail ? tail.id : ""}`, items: kept, rest: tail };
  }

  listValue(items: readonly Abstract[], rest: Abstract | null): Abstract {
    const flow = this.flows.all([...items.map((item) => item.flow), ...(rest ? [rest.flow] : [])]);
    return this.make([], [this.list(items, rest)], flow);
  }

  record(entries: ReadonlyMap<string, Abstract>, rest: Abstract | null): Thing {
    const sorted = [...entries].sort((a, b) => compareText(a[0], b[0]));
    const kept = new Map(sorted.slice(0, MAX_ENTRIES).map(([key, value]) => [key, this.shallow(value)] as const));
    const over = sorted.length > MAX_ENTRIES ? this.joinAll(sorted.slice(MAX_ENTRIES).map(([, value]) => this.shallow(value))) : null;
    const tail = this.joinRest(rest ? this.shallow(rest) : null, over);
    return { kind: "record", key: `R${[...kept].map(([key, value]) => `${key}:${value.id}`).join("\u0001")}/${tail ? tail.id : ""}`, entries: kept, rest: tail };
  }

  recordValue(entries: ReadonlyMap<string, Abstract>, rest: Abstract | null): Abstract {
    const flow = this.flows.all([...[...entries.values()].map((value) => value.flow), ...(rest ? [rest.flow] : [])]);
    return this.make([], [this.record(entries, rest)], flow);
  }

  private shallow(value: Abstract): Abstract {
    return value.depth >= MAX_DEPTH ? this.make(value.texts, value.things.filter((thing) => thing.kind !== "list" && thing.kind !== "record" && thing.kind !== "super" && !carries(thing)), value.flow) : value;
  }

  instance(object: ObjectId, type: string | null, cls: UnitRef | null): InstanceThing {
    return { kind: "instance", key: `I${object}:${type ?? ""}:${cls ?? ""}`, object, type, cls };
  }

  function(unit: UnitRef, env: FrameKey | null, receiver: Abstract | null, bound: BoundArguments | null): FunctionThing {
    return { kind: "function", key: `F${unit}:${env ?? ""}:${receiver ? receiver.id : ""}:${boundKey(bound)}`, unit, env, receiver, bound };
  }

  external(name: string, receiver: Abstract | null = null, bound: BoundArguments | null = null): ExternalThing {
    return { kind: "external", key: `E${name}:${receiver ? receiver.id : ""}:${boundKey(bound)}`, name, receiver, bound };
  }

  externalValue(name: string): Abstract {
    return this.things([this.external(name)]);
  }
}

function boundKey(bound: BoundArguments | null): string {
  if (!bound) return "";
  return `${bound.positional.map((value) => value.id).join(".")};${[...bound.named].map(([name, value]) => `${name}=${value.id}`).join(".")}`;
}

/** Things that hold values of their own count as nesting too, or receivers and partial arguments could grow without end. */
function carries(thing: Thing): boolean {
  return (thing.kind === "function" || thing.kind === "external") && (thing.receiver !== null || thing.bound !== null);
}

function depthOf(things: readonly Thing[]): number {
  let depth = 0;
  for (const thing of things) {
    if (thing.kind === "list") for (const item of thing.rest ? [...thing.items, thing.rest] : thing.items) depth = Math.max(depth, item.depth + 1);
    else if (thing.kind === "record") {
      for (const value of thing.entries.values()) depth = Math.max(depth, value.depth + 1);
      if (thing.rest) depth = Math.max(depth, thing.rest.depth + 1);
    } else if (thing.kind === "function" || thing.kind === "external") {
      if (thing.receiver) depth = Math.max(depth, thing.receiver.depth + 1);
      if (thing.bound) for (const value of [...thing.bound.positional, ...thing.bound.named.values()]) depth = Math.max(depth, value.depth + 1);
    } else if (thing.kind === "super") depth = Math.max(depth, thing.receiver.depth + 1);
  }
  return depth;
}
