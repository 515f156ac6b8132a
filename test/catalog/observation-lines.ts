import type { Call, FileFacts } from "../../src/facts/file-facts.js";
import type { Span } from "../../src/facts/location.js";
import type { CallModel, Condition, Effect, Observation, ResourceExpression, ResultModel, Selector } from "../../src/facts/observation.js";
import { allHold } from "../../src/catalog/arguments.js";

/** What observations say, one fact a line; results that only give a type are left out. */
export function observationLines(code: string, facts: FileFacts, observations: readonly Observation[]): string[] {
  const text = new Source(code);
  return observations.flatMap((observation) => {
    if (observation.kind === "name") return [`name is ${observation.type}`];
    if (observation.kind === "document") return [];
    const call = observation.kind === "call" ? facts.calls[observation.call] : decoratorCall(facts, observation.unit, observation.decorator);
    const sign = observation.kind === "decorator" ? "@" : "";
    return modelLines(facts, text, call, observation.model).map((line) => `${sign}${observation.model.id}${conditionText(observation.condition)} ${line}`);
  });
}

function decoratorCall(facts: FileFacts, unit: number, index: number): Call | undefined {
  const value = facts.values[facts.units[unit]!.decorators[index]!.value];
  return value?.kind === "result" ? facts.calls[value.call] : undefined;
}

function conditionText(condition: Condition | undefined): string {
  if (!condition) return "";
  return "callee" in condition ? ` if ${condition.callee}` : ` if on ${condition.receiver}`;
}

class Source {
  readonly #lines: readonly string[];
  constructor(code: string) {
    this.#lines = code.split("\n");
  }

  at(span: Span): string {
    const lines = this.#lines.slice(span.line - 1, span.endLine);
    const last = lines.length - 1;
    return lines
      .map((line, i) => line.slice(i === 0 ? span.column - 1 : 0, i === last ? span.endColumn - 1 : undefined).trim())
      .join(" ");
  }
}

function modelLines(facts: FileFacts, text: Source, call: Call | undefined, model: CallModel): string[] {
  const say = (selector: Selector): string | null => selectorText(text, call, selector);
  const list = (selectors: readonly Selector[] | undefined): string => (selectors ?? []).map(say).filter((item) => item !== null).join(", ");
  const open = call && allHold(facts, call, model.when) === undefined ? " maybe" : "";
  const lines = model.effects.flatMap((effect) => {
    const held = call ? allHold(facts, call, effect.when) : !effect.when?.some((test) => test.present === true || test.is || test.starts || test.contains);
    return held === false ? [] : [effectText(effect, say, list) + (held === undefined ? " maybe" : "")];
  });
  if (model.denotes) lines.push(`denotes ${resourceText(model.denotes, say)}`);
  const gives = model.result && resultText(model.result, say, list);
  if (gives) lines.push(`gives ${gives}`);
  if (model.option) lines.push(`option ${model.option.provider} ${list([model.option.names])}`);
  for (const invoke of model.invokes ?? []) lines.push(`invokes ${say(invoke.callable) ?? "?"}${invoke.job ? " as job" : ""}`);
  if (model.mutates) lines.push(`changes ${say(model.mutates.target) ?? "?"} by ${list(model.mutates.by)}`);
  if (model.converts) lines.push(`converts ${model.converts}`);
  if (model.escapes) lines.push(`escapes ${model.escapes}`);
  return lines.map((line) => line + open);
}

function effectText(effect: Effect, say: (selector: Selector) => string | null, list: (selectors: readonly Selector[] | undefined) => string): string {
  const words = [effect.act as string];
  if (effect.resource) words.push(resourceText(effect.resource, say));
  if (effect.model) words.push(`model ${say(effect.model) ?? "?"}`);
  for (const key of ["data", "label", "pin"] as const) if (list(effect[key])) words.push(`${key} ${list(effect[key])}`);
  if (effect.columns && say(effect.columns)) words.push(`columns ${say(effect.columns) ?? ""}`);
  if (effect.into) words.push(`into ${say(effect.into) ?? "?"}`);
  for (const key of ["role", "moving", "mode", "confidence"] as const) if (effect[key]) words.push(`(${effect[key]})`);
  return words.join(" ");
}

function resourceText(resource: ResourceExpression, say: (selector: Selector) => string | null): string {
  const parts = Object.entries(resource.parts).flatMap(([name, selector]) => {
    const value = say(selector);
    if (value === null && name !== "name") return [];
    return [name === "name" ? (value ?? "?") : `${name}=${value ?? "?"}`];
  });
  return [resource.kind, ...(resource.platform ? [`${resource.platform}:`] : []), ...parts].join(" ");
}

function resultText(result: ResultModel, say: (selector: Selector) => string | null, list: (selectors: readonly Selector[] | undefined) => string): string | null {
  switch (result.kind) {
    case "type": return null;
    case "split": return `parts of each argument, ${result.parts} at a time`;
    case "tuple": return result.items.some((item) => resultText(item, say, list)) ? `(${result.items.map((item) => resultText(item, say, list) ?? "_").join("; ")})` : null;
    case "same": return say(result.of);
    case "join": return `${result.listed ? "list of " : ""}${result.how} ${list(result.parts)}`;
    case "text": return `${result.operation} of ${say(result.of) ?? "?"}${list(result.with) ? ` with ${list(result.with)}` : ""}`;
    case "environment": return `environment ${say(result.name) ?? "?"}${result.default && say(result.default) ? ` else ${say(result.default)}` : ""}`;
    case "document": return `document ${say(result.of) ?? "?"}${result.key ? ` at ${say(result.key) ?? "?"}` : ""}`;
    case "options": return `options${result.of ? ` of ${say(result.of) ?? "?"}` : ""}${result.rest ? " and rest" : ""}`;
    case "callable": return `callable ${say(result.of) ?? "?"}`;
    case "elements": return `list of ${say(result.of) ?? "?"}`;
    case "get": return `item ${say(result.key) ?? "?"} of ${say(result.of) ?? "?"}`;
    case "hole": return `hole ${result.hole}`;
  }
}

/** The source of what a selector picks; null where the call does not give it. */
function selectorText(text: Source, call: Call | undefined, selector: Selector): string | null {
  const keys = [...(selector.item === undefined ? [] : [selector.item]), ...(selector.below ?? [])].map((key) => `[${key}]`).join("");
  if (selector.constant !== undefined) return JSON.stringify(selector.constant);
  if (selector.from === "arguments" || selector.from === "keywords") {
    const wanted = (call?.args ?? []).filter((argument) => (argument.name !== undefined || argument.spread === "entries") === (selector.from === "keywords"));
    return wanted.length === 0 ? null : wanted.map((argument) => text.at(argument.at)).join(" + ") + keys;
  }
  if (selector.from !== undefined) return selector.from + keys;
  const positional = (call?.args ?? []).filter((argument) => argument.name === undefined && argument.spread === undefined);
  const named = call?.args.find((argument) => argument.name !== undefined && selector.kw?.includes(argument.name));
  const found = (selector.pos === undefined ? undefined : positional[selector.pos]) ?? named;
  if (!found) return null;
  const source = text.at(found.at);
  return (found.name === undefined ? source : source.replace(/^\w+\s*=\s*/, "")) + keys;
}
