import { describe, expect, it } from "vitest";
import { nearest, parseSettings, SettingsError } from "../../src/engine/settings.js";

const mistakeOf = (text: string): string => {
  try {
    parseSettings(text, "mldebt.yaml");
    return "none";
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message;
  }
};

describe("settings", () => {
  it.each([
    ["an empty file", "", "none"],
    ["a known key", "name: ranking\n", "none"],
    ["a misspelt key", "name: ranking\nignor: [a]\n", "mldebt.yaml:2: unknown key `ignor`; did you mean `ignore`?"],
    ["a misspelt key inside a list", "consumers:\n  - name: finance\n    read: [a]\n", "mldebt.yaml:3: unknown key `consumers.0.read`; did you mean `consumers.reads`?"],
    ["a missing key", "consumers:\n  - name: finance\n", "mldebt.yaml:2: `consumers.0.reads` is missing"],
    ["a wrong type", "ignore: 3\n", "mldebt.yaml:1: `ignore`: Invalid type: Expected Array but received 3"],
    ["broken YAML", "name: [a\n", "mldebt.yaml:2: Flow sequence in block collection must be sufficiently indented and end with a ]"],
  ])("%s", (_, text, message) => expect(mistakeOf(text)).toBe(message));

  it("tells where a declaration stands", () => {
    const { placeOf, settings } = parseSettings("name: a\nconsumers:\n  - { name: finance, reads: [x], until: 2027-01-01 }\n", "mldebt.yaml");
    expect(placeOf(["consumers", 0])).toMatchObject({ path: "mldebt.yaml", line: 3, column: 5 });
    expect(settings.consumers[0]?.until).toBe("2027-01-01");
  });

  it.each([
    ["consumer", ["consumers", "catalog"], "consumers"],
    ["xyz", ["consumers", "catalog"], null],
  ])("nearest to %s", (word, candidates, found) => expect(nearest(word, candidates)).toBe(found));
});
