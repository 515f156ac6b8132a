import type { CallModel } from "../facts/observation.js";
import { isGlob } from "./globs.js";
import { listOf, readModel, readType } from "./model.js";
import type { Fail } from "./notation.js";
import type { EntryBody, Framework } from "./schema.js";

/** A framework file by name. */
export interface NamedFramework { readonly file: string; readonly framework: Framework }

/** One entry of `calls` or `decorators`; its notation is read when a model is first asked for. */
export interface Entry {
  readonly names: readonly string[];
  /** Other spellings of the one callable that it names. */
  readonly also: readonly string[];
  model(id: string, owner: string): CallModel;
}

const ignore: Fail = () => undefined;
/** What an entry may say of its own id. */
const PLACEHOLDER = /<(?:last|LAST|module|root)>/;

/** Makes an entry whose models share what does not depend on the id. */
export function lazyEntry(names: string | readonly string[], body: EntryBody): Entry {
  let shared: CallModel | null = null;
  let fill: boolean | null = null;
  return {
    names: listOf(names),
    also: listOf(body.also),
    model: (id, owner) => {
      shared ??= readModel("", "", body, ignore);
      const model = { ...shared, id, package: owner };
      if (isGlob(id)) return model;
      fill ??= PLACEHOLDER.test(JSON.stringify(body));
      return fill ? fillIn(model) : model;
    },
  };
}

/** Fills in what an entry says of its own id: `<last>` its last name, `<LAST>` that in upper case, `<module>` the name before, `<root>` all before the last two. */
export function fillIn(model: CallModel): CallModel {
  const text = JSON.stringify(model);
  if (!PLACEHOLDER.test(text)) return model;
  const names = model.id.split(".");
  const [module = "", last = ""] = names.slice(-2);
  const root = names.slice(0, -2).join(".");
  const filled = text.replaceAll("<last>", last).replaceAll("<LAST>", last.toUpperCase()).replaceAll("<module>", module).replaceAll("<root>", root);
  return JSON.parse(filled) as CallModel; // the same model with other text
}

/** Mistakes in the notation of framework files, each with file and entry. */
export function notationProblems(files: readonly NamedFramework[]): readonly string[] {
  return files.flatMap(({ file, framework }) => {
    const problems: string[] = [];
    const failIn = (what: string): Fail => (message) => problems.push(`${file}: ${what}: ${message}`);
    for (const [key, entry] of Object.entries(framework.types ?? {})) readType(key, entry, failIn(`type "${key}"`));
    const bodies = [...(framework.calls ?? []).map(({ call, ...body }) => ({ names: listOf(call), body })), ...(framework.decorators ?? []).map(({ decorator, ...body }) => ({ names: listOf(decorator), body }))];
    for (const { names, body } of bodies) {
      const fail = failIn(`"${names[0] ?? ""}"`);
      readModel("", "", body, fail);
      if (body.also !== undefined && names.length > 1) fail(`"also" spells one callable, the entry names ${names.length}`);
    }
    return problems;
  });
}
