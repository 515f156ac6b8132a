import type { FileFacts, Parameter, Unit } from "../facts/file-facts.js";
import type { CallModel, Effect } from "../facts/observation.js";
import type { ValueId } from "../facts/value.js";
import type { Catalogue } from "./catalog.js";
import type { Identity } from "./identify.js";

const UNIT = "<unit>";
const PARAMETER = "<parameter>";
/** Parameters that name no data by the habits of all frameworks. */
const NOT_DATA: ReadonlySet<string> = new Set(["self", "cls", "context", "ctx"]);

/** A decorator's model with the decorated unit's name for `<unit>`, and one effect for each parameter that takes data for `<parameter>`. */
export function namedAfter(model: CallModel, unit: Unit, facts: FileFacts, catalogue: Catalogue, identity: Identity): CallModel {
  const text = JSON.stringify(model);
  if (!text.includes(UNIT) && !text.includes(PARAMETER)) return model;
  const named = JSON.parse(text.replaceAll(UNIT, unit.name)) as CallModel; // the same model with other text
  const takesData = (parameter: Parameter): boolean =>
    !NOT_DATA.has(parameter.name) && parameter.kind !== "rest" && parameter.kind !== "rest-keywords" && (parameter.annotation === undefined || isData(parameter.annotation, facts, catalogue, identity));
  const names = unit.parameters.filter(takesData).map((parameter) => parameter.name);
  return { ...named, effects: named.effects.flatMap((effect) => effectsOf(effect, names)) };
}

function effectsOf(effect: Effect, parameters: readonly string[]): readonly Effect[] {
  const text = JSON.stringify(effect);
  return text.includes(PARAMETER) ? parameters.map((name) => JSON.parse(text.replaceAll(PARAMETER, name)) as Effect) : [effect]; // the same effect with other text
}

/** A parameter that is annotated with a class of which nothing is known to hold data is a client or a setting. */
function isData(annotation: ValueId, facts: FileFacts, catalogue: Catalogue, identity: Identity): boolean {
  const value = facts.values[annotation];
  const name = identity.names[value?.kind === "lookup" && value.how === "item" ? value.base : annotation];
  if (name === undefined) return false;
  if (name.startsWith("builtins.") || name.startsWith("typing.")) return true;
  const type = catalogue.types.get(name)?.id ?? catalogue.calls.callable(name).flatMap(({ result }) => (result?.kind === "type" ? [result.type] : []))[0];
  return type !== undefined && catalogue.types.inherited(type, (each) => (each.is === "frame" || each.is === "model" ? true : undefined)) === true;
}
