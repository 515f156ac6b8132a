import { describe, expect, it } from "vitest";
import { validateDocuments } from "../../src/catalog/documents/document-model.js";
import { interpretDocument } from "../../src/catalog/documents/interpret-document.js";
import type { DocumentObservation } from "../../src/facts/observation.js";
import { readConfig } from "../frontends/config/print-settings.js";
import { readShell } from "../frontends/shell/print-commands.js";
import { documentSources } from "./document-lines.js";

const sources = documentSources().map(({ file, content }) => ({ file, ...validateDocuments(file, content) }));
const documents = sources.flatMap(({ content }) => content?.documents ?? []);
const commands = sources.flatMap(({ content }) => content?.commands ?? []);
const examples = sources.flatMap(({ content }) => content?.examples ?? []);

/** Observations by all models; names, actors and variables are values that are there. */
function read(path: string, text: string): readonly DocumentObservation[] {
  const facts = readConfig(path, text);
  const found = interpretDocument(path, facts, { documents, commands, parseShell: readShell });
  for (const { actor, resource, directory, environment, at } of found) {
    const named = [actor?.name, resource.name, directory, ...Object.values(resource.parts ?? {}), ...(environment ?? []).map((variable) => variable.value)];
    expect(named.filter((value) => typeof value === "number" && !facts.values[value])).toEqual([]);
    expect(at.line).toBeGreaterThan(0);
    expect(at.endLine).toBeGreaterThanOrEqual(at.line);
  }
  return found;
}

describe("documents", () => {
  it("say the same twice", () => {
    for (const { file, text } of examples) expect(JSON.stringify(read(file, text))).toBe(JSON.stringify(read(file, text)));
  });

  it("may be cut anywhere", () => {
    for (const { file, text } of examples) for (let end = 0; end < text.length; end += 13) read(file, text.slice(0, end));
  });

  it("bear noise", () => {
    let state = 5;
    const draw = (below: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const alphabet = "\0\n \"'#${}[]()%:=,-<>|&*!@~é\ud800";
    for (const { file, text } of examples) {
      for (let round = 0; round < 8; round++) {
        const units = [...text];
        for (let i = 0; i < 1 + draw(5); i++) units.splice(draw(units.length + 1), draw(3), alphabet[draw(alphabet.length)] ?? "");
        read(file, units.join(""));
      }
    }
  });

  it("bear keys where values are awaited, and values where keys are", () => {
    for (const { file, text } of examples) {
      if (!/\.ya?ml$/.test(file)) continue;
      read(file, text.replaceAll(": ", ":\n  odd: "));
      read(file, text.replaceAll(/: [^\n]+/g, ": [1, {a: b}, null]"));
      read(file, text.replaceAll("- ", "- - "));
    }
  });

  it("bear deep nesting and many steps", () => {
    const steps = Array.from({ length: 3_000 }, (_, i) => `    - run: python s${i}.py\n      env: {A: ${i}}`).join("\n");
    expect(read(".github/workflows/many.yml", `on: push\njobs:\n  all:\n    steps:\n${steps}\n`).length).toBeGreaterThan(6_000);
    const deep = Array.from({ length: 150 }, (_, i) => `${" ".repeat(i)}jobs:`).join("\n");
    read(".pipelines/deep.yml", deep);
    read("k8s/deep.yml", `apiVersion: v1\nkind: Pod\nspec:\n${" ".repeat(2)}containers: ${"[".repeat(150)}`);
  });
});
