const known = new Map<string, RegExp>();

// Two stars and a slash are any folders, a star is a part of a name, `{a,b}` is one of several.
/** Does a text match a glob? */
export function matchesGlob(text: string, glob: string): boolean {
  let pattern = known.get(glob);
  if (!pattern) known.set(glob, (pattern = new RegExp(`^${toPattern(glob)}$`)));
  return pattern.test(text);
}

function toPattern(glob: string): string {
  return glob.replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[.+^$()|[\]\\{}]/g, (mark) => {
    if (mark === "**/") return "(?:.*/)?";
    if (mark === "**") return ".*";
    if (mark === "*") return "[^/]*";
    if (mark === "?") return "[^/]";
    if (mark.length > 1) return `(?:${mark.slice(1, -1).split(",").map(toPattern).join("|")})`;
    return `\\${mark}`;
  });
}
