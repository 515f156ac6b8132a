import { beforeAll, describe, expect, it } from "vitest";
import { preparePython, factsOf } from "./load.js";
import { byKind, factsAskedFor, readFactsCases } from "./read-cases.js";

const cases = readFactsCases("test/frontends/python/cases", "python");

beforeAll(preparePython);

describe("facts of Python", () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(60));

  it.each(cases)("$file: $title", ({ text, expected }) => {
    expect(expected.length).toBeGreaterThan(0);
    expect(factsAskedFor(factsOf(text), expected)).toEqual(byKind(expected));
  });
});
