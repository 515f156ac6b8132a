import type { FileFacts, Unit } from "../../facts/file-facts.js";
import { locate, type Location, type Span } from "../../facts/location.js";
import type { CallObservation, DecoratorObservation, DocumentObservation } from "../../facts/observation.js";
import type { CallId, UnitId, ValueId } from "../../facts/value.js";
import type { FileRole } from "../../facts/vocabulary.js";
import type { LinkFile } from "../input.js";
import type { Abstract, FileIndex, UnitRef } from "./abstract.js";
import type { ModuleTarget } from "./modules.js";
import { planUnit, type UnitPlan } from "./unit-plan.js";

/** One file with the indexes that interpretation needs. */
export interface ProjectFile {
  readonly index: FileIndex;
  readonly path: string;
  /** Folder of the file, "" for the root. */
  readonly directory: string;
  /** Project scope (LINEAGE section 6), "" for the root. */
  readonly project: string;
  readonly role: FileRole;
  readonly facts: FileFacts;
  /** Number of the file's first unit in the whole project. */
  readonly unitBase: UnitRef;
  readonly callModels: ReadonlyMap<CallId, readonly CallObservation[]>;
  readonly decoratorModels: ReadonlyMap<UnitId, readonly DecoratorObservation[]>;
  readonly nameTypes: ReadonlyMap<ValueId, string>;
  readonly documents: readonly { readonly index: number; readonly observation: DocumentObservation }[];
  /** Units by parent unit. */
  readonly children: ReadonlyMap<UnitId, readonly Unit[]>;
  /** Names that the module binds: units, imports and stores. */
  readonly names: ReadonlyMap<string, ModuleName>;
  /** Local name that a call's result is first stored under. */
  readonly resultNames: ReadonlyMap<CallId, string>;
  /** The value that stands for each definition. */
  readonly unitValues: ReadonlyMap<UnitId, ValueId>;
  /** Values that are called. */
  readonly callees: ReadonlySet<ValueId>;
  readonly plans: (UnitPlan | undefined)[];
  /** Abstract values of constants, once made. */
  readonly constants: (Abstract | undefined)[];
  /** What each import leads to, once found; `undefined` is not looked up yet. */
  readonly targets: (ModuleTarget | undefined)[];
  /** Values bound at a place, by place and value. */
  readonly boundAt: Map<Span, Map<number, Abstract>>;
  /** Conditions in normal text, once rendered. */
  readonly rendered: Map<ValueId, string>;
}

/** How a module binds one of its names. */
export interface ModuleName {
  readonly units: readonly UnitId[];
  readonly imports: readonly number[];
  readonly stored: boolean;
}

/** Indexes one file. */
export function indexFile(file: LinkFile, index: FileIndex, unitBase: UnitRef, project: string, role: FileRole): ProjectFile {
  const callModels = new Map<CallId, CallObservation[]>();
  const decoratorModels = new Map<UnitId, DecoratorObservation[]>();
  const nameTypes = new Map<ValueId, string>();
  const documents: { index: number; observation: DocumentObservation }[] = [];
  file.observations.forEach((observation, i) => {
    if (observation.kind === "call") push(callModels, observation.call, observation);
    else if (observation.kind === "decorator") push(decoratorModels, observation.unit, observation);
    else if (observation.kind === "name") nameTypes.set(observation.value, observation.type);
    else documents.push({ index: i, observation });
  });
  const children = new Map<UnitId, Unit[]>();
  for (const unit of file.facts.units) if (unit.parent >= 0) push(children, unit.parent, unit);
  const slash = file.path.lastIndexOf("/");
  return {
    index, path: file.path, directory: slash < 0 ? "" : file.path.slice(0, slash), project, role, facts: file.facts, unitBase,
    callModels, decoratorModels, nameTypes, documents, children, names: moduleNames(file.facts), resultNames: resultNames(file.facts),
    unitValues: new Map(file.facts.values.flatMap((value, id) => (value.kind === "unit" ? [[value.unit, id] as const] : []))), callees: new Set(file.facts.calls.map((call) => call.callee)), plans: [], constants: [], targets: [], boundAt: new Map(), rendered: new Map(),
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function moduleNames(facts: FileFacts): ReadonlyMap<string, ModuleName> {
  const names = new Map<string, { units: UnitId[]; imports: number[]; stored: boolean }>();
  const entry = (name: string) => {
    let known = names.get(name);
    if (!known) names.set(name, (known = { units: [], imports: [], stored: false }));
    return known;
  };
  for (const unit of facts.units) if (unit.parent === 0 && unit.kind !== "lambda") entry(unit.name).units.push(unit.id);
  facts.imports.forEach((item, i) => {
    if (item.unit === 0 && item.as !== "") entry(item.as).imports.push(i);
  });
  for (const unit of facts.units) {
    for (const store of unit.stores) {
      const global = store.target === "global" || (store.target === "local" && unit.id === 0);
      if (!global || typeof store.key !== "string") continue;
      const kind = facts.values[store.value]?.kind;
      // A definition or an import is bound by itself; storing it again under its own name adds nothing.
      if (kind !== "unit" && kind !== "import") entry(store.key).stored = true;
      else if (names.get(store.key) === undefined) entry(store.key).stored = true;
    }
  }
  return names;
}

function resultNames(facts: FileFacts): ReadonlyMap<CallId, string> {
  const names = new Map<CallId, string>();
  for (const unit of facts.units) {
    for (const store of unit.stores) {
      const value = facts.values[store.value];
      if (store.target !== "item" && value?.kind === "result" && typeof store.key === "string" && !names.has(value.call)) names.set(value.call, store.key);
    }
  }
  return names;
}

/** The plan of a unit, made once. */
export function planOf(file: ProjectFile, unit: UnitId): UnitPlan {
  return (file.plans[unit] ??= planUnit(file.facts, unit, file.children.get(unit) ?? [], file.unitValues));
}

/** A place in a file. */
export function placeIn(file: ProjectFile, span: Span): Location {
  return locate(file.path, span);
}

/** Constant text of a value, or null. */
export function constantText(facts: FileFacts, value: ValueId | string | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === "string") return value;
  const found = facts.values[value];
  return found?.kind === "constant" && found.value !== null ? String(found.value) : null;
}
