import type { Comment, FileFacts } from "../facts/file-facts.js";
import type { LineIndex } from "./line-index.js";

/** How many lines hold code, only a comment, or nothing; and which lines hold code. */
export function countLines(lines: LineIndex, comments: readonly Comment[]): { readonly counts: FileFacts["lines"]; readonly codeLines: ReadonlySet<number> } {
  const commentFrom = new Map<number, { from: number; to: number }>();
  for (const { at } of comments) {
    for (let line = at.line; line <= at.endLine; line++) {
      const from = line === at.line ? at.column : 1;
      const to = line === at.endLine ? at.endColumn : Infinity;
      if (!commentFrom.has(line)) commentFrom.set(line, { from, to });
    }
  }
  const codeLines = new Set<number>();
  let comment = 0;
  let blank = 0;
  for (let line = 1; line <= lines.count; line++) {
    const text = lines.textOf(line);
    const span = commentFrom.get(line);
    const outside = span ? text.slice(0, span.from - 1) + text.slice(span.to - 1) : text;
    if (outside.trim()) codeLines.add(line);
    else if (span) comment++;
    else blank++;
  }
  return { counts: { total: lines.count, code: codeLines.size, comment, blank, cells: 0 }, codeLines };
}
