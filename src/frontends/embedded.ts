import type { Argument, Branch, Call, Command, FileFacts, Read, Setting, SqlStatement, Store, TableReference, Unit } from "../facts/file-facts.js";
import type { Span } from "../facts/location.js";
import type { Value, ValueId } from "../facts/value.js";

/** Where a place of an embedded text lies in the file around it. */
export type Move = (at: Span) => Span;

/** What a text inside another file adds to that file's facts: values are numbered on, and places are those of the file. */
export interface Embedded {
  readonly values: readonly Value[];
  readonly statements: readonly SqlStatement[];
  readonly commands: readonly Command[];
  readonly problems: FileFacts["problems"];
}

/**
 * The statements and commands of an embedded text, ready to be appended to a file that has `offset` values so far. Code facts (units, calls, imports) of the text
 * are left behind; a value that stands for one of them becomes unknown.
 */
export function transplant(part: FileFacts, offset: number, move: Move): Embedded {
  const shift = (id: ValueId): ValueId => id + offset;
  return {
    values: part.values.map((value) => shiftValue(value, shift, move)),
    statements: part.statements.map((statement) => ({
      ...statement, at: move(statement.at), reads: statement.reads.map((table) => moveTable(table, shift, move)), writes: statement.writes.map((table) => moveTable(table, shift, move)),
      ...(statement.limit && { limit: { ...statement.limit, at: move(statement.limit.at) } }),
    })),
    commands: part.commands.map((command) => moveCommand(command, shift, move)),
    problems: part.problems.map((problem) => ({ ...problem, at: move(problem.at) })),
  };
}

/** The facts of a text with every place moved; nothing else changes. */
export function relocate(facts: FileFacts, move: Move): FileFacts {
  const moved = <T extends { readonly at: Span }>(items: readonly T[]): readonly T[] => items.map((item) => ({ ...item, at: move(item.at) }));
  const { statements, commands, problems } = transplant(facts, 0, move);
  return {
    ...facts, statements, commands, problems,
    values: facts.values.map((value) => (value.kind === "constant" && value.at ? { ...value, at: move(value.at) } : value)),
    units: facts.units.map((unit): Unit => ({
      ...unit, at: move(unit.at), parameters: moved(unit.parameters), decorators: moved(unit.decorators), stores: moved<Store>(unit.stores), returns: moved(unit.returns),
      yields: moved(unit.yields), reads: moved<Read>(unit.reads),
    })),
    calls: facts.calls.map((call): Call => ({ ...call, at: move(call.at), args: moved<Argument>(call.args) })),
    branches: moved<Branch>(facts.branches),
    imports: moved(facts.imports),
    settings: facts.settings.map((setting): Setting => ({ ...setting, at: move(setting.at), ...(setting.keyAt && { keyAt: move(setting.keyAt) }) })),
    comments: moved(facts.comments),
    suppressions: facts.suppressions.map((suppression) => ({
      ...suppression, at: move(suppression.at), from: lineOf(suppression.from, move), to: lineOf(suppression.to, move),
    })),
  };
}

function lineOf(line: number, move: Move): number {
  return move({ line, column: 1, endLine: line, endColumn: 1 }).line;
}

function moveTable(table: TableReference, shift: (id: ValueId) => ValueId, move: Move): TableReference {
  return { ...table, name: shift(table.name), at: move(table.at) };
}

function moveCommand(command: Command, shift: (id: ValueId) => ValueId, move: Move): Command {
  return {
    words: command.words.map(shift), environment: command.environment.map(({ name, value }) => ({ name, value: shift(value) })),
    ...(command.directory !== undefined && { directory: shift(command.directory) }), reads: command.reads.map(shift), writes: command.writes.map(shift), at: move(command.at),
  };
}

function shiftValue(value: Value, shift: (id: ValueId) => ValueId, move: Move): Value {
  switch (value.kind) {
    case "constant":
      return value.at ? { ...value, at: move(value.at) } : value;
    case "name":
    case "unknown":
      return value;
    case "join":
      return { ...value, parts: value.parts.map(shift) };
    case "lookup":
      return { ...value, base: shift(value.base), key: shift(value.key) };
    case "enter":
    case "element":
      return { ...value, of: shift(value.of) };
    case "either":
      return { kind: "either", options: value.options.map(shift) };
    case "loop":
      return { ...value, entry: shift(value.entry), next: shift(value.next) };
    case "list":
      return { ...value, items: value.items.map(shift) };
    case "record":
      return { ...value, entries: value.entries.map(({ key, value: entry }) => ({ key: key === null ? null : shift(key), value: shift(entry) })) };
    case "updated":
      return { ...value, base: shift(value.base), key: shift(value.key), value: shift(value.value) };
    case "operation":
      return { ...value, operands: value.operands.map(shift) };
    default:
      return { kind: "unknown", why: `stands for a ${value.kind} of an embedded text` };
  }
}
