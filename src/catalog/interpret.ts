import type { Call, FileFacts } from "../facts/file-facts.js";
import type { CallModel, CallObservation, Condition, DecoratorObservation, NameObservation, Observation } from "../facts/observation.js";
import type { ValueId } from "../facts/value.js";
import { allHold } from "./arguments.js";
import type { Callables, Candidate } from "./callables.js";
import type { Catalogue } from "./catalog.js";
import { identify, type Identity } from "./identify.js";
import { namedAfter } from "./unit-names.js";

/** Reads the facts of one file in the words of the catalogue: one observation for each model that a call, a decorator or a name may have. Linear in the facts. */
export function interpret(facts: FileFacts, catalogue: Catalogue): Observation[] {
  const identity = identify(facts, catalogue);
  return [...calls(facts, catalogue, identity), ...decorators(facts, catalogue, identity), ...names(facts, catalogue, identity)];
}

function* calls(facts: FileFacts, catalogue: Catalogue, identity: Identity): Iterable<CallObservation> {
  for (const call of facts.calls) {
    const base = { kind: "call" as const, unit: call.unit, call: call.id };
    const settled = identity.settled[call.id];
    if (settled) {
      for (const model of settled) yield { ...base, model };
      continue;
    }
    for (const { model, condition } of guesses(facts, catalogue.calls, identity, call.callee)) {
      if (allHold(facts, call, model.when) !== false) yield { ...base, model, condition };
    }
  }
}

interface Guess { readonly model: CallModel; readonly condition: Condition }

/** Models by last name alone, each with what the linker has to find true. */
function* guesses(facts: FileFacts, callables: Callables, identity: Identity, callee: ValueId): Iterable<Guess> {
  const value = facts.values[callee];
  const name = identity.names[callee];
  const open = identity.open[callee] || name !== undefined;
  const last = lastName(facts, callee);
  if (last === null) return;
  if (open) yield* conditional(callables.byLastName(last), (candidate) => ({ callee: candidate.name }));
  if (value?.kind === "lookup") yield* conditional(callables.byMethod(last), (candidate) => ({ receiver: candidate.name }));
}

function* conditional(candidates: readonly Candidate[], condition: (candidate: Candidate) => Condition): Iterable<Guess> {
  for (const candidate of candidates) for (const model of candidate.models) yield { model, condition: condition(candidate) };
}

/** Attribute name, imported name or plain name. */
function lastName(facts: FileFacts, callee: ValueId): string | null {
  const value = facts.values[callee];
  if (value?.kind === "name") return value.name;
  if (value?.kind === "import") return facts.imports[value.index]?.name ?? null;
  if (value?.kind !== "lookup" || value.how !== "attribute") return null;
  const key = facts.values[value.key];
  return key?.kind === "constant" && typeof key.value === "string" ? key.value : null;
}

function* decorators(facts: FileFacts, catalogue: Catalogue, identity: Identity): Iterable<DecoratorObservation> {
  for (const unit of facts.units) {
    for (const [decorator, { value }] of unit.decorators.entries()) {
      const call = decoratorCall(facts, value);
      const callee = call ? call.callee : value;
      const base = { kind: "decorator" as const, unit: unit.id, decorator };
      const settled = settledDecorator(facts, catalogue, identity, callee);
      const found: readonly { readonly model: CallModel; readonly condition?: Condition }[] = settled
        ? settled.map((model) => ({ model }))
        : [...guesses(facts, catalogue.decorators, identity, callee)];
      for (const item of found) if (!call || allHold(facts, call, item.model.when) !== false) yield { ...base, ...item, model: namedAfter(item.model, unit, facts, catalogue, identity) };
    }
  }
}

function decoratorCall(facts: FileFacts, value: ValueId): Call | null {
  const found = facts.values[value];
  return found?.kind === "result" ? (facts.calls[found.call] ?? null) : null;
}

function settledDecorator(facts: FileFacts, catalogue: Catalogue, identity: Identity, callee: ValueId): readonly CallModel[] | null {
  const name = identity.names[callee];
  if (name !== undefined) {
    const found = catalogue.decorators.callable(name);
    if (found.length > 0 || catalogue.modules.has(name.split(".")[0] ?? name)) return found;
  }
  const value = facts.values[callee];
  if (value?.kind !== "lookup" || value.how !== "attribute") return null;
  const type = identity.types[value.base];
  return type === undefined ? null : catalogue.decorators.method(type, lastName(facts, callee) ?? "");
}

function* names(facts: FileFacts, catalogue: Catalogue, identity: Identity): Iterable<NameObservation> {
  for (let value = 0; value < facts.values.length; value++) {
    const name = identity.names[value];
    const type = name === undefined ? undefined : catalogue.names.get(name);
    if (type !== undefined) yield { kind: "name", value, type };
  }
}
