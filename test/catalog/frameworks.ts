import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { FileFacts } from "../../src/facts/file-facts.js";
import { pythonFrontend } from "../../src/frontends/python/python.js";

const root = join(import.meta.dirname, "../../src/catalog");

/** The YAML files of the frameworks of one language, as written. */
export function frameworkSources(): readonly { readonly file: string; readonly content: unknown }[] {
  return readdirSync(join(root, "python"))
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => ({ file: `python/${file}`, content: parse(readFileSync(join(root, "python", file), "utf8"), { merge: false }) as unknown }));
}

/** Facts of Python source, through the real front-end. */
export async function pythonFacts(code: string): Promise<FileFacts> {
  await pythonFrontend.prepare?.(async (name) => readFileSync(join(import.meta.dirname, "../../node_modules/tree-sitter-python", name)));
  return pythonFrontend.extract({ text: code, variant: "py", embed: () => { throw new Error("nothing is embedded in Python examples"); } });
}
