import type { Comment } from "../../facts/file-facts.js";
import type { LineIndex } from "../line-index.js";
import type { Survey } from "./survey.js";

const OPENING = /\/\/|\/\*|^#!/g;
const LINE_END = /[\n\r\u2028\u2029]/g;

/** Comments of a text: whatever opens one outside literals. */
export function commentsOf(text: string, literals: Survey["literals"], lines: LineIndex): readonly Comment[] {
  const comments: Comment[] = [];
  let literal = 0;
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match; match = OPENING.exec(text)) {
    const start = match.index;
    while ((literals[literal]?.end ?? Infinity) <= start) literal++;
    const around = literals[literal];
    if (around && around.start <= start) {
      OPENING.lastIndex = around.end;
      continue;
    }
    const end = endOf(text, start, match[0] === "/*");
    comments.push({ text: text.slice(start, end), at: lines.span(start, end) });
    OPENING.lastIndex = end;
  }
  return comments;
}

function endOf(text: string, start: number, isBlock: boolean): number {
  if (isBlock) {
    const close = text.indexOf("*/", start + 2);
    return close < 0 ? text.length : close + 2;
  }
  LINE_END.lastIndex = start;
  return start + text.slice(start, LINE_END.exec(text)?.index ?? text.length).trimEnd().length;
}
