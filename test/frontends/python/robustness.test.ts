import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { flawsOf } from "./check-facts.js";
import { factsOf, preparePython } from "./load.js";
import { printFacts } from "./notation.js";
import { readFactsCases } from "./read-cases.js";

const samples = readFactsCases("test/frontends/python/cases", "python").map(({ title, text }) => ({ title, text }));
const whole = samples.map(({ text }) => text).join("\n");

beforeAll(preparePython);

function linesOf(text: string): string[] {
  return printFacts(factsOf(text)).map(({ placed }) => placed);
}

describe("damaged Python gives facts and problems", () => {
  it.each(samples)("cut at every line: $title", ({ text }) => {
    const lines = text.split("\n");
    for (let i = 0; i <= lines.length; i++) expect(flawsOf(factsOf(lines.slice(0, i).join("\n")))).toEqual([]);
  });

  it("cut at every character", () => {
    const text = samples.find(({ title }) => title === "Calls in every corner")?.text ?? "";
    expect(text.length).toBeGreaterThan(100);
    for (let i = 0; i <= text.length; i++) expect(flawsOf(factsOf(text.slice(0, i)))).toEqual([]);
  });

  it("with characters replaced", () => {
    const noise = fc.array(fc.tuple(fc.nat(), fc.constantFrom("(", ")", "[", "{", "}", "\"", "'", ":", "=", ",", "\n", "\t", "\\", "#", "*", "\0", "\r", "é", "\u{1F600}", "\ud800", " ", "lambda", "if", "f\"{")), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(samples.length - 1), noise, (index, changes) => {
        let text = samples[index]?.text ?? "";
        for (const [at, insert] of changes) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + insert + text.slice(place + 1);
        }
        expect(flawsOf(factsOf(text))).toEqual([]);
      }),
      { numRuns: 400, seed: 11 },
    );
  });

  it("reports at most 20 regions", () => {
    expect(factsOf("x = = 1\n".repeat(100)).problems).toHaveLength(20);
    expect(factsOf("x = 1\n".repeat(100)).problems).toEqual([]);
  });

  it("says that NUL characters are odd", () => {
    expect(factsOf("x = 1\0\ny = load()\n").problems.map(({ kind }) => kind)).toContain("encoding");
  });
});

describe("large Python", () => {
  const deep = 10_000;
  const nested: Readonly<Record<string, string>> = {
    "open brackets": "(".repeat(deep),
    "nested lists": `x = ${"[".repeat(deep)}${"]".repeat(deep)}\n`,
    "nested lambdas": `${"lambda: ".repeat(deep)}1\n`,
    "nested conditions": `x = ${"a if b else ".repeat(deep)}c\n`,
    "nested negations": `x = ${"not ".repeat(deep)}c\n`,
    "nested targets": `${"(a, ".repeat(deep)}b${")".repeat(deep)} = x\n`,
    "nested subscripts": `x = ${"a[".repeat(deep)}0${"]".repeat(deep)}\n`,
    "nested blocks": `${Array.from({ length: 600 }, (_, i) => `${" ".repeat(i)}if a:\n`).join("")}${" ".repeat(600)}b\n`,
  };

  it.each(Object.keys(nested))("%s end at a limit, and the rest is read", (name) => {
    const facts = factsOf(`before()\n${nested[name] ?? ""}`);
    expect(flawsOf(facts)).toEqual([]);
    expect(facts.problems.length).toBeGreaterThan(0);
    expect(facts.calls.length).toBeGreaterThanOrEqual(name === "open brackets" ? 0 : 1);
  });

  const chains: Readonly<Record<string, readonly [string, number]>> = {
    additions: [`x = "a"${" + f(b)".repeat(deep)}\n`, deep],
    "mixed operators": [`x = a${" - f(b) + c".repeat(deep)}\n`, deep],
    "method calls": [`x = a${".f(b)".repeat(deep)}\n`, deep],
    alternatives: [`x = a${" or f(b)".repeat(deep)}\n`, deep],
    tests: [`if a${" and f(b)".repeat(deep)}: pass\n`, deep],
    elifs: [`if a: pass\n${"elif f(b): pass\n".repeat(deep)}`, deep],
    assignments: [`${"a = ".repeat(deep)}f(b)\n`, 1],
    literals: [`x = f(${"\"a\" ".repeat(deep)})\n`, 1],
    comparisons: [`x = a${" < f(b)".repeat(deep)}\n`, deep],
    statements: ["x = f(x)\n".repeat(deep), deep],
    mutations: ["def g(x):\n" + "    x.f(1)\n    x[0] = 1\n".repeat(deep), deep],
    "parentheses around one": [`x = ${"(".repeat(deep)}f(1)${")".repeat(deep)}\n`, 1],
  };

  it.each(Object.keys(chains))("a chain of %s is read to its end", (name) => {
    const [text, calls] = chains[name] ?? ["", 0];
    const facts = factsOf(text);
    expect(facts.problems).toEqual([]);
    expect(facts.calls).toHaveLength(calls);
    // `includes` on each call would make the check quadratic.
    expect(facts.calls.every((call, id) => call.id === id)).toBe(true);
  });

  it("a line of two megabytes is read", () => {
    const facts = factsOf(`x = [${`"${"s3://ads/day ".repeat(10)}", `.repeat(15_000)}f()]; g(x)\n`);
    expect(facts.problems).toEqual([]);
    expect(facts.calls.map(({ at }) => at.column)).toEqual([2_010_006, 2_010_012]);
  });
});

describe("line ends and marks", () => {
  it("do not change the facts", () => {
    const unix = linesOf(whole);
    expect(linesOf(whole.replaceAll("\n", "\r\n")).map((line) => line.replaceAll("\\r", ""))).toEqual(unix);
    expect(linesOf(whole.replaceAll("\n", "\r"))).toEqual(unix);
    expect(linesOf(`\uFEFF${whole}`)).toEqual(unix);
  });

  it("form feeds stand between definitions", () => {
    const facts = factsOf("a()\n\f\ndef f():\n    b()\n\f\nclass C:\n    pass\n\fc()\n");
    expect(facts.problems).toEqual([]);
    expect(facts.calls).toHaveLength(3);
  });

  it("columns count UTF-16 units", () => {
    const [call] = factsOf("x = '\u{1F600}é', f()\n").calls;
    expect(call?.at).toEqual({ line: 1, column: 12, endLine: 1, endColumn: 15 });
  });

  it("an empty text has an empty module", () => {
    for (const text of ["", "\n", "\uFEFF", "   ", "# only\n"]) {
      const facts = factsOf(text);
      expect(flawsOf(facts)).toEqual([]);
      expect(facts.problems).toEqual([]);
      expect(facts.units.map(({ path }) => path)).toEqual(["<module>"]);
    }
  });
});

describe("the front-end", () => {
  it("gives the same facts for the same text", () => expect(linesOf(whole)).toEqual(linesOf(whole)));
});
