/** Tells whether a text matches one of the globs: `*` within a path part, `**` across parts, `?` one character; everything else is literal. */
export function globMatcher(globs: readonly string[]): (text: string) => boolean {
  const patterns = globs.map((glob) => new RegExp(`^${glob.split(/(\*\*\/?|\*|\?)/).map(source).join("")}$`, "su"));
  return (text) => patterns.some((pattern) => pattern.test(text));
}

function source(part: string): string {
  if (part === "**/") return "(?:.*/)?";
  if (part === "**") return ".*";
  if (part === "*") return "[^/]*";
  if (part === "?") return "[^/]";
  return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
