import type { FileFacts } from "../../../src/facts/file-facts.js";
import { typescriptFrontend } from "../../../src/frontends/typescript/typescript.js";

/** Loads the compiler. */
export async function prepareTypeScript(): Promise<void> {
  await typescriptFrontend.prepare?.(() => Promise.reject(new Error("no asset is needed")));
}

/** Facts of one text. */
export function factsOf(text: string, variant = "ts"): FileFacts {
  return typescriptFrontend.extract({ text, variant, embed: () => { throw new Error("TypeScript holds no other language"); } });
}
