import type { Comment, Suppression } from "../facts/file-facts.js";

/**
 * Reads the suppressions in a file's comments (GATE section 5): `mldebt: ignore[rule, rule] reason until=YYYY-MM-DD`. At the end of a line of code it holds for that line,
 * alone on a line for the next line of code. Text, order and dates are kept as written; whether it suppresses is judged later.
 */
export function readSuppressions(comments: readonly Comment[], codeLines: { has(line: number): boolean }, lastLine: number): readonly Suppression[] {
  return comments.flatMap((comment) => {
    const parsed = parseSuppression(comment.text);
    if (!parsed) return [];
    let line = comment.at.line;
    while (!codeLines.has(line) && line < lastLine) line++;
    return [{ ...parsed, scope: "line" as const, from: line, to: line, at: comment.at }];
  });
}

const OPENING = "ignore[";

function parseSuppression(comment: string): { rules: string[]; reason?: string; until?: string } | null {
  const text = comment.replace(/^[\s#/*;-]+/, "");
  if (!text.startsWith("mldebt:")) return null;
  const body = text.slice("mldebt:".length).trim();
  const close = body.indexOf("]");
  if (!body.startsWith(OPENING) || close < 0) return null;
  const rules = body.slice(OPENING.length, close).split(",").map((rule) => rule.trim()).filter(Boolean);
  const words = body.slice(close + 1).replace(/\*\/\s*$/, "").trim().split(/\s+/).filter(Boolean);
  const until = words.find((word) => word.startsWith("until="))?.slice("until=".length);
  const reason = words.filter((word) => !word.startsWith("until=")).join(" ");
  return { rules, ...(reason && { reason }), ...(until && { until }) };
}
