import type { ValueId } from "../../facts/value.js";
import type { Lowering } from "./lowering.js";

/** Names that `__all__` lists; undefined where the module has none, or builds it in a way that the text does not tell. */
export function exportsOf(l: Lowering): readonly string[] | undefined {
  const names = new Set<string>();
  let found = false;
  for (const store of l.module.unit.stores) {
    if (store.target !== "local" || store.key !== "__all__") continue;
    const added = namesIn(l, store.value);
    if (!added) return undefined;
    if (!store.augmented) names.clear();
    for (const name of added) names.add(name);
    found = true;
  }
  return found ? [...names] : undefined;
}

/** Texts of a list, or of lists that are added; null where something else is in it. */
function namesIn(l: Lowering, root: ValueId): readonly string[] | null {
  const names: string[] = [];
  const work = [root];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    const value = l.values.at(id);
    const inner = l.values.itemsOf(id) ?? (value?.kind === "join" && value.how === "concat" ? value.parts : null);
    const text = l.values.textOf(id);
    if (text !== undefined) names.push(text);
    else if (!inner) return null;
    else for (let i = inner.length - 1; i >= 0; i--) work.push(inner[i] ?? root);
  }
  return names;
}
