import { describe, expect, it } from "vitest";
import type { CommandModel } from "../../src/catalog/documents/command-model.js";
import { bundledDocuments } from "../../src/catalog/documents/bundled-documents.js";
import { validateDocuments, type DocumentModel } from "../../src/catalog/documents/document-model.js";
import { EXPANSION_NAMES } from "../../src/catalog/documents/expansions.js";
import { interpretCommands } from "../../src/catalog/documents/interpret-commands.js";
import { interpretDocument } from "../../src/catalog/documents/interpret-document.js";
import { isForm } from "../../src/catalog/schema.js";
import { readConfig } from "../frontends/config/print-settings.js";
import { readShell } from "../frontends/shell/print-commands.js";
import { documentLine, documentSources } from "./document-lines.js";

const checked = documentSources().map(({ file, content }) => ({ file, ...validateDocuments(file, content) }));
const files = checked.flatMap(({ file, content }) => (content ? [{ file, content }] : []));

function lines(path: string, text: string, models: readonly DocumentModel[]): string[] {
  const facts = readConfig(path, text);
  return interpretDocument(path, facts, { documents: models, commands: [] }).map((observation) => documentLine(facts, observation));
}

/** Every copy of a model that lacks one element of one of its lists. */
function* withoutOnePart(model: DocumentModel): Generator<{ readonly part: string; readonly model: DocumentModel }> {
  const open: (readonly (string | number)[])[] = [[]];
  for (let path = open.pop(); path; path = open.pop()) {
    const value = path.reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], model);
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        const copy = structuredClone(model);
        const list = path.reduce<unknown>((inside, key) => (inside as Record<string | number, unknown>)[key], copy);
        if (Array.isArray(list)) list.splice(i, 1);
        const name = String(path[path.length - 1]);
        if (value.length > 1 || !["at", "name", "cron", "event", "directory"].includes(name)) yield { part: `${name} ${JSON.stringify(value[i])}`, model: copy };
      }
    }
    if (value && typeof value === "object") for (const key of Object.keys(value)) if (!["when", "files", "not"].includes(key)) open.push([...path, key]);
  }
}

describe("document models", () => {
  it("have the shape of their schema", () => {
    expect(checked.flatMap((item) => item.problems)).toEqual([]);
  });

  it("are what the bundle holds", () => {
    expect(JSON.stringify(bundledDocuments()), "run npm run generate").toEqual(JSON.stringify(documentSources().flatMap(({ content }) => (content as { documents?: unknown[] }).documents ?? [])));
  });

  it("have names of their own, known forms and known expansions", () => {
    const ids = files.flatMap(({ content }) => [...(content.documents ?? []), ...(content.commands ?? [])].map((model) => model.id));
    expect(new Set(ids).size).toBe(ids.length);
    const text = JSON.stringify(files);
    expect([...text.matchAll(/"form":"([^"]*)"/g)].map((match) => match[1] ?? "").filter((form) => !isForm(form))).toEqual([]);
    expect([...text.matchAll(/"expand":"([^"]*)"/g)].map((match) => match[1] ?? "").filter((name) => !EXPANSION_NAMES.includes(name))).toEqual([]);
  });
});

describe.each(files)("examples of $file", ({ content }) => {
  const examples = content.examples ?? [];

  it.each(examples.map((example, i) => ({ ...example, says: `${i + 1}: ${example.file}` })))("$says", ({ file, text, expect: expected }) => {
    expect(readConfig(file, text).problems).toEqual([]);
    expect(lines(file, text, content.documents ?? [])).toEqual(expected);
  });

  it("leave no part out", () => {
    const parts = new Set<string>();
    const said = new Set<string>();
    for (const model of content.documents ?? []) {
      const sayings = (one: DocumentModel): string => JSON.stringify(examples.map(({ file, text }) => lines(file, text, [one])));
      const whole = sayings(model);
      expect((JSON.parse(whole) as unknown[]).flat(), `no example of ${model.id} says anything`).not.toEqual([]);
      // A part that stands in several places counts where one of them says something.
      for (const { part, model: copy } of withoutOnePart(model)) {
        parts.add(part);
        if (sayings(copy) !== whole) said.add(part);
      }
    }
    expect([...parts].filter((part) => !said.has(part))).toEqual([]);
  });
});

function acts(text: string, models: readonly CommandModel[]): string[] {
  const facts = readShell(text);
  return interpretCommands(facts, models).map((act) => documentLine(facts, { kind: "document", ...act }));
}

const programs = files.filter(({ content }) => content.commands);

describe.each(programs)("programs of $file", ({ content }) => {
  const examples = content.commandExamples ?? [];
  const models = content.commands ?? [];

  it.each(examples.map((example, i) => ({ ...example, says: `example ${i + 1}` })))("$says", ({ text, expect: expected }) => {
    expect(acts(text, models)).toEqual(expected);
  });

  it.each(models)("leave no act of $id out", (model) => {
    const said = (one: CommandModel): string => JSON.stringify(examples.map(({ text }) => acts(text, [one])));
    const silent = model.does.filter((_, i) => said({ ...model, does: model.does.filter((__, k) => k !== i) }) === said(model));
    expect(silent).toEqual([]);
  });
});

describe("commands inside documents", () => {
  const read = (path: string, text: string): string[] => {
    const facts = readConfig(path, text);
    return interpretDocument(path, facts, { parseShell: readShell }).filter((observation) => observation.act !== "runs").map((observation) => documentLine(facts, observation));
  };

  it("are acts of the step, at their lines, in their directory", () => {
    const text = "jobs:\n  pull:\n    steps:\n    - working-directory: ads\n      run: |\n        echo start\n        cd jobs && aws s3 cp s3://lake/${DAY}/clicks.csv data/clicks.csv\n";
    expect(read(".github/workflows/pull.yml", text).slice(1)).toEqual([
      "7 job:pull reads dataset:uri 's3://lake/${DAY}/clicks.csv' in ../../ads/jobs via jobs.pull.steps.0.run aws.s3 likely",
      "7 job:pull writes dataset:uri 'data/clicks.csv' in ../../ads/jobs via jobs.pull.steps.0.run aws.s3 likely",
    ]);
  });

  it("of a script belong to the script", () => {
    const facts = readShell("HERE=$(cd $(dirname $0) && pwd)\ncd $HERE/data\ngsutil cp gs://ads/a.csv .\n");
    expect(interpretDocument("jobs/pull.sh", facts).map((observation) => documentLine(facts, observation))).toEqual([
      '3 job:<module> reads dataset:uri "gs://ads/a.csv" in ./data via gsutil likely',
      '3 job:<module> writes dataset:uri "." in ./data via gsutil likely',
    ]);
  });
});
