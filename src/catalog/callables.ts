import type { CallModel } from "../facts/observation.js";
import { fillIn, type Entry } from "./entries.js";
import { isGlob, matchesGlob, readGlob, sameGlob, type Glob } from "./globs.js";
import type { Types } from "./types.js";

/** All models of one callable: `name` is a qualified spelling or, for a method, the type that declares it. */
export class Candidate {
  readonly name: string;
  #makers: readonly (() => CallModel)[];
  #models: readonly CallModel[] | null = null;

  constructor(name: string, make: () => CallModel) {
    this.name = name;
    this.#makers = [make];
  }

  add(make: () => CallModel): void {
    this.#makers = [...this.#makers, make];
    this.#models = null;
  }

  get models(): readonly CallModel[] {
    return (this.#models ??= this.#makers.map((make) => make()));
  }
}

/** The callables of the catalogue, found by qualified name, by type and method, or by last name. */
export class Callables {
  readonly #exact = new Map<string, Candidate>();
  readonly #methods = new Map<string, Map<string, Candidate>>();
  readonly #globs = new Map<string, { readonly glob: Glob; readonly candidate: Candidate }[]>();
  readonly #byLastName = new Map<string, Candidate[]>();
  readonly #byMethod = new Map<string, Candidate[]>();
  readonly #special = new Map<string, readonly CallModel[]>();
  readonly #types: Types;

  constructor(types: Types) {
    this.#types = types;
  }

  /** Adds an entry's model of `id` under one spelling; what stands before the last dot decides whether it is a method. */
  add(spelling: string, make: () => CallModel): void {
    const dot = spelling.lastIndexOf(".");
    const owner = spelling.slice(0, Math.max(dot, 0));
    const last = spelling.slice(dot + 1);
    if (isGlob(last)) {
      this.#addGlob(owner, last, make);
      return;
    }
    const type = this.#types.get(owner);
    if (type && type.id !== owner) return;
    if (!type) {
      put(this.#exact, this.#byLastName, spelling, last, spelling, make);
      return;
    }
    let methods = this.#methods.get(owner);
    if (!methods) this.#methods.set(owner, (methods = new Map()));
    put(methods, this.#byMethod, last, last, owner, make);
  }

  #addGlob(owner: string, last: string, make: () => CallModel): void {
    const glob = readGlob(last);
    const globs = this.#globs.get(owner) ?? [];
    this.#globs.set(owner, globs);
    const same = globs.find((item) => sameGlob(item.glob, glob));
    if (same) same.candidate.add(make);
    else globs.push({ glob, candidate: new Candidate(owner, make) });
  }

  /** Models of a qualified name; none where the catalogue does not know it. */
  callable(qualified: string): readonly CallModel[] {
    const exact = this.#exact.get(qualified);
    if (exact) return exact.models;
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
    const glob = this.#globs.get(qualified.slice(0, Math.max(dot, 0)))?.find((item) => matchesGlob(item.glob, last));
    return glob ? glob.candidate.models.map((model) => fillIn({ ...model, id: model.id.slice(0, model.id.lastIndexOf(".") + 1) + last })) : null;
  }

  /** Models of a method of a type or of the nearest type that it extends. */
  method(type: string, name: string): readonly CallModel[] {
    for (const ancestor of this.#types.ancestors(type)) {
      const found = this.#methods.get(ancestor)?.get(name);
      if (found) return found.models;
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

function put(candidates: Map<string, Candidate>, byName: Map<string, Candidate[]>, key: string, last: string, name: string, make: () => CallModel): void {
  const known = candidates.get(key);
  if (known) {
    known.add(make);
    return;
  }
  const candidate = new Candidate(name, make);
  candidates.set(key, candidate);
  const all = byName.get(last);
  if (all) all.push(candidate);
  else byName.set(last, [candidate]);
}

/** A class method called on a class: `self` is that class. */
function withReceiver(model: CallModel, type: string): CallModel {
  return model.result?.kind === "type" && model.result.type === "self" ? { ...model, result: { kind: "type", type } } : model;
}

/** Adds all spellings of an entry's callables; one model is made for each id, when first asked for. */
export function addEntry(index: Callables, entry: Entry, ownerOf: (id: string) => string, spellings: (id: string) => readonly string[]): void {
  for (const id of entry.names) {
    let model: CallModel | null = null;
    const make = (): CallModel => (model ??= entry.model(id, ownerOf(id)));
    const all = entry.also.length === 0 ? spellings(id) : [...new Set([id, ...entry.also].flatMap(spellings))];
    for (const spelling of all) index.add(spelling, make);
  }
}
