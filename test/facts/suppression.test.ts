import { describe, expect, it } from "vitest";
import { parseSuppression } from "../../src/facts/suppression.js";

const line = { scope: "line" };

describe("suppression comments", () => {
  const cases: readonly (readonly [comment: string, expected: object | null])[] = [
    ["# mldebt: ignore[no-op-flag] the launcher is retired until=2027-05-31", { ...line, rules: ["no-op-flag"], reason: "the launcher is retired", until: "2027-05-31" }],
    ["-- mldebt: ignore[glue-code, dead-flag] fraud team knows", { ...line, rules: ["glue-code", "dead-flag"], reason: "fraud team knows" }],
    ["/* mldebt: ignore[glue-code] bid server */", { ...line, rules: ["glue-code"], reason: "bid server" }],
    ["<!-- mldebt: ignore[glue-code] bid server -->", { ...line, rules: ["glue-code"], reason: "bid server" }],
    ["// mldebt: ignore-file[glue-code] generated", { scope: "file", rules: ["glue-code"], reason: "generated" }],
    ["# mldebt: ignore[glue-code]", { ...line, rules: ["glue-code"] }],
    ["# mldebt: ignore[] because", { ...line, rules: [], reason: "because" }],
    ["# mldebt: ignore[a] soon until=tomorrow", { ...line, rules: ["a"], reason: "soon", until: "tomorrow" }],
    ["# mldebt: allow undeclared-consumer until 2027-01-01 -- ledger is ours", { ...line, rules: ["undeclared-consumer"], until: "2027-01-01", reason: "ledger is ours" }],
    ["# mldebt: allow glue-code, dead-flag -- until we move", { ...line, rules: ["glue-code", "dead-flag"], reason: "until we move" }],
    ["# mldebt: allow glue-code", { ...line, rules: ["glue-code"] }],
    ["#mldebt:allow-file glue-code -- generated", { scope: "file", rules: ["glue-code"], reason: "generated" }],
    ["# mldebt: allow", { ...line, rules: [] }],
    ["# mldebt: ignore glue-code", null],
    ["# mldebt: ignore[glue-code", null],
    ["# mldebt: disallow glue-code", null],
    ["# see mldebt: allow glue-code", null],
    ["# noqa", null],
    ["", null],
  ];

  it.each(cases)("%s", (comment, expected) => expect(parseSuppression(comment)).toEqual(expected));
});
