import type { FactProblem } from "../../facts/file-facts.js";
import type { LineIndex } from "../line-index.js";
import type { Flattened } from "./flatten.js";

/** Problems that one file may report; more say nothing new. */
const MOST_PROBLEMS = 20;
const SHOWN_CHARACTERS = 30;

/** What the grammar could not read, and characters that no Python text holds. */
export function problemsOf({ syntax, broken }: Flattened, lines: LineIndex): readonly FactProblem[] {
  const problems: FactProblem[] = [];
  const nul = syntax.text.indexOf("\0");
  if (nul >= 0) problems.push({ kind: "encoding", message: "holds NUL characters: not UTF-8 text?", at: lines.span(nul, nul + 1) });
  for (const { start, end, missing } of broken) {
    if (problems.length >= MOST_PROBLEMS) break;
    const message = missing === undefined ? `cannot read ${snippet(syntax.text, start, end)}` : `expected ${readable(missing)} before ${snippet(syntax.text, end, syntax.text.length)}`;
    problems.push({ kind: "syntax", message, at: lines.span(start, start + syntax.text.slice(start, end).trimEnd().length) });
  }
  return problems;
}

function snippet(text: string, start: number, end: number): string {
  const shown = text.slice(start, Math.min(end, start + 4 * SHOWN_CHARACTERS)).trim();
  const line = shown.split(/[\r\n]/, 1)[0]?.trimEnd() ?? "";
  if (line === "") return "the end of the line";
  return JSON.stringify(line.length > SHOWN_CHARACTERS || line.length < shown.length ? `${line.slice(0, SHOWN_CHARACTERS)}...` : line);
}

function readable(missing: string): string {
  return /^\W/.test(missing) ? `"${missing}"` : missing.replaceAll("_", " ");
}
