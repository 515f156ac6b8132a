import { placeIn } from "./project-file.js";
import type { ValueId } from "../../facts/value.js";
import type { Abstract, ClassThing, InstanceThing, ObjectId, Thing, UnitRef } from "./abstract.js";
import { NO_ARGUMENTS } from "./arguments.js";
import { ancestry, baseTypes, decoratedBy, findMethod } from "./classes.js";
import { recordItem } from "./containers.js";
import { noteNames } from "./columns.js";
import type { Frame } from "./frame.js";
import { anyInstanceCell, attributeCell, classCell } from "./heap.js";
import { moduleMember } from "./names-in-scope.js";
import { environmentValue, optionValue } from "./process-values.js";
import { resultOfModel } from "./results.js";
import { holeText } from "./text-algebra.js";
import { attributeOf, instanceIs } from "./types.js";
import type { World } from "./world.js";

/** Methods of a namespace seen as a mapping. */
const MAPPING_METHODS = new Set(["items", "keys", "values", "get", "pop", "setdefault", "copy", "update"]);
const PROPERTIES = new Set(["builtins.property", "functools.cached_property", "abc.abstractproperty", "cached_property.cached_property", "pydantic.computed_field"]);
const STATIC = new Set(["builtins.staticmethod"]);
const CLASS_METHOD = new Set(["builtins.classmethod"]);
/** Ways to call a function elsewhere or later that keep its arguments (Ray, Celery, Prefect, Dask). */
const PASSING_METHODS = new Set(["remote", "delay", "submit", "fn", "__call__", "apply", "func", "__wrapped__"]);

/** Names of the standard library that stand for a text. */
const CONSTANTS: Readonly<Record<string, string>> = { "os.pardir": "..", "os.path.pardir": "..", "os.curdir": ".", "os.path.curdir": ".", "os.sep": "/", "os.path.sep": "/" };

/** `base.name`; `id` is the lookup itself. */
export function lookupAttribute(world: World, frame: Frame, base: Abstract, name: string, id: ValueId): Abstract {
  const { lattice } = world;
  const called = frame.file.callees.has(id);
  const found: Abstract[] = [];
  const methods: Thing[] = [];
  let unknown = base.things.length === 0;
  for (const thing of base.things) {
    const value = attributeOfThing(world, frame, base, thing, name, id, called);
    if (value === "method") methods.push(thing);
    else if (value) found.push(value);
    else unknown = true;
  }
  if (called && (methods.length > 0 || base.texts.length > 0 || unknown)) {
    found.push(lattice.things([lattice.external(name, lattice.make(base.texts, methods, base.flow))]));
  } else if (methods.length > 0) {
    found.push(lattice.things([lattice.external(name, lattice.make([], methods, base.flow))]));
  } else if (unknown && found.length === 0 && base.texts.length === 0) {
    // An attribute of something unknown keeps its name.
    found.push(lattice.make([holeText("variable", name)], [], base.flow));
  }
  const apart = base.things.length > 0 && base.things.every((thing) => thing.kind === "module" || thing.kind === "record" || (thing.kind === "instance" && thing.cls !== null));
  return lattice.withFlow(lattice.joinAll(found), apart ? lattice.flows.empty : base.flow);
}

function attributeOfThing(world: World, frame: Frame, base: Abstract, thing: Thing, name: string, id: ValueId, called: boolean): Abstract | "method" | null {
  const { lattice } = world;
  switch (thing.kind) {
    case "instance":
      return thing.cls === null ? attributeOfType(world, frame, base, thing, name, id, called) : attributeOfObject(world, frame, base, thing, thing.cls, name, id);
    case "module":
    case "package":
      return moduleMember(world, thing, name);
    case "external":
      if (thing.receiver !== null) return lattice.flowOnly(base.flow);
      return CONSTANTS[`${thing.name}.${name}`] === undefined ? lattice.externalValue(`${thing.name}.${name}`) : lattice.text(CONSTANTS[`${thing.name}.${name}`] ?? "");
    case "class":
      return attributeOfClass(world, thing, name);
    case "super": {
      const method = methodAbove(world, thing.cls, thing.receiver, name);
      if (method !== null) return lattice.things([lattice.function(method, null, thing.receiver, null)]);
      return lattice.things([lattice.external(name, thing.receiver)]);
    }
    case "function":
      return PASSING_METHODS.has(name) ? lattice.things([thing]) : "method";
    case "options":
      if (called && (MAPPING_METHODS.has(name) || methodsOf(world, thing.parser, name))) return "method";
      return name === "__dict__" ? lattice.things([thing]) : optionValue(world, thing, name);
    case "document":
      return world.documents.child(thing.file, thing.node, name) ?? (called ? "method" : lattice.make([holeText("variable", name)], [], lattice.flows.empty));
    case "record":
      return thing.entries.has(name) ? recordItem(world, thing, [name]) : "method";
    case "environment":
      return called ? "method" : environmentValue(world, frame, lattice.text(name), null);
    case "none":
      return null;
    default:
      return "method";
  }
}

/** Does the catalogue know a method of this name on the namespace of a process? */
function methodsOf(world: World, parser: ObjectId, name: string): boolean {
  const type = world.options.types.get(parser);
  return type !== undefined && (world.knowledge.method?.(type, name).length ?? 0) > 0;
}

function attributeOfObject(world: World, frame: Frame, base: Abstract, thing: InstanceThing, cls: UnitRef, name: string, id: ValueId): Abstract | "method" {
  const { lattice, heap } = world;
  const own = heap.read(attributeCell(thing.object, name));
  const self = lattice.things([thing], base.flow);
  if (own !== lattice.nothing) return withState(world, own);
  const method = findMethod(world, cls, name);
  if (method !== null) {
    if (decoratedBy(world, method, PROPERTIES)) {
      const at = placeIn(frame.file, frame.unit.at);
      return world.enter(lattice.function(method, null, self, null), NO_ARGUMENTS, { frame, call: null, at, part: `property ${id}` });
    }
    return lattice.things([boundMethod(world, method, self, cls)]);
  }
  for (const unit of ancestry(world, cls).units) {
    const value = heap.read(classCell(unit, name));
    if (value !== lattice.nothing) return withState(world, value);
  }
  for (const unit of ancestry(world, cls).units) {
    const value = heap.read(anyInstanceCell(unit, name));
    if (value !== lattice.nothing) return withState(world, value);
  }
  if (baseTypes(world, cls).length > 0) {
    for (const type of baseTypes(world, cls)) {
      const typed = attributeOf(world, type, name);
      if (typed) return typedAttribute(world, frame, self, thing, typed, name, id);
    }
  }
  return frame.file.callees.has(id) ? "method" : lattice.make([holeText("variable", name)], [], lattice.flows.empty);
}

/** What methods gave to the objects of a value that was kept in a cell. */
export function withState(world: World, value: Abstract): Abstract {
  const { lattice, heap } = world;
  let flow = value.flow;
  for (const thing of value.things) if (thing.kind === "instance") flow = lattice.flows.union(flow, heap.state(thing.object));
  return lattice.withFlow(value, flow);
}

function boundMethod(world: World, method: UnitRef, self: Abstract, cls: UnitRef): Thing {
  const { lattice } = world;
  if (decoratedBy(world, method, STATIC)) return lattice.function(method, null, null, null);
  if (decoratedBy(world, method, CLASS_METHOD)) return lattice.function(method, null, lattice.things([{ kind: "class", key: `C${cls}`, unit: cls }]), null);
  return lattice.function(method, null, self, null);
}

function attributeOfClass(world: World, thing: ClassThing, name: string): Abstract {
  const { lattice, heap } = world;
  const method = findMethod(world, thing.unit, name);
  if (method !== null) {
    const bound = decoratedBy(world, method, CLASS_METHOD) ? lattice.things([thing]) : null;
    const place = world.units[method];
    if (place?.unit.kind === "class") return lattice.things([{ kind: "class", key: `C${method}`, unit: method }]);
    return lattice.things([lattice.function(method, null, bound, null)]);
  }
  for (const unit of ancestry(world, thing.unit).units) {
    const value = heap.read(classCell(unit, name));
    if (value !== lattice.nothing) return withState(world, value);
  }
  const [external] = ancestry(world, thing.unit).externals;
  if (name === "__name__") return lattice.text(world.units[thing.unit]?.unit.name ?? "");
  return external === undefined ? lattice.nothing : lattice.externalValue(`${external}.${name}`);
}

function methodAbove(world: World, cls: UnitRef, receiver: Abstract, name: string): UnitRef | null {
  for (const thing of receiver.things) {
    const actual = thing.kind === "instance" ? thing.cls : thing.kind === "class" ? thing.unit : null;
    if (actual === null) continue;
    const units = ancestry(world, actual).units;
    const after = units.slice(units.indexOf(cls) + 1);
    for (const unit of after) {
      const place = world.units[unit];
      const found = place?.file.children.get(place.unit.id)?.find((child) => child.name === name && child.kind !== "lambda");
      if (place && found) return place.file.unitBase + found.id;
    }
  }
  return findMethod(world, cls, name, true);
}

function attributeOfType(world: World, frame: Frame, base: Abstract, thing: InstanceThing, name: string, id: ValueId, called: boolean): Abstract | "method" {
  const { lattice, heap } = world;
  if (thing.type === null) return called ? "method" : lattice.make([holeText("variable", name)], [], base.flow);
  const own = heap.read(attributeCell(thing.object, name));
  if (own !== lattice.nothing) return withState(world, own);
  const typed = attributeOf(world, thing.type, name);
  const method = (world.knowledge.method?.(thing.type, name).length ?? 0) > 0;
  if (typed && !(typed.any && (called || method))) {
    if (typed.any && !name.startsWith("_") && instanceIs(world, thing, "frame") && !instanceIs(world, thing, "model")) noteNames(world, frame, base, [name]);
    return typedAttribute(world, frame, lattice.make(base.texts, [thing], base.flow), thing, typed, name, id);
  }
  if (called || method) return "method";
  if (instanceIs(world, thing, "frame")) {
    return lattice.things([lattice.instance(thing.object, thing.type, null)], base.flow);
  }
  return lattice.make([holeText("variable", name)], [], base.flow);
}

function typedAttribute(world: World, frame: Frame, base: Abstract, thing: InstanceThing, typed: NonNullable<ReturnType<typeof attributeOf>>, name: string, id: ValueId): Abstract {
  const { lattice, heap } = world;
  if (typed.computed) return resultOfModel(world, typed.computed, { site: { frame, call: null, at: placeIn(frame.file, frame.unit.at), part: `attribute ${id}` }, args: NO_ARGUMENTS, receiver: base, result: lattice.nothing });
  const type = typed.type ?? "";
  if (type === thing.type) return base;
  const owner = heap.info(thing.object);
  const object = heap.object(frame.key, `attribute ${thing.object} ${name}`, () => ({ file: frame.file.index, at: owner?.at ?? placeIn(frame.file, frame.unit.at), name: owner?.name ?? name }));
  if (owner) {
    object.address = lattice.join(object.address, owner.address);
    heap.denote(object, owner.denotes);
  }
  return lattice.make([], [lattice.instance(object.id, type, null)], base.flow);
}
