import type { FileFacts } from "../../facts/file-facts.js";
import type { DocumentObservation } from "../../facts/observation.js";
import { bundledDocuments } from "./bundled-documents.js";
import type { DocumentModel } from "./document-model.js";
import { documentTrees } from "./document-tree.js";
import { matchesGlob } from "./file-glob.js";
import { holds, interpretScopes } from "./interpret-scope.js";

/**
 * What a configuration document declares, by all models whose files and conditions it meets. The path is relative to the root of its repository. Names are values of the facts, or texts in which
 * `${NAME}` stands for what is not known; a directory is relative to the document's folder.
 */
export function interpretDocument(path: string, facts: FileFacts, models: readonly DocumentModel[] = bundledDocuments()): DocumentObservation[] {
  if (facts.language !== "config" || !facts.settings.length) return [];
  const fitting = models.filter(({ files, not }) => files.some((glob) => matchesGlob(path, glob)) && !not?.some((glob) => matchesGlob(path, glob)));
  if (!fitting.length) return [];
  const trees = documentTrees(facts);
  return fitting.flatMap((model) => trees.flatMap((root) => {
    const place = { facts, file: path, root, scopes: [], node: root, substitutions: new Map<string, string>(), start: undefined };
    return holds(model.when, place) ? [...interpretScopes(model, root, place)] : [];
  }));
}
