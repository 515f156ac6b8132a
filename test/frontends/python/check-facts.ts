import type { FileFacts } from "../../../src/facts/file-facts.js";
import type { Value, ValueId } from "../../../src/facts/value.js";

function operandsOf(value: Value): readonly ValueId[] {
  switch (value.kind) {
    case "join":
      return value.parts;
    case "lookup":
      return [value.base, value.key];
    case "enter":
    case "element":
      return [value.of];
    case "either":
      return value.options;
    case "loop":
      return [value.entry];
    case "list":
      return value.items;
    case "record":
      return value.entries.flatMap(({ key, value: entry }) => (key === null ? [entry] : [key, entry]));
    case "updated":
      return [value.base, value.key, value.value];
    case "after":
      return [value.base];
    case "operation":
      return value.operands;
    default:
      return [];
  }
}

/** What is wrong with the tables of some facts: references that point nowhere, operands that do not stand before their value. Empty if all is well. */
export function flawsOf(facts: FileFacts): string[] {
  const flaws: string[] = [];
  const check = (what: string, id: number, length: number): void => {
    if (!Number.isInteger(id) || id < 0 || id >= length) flaws.push(`${what} points to ${id} of ${length}`);
  };
  const value = (what: string, id: ValueId | undefined): void => {
    if (id !== undefined) check(what, id, facts.values.length);
  };
  facts.values.forEach((it, id) => {
    for (const operand of operandsOf(it)) if (!(operand >= 0 && operand < id)) flaws.push(`value ${id} (${it.kind}) has the operand ${operand}`);
    if (it.kind === "loop") value("loop", it.next);
    if (it.kind === "either" && it.options.length > 8) flaws.push(`value ${id} has ${it.options.length} alternatives`);
    if (it.kind === "result" || it.kind === "after") {
      check("call of a value", it.call, facts.calls.length);
      for (const used of [facts.calls[it.call]?.callee ?? -1, ...(facts.calls[it.call]?.args ?? []).map((argument) => argument.value)]) if (used >= id) flaws.push(`value ${id} is the result of a call with the later value ${used}`);
    }
    if (it.kind === "import") check("import of a value", it.index, facts.imports.length);
    if (it.kind === "unit" || it.kind === "name" || it.kind === "parameter") check("unit of a value", it.unit, facts.units.length);
    if (it.kind === "parameter") check("parameter of a value", it.index, facts.units[it.unit]?.parameters.length ?? 0);
  });
  facts.calls.forEach((call, id) => {
    value("callee", call.callee);
    for (const argument of call.args) value("argument", argument.value);
    if (call.id !== id || !facts.units[call.unit]?.calls.includes(id)) flaws.push(`call ${id} is not its unit's`);
    if (call.branch !== -1) check("branch of a call", call.branch, facts.branches.length);
  });
  facts.units.forEach((unit, id) => {
    if (unit.id !== id || unit.parent >= id) flaws.push(`unit ${id} stands before its parent ${unit.parent}`);
    for (const store of unit.stores) {
      value("store", store.value);
      value("base of a store", store.base);
      if (typeof store.key === "number") value("key of a store", store.key);
    }
    for (const item of [...unit.returns, ...unit.yields, ...unit.reads, ...unit.decorators]) value("part of a unit", item.value);
    for (const parameter of unit.parameters) {
      value("default", parameter.default);
      value("annotation", parameter.annotation);
    }
  });
  facts.branches.forEach((branch, id) => {
    value("condition", branch.condition);
    if (branch.parent >= id) flaws.push(`branch ${id} has the parent ${branch.parent}`);
  });
  const spans = [...facts.calls, ...facts.branches, ...facts.imports, ...facts.comments, ...facts.problems, ...facts.units.flatMap((unit) => [...unit.stores, ...unit.reads])];
  for (const { at } of spans) {
    const last = facts.lines.total + 1;
    if (at.line < 1 || at.column < 1 || at.line > at.endLine || (at.line === at.endLine && at.column > at.endColumn) || at.endLine > last) flaws.push(`a place is ${JSON.stringify(at)}`);
  }
  return flaws;
}
