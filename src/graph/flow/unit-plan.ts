import type { FileFacts, Store, Unit } from "../../facts/file-facts.js";
import type { CallId, UnitId, Value, ValueId } from "../../facts/value.js";

/** One thing that interpretation does in order: compute a value, make a call whose result nobody names, or store. */
export type Step =
  | { readonly kind: "value"; readonly value: ValueId }
  | { readonly kind: "call"; readonly call: CallId }
  | { readonly kind: "store"; readonly store: Store };

/** What one unit needs, in one order that respects operands. */
export interface UnitPlan {
  readonly steps: readonly Step[];
  /** Value -> position in a frame's dense array. */
  readonly slots: ReadonlyMap<ValueId, number>;
  /** Some value changes around a loop, so that a second pass may see more. */
  readonly loops: boolean;
  /** Inner units read this frame's variables. */
  readonly retained: boolean;
}

/** Operands of a value; `loop.next` is left out where only the order matters. */
export function operandsOf(value: Value, facts: FileFacts): readonly ValueId[] {
  switch (value.kind) {
    case "join":
      return value.parts;
    case "lookup":
      return [value.base, value.key];
    case "result": {
      const call = facts.calls[value.call];
      return call ? [call.callee, ...call.args.map((argument) => argument.value)] : [];
    }
    case "enter":
    case "element":
      return [value.of];
    case "either":
      return value.options;
    case "loop":
      return [value.entry, value.next];
    case "list":
      return value.items;
    case "record":
      return value.entries.flatMap((entry) => (entry.key === null ? [entry.value] : [entry.key, entry.value]));
    case "updated":
      return [value.base, value.key, value.value];
    case "after": {
      const call = facts.calls[value.call];
      return call ? [value.base, call.callee, ...call.args.map((argument) => argument.value)] : [value.base];
    }
    case "operation":
      return value.operands;
    case "unit": {
      // Defaults, decorators and bases are computed where the definition stands.
      const unit = facts.units[value.unit];
      if (!unit) return [];
      const out = [...unit.bases, ...unit.decorators.map((decorator) => decorator.value)];
      for (const parameter of unit.parameters) {
        if (parameter.default !== undefined) out.push(parameter.default);
        if (parameter.annotation !== undefined) out.push(parameter.annotation);
      }
      return out;
    }
    default:
      return [];
  }
}

/** Plans a unit with the definitions inside it: the closure of what its calls, stores, returns and reads need, in index order. */
export function planUnit(facts: FileFacts, id: UnitId, children: readonly Unit[], unitValues: ReadonlyMap<UnitId, ValueId>): UnitPlan {
  const unit = facts.units[id];
  if (!unit) return { steps: [], slots: new Map(), loops: false, retained: false };
  const needed = new Set<ValueId>();
  const work: ValueId[] = [];
  const need = (value: ValueId | undefined): void => {
    if (value === undefined || value < 0 || needed.has(value)) return;
    needed.add(value);
    work.push(value);
  };
  for (const callId of unit.calls) {
    const call = facts.calls[callId];
    if (!call) continue;
    need(call.callee);
    for (const argument of call.args) need(argument.value);
    if (call.branch >= 0) for (let b = call.branch, n = 0; b >= 0 && n < 64; b = facts.branches[b]?.parent ?? -1, n++) need(facts.branches[b]?.condition);
  }
  for (const store of unit.stores) {
    need(store.value);
    need(store.base);
    if (typeof store.key === "number") need(store.key);
    need(store.annotation);
  }
  for (const item of unit.returns) need(item.value);
  for (const item of unit.yields) need(item.value);
  for (const item of unit.reads) need(item.value);
  for (const child of children) {
    need(unitValues.get(child.id));
    for (const decorator of child.decorators) need(decorator.value);
    for (const base of child.bases) need(base);
    for (const parameter of child.parameters) {
      need(parameter.default);
      need(parameter.annotation);
    }
  }
  while (work.length > 0) {
    const value = facts.values[work.pop() ?? -1];
    if (value) for (const operand of operandsOf(value, facts)) need(operand);
  }
  const values = [...needed].sort((a, b) => a - b);
  return { steps: orderSteps(facts, id, values), slots: new Map(values.map((value, i) => [value, i])), loops: values.some((value) => facts.values[value]?.kind === "loop"), retained: children.length > 0 };
}

/** Puts calls without a named result and stores where their operands are ready, in the order of the text. */
function orderSteps(facts: FileFacts, id: UnitId, values: readonly ValueId[]): readonly Step[] {
  const unit = facts.units[id];
  if (!unit) return [];
  const resultOf = new Map<CallId, ValueId>();
  for (const value of values) {
    const found = facts.values[value];
    if (found?.kind === "result") resultOf.set(found.call, value);
  }
  const steps: { readonly at: number; readonly rank: number; readonly step: Step }[] = values.map((value) => ({ at: value, rank: 0, step: { kind: "value", value } }));
  let latest = -1;
  for (const callId of unit.calls) {
    const call = facts.calls[callId];
    if (!call) continue;
    const result = resultOf.get(callId);
    latest = Math.max(latest, result ?? -1, call.callee, ...call.args.slice(0, 256).map((argument) => argument.value));
    if (result === undefined) steps.push({ at: latest, rank: 1, step: { kind: "call", call: callId } });
  }
  for (const store of unit.stores) {
    steps.push({ at: Math.max(store.value, store.base ?? -1, typeof store.key === "number" ? store.key : -1), rank: 2, step: { kind: "store", store } });
  }
  return steps.sort((a, b) => a.at - b.at || a.rank - b.rank).map((item) => item.step);
}
