import type { Selector } from "../../facts/observation.js";
import type { ValueId } from "../../facts/value.js";
import type { ModelCall } from "./call-site.js";
import { columnNames } from "./columns.js";
import { frameValue, type Frame } from "./frame.js";

/** Ways to the bare values of a column, which keep its meaning. */
const BARE = new Set(["values", "to_numpy", "to_list", "tolist", "ravel", "array", "astype", "copy", "cat", "codes"]);
const MOST_STEPS = 8;

/** Names of the columns that are given as the target of a fit, as far as the arguments name them; empty where they do not. */
export function labelColumns(call: ModelCall, selectors: readonly Selector[] | undefined): readonly string[] {
  return (selectors ?? []).flatMap((selector) => {
    const value = argumentOf(call, selector);
    return value === null ? [] : columnsNamed(call.site.frame, value);
  });
}

function argumentOf(call: ModelCall, selector: Selector): ValueId | null {
  const args = call.site.call?.args ?? [];
  const named = args.find((argument) => argument.name !== undefined && (selector.kw ?? []).includes(argument.name));
  if (named) return named.value;
  const positional = args.filter((argument) => argument.name === undefined);
  const found = selector.pos === undefined ? undefined : positional[selector.pos];
  return found && !positional.slice(0, selector.pos).some((argument) => argument.spread) && !found.spread ? found.value : null;
}

/** The columns that `frame["clicked"]`, `frame.clicked` or `frame[LABEL].to_numpy()` names. */
function columnsNamed(frame: Frame, start: ValueId): readonly string[] {
  const { values, calls } = frame.file.facts;
  let id = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const value = values[id];
    if (value?.kind === "result") {
      const callee = values[calls[value.call]?.callee ?? -1];
      if (callee?.kind !== "lookup" || callee.how !== "attribute") return [];
      id = calls[value.call]?.callee ?? -1;
      continue;
    }
    if (value?.kind !== "lookup") return [];
    const key = frameValue(frame, value.key);
    const names = key ? columnNames(key) : [];
    if (value.how === "attribute" && names.some((name) => BARE.has(name))) {
      id = value.base;
      continue;
    }
    return names;
  }
  return [];
}
