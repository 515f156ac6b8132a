import { folderOf } from "./names/path-parts.js";

const MANIFEST = /^(?:pyproject\.toml|setup\.(?:py|cfg)|requirements[^/]*\.txt|dvc\.yaml|MLproject|dbt_project\.yml|Dockerfile(?:\.[^/]+)?|[^/]+\.Dockerfile|package\.json)$/;
/** Sibling folders with notebooks that make a tree of samples (convention). */
const MANY_SIBLINGS = 5;

/** Tells the project scope of a path: the nearest folder above that holds a manifest (LINEAGE section 6), "" for the root. */
export interface Scopes {
  of(path: string): string;
  /** Folders that hold a manifest of their own, sorted. */
  readonly manifests: readonly string[];
}

/** Project scopes of a file tree. Several roots are scopes themselves. In a tree of samples without manifests each folder of notebooks is its own scope. */
export function projectScopes(tree: readonly string[], roots: readonly string[] = ["."]): Scopes {
  const manifests = new Set<string>(roots.length > 1 ? roots : []);
  for (const path of tree) if (MANIFEST.test(path.slice(path.lastIndexOf("/") + 1))) manifests.add(folderOf(path));
  const known = new Map<string, string>();
  const scopeOfFolder = (folder: string): string => {
    const passed: string[] = [];
    let at = folder;
    while (at !== "" && !known.has(at) && !manifests.has(at)) {
      passed.push(at);
      at = folderOf(at);
    }
    const scope = known.get(at) ?? at;
    for (const it of passed) known.set(it, scope);
    return scope;
  };
  for (const folder of sampleFolders(tree, scopeOfFolder)) {
    manifests.add(folder);
  }
  known.clear();
  return { of: (path) => scopeOfFolder(folderOf(path)), manifests: [...manifests].sort() };
}

/** Folders of notebooks that have many siblings of their kind in one scope. */
function sampleFolders(tree: readonly string[], scopeOf: (folder: string) => string): string[] {
  const withNotebooks = new Set<string>();
  for (const path of tree) if (path.endsWith(".ipynb") && !path.includes(".ipynb_checkpoints/")) withNotebooks.add(folderOf(path));
  const siblings = new Map<string, string[]>();
  for (const folder of withNotebooks) {
    if (folder === "") continue;
    const parent = folderOf(folder);
    if (scopeOf(folder) !== scopeOf(parent)) continue;
    const list = siblings.get(parent);
    if (list) list.push(folder);
    else siblings.set(parent, [folder]);
  }
  return [...siblings.values()].filter((list) => list.length >= MANY_SIBLINGS).flat();
}
