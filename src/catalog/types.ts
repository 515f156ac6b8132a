import type { TypeModel } from "../facts/observation.js";

/** The types of the catalogue by every spelling, with what they inherit. */
export class Types {
  readonly #bySpelling = new Map<string, TypeModel>();
  readonly #ancestors = new Map<string, readonly string[]>();

  /** Adds a type under one spelling; a second definition of an id replaces the first. */
  add(spelling: string, type: TypeModel): void {
    this.#bySpelling.set(spelling, type);
  }

  get(spelling: string): TypeModel | undefined {
    return this.#bySpelling.get(spelling);
  }

  /** The types by every spelling. */
  all(): ReadonlyMap<string, TypeModel> {
    return this.#bySpelling;
  }

  /** The type itself, then what it extends, nearest first; cycles end where they close. */
  ancestors(id: string): readonly string[] {
    const known = this.#ancestors.get(id);
    if (known) return known;
    const found = new Set<string>([id]);
    for (const each of found) for (const parent of this.#bySpelling.get(each)?.extends ?? []) found.add(this.#bySpelling.get(parent)?.id ?? parent);
    const list = [...found];
    this.#ancestors.set(id, list);
    return list;
  }

  /** First answer that a type or what it extends gives. */
  inherited<T>(id: string, ask: (type: TypeModel) => T | undefined): T | undefined {
    for (const ancestor of this.ancestors(id)) {
      const type = this.#bySpelling.get(ancestor);
      const answer = type && ask(type);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  /** Type of an attribute: declared, computed, or by `*`; undefined where unknown. */
  attribute(id: string, name: string): string | undefined {
    const declared = this.inherited(id, (type) => own(type.attributes, name) ?? resultType(own(type.computed, name)));
    const type = declared ?? this.inherited(id, (each) => own(each.attributes, "*"));
    return type === "self" ? id : type;
  }

  /** Type of an item; undefined where unknown. */
  item(id: string): string | undefined {
    const type = this.inherited(id, (each) => each.items);
    return type === "self" ? id : type;
  }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function resultType(result: NonNullable<TypeModel["computed"]>[string] | undefined): string | undefined {
  return result && (result.kind === "type" || result.kind === "join" || result.kind === "text") ? result.type : undefined;
}
