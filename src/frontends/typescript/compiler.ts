import type TypeScript from "typescript";

/** The compiler's own interface: its parser, kinds of nodes and scanner. */
export type Compiler = typeof TypeScript;

let loaded: Compiler | null = null;

/** Loads the compiler, which is large: only once a file of TypeScript or JavaScript is read. */
export async function loadCompiler(): Promise<Compiler> {
  loaded ??= (await import("typescript")).default;
  return loaded;
}
