import type { UnitId } from "../../facts/value.js";
import type { Abstract, Thing } from "./abstract.js";
import type { Frame } from "./frame.js";
import { classCell, globalCell } from "./heap.js";
import type { ModuleTarget } from "./modules.js";
import type { ProjectFile } from "./project-file.js";
import { literalText } from "./text-algebra.js";
import type { World } from "./world.js";
import { ROOT_MARK } from "../names/root-mark.js";

/** Chains of re-exports longer than this are not followed. */
const MAX_EXPORTS = 12;

/** Value of a name that its unit does not bind: enclosing classes, the module, star imports, builtins. */
export function lookupName(world: World, frame: Frame, name: string, reader: UnitId): Abstract {
  const unit = frame.file.facts.units[reader];
  if (unit?.kind === "class") {
    const cell = world.heap.read(classCell(frame.file.unitBase + unit.id, name));
    if (cell !== world.lattice.nothing) return cell;
  }
  return lookupModuleName(world, frame.file, name);
}

/** Value of a name in a module, or the builtin of that name. */
export function lookupModuleName(world: World, file: ProjectFile, name: string): Abstract {
  const found = moduleGlobal(world, file, name, 0);
  if (found) return found;
  const place = placeNamed(file, name);
  if (place !== null) return world.lattice.texts([literalText(place)]);
  return world.lattice.externalValue(file.facts.language === "python" || file.facts.language === "notebook" ? `builtins.${name}` : file.facts.language === "typescript" ? `globalThis.${name}` : name);
}

/** Path that a name stands for in every module of its language: of the file itself, or of its folder. */
function placeNamed(file: ProjectFile, name: string): string | null {
  const path = `${ROOT_MARK}/${file.path}`;
  if (name === "__file__") return file.facts.language === "python" ? path : null;
  if (file.facts.language !== "typescript") return null;
  return name === "__filename" ? path : name === "__dirname" ? path.slice(0, path.lastIndexOf("/")) : null;
}

/** Value that a module binds to a name; null where it binds none. */
function moduleGlobal(world: World, file: ProjectFile, name: string, depth: number): Abstract | null {
  const { lattice } = world;
  const binding = file.names.get(name);
  if (!binding) return depth < MAX_EXPORTS ? starImported(world, file, name, depth) : null;
  let value = binding.stored ? world.heap.read(globalCell(file.index, name)) : lattice.nothing;
  const last = binding.units[binding.units.length - 1];
  if (last !== undefined) {
    const ref = file.unitBase + last;
    const unit = file.facts.units[last];
    value = lattice.join(value, lattice.things([unit?.kind === "class" ? { kind: "class", key: `C${ref}`, unit: ref } : lattice.function(ref, null, null, null)]));
  }
  if (depth < MAX_EXPORTS) for (const index of binding.imports) value = lattice.join(value, resolveImport(world, file, index, depth + 1));
  return value;
}

function starImported(world: World, file: ProjectFile, name: string, depth: number): Abstract | null {
  let outside: string | null = null;
  for (let i = file.facts.imports.length - 1; i >= 0; i--) {
    const item = file.facts.imports[i];
    if (!item || item.name !== "*") continue;
    const target = importTarget(world, file, i);
    if (target?.kind === "file") {
      const module = world.files[target.file];
      if (!module || (module.facts.exports && !module.facts.exports.includes(name)) || (!module.facts.exports && name.startsWith("_"))) continue;
      const found = moduleGlobal(world, module, name, depth + 1);
      if (found) return found;
    } else if (!target && item.level === 0 && outside === null && (world.knowledge.callable?.(`${item.module}.${name}`).length ?? 0) > 0) {
      outside = `${item.module}.${name}`;
    }
  }
  return outside === null ? null : world.lattice.externalValue(outside);
}

function importTarget(world: World, file: ProjectFile, index: number): ModuleTarget {
  const known = file.targets[index];
  if (known !== undefined) return known;
  const item = file.facts.imports[index];
  const target = item ? targetOf(world, file, item.module, item.level) : null;
  file.targets[index] = target;
  return target;
}

function targetOf(world: World, file: ProjectFile, module: string, level: number): ModuleTarget {
  return level > 0 ? world.modules.relative(module, level, file) : world.modules.absolute(module, file);
}

/** What an import binds. */
export function resolveImport(world: World, file: ProjectFile, index: number, depth = 0): Abstract {
  const { lattice } = world;
  const item = file.facts.imports[index];
  if (!item || item.name === "*") return lattice.nothing;
  if (item.name === undefined) {
    const whole = item.as === item.module.split(".")[0] && item.module.includes(".") ? item.as : item.module;
    return targetValue(world, targetOf(world, file, whole, item.level), whole);
  }
  const target = importTarget(world, file, index);
  if (target) {
    const found = memberOf(world, target, item.name, item.module, depth);
    if (found) return found;
  }
  // `from . import x` where x lies beside an __init__ that does not bind it.
  const below = item.level === 0 ? world.modules.absolute(`${item.module}.${item.name}`, file) : world.modules.relative(item.module === "" ? item.name : `${item.module}.${item.name}`, item.level, file);
  if (below) return targetValue(world, below, `${item.module}.${item.name}`);
  return item.level === 0 ? lattice.externalValue(`${item.module}.${item.name}`) : lattice.nothing;
}

function targetValue(world: World, target: ModuleTarget, name: string): Abstract {
  const { lattice } = world;
  if (!target) return lattice.externalValue(name);
  const thing: Thing = target.kind === "file" ? { kind: "module", key: `M${target.file}`, file: target.file } : { kind: "package", key: `P${target.directory}:${name}`, directory: target.directory, name };
  return lattice.things([thing]);
}

function memberOf(world: World, target: NonNullable<ModuleTarget>, name: string, module: string, depth: number): Abstract | null {
  if (target.kind === "file") {
    const file = world.files[target.file];
    const found = file && depth < MAX_EXPORTS ? moduleGlobal(world, file, name, depth + 1) : null;
    if (found && found !== world.lattice.nothing) return found;
    if (file && file.path.endsWith("/__init__.py")) {
      const below = world.modules.below(file.directory, name);
      if (below) return targetValue(world, below, `${module}.${name}`);
    }
    return found;
  }
  const below = world.modules.below(target.directory, name);
  return below ? targetValue(world, below, `${module}.${name}`) : null;
}

/** Attribute of a module or of a folder of modules. */
export function moduleMember(world: World, thing: Thing & { readonly kind: "module" | "package" }, name: string): Abstract {
  const target = thing.kind === "module" ? ({ kind: "file", file: thing.file } as const) : ({ kind: "directory", directory: thing.directory } as const);
  const found = memberOf(world, target, name, thing.kind === "package" ? thing.name : "", 0);
  if (found) return found;
  return thing.kind === "package" ? world.lattice.externalValue(`${thing.name}.${name}`) : world.lattice.nothing;
}
