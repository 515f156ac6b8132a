import ignore from "ignore";

/** Owner of a path; null where nobody is named. */
export type OwnerOf = (path: string) => string | null;

/** Reads a CODEOWNERS text: the last matching pattern wins, a pattern without owners clears. Several owners are joined by a blank. */
export function parseCodeowners(text: string): OwnerOf {
  const entries = text.split(/\r?\n/).flatMap((line) => {
    const words = line.replace(/(^|\s)#.*$/, "").trim().split(/\s+/);
    const pattern = words[0];
    if (!pattern || pattern.startsWith("[") || pattern.startsWith("^[")) return [];
    return [{ matcher: ignore().add(pattern), owner: words.slice(1).join(" ") || null }];
  });
  return lastMatch(entries);
}

/** Owners by glob (`owners:` of the settings); the last matching glob wins. */
export function ownersByGlob(globs: Readonly<Record<string, string>>): OwnerOf {
  return lastMatch(Object.entries(globs).map(([glob, owner]) => ({ matcher: ignore().add(glob), owner })));
}

function lastMatch(entries: readonly { readonly matcher: ReturnType<typeof ignore>; readonly owner: string | null }[]): OwnerOf {
  const known = new Map<string, string | null>();
  return (path) => {
    const cached = known.get(path);
    if (cached !== undefined) return cached;
    const owner = entries.findLast((entry) => entry.matcher.ignores(path))?.owner ?? null;
    known.set(path, owner);
    return owner;
  };
}
