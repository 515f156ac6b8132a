import type { FileFacts } from "../../../src/facts/file-facts.js";
import { configFrontend } from "../../../src/frontends/config/config.js";
import { printValue } from "../print-value.js";

/** Facts of a configuration text, read as a file of this name. */
export function readConfig(path: string, text: string): FileFacts {
  const variant = configFrontend.variant(path);
  if (variant === null) throw new Error(`no configuration front-end for ${path}`);
  return configFrontend.extract({ text, variant, embed: () => { throw new Error("nothing is embedded"); } });
}

/** Leaves, one a line: `a.b.0 = "x"`; tags before the value, documents after the first as `1:`. */
export function printLeaves(facts: FileFacts): string[] {
  return facts.settings.flatMap(({ document, path, kind, value, tag }) => {
    const head = `${document ? `${document}:` : ""}${path.join(".")}`;
    if (value !== undefined) return [`${head} = ${tag ? `${tag} ` : ""}${printValue(facts, value)}`];
    return tag ? [`${head} ${tag} ${kind}`] : [];
  });
}

/** Problems, one a line. */
export function printProblems(facts: FileFacts): string[] {
  return facts.problems.map(({ kind, message, at }) => `${kind} ${at.line}:${at.column} ${message}`);
}
