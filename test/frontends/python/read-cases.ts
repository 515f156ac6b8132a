import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileFacts } from "../../../src/facts/file-facts.js";
import { printFacts } from "./notation.js";

/** One heading of a Markdown file: a text, and the facts that are expected of it. */
export interface FactsCase { readonly file: string; readonly title: string; readonly text: string; readonly expected: readonly string[] }

/** Reads all cases of a folder: a heading, a sentence, a block of source, and a block of facts. */
export function readFactsCases(folder: string, language: string): FactsCase[] {
  return readdirSync(folder).filter((name) => name.endsWith(".md")).sort().flatMap((file) => {
    const sections = readFileSync(join(folder, file), "utf8").split(/^## /m).slice(1);
    return sections.map((section) => {
      const title = section.split("\n", 1)[0] ?? "";
      const block = (name: string): string => new RegExp(`^\`\`\`${name}\n([\\s\\S]*?)^\`\`\`$`, "m").exec(section)?.[1] ?? "";
      const expected = block("facts").split("\n").filter((line) => line.trim() !== "");
      return { file, title, text: block(language), expected };
    });
  });
}

const KIND = /^(?:[^\s:]+: )?(no )?([a-z]+)(@?)/;

/**
 * Facts of the kinds that a case speaks of, as it writes them: of each kind all lines, in order. `no call` says that there is none; `call@` asks for places.
 * Equal to the case's own lines if all is well.
 */
export function factsAskedFor(facts: FileFacts, expected: readonly string[]): string[] {
  const printed = printFacts(facts);
  const asked = new Map<string, { readonly placed: boolean; readonly none: boolean }>();
  for (const line of expected) {
    const [, none, kind = "", at] = KIND.exec(line) ?? [];
    if (!asked.has(kind)) asked.set(kind, { placed: at === "@", none: none !== undefined });
  }
  return [...asked].flatMap(([kind, { placed, none }]) => {
    const lines = printed.filter((line) => line.kind === kind).map((line) => (placed ? line.placed : line.line));
    return none && lines.length === 0 ? [`no ${kind}`] : lines;
  });
}

/** The expected lines, ordered by kind as `factsAskedFor` gives them. */
export function byKind(expected: readonly string[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const line of expected) {
    const kind = KIND.exec(line)?.[2] ?? "";
    kinds.set(kind, [...(kinds.get(kind) ?? []), line]);
  }
  return [...kinds.values()].flat();
}
