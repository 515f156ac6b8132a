import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { FileFacts } from "../../src/facts/file-facts.js";
import { pythonFrontend } from "../../src/frontends/python/python.js";
import { typescriptFrontend } from "../../src/frontends/typescript/typescript.js";

const root = join(import.meta.dirname, "../../src/catalog");

/** The YAML files of the frameworks of all languages, as written. */
export function frameworkSources(): readonly { readonly file: string; readonly content: unknown }[] {
  return ["python", "typescript"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith(".yaml"))
      .sort()
      .map((file) => ({ file: `${folder}/${file}`, content: parse(readFileSync(join(root, folder, file), "utf8"), { merge: false }) as unknown })),
  );
}

const embed = (): never => { throw new Error("nothing is embedded in examples"); };

/** Facts of the source of an example, through the real front-end of the folder that its file lies in. */
export async function exampleFacts(file: string, code: string): Promise<FileFacts> {
  if (!file.startsWith("typescript/")) return pythonFacts(code);
  await typescriptFrontend.prepare?.(() => Promise.reject(new Error("no asset is needed")));
  return typescriptFrontend.extract({ text: code, variant: "ts", embed });
}

/** Facts of Python source, through the real front-end. */
export async function pythonFacts(code: string): Promise<FileFacts> {
  await pythonFrontend.prepare?.(async (name) => readFileSync(join(import.meta.dirname, "../../node_modules/tree-sitter-python", name)));
  return pythonFrontend.extract({ text: code, variant: "py", embed });
}
