import type { Knowledge, PackageModel } from "../facts/observation.js";
import { Callables, isGlob, nameModel } from "./callables.js";
import bundle from "./catalog.json" with { type: "json" };
import { listOf, readModel, readType } from "./model.js";
import { validateFramework, type CatalogueSource, type EntryBody, type Framework } from "./schema.js";
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

interface Named { readonly file: string; readonly framework: Framework }

/** Builds the catalogue from framework files; mistakes in the notation are problems, the rest still counts. */
export function buildCatalogue(files: readonly Named[]): { readonly catalogue: Catalogue; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const types = new Types();
  const calls = new Callables(types);
  const decorators = new Callables(types);
  const names = new Map<string, string>();
  const packages = files.flatMap(({ framework }) => (framework.packages ?? []).map((item): PackageModel => item));
  const aliases = files.flatMap(({ framework }) => Object.entries(framework.aliases ?? {}));
  const ownerOf = packageFinder(packages);
  const spellings = (id: string): readonly string[] => [
    id,
    ...aliases.filter(([, to]) => id === to || id.startsWith(`${to}.`)).map(([from, to]) => from + id.slice(to.length)),
  ];
  const constructed = new Set<string>();
  const typeSpellings = new Map<string, string[]>();

  for (const { file, framework } of files) {
    for (const [key, entry] of Object.entries(framework.types ?? {})) {
      for (const id of listOf(key)) {
        const type = readType(id, entry, (message) => problems.push(`${file}: type "${id}": ${message}`));
        const also = entry && typeof entry === "object" && !Array.isArray(entry) ? listOf(entry.also) : [];
        const all = [...new Set([id, ...also].flatMap(spellings))];
        typeSpellings.set(id, all);
        for (const spelling of all) types.add(spelling, type);
      }
    }
    for (const [name, type] of Object.entries(framework.names ?? {})) for (const id of listOf(name)) for (const spelling of spellings(id)) names.set(spelling, type);
  }
  for (const { file, framework } of files) {
    const fallback = framework.packages?.[0]?.name ?? "";
    const add = (index: Callables, entryNames: readonly string[], body: EntryBody): void => {
      if (body.also !== undefined && entryNames.length > 1) problems.push(`${file}: "${entryNames[0]}": "also" spells one callable, the entry names ${entryNames.length}`);
      for (const id of entryNames) {
        const entry = readModel(id, ownerOf(id) ?? fallback, body, (message) => problems.push(`${file}: "${id}": ${message}`));
        const model = isGlob(id) ? entry : nameModel(entry);
        const all = [id, ...listOf(body.also)].flatMap((name) => typeSpellings.get(name) ?? spellings(name));
        for (const spelling of new Set(all)) index.add(spelling, model);
        constructed.add(id);
      }
    };
    for (const { call, ...body } of framework.calls ?? []) add(calls, listOf(call), body);
    for (const { decorator, ...body } of framework.decorators ?? []) add(decorators, listOf(decorator), body);
  }
  for (const [spelling, type] of types.all()) {
    if (constructed.has(type.id)) continue;
    calls.add(spelling, { id: type.id, package: ownerOf(type.id) ?? "", effects: [], result: { kind: "type", type: type.id }, confidence: "certain" });
  }
  const knowledge: Knowledge = {
    types: types.all(),
    packages,
    callable: (qualified) => calls.callable(qualified),
    method: (type, name) => calls.method(type, name),
  };
  const modules = new Set(packages.flatMap((item) => item.modules.map((module) => module.split(".")[0] ?? module)));
  return { catalogue: { types, calls, decorators, names, modules, knowledge }, problems };
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

let bundled: readonly Named[] | undefined;

/** The bundled frameworks. Their shape is proved by a test, so that it is not checked at each start. */
export function bundledFrameworks(): readonly Named[] {
  bundled ??= (bundle as unknown as readonly (Framework & { readonly file: string })[]) // JSON modules are typed by content
    .filter(({ file }) => !file.startsWith("config/"))
    .map(({ file, ...framework }) => ({ file, framework }));
  return bundled;
}

/** The bundled catalogue with the user's own files behind it; a file of a wrong shape is left out and named in the problems. */
export function loadCatalogue(own: readonly CatalogueSource[] = []): { readonly catalogue: Catalogue; readonly problems: readonly string[] } {
  const checked = own.map((source) => ({ file: source.file, ...validateFramework(source) }));
  const mine = checked.flatMap(({ file, framework }) => (framework ? [{ file, framework }] : []));
  const { catalogue, problems } = buildCatalogue([...bundledFrameworks(), ...mine]);
  return { catalogue, problems: [...checked.flatMap((item) => item.problems), ...problems] };
}
