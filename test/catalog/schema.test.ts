import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadCatalogue } from "../../src/catalog/catalog.js";
import { notationProblems } from "../../src/catalog/entries.js";
import { expandBraces, readSelector, readTest } from "../../src/catalog/notation.js";
import { validateFramework } from "../../src/catalog/schema.js";

const never = (message: string): void => {
  throw new Error(message);
};

describe("the notation", () => {
  it.each([
    ["a.b", ["a.b"]],
    ["a.{b,c}", ["a.b", "a.c"]],
    ["{a,b}.{c, d}", ["a.c", "a.d", "b.c", "b.d"]],
    ["a.{b,c.{d,e}}", ["a.b", "a.c.d", "a.c.e"]],
  ])("writes out the braces of %s", (text, names) => {
    expect([...expandBraces(text)].sort()).toEqual(names);
  });

  it.each([
    [0, { pos: 0 }],
    ["0 path", { pos: 0, kw: ["path"] }],
    ["0 path|file", { pos: 0, kw: ["path", "file"] }],
    ["path file", { kw: ["path", "file"] }],
    ["$receiver", { from: "receiver" }],
    ["$result[0]", { from: "result", item: 0 }],
    ["CopySource[Bucket]", { kw: ["CopySource"], item: "Bucket" }],
    ["1 configuration[query][query]", { pos: 1, kw: ["configuration"], item: "query", below: ["query"] }],
    ["=GET", { constant: "GET" }],
    ["=", { constant: "" }],
  ])("reads the selector %s", (text, selector) => {
    expect(readSelector(text, never)).toEqual(selector);
  });

  it.each([
    ["0 mode absent", { argument: { pos: 0, kw: ["mode"] }, present: false }],
    ["path present", { argument: { kw: ["path"] }, present: true }],
    ["0 mode contains w a", { argument: { pos: 0, kw: ["mode"] }, contains: ["w", "a"] }],
    ["format is csv json", { argument: { kw: ["format"] }, is: ["csv", "json"] }],
    ["0 uri starts models:/", { argument: { pos: 0, kw: ["uri"] }, starts: ["models:/"] }],
  ])("reads the test %s", (text, test) => {
    expect(readTest(text, never)).toEqual(test);
  });
});

function problemsOf(yaml: string): readonly string[] {
  const { framework, problems } = validateFramework({ file: "store.yaml", content: parse(yaml) as unknown });
  return framework ? notationProblems([{ file: "store.yaml", framework }]) : problems;
}

describe("mistakes name the file, the entry and the key", () => {
  it.each([
    ["an unknown key", "calls: [{call: adstore.read, raeds: uri 0}]", 'store.yaml: calls "adstore.read".raeds'],
    ["an entry without a name", "calls: [{reads: uri 0}]", "store.yaml: calls.0.call"],
    ["an unknown kind", "calls: [{call: adstore.read, reads: {uri: 0, kind: sheet}}]", 'store.yaml: calls "adstore.read".reads'],
    ["a place that is none", "calls: [{call: adstore.read, reads: uri $reciever}]", 'store.yaml: "adstore.read": "$reciever"'],
    ["a test without a word", "calls: [{call: adstore.read, when: 0 mode, returns: adstore.Table}]", 'store.yaml: "adstore.read": "0 mode"'],
    ["two forms of name", "calls: [{call: adstore.read, reads: {uri: 0, table: 1}}]", 'store.yaml: "adstore.read": two forms of name'],
    ["a keyword that is none", "calls: [{call: adstore.read, reads: uri 0 a-b}]", 'store.yaml: "adstore.read": "0 a-b"'],
    ["other spellings of several callables", "calls: [{call: 'adstore.{read,load}', also: old.read, reads: uri 0}]", 'store.yaml: "adstore.read": "also"'],
    ["a result that is none", "calls: [{call: adstore.read, returns: hole shed}]", 'store.yaml: "adstore.read": "hole shed"'],
  ])("%s", (_, yaml, start) => {
    const problems = problemsOf(yaml);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(start), problems[0]).toBe(true);
  });

  it("says nothing of a right file", () => {
    expect(problemsOf("calls: [{call: adstore.read, reads: {uri: 0 path, when: 1 mode absent}, returns: hole date}]")).toEqual([]);
  });
});

describe("the catalogue of a user", () => {
  const own = { file: "our-store.yaml", content: { packages: [{ name: "adstore", modules: ["adstore"], tags: ["data"] }], calls: [{ call: "adstore.read", reads: "table 0", returns: "pandas.DataFrame" }] } };

  it("stands beside the bundled one and uses its types", () => {
    const { catalogue, problems } = loadCatalogue([own]);
    expect(problems).toEqual([]);
    expect(catalogue.calls.callable("adstore.read").map((model) => [model.id, model.package, model.result])).toEqual([["adstore.read", "adstore", { kind: "type", type: "pandas.DataFrame" }]]);
    expect(catalogue.knowledge.method?.("pandas.DataFrame", "to_csv")).toHaveLength(1);
  });

  it("is left out where its shape is wrong, and the rest still counts", () => {
    const { catalogue, problems } = loadCatalogue([{ file: "bad.yaml", content: { calls: "all" } }, own]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("bad.yaml: calls");
    expect(catalogue.calls.callable("adstore.read")).toHaveLength(1);
  });

  it.each([["null", null], ["a list", []], ["a number", 3], ["deep nonsense", { types: { a: { extends: 3 } }, calls: [null] }]])("never throws on %s", (_, content) => {
    expect(loadCatalogue([{ file: "bad.yaml", content }]).problems.length).toBeGreaterThan(0);
  });

  it("ends where types extend each other in a circle", () => {
    const { catalogue } = loadCatalogue([{ file: "round.yaml", content: { types: { "a.A": "a.B", "a.B": "a.A" }, calls: [{ call: "a.B.keep", writes: "path 0" }] } }]);
    expect(catalogue.calls.method("a.A", "keep")).toHaveLength(1);
    expect(catalogue.calls.method("a.A", "lose")).toHaveLength(0);
  });
});
