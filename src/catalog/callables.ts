import type { CallModel } from "../facts/observation.js";
import type { Types } from "./types.js";

/** A callable that a name may stand for: `name` is a qualified spelling or, for a method, the type that declares it. */
export interface Candidate { readonly name: string; readonly models: readonly CallModel[] }

interface Glob { readonly before: string; readonly after: string; readonly capital: boolean; readonly models: CallModel[] }

/** Stands for any capitalised name. */
const ANY_CLASS = "<Class>";

/** The callables of the catalogue, found by qualified name, by type and method, or by last name. */
export class Callables {
  readonly #exact = new Map<string, CallModel[]>();
  readonly #methods = new Map<string, Map<string, CallModel[]>>();
  readonly #globs = new Map<string, Glob[]>();
  readonly #byLastName = new Map<string, Candidate[]>();
  readonly #byMethod = new Map<string, Candidate[]>();
  readonly #special = new Map<string, readonly CallModel[]>();
  readonly #types: Types;

  constructor(types: Types) {
    this.#types = types;
  }

  /** Adds a model under one spelling; what stands before the last dot decides whether it is a method. */
  add(spelling: string, model: CallModel): void {
    const dot = spelling.lastIndexOf(".");
    const owner = spelling.slice(0, Math.max(dot, 0));
    const last = spelling.slice(dot + 1);
    if (isGlob(last)) {
      this.#addGlob(owner, last, model);
      return;
    }
    const type = this.#types.get(owner);
    if (type && type.id !== owner) return;
    if (!type) {
      push(this.#exact, this.#byLastName, spelling, last, spelling, model);
      return;
    }
    let methods = this.#methods.get(owner);
    if (!methods) this.#methods.set(owner, (methods = new Map()));
    push(methods, this.#byMethod, last, last, owner, model);
  }

  #addGlob(owner: string, last: string, model: CallModel): void {
    const capital = last === ANY_CLASS;
    const [before = "", after = ""] = capital ? [] : last.split("*");
    const globs = this.#globs.get(owner) ?? [];
    const same = globs.find((glob) => glob.before === before && glob.after === after && glob.capital === capital);
    if (same) same.models.push(model);
    else globs.push({ before, after, capital, models: [model] });
    this.#globs.set(owner, globs);
  }

  /** Models of a qualified name; none where the catalogue does not know it. */
  callable(qualified: string): readonly CallModel[] {
    const exact = this.#exact.get(qualified);
    if (exact) return exact;
    const known = this.#special.get(qualified);
    if (known) return known;
    const found = this.#ofClass(qualified) ?? this.#ofGlob(qualified);
    if (!found) return [];
    this.#special.set(qualified, found);
    return found;
  }

  #ofClass(qualified: string): readonly CallModel[] | null {
    const dot = qualified.lastIndexOf(".");
    const owner = qualified.slice(0, Math.max(dot, 0));
    const type = this.#types.get(owner)?.id ?? this.#instanceOf(owner);
    if (type === null) return null;
    const models = this.method(type, qualified.slice(dot + 1));
    return models.length === 0 ? null : models.map((model) => withReceiver(model, type));
  }

  #instanceOf(owner: string): string | null {
    const result = this.#ofGlob(owner)?.[0]?.result;
    return result?.kind === "type" ? result.type : null;
  }

  #ofGlob(qualified: string): readonly CallModel[] | null {
    const dot = qualified.lastIndexOf(".");
    const last = qualified.slice(dot + 1);
    const glob = this.#globs.get(qualified.slice(0, Math.max(dot, 0)))?.find((item) => matches(item, last));
    return glob ? glob.models.map((model) => nameModel({ ...model, id: model.id.slice(0, model.id.lastIndexOf(".") + 1) + last })) : null;
  }

  /** Models of a method of a type or of the nearest type that it extends. */
  method(type: string, name: string): readonly CallModel[] {
    for (const ancestor of this.#types.ancestors(type)) {
      const models = this.#methods.get(ancestor)?.get(name);
      if (models) return models;
    }
    return [];
  }

  /** Functions and constructors whose last name this is. */
  byLastName(name: string): readonly Candidate[] {
    return this.#byLastName.get(name) ?? [];
  }

  /** Types that declare a method of this name. */
  byMethod(name: string): readonly Candidate[] {
    return this.#byMethod.get(name) ?? [];
  }
}

function push(models: Map<string, CallModel[]>, candidates: Map<string, Candidate[]>, key: string, last: string, name: string, model: CallModel): void {
  const list = models.get(key);
  if (list) {
    list.push(model);
    return;
  }
  const created = [model];
  models.set(key, created);
  const all = candidates.get(last);
  if (all) all.push({ name, models: created });
  else candidates.set(last, [{ name, models: created }]);
}

/** Fills in what an entry says of its own id: `<last>` its last name, `<LAST>` that in upper case, `<module>` the name before, `<root>` all before the last two. */
export function nameModel(model: CallModel): CallModel {
  const text = JSON.stringify(model);
  if (!/<(?:last|module|root)>/i.test(text)) return model;
  const names = model.id.split(".");
  const [module = "", last = ""] = names.slice(-2);
  const root = names.slice(0, -2).join(".");
  const filled = text.replaceAll("<last>", last).replaceAll("<LAST>", last.toUpperCase()).replaceAll("<module>", module).replaceAll("<root>", root);
  return JSON.parse(filled) as CallModel; // the same model with other text
}

/** A name that stands for several: `*_score`, `<Class>`. */
export function isGlob(name: string): boolean {
  return name.includes("*") || name.endsWith(ANY_CLASS);
}

function matches(glob: Glob, name: string): boolean {
  if (glob.capital && !/^[A-Z]/.test(name)) return false;
  return name.length >= glob.before.length + glob.after.length && name.startsWith(glob.before) && name.endsWith(glob.after);
}

/** A class method called on a class: `self` is that class. */
function withReceiver(model: CallModel, type: string): CallModel {
  return model.result?.kind === "type" && model.result.type === "self" ? { ...model, result: { kind: "type", type } } : model;
}
