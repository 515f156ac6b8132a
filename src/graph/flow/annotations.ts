import type { Parameter, Unit } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { Abstract, Thing } from "./abstract.js";
import { lookupModuleName } from "./names-in-scope.js";
import type { ProjectFile } from "./project-file.js";
import { staticValue } from "./static-value.js";
import { isType } from "./types.js";
import type { World } from "./world.js";

/** Wrappers whose items are looked into: `Optional[X]`, `Union[X, Y]`, `Annotated[X, ...]`. */
const WRAPPERS = /(?:^|\.)(?:Optional|Union|Annotated|Final|ClassVar|Type)$/;
const MAX_WORK = 12;

/** Things that an annotation names, looking through optional and union types and quoted names. */
function annotatedThings(world: World, file: ProjectFile, annotation: ValueId): readonly Thing[] {
  const key = `${file.index} ${annotation}`;
  const known = world.round.annotations.get(key);
  if (known) return known;
  const found = readAnnotation(world, file, annotation);
  world.round.annotations.set(key, found);
  return found;
}

function readAnnotation(world: World, file: ProjectFile, annotation: ValueId): readonly Thing[] {
  const out: Thing[] = [];
  const work: ValueId[] = [annotation];
  for (let i = 0; i < work.length && i < MAX_WORK; i++) {
    const id = work[i] ?? -1;
    const value = file.facts.values[id];
    if (value?.kind === "lookup" && value.how === "item") {
      const base = staticValue(world, file, value.base);
      if (base.things.some((thing) => thing.kind === "external" && WRAPPERS.test(thing.name))) {
        const key = file.facts.values[value.key];
        work.push(...(key?.kind === "list" ? key.items : [value.key]));
      } else out.push(...base.things);
    } else if (value?.kind === "operation" || value?.kind === "join") work.push(...(value.kind === "operation" ? value.operands : value.parts));
    else if (value?.kind === "constant" && typeof value.value === "string") out.push(...quoted(world, file, value.value));
    else out.push(...staticValue(world, file, id).things);
  }
  return out;
}

function quoted(world: World, file: ProjectFile, text: string): readonly Thing[] {
  const [first, ...rest] = text.trim().split(".");
  if (first === undefined || !/^[A-Za-z_]\w*$/.test(first)) return [];
  const base = lookupModuleName(world, file, first);
  return base.things.flatMap((thing): Thing[] => (rest.length === 0 ? [thing] : thing.kind === "external" ? [world.lattice.external(`${thing.name}.${rest.join(".")}`)] : []));
}

/** The value with an object of the type that the parameter's annotation names. */
export function typedByAnnotation(world: World, file: ProjectFile, unit: Unit, parameter: Parameter, value: Abstract): Abstract {
  if (parameter.annotation === undefined) return value;
  const { lattice, heap } = world;
  const things: Thing[] = [];
  let opaque = false;
  for (const thing of annotatedThings(world, file, parameter.annotation)) {
    if (thing.kind === "external" && thing.receiver === null) {
      const type = world.knowledge.types.get(thing.name)?.id;
      if (type === undefined || SCALARS.has(type)) continue;
      const object = heap.object(0, `parameter ${file.unitBase + unit.id} ${parameter.name} ${type}`, () => ({ file: file.index, at: { path: file.path, ...parameter.at }, name: parameter.name }));
      things.push(lattice.instance(object.id, type, null));
      opaque = opaque || isType(world, type, "frame") || isType(world, type, "model") || isType(world, type, "client");
    } else if (thing.kind === "class") {
      const object = heap.object(0, `any ${thing.unit}`, () => ({ file: file.index, at: { path: file.path, ...parameter.at }, name: parameter.name }));
      things.push(lattice.instance(object.id, null, thing.unit));
      opaque = true;
    }
  }
  if (things.length === 0) return value;
  return lattice.make(opaque ? [] : value.texts, [...value.things, ...things], value.flow);
}

const SCALARS: ReadonlySet<string> = new Set(["builtins.str", "builtins.number", "builtins.list", "builtins.dict", "builtins.tuple", "builtins.set", "builtins.int", "builtins.float", "builtins.bool"]);
