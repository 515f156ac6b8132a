import type { FileFacts } from "../../facts/file-facts.js";
import type { DocumentModel } from "./document-model.js";

/** Keys at the top of all documents of a file; keys that a template's condition stands for are left to the tree. */
export function topKeys(facts: FileFacts): ReadonlySet<string> {
  const keys = new Set<string>();
  let last: string | number | undefined;
  for (const { path } of facts.settings) {
    const [key] = path;
    if (key !== last && key !== undefined) keys.add(String(key));
    last = key;
  }
  return keys;
}

/** Could a model's conditions hold in a file with these keys? Spares building trees of the many files that no model is about. */
export function mayHold(model: DocumentModel, keys: ReadonlySet<string>): boolean {
  return Object.entries(model.when ?? {}).every(([keyPath, wanted]) => {
    const isNegative = wanted === false || [wanted].flat().some((glob) => typeof glob === "string" && glob.startsWith("!"));
    return isNegative || firstKeys(keyPath).some((first) => first === null || keys.has(first));
  });
}

const known = new Map<string, readonly (string | null)[]>();

/** First key of each alternative of a test; null where it starts with a wild card. */
function firstKeys(keyPath: string): readonly (string | null)[] {
  let found = known.get(keyPath);
  if (!found) known.set(keyPath, (found = keyPath.split("|").map((path) => /^[^.[{'*@]+/.exec(path)?.[0] ?? null)));
  return found;
}
