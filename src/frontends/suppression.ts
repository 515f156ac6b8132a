import type { Comment, Suppression } from "../facts/file-facts.js";
import { parseSuppression } from "../facts/suppression.js";

/**
 * Reads the suppressions in a file's comments. At the end of a line of code one holds for that line, alone on a line for the next line of code, `-file` for all lines.
 * Text, order and dates are kept as written; whether it suppresses is judged later.
 */
export function readSuppressions(comments: readonly Comment[], codeLines: { has(line: number): boolean }, lastLine: number): readonly Suppression[] {
  return comments.flatMap((comment) => {
    const parsed = parseSuppression(comment.text);
    if (!parsed) return [];
    if (parsed.scope === "file") return [{ ...parsed, from: 1, to: Math.max(1, lastLine), at: comment.at }];
    let line = comment.at.line;
    while (!codeLines.has(line) && line < lastLine) line++;
    return [{ ...parsed, from: line, to: line, at: comment.at }];
  });
}
