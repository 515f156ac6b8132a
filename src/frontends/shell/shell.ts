import { FACTS_VERSION, type FileFacts } from "../../facts/file-facts.js";
import type { Frontend, FrontendInput } from "../frontend.js";
import { countLines } from "../line-counts.js";
import { LineIndex } from "../line-index.js";
import { readSuppressions } from "../suppression.js";
import { ValueTable } from "../value-table.js";
import { Interpreter } from "./interpreter.js";

/** Longer scripts are counted, not read. */
const MAX_LENGTH = 300_000;

/**
 * Shell scripts, and shell text inside other files: commands with their words as values. An unbound variable is a name `env:NAME`; `$1` of the script is `arg:1`, `$@` is `arg:@`;
 * `script:path` and `script:folder` are the script itself, `shell:directory` is where it was started, `shell:root` the repository.
 */
export const shellFrontend: Frontend = { id: "shell", version: 1, language: "shell", variant, extract };

function variant(path: string): string | null {
  const name = path.split("/").pop() ?? "";
  return /\.(?:sh|bash|zsh|ksh)$|^\.envrc$/.test(name) ? "sh" : null;
}

function extract({ text }: FrontendInput): FileFacts {
  const lines = new LineIndex(text);
  const table = new ValueTable();
  const interpreter = new Interpreter(text, table, (start, end) => lines.span(start, end));
  if (text.length <= MAX_LENGTH) interpreter.run();
  const comments = interpreter.comments.map(({ start, end }) => ({ text: text.slice(start, end), at: lines.span(start, end) }));
  const { counts, codeLines } = countLines(lines, comments);
  const problems: FileFacts["problems"] = text.length > MAX_LENGTH
    ? [{ message: "too long for a script: only its lines are counted", at: lines.span(0, 0), kind: "limit" }]
    : interpreter.problems.map(({ message, start, end, limit }) => ({ message, at: lines.span(start, end), kind: limit ? "limit" : "syntax" }));
  return {
    version: FACTS_VERSION, language: "shell", units: [], values: table.values, calls: [], branches: [], imports: [], settings: [], statements: [], commands: interpreter.commands,
    comments, suppressions: readSuppressions(comments, codeLines, lines.count), lines: counts, problems,
  };
}
