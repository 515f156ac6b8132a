import type { Value, ValueId } from "../facts/value.js";

/** So many values are followed at most; a name that is joined more often is taken for no parameter. */
const FOLLOWED = 64;

/** May a value still be what a caller gave, where branches and turns of a loop join? */
export function mayBeParameter(values: { at(id: ValueId): Value | undefined }, start: ValueId): boolean {
  const open = new Set<ValueId>([start]);
  for (const id of open) {
    const value = values.at(id);
    if (value?.kind === "parameter") return true;
    if (value?.kind === "either") for (const option of value.options) open.add(option);
    if (value?.kind === "loop") open.add(value.entry);
    if (open.size > FOLLOWED) return false;
  }
  return false;
}
