import { describe, expect, it } from "vitest";
import { FACTS_VERSION, type FileFacts } from "../../src/facts/file-facts.js";
import type { Span } from "../../src/facts/location.js";
import type { Value } from "../../src/facts/value.js";
import { relocate, transplant } from "../../src/frontends/embedded.js";

const at = (line: number): Span => ({ line, column: 1, endLine: line, endColumn: 5 });
const down = ({ line, column, endLine, endColumn }: Span): Span => ({ line: line + 10, column: column + 2, endLine: endLine + 10, endColumn: endColumn + 2 });

const values: readonly Value[] = [
  { kind: "constant", value: "cp", at: at(1) },
  { kind: "constant", value: 3 },
  { kind: "name", name: "env:BUCKET", unit: 0 },
  { kind: "join", how: "concat", parts: [0, 2] },
  { kind: "either", options: [0, 3], conditions: [0, -1] },
  { kind: "lookup", how: "item", base: 2, key: 0 },
  { kind: "record", entries: [{ key: 0, value: 1 }, { key: null, value: 2 }] },
  { kind: "loop", entry: 0, next: 8 },
  { kind: "operation", operator: "<", operands: [7, 1] },
  { kind: "result", call: 0 },
  { kind: "element", of: 9, index: 0 },
];

const facts: FileFacts = {
  version: FACTS_VERSION, language: "shell", values,
  units: [{
    id: 0, parent: -1, kind: "module", name: "<module>", path: "<module>", at: at(1), parameters: [], decorators: [], bases: [], calls: [0],
    stores: [{ target: "local", key: "x", value: 0, at: at(2), branch: -1 }], returns: [{ value: 1, at: at(3), branch: -1 }], yields: [], reads: [{ value: 2, at: at(4), branch: 0 }], async: false,
  }],
  calls: [{ id: 0, unit: 0, callee: 2, args: [{ value: 1, at: at(5) }], at: at(5), branch: 0, swallowed: false, looped: false, dropped: true }],
  branches: [{ unit: 0, parent: -1, condition: 8, holds: true, kind: "if", at: at(6) }],
  imports: [{ unit: 0, module: "os", level: 0, as: "os", at: at(7), branch: -1 }],
  settings: [{ document: 0, path: ["a"], kind: "scalar", value: 0, keyAt: at(8), at: at(8) }],
  statements: [{ verb: "select", reads: [{ name: 3, quoted: false, form: "table", at: at(9) }], writes: [], temporary: false, limit: { ordered: false, at: at(9) }, at: at(9) }],
  commands: [{ words: [0, 3], environment: [{ name: "A", value: 2 }], directory: 1, reads: [0], writes: [4], at: at(1) }],
  comments: [{ text: "# a", at: at(2) }],
  suppressions: [{ rules: ["glue-code"], scope: "line", from: 2, to: 3, at: at(2) }],
  lines: { total: 9, code: 9, comment: 0, blank: 0, cells: 0 },
  problems: [{ kind: "syntax", message: "odd", at: at(3) }],
};

describe("text inside other files", () => {
  it("numbers its values on", () => {
    const part = transplant(facts, 100, down);
    expect(part.values.slice(0, 9)).toEqual([
      { kind: "constant", value: "cp", at: down(at(1)) },
      { kind: "constant", value: 3 },
      { kind: "name", name: "env:BUCKET", unit: 0 },
      { kind: "join", how: "concat", parts: [100, 102] },
      { kind: "either", options: [100, 103] },
      { kind: "lookup", how: "item", base: 102, key: 100 },
      { kind: "record", entries: [{ key: 100, value: 101 }, { key: null, value: 102 }] },
      { kind: "loop", entry: 100, next: 108 },
      { kind: "operation", operator: "<", operands: [107, 101] },
    ]);
    expect(part.commands).toEqual([{ words: [100, 103], environment: [{ name: "A", value: 102 }], directory: 101, reads: [100], writes: [104], at: down(at(1)) }]);
    expect(part.statements[0]?.reads[0]).toEqual({ name: 103, quoted: false, form: "table", at: down(at(9)) });
    expect(part.statements[0]?.limit?.at).toEqual(down(at(9)));
    expect(part.problems.map((problem) => problem.at)).toEqual([down(at(3))]);
  });

  it("leaves its code behind: what stands for it is unknown", () => {
    const part = transplant(facts, 100, down);
    expect(part.values[9]?.kind).toBe("unknown");
    expect(part.values[10]).toEqual({ kind: "element", of: 109, index: 0 });
  });

  it("moves as a whole with every place, and nothing else changes", () => {
    const moved = relocate(facts, down);
    const back = ({ line, column, endLine, endColumn }: Span): Span => ({ line: line - 10, column: column - 2, endLine: endLine - 10, endColumn: endColumn - 2 });
    expect(relocate(moved, back)).toEqual(facts);
    const lines = (it: unknown): number[] => (typeof it !== "object" || it === null ? [] : Object.entries(it).flatMap(([key, value]) => (key === "line" || key === "from" ? [Number(value)] : lines(value))));
    expect(lines(moved)).toEqual(lines(facts).map((line) => line + 10));
  });
});
