import type { SpellContext } from "../flow/spell.js";
import type { LinkFile } from "../input.js";
import { folderOf, isInside } from "../names/path-parts.js";
import type { Scopes } from "../scopes.js";
import type { DocumentTexts } from "./document-texts.js";

/** Feast project of a file: that of the nearest `feature_store.yaml` above it, else the only one of its project scope, else the only one there is. */
export function feastProjects(files: readonly LinkFile[], texts: DocumentTexts, scopes: Scopes): (context: SpellContext) => string | undefined {
  const stores = files.flatMap((file) => {
    if (!/(?:^|\/)feature_store\.ya?ml$/.test(file.path)) return [];
    const setting = file.facts.settings.find((it) => it.path.length === 1 && it.path[0] === "project" && it.value !== undefined);
    const text = setting?.value === undefined ? undefined : texts.of(file, setting.value)[0];
    const [name, ...more] = text?.parts ?? [];
    return typeof name === "string" && more.length === 0 ? [{ name, folder: folderOf(file.path), scope: scopes.of(file.path) }] : [];
  });
  return (context) => {
    const above = stores.filter((it) => isInside(context.path, it.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
    if (above) return above.name;
    const inScope = new Set(stores.filter((it) => it.scope === context.project || isInside(it.folder, context.project)).map((it) => it.name));
    const [only, another] = inScope.size > 0 ? inScope : new Set(stores.map((it) => it.name));
    return another === undefined ? only : undefined;
  };
}
