import { placeIn } from "./project-file.js";
import type { ValueId } from "../../facts/value.js";
import type { Abstract, ListThing, Thing } from "./abstract.js";
import { lookupAttribute } from "./attributes.js";
import { evaluateCall } from "./calls.js";
import { elementOf, lookupItem, updateItem } from "./containers.js";
import { frameValue, type Frame } from "./frame.js";
import { lookupName, resolveImport } from "./names-in-scope.js";
import { foldersIn } from "./results.js";
import { isType } from "./types.js";
import { boundAt, concatTexts, joinPaths, literalText } from "./text-algebra.js";
import { unitValue } from "./unit-value.js";
import type { World } from "./world.js";

/** Value that was computed for this frame before; a variable of an enclosing function comes from its frame. */
export function valueIn(frame: Frame, value: ValueId, nothing: Abstract): Abstract {
  return frameValue(frame, value) ?? nothing;
}

/** Computes one value from its operands, which were computed before. */
export function evaluate(world: World, frame: Frame, id: ValueId): Abstract {
  const { lattice } = world;
  const { facts } = frame.file;
  const value = facts.values[id];
  if (!value) return lattice.nothing;
  const of = (operand: ValueId): Abstract => frameValue(frame, operand) ?? lattice.nothing;
  switch (value.kind) {
    case "constant":
      if (value.value === null) return lattice.none;
      return (frame.file.constants[id] ??= lattice.texts([literalText(String(value.value), value.at ? [placeIn(frame.file, value.at)] : [])]));
    case "name": {
      const type = frame.file.nameTypes.get(id);
      return type === undefined || type === THIS_FILE ? lookupName(world, frame, value.name, value.unit) : typedName(world, frame, type);
    }
    case "parameter": {
      if (value.unit === frame.unit.id) return frame.args[value.index] ?? lattice.nothing;
      for (let env = frame.env; env; env = env.env) if (env.unit.id === value.unit) return env.args[value.index] ?? lattice.nothing;
      return lattice.nothing;
    }
    case "import":
      return resolveImport(world, frame.file, value.index);
    case "unit":
      return unitValue(world, frame, value.unit);
    case "join":
      return joinValue(world, value.how, value.parts.map(of));
    case "lookup": {
      const type = frame.file.nameTypes.get(id);
      if (type !== undefined) return typedName(world, frame, type);
      const base = of(value.base);
      const key = of(value.key);
      if (value.how === "attribute") {
        const name = key.texts[0]?.parts[0];
        return typeof name === "string" ? lookupAttribute(world, frame, base, name, id) : lattice.flowOnly(base.flow);
      }
      return lookupItem(world, frame, base, key);
    }
    case "result": {
      const call = facts.calls[value.call];
      if (!call) return lattice.nothing;
      if (call.unit !== frame.unit.id) return fromOuter(frame, call.unit, id) ?? lattice.nothing;
      return evaluateCall(world, frame, call);
    }
    case "enter":
      return entered(world, of(value.of));
    case "either":
      return lattice.joinAll(value.options.map(of));
    case "loop":
      return lattice.join(of(value.entry), of(value.next));
    case "element":
      return elementOf(world, of(value.of), value.index);
    case "list":
      return value.shape === "comprehension" ? lattice.listValue([], lattice.joinAll(value.items.map(of))) : listValue(world, frame, value.items);
    case "record":
      return recordValue(world, value.entries.map((entry) => ({ key: entry.key === null ? null : of(entry.key), value: of(entry.value) })));
    case "updated":
      return updateItem(world, frame, of(value.base), value.how, of(value.key), of(value.value));
    case "after":
      return afterCall(world, frame, of(value.base), value.call);
    case "operation":
      return operationValue(world, value.operator, value.operands.map(of));
    case "unknown":
      return lattice.nothing;
  }
}

function fromOuter(frame: Frame, unit: number, id: ValueId): Abstract | undefined {
  for (let env = frame.env; env; env = env.env) if (env.unit.id === unit) return frameValue(env, id);
  return undefined;
}

/** Type of `__file__`, whose text is the place of the file that says it. */
const THIS_FILE = "python.ThisFile";

function typedName(world: World, frame: Frame, type: string): Abstract {
  const { lattice } = world;
  if (isType(world, type, "environment")) return lattice.things([{ kind: "environment", key: "environment" }]);
  if (isType(world, type, "arguments")) {
    return lattice.things([{ kind: "arguments", key: "arguments 0", from: 0 }]);
  }
  if (isType(world, type, "namespace")) {
    // The namespace of a process belongs to the package that declares its switches.
    const parser = world.options.processParser(type.split(".")[0] ?? type);
    world.options.types.set(parser, type);
    return lattice.things([{ kind: "options", key: `O${parser}:${world.round.root}`, parser, root: world.round.root }]);
  }
  const object = world.heap.object(0, `name ${type}`, () => ({ file: frame.file.index, at: placeIn(frame.file, frame.unit.at), name: type }));
  return lattice.things([lattice.instance(object.id, type, null)], lattice.flows.empty);
}

function joinValue(world: World, how: "concat" | "path", parts: readonly Abstract[]): Abstract {
  const { lattice } = world;
  const flow = lattice.flows.all(parts.map((part) => part.flow));
  const lists = parts.flatMap((part) => part.things.filter((thing) => thing.kind === "list"));
  if (how === "concat" && lists.length > 0 && lists.length === parts.length) {
    const open = lists.some((list) => list.rest !== null);
    const items = lists.flatMap((list) => list.items);
    const rest = open ? lattice.joinAll([...items, ...lists.flatMap((list) => (list.rest ? [list.rest] : []))]) : null;
    return lattice.withFlow(lattice.listValue(open ? [] : items, rest), flow);
  }
  const things: Thing[] = [];
  if (how === "path") things.push(...parts.flatMap((part) => foldersIn(world, part)).slice(0, 1));
  for (const part of parts) if (things.length === 0) things.push(...part.things.filter((thing) => thing.kind === "instance"));
  const named = parts.some((part) => part.texts.length > 0);
  if (!named) return lattice.make([], things, flow);
  const columns = parts.map((part) => part.texts);
  return lattice.make(how === "path" ? joinPaths(columns) : concatTexts(columns), things, flow);
}

function listValue(world: World, frame: Frame, items: readonly ValueId[]): Abstract {
  const { lattice } = world;
  const known: Abstract[] = [];
  let rest: Abstract | null = null;
  for (const item of items) {
    const found = frame.file.facts.values[item];
    const value = frameValue(frame, item) ?? lattice.nothing;
    const spread = found?.kind === "element" && found.index === -1 ? onlyList(frameValue(frame, found.of)) : null;
    if (spread && !rest) {
      // `[a, *b]` of a list whose items are known.
      known.push(...spread.items);
      rest = spread.rest;
    } else if (found?.kind === "element" && found.index === -1) rest = rest ? lattice.join(rest, value) : value;
    else if (rest) rest = lattice.join(rest, value);
    else known.push(value);
  }
  return lattice.listValue(known, rest);
}

function onlyList(value: Abstract | undefined): ListThing | null {
  const [only, other] = value?.things ?? [];
  return only?.kind === "list" && !other ? only : null;
}

function recordValue(world: World, entries: readonly { readonly key: Abstract | null; readonly value: Abstract }[]): Abstract {
  const { lattice } = world;
  const known = new Map<string, Abstract>();
  let rest: Abstract | null = null;
  const add = (key: string, value: Abstract): void => void known.set(key, value);
  for (const { key, value } of entries) {
    if (key === null) {
      for (const thing of value.things) {
        if (thing.kind === "record") {
          for (const [name, item] of thing.entries) add(name, item);
          if (thing.rest) rest = rest ? lattice.join(rest, thing.rest) : thing.rest;
        } else if (thing.kind === "document") {
          for (const name of world.documents.get(thing.file, thing.node)?.keys ?? []) add(name, world.documents.child(thing.file, thing.node, name) ?? lattice.nothing);
        } else rest = lattice.join(rest ?? lattice.nothing, lattice.things([thing], value.flow));
      }
      if (value.things.length === 0) rest = lattice.join(rest ?? lattice.nothing, lattice.flowOnly(value.flow));
      continue;
    }
    const name = key.texts.length === 1 ? key.texts[0]?.parts : undefined;
    if (name?.length === 1 && typeof name[0] === "string") add(name[0], value);
    else rest = lattice.join(rest ?? lattice.nothing, value);
  }
  return lattice.recordValue(known, rest);
}

/** What `with x as y` binds: mostly `x`; for a generator what it yields. */
function entered(world: World, value: Abstract): Abstract {
  const { lattice } = world;
  const lists = value.things.filter((thing) => thing.kind === "list");
  if (lists.length === 0 || lists.length < value.things.length) return value;
  return lattice.joinAll(lists.flatMap((list) => [...list.items, ...(list.rest ? [list.rest] : [])]));
}

function afterCall(world: World, frame: Frame, base: Abstract, call: number): Abstract {
  const changed = frame.changed.get(call);
  const grown = changed?.value ?? base;
  return changed ? world.lattice.withFlow(changed.value ? grown : base, changed.flow) : base;
}

function operationValue(world: World, operator: string, operands: readonly Abstract[]): Abstract {
  const { lattice } = world;
  const flow = lattice.flows.all(operands.map((operand) => operand.flow));
  if (operator === "or" || operator === "and" || operator === "??" || operator === "||" || operator === "&&") {
    const kept = operands.map((operand, i) => (i < operands.length - 1 && operator !== "and" && operator !== "&&" ? withoutNone(world, operand) : operand));
    return lattice.joinAll(operator === "and" || operator === "&&" ? kept.slice(-1) : kept);
  }
  if (COMPARISONS.has(operator)) return lattice.flowOnly(flow);
  // Arithmetic and slices of a frame give a frame.
  const things = (operands[0]?.things ?? []).filter((thing) => thing.kind === "instance" || thing.kind === "list");
  return lattice.make([], things, flow);
}

const COMPARISONS = new Set(["<", ">", "<=", ">=", "==", "!=", "is", "is not", "in", "not in", "not", "!", "===", "!=="]);

/** The value where it is not None or empty. */
export function withoutNone(world: World, value: Abstract): Abstract {
  const things = value.things.filter((thing) => thing.kind !== "none");
  const texts = value.texts.filter((text) => text.parts.length > 0);
  return things.length === value.things.length && texts.length === value.texts.length ? value : world.lattice.make(texts, things, value.flow);
}

/** The same value with its texts bound at the place of a store. */
export function boundWhere(world: World, frame: Frame, value: Abstract, line: Parameters<typeof placeIn>[1]): Abstract {
  if (value.texts.length === 0) return value;
  let here = frame.file.boundAt.get(line);
  if (!here) frame.file.boundAt.set(line, (here = new Map()));
  let found = here.get(value.id);
  if (!found) here.set(value.id, (found = world.lattice.make(boundAt(value.texts, placeIn(frame.file, line)), value.things, value.flow)));
  return found;
}
