import { beforeAll, describe, expect, it } from "vitest";
import { flawsOf } from "../python/check-facts.js";
import { byKind, factsAskedFor, readFactsCases } from "../python/read-cases.js";
import { typescriptFrontend } from "../../../src/frontends/typescript/typescript.js";
import { factsOf, prepareTypeScript } from "./load.js";

const cases = readFactsCases("test/frontends/typescript/cases", "typescript");

beforeAll(prepareTypeScript);

describe("facts of TypeScript", () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(10));

  it.each(cases)("$file: $title", ({ text, expected }) => {
    expect(expected.length).toBeGreaterThan(0);
    expect(factsAskedFor(factsOf(text, "tsx"), expected)).toEqual(byKind(expected));
  });

  it("reads files by their ending", () => {
    const names = ["a.ts", "a.tsx", "a.mts", "a.cts", "a.js", "a.jsx", "a.mjs", "a.cjs"];
    expect(names.map((name) => typescriptFrontend.variant(name))).toEqual(names.map((name) => name.slice(2)));
    expect(["a.d.ts", "a.d.mts", "a.min.js", "a.json", "ts"].map((name) => typescriptFrontend.variant(name))).toEqual([null, null, null, null, null]);
  });

  it("leaves text that a machine wrote unread, and counts its lines", () => {
    const facts = factsOf(`${"rank(1);".repeat(2000)}\n`);
    expect(facts.calls).toEqual([]);
    expect(facts.problems).toEqual([]);
    expect(facts.lines).toMatchObject({ total: 1, code: 1 });
  });
});

describe("damaged TypeScript gives facts and problems", () => {
  it.each(cases)("cut at every line: $title", ({ text }) => {
    const lines = text.split("\n");
    for (let i = 0; i <= lines.length; i++) expect(flawsOf(factsOf(lines.slice(0, i).join("\n"), "tsx"))).toEqual([]);
  });

  it("cut at every character", () => {
    const text = cases.map((each) => each.text).join("\n").slice(0, 1500);
    for (let i = 0; i <= text.length; i++) expect(flawsOf(factsOf(text.slice(0, i)))).toEqual([]);
  });

  it("says what it could not read", () => expect(factsOf("const = 1;\nrank();").problems.map(({ kind }) => kind)).toContain("syntax"));

  const deep = 10_000;
  const nested: Readonly<Record<string, string>> = {
    brackets: "(".repeat(deep), arrays: `x = ${"[".repeat(deep)}`, arrows: `x = ${"() => ".repeat(deep)}1`, blocks: `${"{".repeat(deep)}`, conditions: `x = ${"a ? b : ".repeat(deep)}c`,
    additions: `x = 1${" + f()".repeat(deep)}`, chains: `x${".f()".repeat(deep)}`, alternatives: `x = a${" || f()".repeat(deep)}`,
  };
  it.each(Object.keys(nested))("%s that nest deeply end at a limit or are read", (name) => {
    const facts = factsOf(`before();${"\n".repeat(100)}${nested[name] ?? ""}`);
    expect(flawsOf(facts)).toEqual([]);
    if (facts.problems.length === 0) expect(facts.calls.length).toBeGreaterThanOrEqual(name === "conditions" ? 1 : deep);
  });
});
