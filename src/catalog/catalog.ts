import type { Knowledge, PackageModel } from "../facts/observation.js";
import { addEntry, Callables } from "./callables.js";
import bundle from "./catalog.json" with { type: "json" };
import { lazyEntry, notationProblems, type NamedFramework } from "./entries.js";
import { listOf, readType } from "./model.js";
import { validateFramework, type CatalogueSource, type Framework } from "./schema.js";
import { Types } from "./types.js";

/** All that is known of frameworks, indexed. */
export interface Catalogue {
  readonly types: Types;
  readonly calls: Callables;
  readonly decorators: Callables;
  /** Qualified name -> type of the value (`os.environ`). */
  readonly names: ReadonlyMap<string, string>;
  /** Names of top-level modules that belong to a known package: a qualified name below them is no project's own. */
  readonly modules: ReadonlySet<string>;
  readonly knowledge: Knowledge;
}

/** Builds the catalogue from framework files of the right shape; entries are read when they are first asked for. */
export function buildCatalogue(files: readonly NamedFramework[]): Catalogue {
  const types = new Types();
  const calls = new Callables(types);
  const decorators = new Callables(types);
  const packages = files.flatMap(({ framework }) => (framework.packages ?? []).map((item): PackageModel => item));
  const spellings = speller(files);
  const typeSpellings = addTypes(types, files, spellings);
  const ownerOf = packageFinder(packages);
  const constructed = new Set<string>();
  for (const { framework } of files) {
    const owner = (id: string): string => ownerOf(id) ?? framework.packages?.[0]?.name ?? "";
    const all = (id: string): readonly string[] => typeSpellings.get(id) ?? spellings(id);
    for (const { call, ...body } of framework.calls ?? []) {
      const entry = lazyEntry(call, body);
      for (const id of entry.names) constructed.add(id);
      addEntry(calls, entry, owner, all);
    }
    for (const { decorator, ...body } of framework.decorators ?? []) addEntry(decorators, lazyEntry(decorator, body), owner, all);
  }
  for (const [spelling, type] of types.all()) {
    if (!constructed.has(type.id)) calls.add(spelling, () => ({ id: type.id, package: ownerOf(type.id) ?? "", effects: [], result: { kind: "type", type: type.id }, confidence: "certain" }));
  }
  const names = new Map(files.flatMap(({ framework }) => Object.entries(framework.names ?? {}).flatMap(([name, type]) => listOf(name).flatMap(spellings).map((spelling) => [spelling, type] as const))));
  const modules = new Set(packages.flatMap((item) => item.modules.map(rootOf)));
  const knowledge: Knowledge = { types: types.all(), packages, callable: (qualified) => calls.callable(qualified), method: (type, name) => calls.method(type, name) };
  return { types, calls, decorators, names, modules, knowledge };
}

/** All spellings of a qualified name: itself, and with each module alias. */
function speller(files: readonly NamedFramework[]): (id: string) => readonly string[] {
  const byRoot = new Map<string, { readonly from: string; readonly to: string; readonly inside: string }[]>();
  for (const { framework } of files) {
    for (const [from, to] of Object.entries(framework.aliases ?? {})) byRoot.set(rootOf(to), [...(byRoot.get(rootOf(to)) ?? []), { from, to, inside: `${to}.` }]);
  }
  return (id) => {
    const aliases = byRoot.get(rootOf(id));
    return aliases ? [id, ...aliases.filter(({ to, inside }) => id === to || id.startsWith(inside)).map(({ from, to }) => from + id.slice(to.length))] : [id];
  };
}

function rootOf(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? name : name.slice(0, dot);
}

function addTypes(types: Types, files: readonly NamedFramework[], spellings: (id: string) => readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, readonly string[]>();
  for (const { framework } of files) {
    for (const [key, entry] of Object.entries(framework.types ?? {})) {
      const also = entry && typeof entry === "object" && !Array.isArray(entry) ? listOf(entry.also) : [];
      for (const id of listOf(key)) {
        const type = readType(id, entry, () => undefined);
        const all = also.length === 0 ? spellings(id) : [...new Set([id, ...also].flatMap(spellings))];
        known.set(id, all);
        for (const spelling of all) types.add(spelling, type);
      }
    }
  }
  return known;
}

function packageFinder(packages: readonly PackageModel[]): (id: string) => string | undefined {
  const owners = new Map(packages.flatMap((item) => item.modules.map((module) => [module, item.name] as const)));
  return (id) => {
    for (let end = id.length; end > 0; end = id.lastIndexOf(".", end - 1)) {
      const owner = owners.get(id.slice(0, end));
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
}

let bundled: readonly NamedFramework[] | undefined;

/** The bundled frameworks. Their shape and notation are proved by a test, so that they are not checked at each start. */
export function bundledFrameworks(): readonly NamedFramework[] {
  bundled ??= (bundle as unknown as readonly (Framework & { readonly file: string })[]) // JSON modules are typed by content
    .filter(({ file }) => !file.startsWith("config/"))
    .map(({ file, ...framework }) => ({ file, framework }));
  return bundled;
}

/** The bundled catalogue with the user's own files behind it; a file of a wrong shape is left out, mistakes in it are named in the problems. */
export function loadCatalogue(own: readonly CatalogueSource[] = []): { readonly catalogue: Catalogue; readonly problems: readonly string[] } {
  const checked = own.map((source) => ({ file: source.file, ...validateFramework(source) }));
  const mine = checked.flatMap(({ file, framework }) => (framework ? [{ file, framework }] : []));
  return { catalogue: buildCatalogue([...bundledFrameworks(), ...mine]), problems: [...checked.flatMap((item) => item.problems), ...notationProblems(mine)] };
}
