import type { Unit } from "../facts/file-facts.js";
import type { CallModel, Effect } from "../facts/observation.js";

const UNIT = "<unit>";
const PARAMETER = "<parameter>";
/** Parameters that name no data by the habits of all frameworks. */
const NOT_DATA: ReadonlySet<string> = new Set(["self", "cls", "context", "ctx"]);

/** A decorator's model with the decorated unit's name for `<unit>`, and one effect a parameter for `<parameter>`. */
export function namedAfter(model: CallModel, unit: Unit): CallModel {
  const text = JSON.stringify(model);
  if (!text.includes(UNIT) && !text.includes(PARAMETER)) return model;
  const named = JSON.parse(text.replaceAll(UNIT, unit.name)) as CallModel; // the same model with other text
  return { ...named, effects: named.effects.flatMap((effect) => (JSON.stringify(effect).includes(PARAMETER) ? parameterEffects(effect, unit) : [effect])) };
}

function parameterEffects(effect: Effect, unit: Unit): readonly Effect[] {
  const names = unit.parameters.filter((parameter) => parameter.kind !== "rest" && parameter.kind !== "rest-keywords").map((parameter) => parameter.name);
  return names.filter((name) => !NOT_DATA.has(name)).map((name) => JSON.parse(JSON.stringify(effect).replaceAll(PARAMETER, name)) as Effect); // the same effect with other text
}
