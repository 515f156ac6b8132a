import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildCatalogue, bundledFrameworks } from "../../src/catalog/catalog.js";
import { fillIn, notationProblems } from "../../src/catalog/entries.js";
import { isGlob, matchesGlob, readGlob } from "../../src/catalog/globs.js";
import { interpret } from "../../src/catalog/interpret.js";
import { listOf, readModel } from "../../src/catalog/model.js";
import { validateFramework, type EntryBody, type Framework } from "../../src/catalog/schema.js";
import type { CallModel, Observation, ResultModel } from "../../src/facts/observation.js";
import { exampleFacts, frameworkSources } from "./frameworks.js";
import { observationLines } from "./observation-lines.js";

const sources = frameworkSources();
const checked = sources.map((source) => ({ file: source.file, ...validateFramework(source) }));
const files = checked.flatMap(({ file, framework }) => (framework ? [{ file, framework }] : []));
const catalogue = buildCatalogue(files);

interface Entry { readonly names: readonly string[]; readonly body: EntryBody }

function entriesOf(framework: Framework): readonly Entry[] {
  return [
    ...(framework.calls ?? []).map(({ call, ...body }) => ({ names: listOf(call), body })),
    ...(framework.decorators ?? []).map(({ decorator, ...body }) => ({ names: listOf(decorator), body })),
  ];
}

/** What stays of a model when it is named by a glob or called on a class. */
function fingerprint(model: CallModel): string {
  const { result: _, package: __, ...rest } = model;
  return JSON.stringify(rest);
}

function isNamedBy(pattern: string, id: string): boolean {
  const cut = pattern.lastIndexOf(".") + 1;
  return id.slice(0, cut) === pattern.slice(0, cut) && !id.slice(cut).includes(".") && matchesGlob(readGlob(pattern.slice(cut)), id.slice(cut));
}

function isExercised(entry: Entry, seen: ReadonlySet<string>, ids: ReadonlySet<string>): boolean {
  if (/<unit>|<parameter>/.test(JSON.stringify(entry.body))) return entry.names.some((name) => ids.has(name));
  const read = (id: string): string => fingerprint(fillIn(readModel(id, "", entry.body, () => undefined)));
  return entry.names.some((name) => (isGlob(name) ? [...ids].some((id) => isNamedBy(name, id) && seen.has(read(id))) : seen.has(read(name))));
}

function typesIn(result: ResultModel | undefined): readonly string[] {
  if (!result) return [];
  if (result.kind === "tuple") return result.items.flatMap(typesIn);
  return "type" in result && result.type !== undefined && result.type !== "self" ? [result.type] : [];
}

function modelsOf(framework: Framework): readonly CallModel[] {
  return entriesOf(framework).flatMap(({ names, body }) => names.map((id) => fillIn(readModel(id, "", body, () => undefined))));
}

describe("the shape of the frameworks", () => {
  it("is that of the schema, with a notation that can be read", () => {
    expect(checked.flatMap((item) => item.problems)).toEqual([]);
    expect(notationProblems(files)).toEqual([]);
  });

  it("is what the bundle holds", () => {
    const bundled = new Map(bundledFrameworks().map((item) => [item.file, item.framework]));
    for (const { file, content } of sources) {
      const { examples: _, ...rest } = content as Framework;
      expect(bundled.get(file), `${file}: run npm run generate`).toEqual(rest);
    }
  });

  it("defines a type and a module once", () => {
    const types = files.flatMap(({ framework }) => Object.entries(framework.types ?? {}).flatMap(([key, entry]) => [
      ...listOf(key), ...(entry && typeof entry === "object" && !Array.isArray(entry) ? listOf(entry.also) : []),
    ]));
    expect(repeated(types)).toEqual([]);
    expect(repeated(files.flatMap(({ framework }) => (framework.packages ?? []).flatMap((item) => item.modules.map((module) => `${module}`))))).toEqual([]);
  });

  it("gives a callable two models only where their conditions differ", () => {
    const keys = files.flatMap(({ file, framework }) => [framework.calls ?? [], framework.decorators ?? []].flatMap((list, which) =>
      list.flatMap(({ when, also, ...rest }) => [...listOf("call" in rest ? rest.call : rest.decorator), ...listOf(also)].map((id) => `${which} ${id} ${JSON.stringify(when ?? "")} ${file === "" ? "" : ""}`))));
    expect(repeated(keys)).toEqual([]);
  });

  it.each(files)("names only declared types: $file", ({ framework }) => {
    const { types } = catalogue;
    const named = modelsOf(framework).flatMap((model) => typesIn(model.result).map((type) => `${model.id} gives ${type}`));
    const own = Object.entries(framework.types ?? {}).flatMap(([key, entry]) => listOf(key).flatMap((id) => {
      if (entry === null) return [];
      if (typeof entry === "string" || Array.isArray(entry)) return listOf(entry).map((type) => `${id} extends ${type}`);
      const inside = [...listOf(entry.extends), ...Object.values(entry.attributes ?? {}), ...(entry.items === undefined ? [] : [entry.items])];
      return inside.filter((type) => type !== "self").map((type) => `${id} has ${type}`);
    }));
    const names = Object.entries(framework.names ?? {}).map(([name, type]) => `${name} is ${type}`);
    const unknown = [...named, ...own, ...names].filter((line) => types.get(line.slice(line.lastIndexOf(" ") + 1)) === undefined);
    expect(unknown).toEqual([]);
  });
});

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.has(name) || !seen.add(name));
}

/** What the file alone settles: what depends on the linker changes with every framework that is added. */
function settled(observations: readonly Observation[]): readonly Observation[] {
  return observations.filter((observation) => !("condition" in observation) || observation.condition === undefined);
}

describe.each(files)("examples of $file", ({ file, framework }) => {
  it("say what the code does, and leave no entry out", async () => {
    const seen = new Set<string>();
    const ids = new Set<string>();
    for (const example of framework.examples ?? []) {
      const facts = await exampleFacts(file, example.code);
      expect(facts.problems).toEqual([]);
      const observations = settled(interpret(facts, catalogue));
      for (const observation of observations) {
        if (observation.kind !== "call" && observation.kind !== "decorator") continue;
        seen.add(fingerprint(observation.model));
        ids.add(observation.model.id);
      }
      expect(observationLines(example.code, facts, observations)).toEqual(example.expect ?? []);
    }
    expect(entriesOf(framework).filter((entry) => !isExercised(entry, seen, ids)).map((entry) => entry.names[0])).toEqual([]);
  });
});

describe("the bundle", () => {
  it("holds no examples", () => {
    const text = readFileSync(join(import.meta.dirname, "../../src/catalog/catalog.json"), "utf8");
    expect(text).not.toContain('"examples"');
  });
});
