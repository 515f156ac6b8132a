import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";

/** What a variable holds: one text, or the elements of an array. */
export type Binding = { readonly kind: "text"; readonly value: ValueId } | { readonly kind: "list"; readonly items: readonly ValueId[] };

type Layer = Map<string, Binding>;

/** Variables of a shell text. A branch writes into a layer of its own; where branches join, a variable is one of what they gave. */
export class Scope {
  readonly #layers: Layer[] = [new Map()];

  constructor(private readonly table: ValueTable) {}

  get(name: string): Binding | undefined {
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const binding = this.#layers[i]?.get(name);
      if (binding) return binding;
    }
    return undefined;
  }

  set(name: string, binding: Binding): void {
    this.#layers[this.#layers.length - 1]?.set(name, binding);
  }

  enter(): void {
    this.#layers.push(new Map());
  }

  /** Ends a branch; its changes are joined later, or forgotten (a subshell). */
  leave(): Layer {
    return this.#layers.length > 1 ? (this.#layers.pop() ?? new Map()) : new Map();
  }

  /** Joins finished branches; `skippable` when none of them need run. */
  join(branches: readonly Layer[], skippable: boolean): void {
    const names = new Set(branches.flatMap((branch) => [...branch.keys()]));
    for (const name of [...names].sort()) {
      const before = this.get(name);
      const reached = branches.map((branch) => branch.get(name) ?? before);
      if (skippable) reached.unshift(before);
      const [only] = reached;
      if (only && reached.every((binding) => binding === only)) {
        this.set(name, only);
        continue;
      }
      this.set(name, { kind: "text", value: this.table.either(reached.map((binding) => this.#value(name, binding))) });
    }
  }

  #value(name: string, binding: Binding | undefined): ValueId {
    if (!binding) return this.table.name(`env:${name}`);
    return binding.kind === "text" ? binding.value : this.table.concat(binding.items.flatMap((item, i) => (i ? [this.table.constant(" "), item] : [item])));
  }
}
