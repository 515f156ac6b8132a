import type { SpellContext } from "../flow/spell.js";
import type { Scopes } from "../scopes.js";
import { hasHole } from "./pattern.js";
import { below, folderOf, isInside, upwards } from "./path-parts.js";

/** Where relative paths lead. */
export interface FilePlaces {
  /** Path from the root of a relative path (normal segments, perhaps with holes), by CONTRACT's order: launcher's directory, file tree, project scope. */
  resolve(segments: readonly string[], context: SpellContext): string;
  /** Does a tracked file or folder, or a declared output, have this path? */
  has(path: string): boolean;
}

/** Places of a file tree together with declared outputs. */
export function filePlaces(tree: readonly string[], declared: readonly string[], scopes: Scopes): FilePlaces {
  const places = new Set<string>();
  const byLast = new Map<string, string[]>();
  const add = (path: string): void => {
    for (let at = path; at !== "" && !places.has(at); at = folderOf(at)) {
      places.add(at);
      const last = at.slice(at.lastIndexOf("/") + 1);
      const list = byLast.get(last);
      if (list) list.push(at);
      else byLast.set(last, [at]);
    }
  };
  for (const path of tree) add(path);
  for (const path of declared) add(path);

  const has = (path: string): boolean => places.has(path);
  const unique = new Map<string, string | null>();
  /** The one folder of the scope that holds `rest`; null where none or several do. */
  const onlyHolder = (scope: string, rest: string): string | null => {
    const key = `${scope}\n${rest}`;
    const before = unique.get(key);
    if (before !== undefined) return before;
    const found = (byLast.get(rest.slice(rest.lastIndexOf("/") + 1)) ?? [])
      .filter((path) => (path === rest || path.endsWith(`/${rest}`)) && isInside(path, scope) && scopes.of(`${path.slice(0, path.length - rest.length)}x`) === scope);
    const only = found.length === 1 ? (found[0] ?? "") : null;
    const holder = only === null ? null : only.slice(0, Math.max(0, only.length - rest.length - 1));
    unique.set(key, holder);
    return holder;
  };

  const outputs = new Set(declared);
  /** A declared output may be the folder that the path lies in. */
  const declaredHolder = (scope: string, folder: string): string | null => {
    for (let at = folder; at !== ""; at = folderOf(at)) {
      const holder = onlyHolder(scope, at);
      if (holder !== null && outputs.has(below(holder, at))) return holder;
    }
    return null;
  };

  return {
    has,
    resolve(segments, context) {
      const up = segments.findIndex((segment) => segment !== "..");
      const levels = up < 0 ? segments.length : up;
      const rest = segments.slice(levels);
      const whole = rest.join("/");
      const from = (folder: string | null): string | null => (folder === null ? null : below(folder, whole));
      if (context.directory !== null) return from(upwards(context.directory, levels)) ?? segments.join("/");
      const literal = literalLead(rest);
      const own = folderOf(context.path);
      const isNotebook = context.path.endsWith(".ipynb");
      if (literal !== "") {
        // Jupyter starts a notebook in its own folder, a script mostly starts in its project's.
        const folders = isNotebook || levels > 0 ? [own, context.project] : [context.project, own];
        for (let at = folderOf(own); isInside(at, context.project) && at !== own; at = folderOf(at)) {
          folders.push(at);
          if (at === "") break;
        }
        for (const folder of folders) {
          const base = upwards(folder, levels);
          if (base !== null && has(below(base, literal))) return below(base, whole);
        }
        const holder = onlyHolder(context.project, literal) ?? declaredHolder(context.project, folderOf(literal));
        if (holder !== null) return below(holder, whole);
      }
      if (levels === 0) return below(context.project, whole);
      const ownBase = upwards(own, levels);
      if (ownBase !== null && isInside(ownBase, context.project)) return below(ownBase, whole);
      return from(upwards(context.project, levels)) ?? from(ownBase) ?? segments.join("/");
    },
  };
}

/** The leading segments without holes. */
function literalLead(segments: readonly string[]): string {
  const hole = segments.findIndex(hasHole);
  return (hole < 0 ? segments : segments.slice(0, hole)).join("/");
}
