import { readFileSync } from "node:fs";
import type { FileFacts } from "../../../src/facts/file-facts.js";
import { pythonFrontend } from "../../../src/frontends/python/python.js";

/** Loads the grammar from the installed package, as engine loads it from the built one. */
export async function preparePython(): Promise<void> {
  await pythonFrontend.prepare?.((name) => Promise.resolve(new Uint8Array(readFileSync(`node_modules/tree-sitter-python/${name}`))));
}

/** Facts of one Python text. */
export function factsOf(text: string): FileFacts {
  return pythonFrontend.extract({ text, variant: "py", embed: () => { throw new Error("Python holds no other language"); } });
}
