import type { FileFacts } from "../facts/file-facts.js";
import type { UnitId, ValueId } from "../facts/value.js";

/** What one scope binds a name to: indexes of imports, whether anything else but `None` is stored under it, and that value where it is the only one. */
export interface Binding { readonly imports: readonly number[]; readonly other: boolean; readonly only: ValueId | null }

/** The names of each scope of a file, as far as the file's own imports decide them. */
export interface Bindings {
  /** Binding that a unit sees for a name which it does not bind itself or that is read before it is bound; undefined where no scope of the file binds it. */
  readonly of: (unit: UnitId, name: string) => Binding | undefined;
  /** Modules of absolute star imports; `open` where a star import is the project's own. */
  readonly stars: { readonly modules: readonly string[]; readonly open: boolean };
}

interface Growing { readonly imports: number[]; other: boolean; only: ValueId | null }

/** Collects the bindings of a file. */
export function bindingsOf(facts: FileFacts): Bindings {
  const scopes = new Map<UnitId, Map<string, Growing>>();
  const at = (unit: UnitId, name: string): Growing => {
    let scope = scopes.get(unit);
    if (!scope) scopes.set(unit, (scope = new Map()));
    let binding = scope.get(name);
    if (!binding) scope.set(name, (binding = { imports: [], other: false, only: null }));
    return binding;
  };
  const modules: string[] = [];
  let open = false;
  facts.imports.forEach((item, index) => {
    if (item.as !== "") at(item.unit, item.as).imports.push(index);
    else if (item.level > 0) open = true;
    else modules.push(item.module);
  });
  for (const unit of facts.units) {
    if (unit.parent >= 0 && unit.kind !== "lambda") bindOther(at(unit.parent, unit.name));
    for (const parameter of unit.parameters) bindOther(at(unit.id, parameter.name));
    for (const store of unit.stores) {
      if (typeof store.key !== "string" || (store.target !== "local" && store.target !== "global")) continue;
      const value = facts.values[store.value];
      if (value?.kind === "import" || (value?.kind === "constant" && value.value === null)) continue;
      const binding = at(store.target === "global" ? 0 : unit.id, store.key);
      binding.only = binding.other || binding.imports.length > 0 || store.augmented === true ? null : store.value;
      binding.other = true;
    }
  }
  return {
    of: (unit, name) => {
      for (let scope = unit; scope >= 0; scope = facts.units[scope]?.parent ?? -1) {
        if (scope !== unit && facts.units[scope]?.kind === "class") continue;
        const found = scopes.get(scope)?.get(name);
        if (found) return found;
      }
      return undefined;
    },
    stars: { modules, open },
  };
}

function bindOther(binding: Growing): void {
  binding.other = true;
  binding.only = null;
}
