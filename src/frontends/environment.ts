import type { ValueId } from "../facts/value.js";

/** What names mean at one point of a unit. Changes are logged, so that a branch costs what it changes and not what it could see. */
export class Environment {
  readonly #values = new Map<string, ValueId>();
  readonly #log: { readonly name: string; readonly before: ValueId | undefined }[] = [];

  get(name: string): ValueId | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: ValueId): void {
    const before = this.#values.get(name);
    if (before === value) return;
    this.#log.push({ name, before });
    this.#values.set(name, value);
  }

  delete(name: string): void {
    const before = this.#values.get(name);
    if (before === undefined) return;
    this.#log.push({ name, before });
    this.#values.delete(name);
  }

  /** Sets a name to what `get` said before. */
  restore(name: string, value: ValueId | undefined): void {
    if (value === undefined) this.delete(name);
    else this.set(name, value);
  }

  /** A point to compare with or to go back to. */
  mark(): number {
    return this.#log.length;
  }

  /** Names changed since a mark, in order of their first change, with what they mean now. */
  changesSince(mark: number): Map<string, ValueId | undefined> {
    const changes = new Map<string, ValueId | undefined>();
    for (let i = mark; i < this.#log.length; i++) {
      const name = this.#log[i]?.name;
      if (name !== undefined && !changes.has(name)) changes.set(name, this.#values.get(name));
    }
    return changes;
  }

  /** Forgets all changes since a mark. */
  rollback(mark: number): void {
    for (let entry = this.#log.length > mark ? this.#log.pop() : undefined; entry; entry = this.#log.length > mark ? this.#log.pop() : undefined) {
      if (entry.before === undefined) this.#values.delete(entry.name);
      else this.#values.set(entry.name, entry.before);
    }
  }
}
