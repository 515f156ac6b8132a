import { FACTS_VERSION, type Command, type FileFacts, type SqlStatement } from "../../../src/facts/file-facts.js";
import type { Value } from "../../../src/facts/value.js";
import type { Embed } from "../../../src/frontends/frontend.js";
import { LineIndex } from "../../../src/frontends/line-index.js";
import { notebookFrontend } from "../../../src/frontends/notebook/notebook.js";
import { pythonFrontend } from "../../../src/frontends/python/python.js";

/** A cell: its source, and its kind unless it is code. */
export interface CellText { readonly source: string | readonly string[]; readonly kind?: string; readonly tags?: readonly string[]; readonly outputs?: unknown }

/** A notebook of format 4 as Jupyter writes it: each line of a cell is a JSON string of its own. */
export function notebookOf(cells: readonly (string | CellText)[], kernel = "python"): string {
  return `${JSON.stringify(
    {
      cells: cells.map((cell) => {
        const { source, kind = "code", tags = [], outputs = [] } = typeof cell === "string" ? { source: cell } : cell;
        return { cell_type: kind, metadata: tags.length > 0 ? { tags } : {}, ...(kind === "code" && { outputs }), source: typeof source === "string" ? source.split(/(?<=\n)/) : source };
      }),
      metadata: { kernelspec: { display_name: "Any", language: kernel, name: "any" }, language_info: { name: kernel } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;
}

/** Stands in for the front-ends of shell and SQL: each line is a command or a statement, so that these tests are about notebooks alone. */
const lineByLine: Embed = (language, text, variant) => {
  const lines = new LineIndex(text);
  const values: Value[] = [];
  const commands: Command[] = [];
  const statements: SqlStatement[] = [];
  for (const match of text.matchAll(/\S[^\n]*/g)) {
    const at = lines.span(match.index, match.index + match[0].trimEnd().length);
    const words = [...match[0].matchAll(/\S+/g)].map((word) => {
      const start = match.index + word.index;
      return values.push({ kind: "constant", value: word[0], at: lines.span(start, start + word[0].length) }) - 1;
    });
    if (language === "shell") commands.push({ words, environment: [], reads: [], writes: [], at });
    else statements.push({ verb: variant ?? "select", reads: words.slice(-1).map((name) => ({ name, quoted: false, form: "table", at })), writes: [], temporary: false, at });
  }
  return {
    version: FACTS_VERSION, language, units: [], values, calls: [], branches: [], imports: [], settings: [], statements, commands, comments: [], suppressions: [],
    lines: { total: 0, code: 0, comment: 0, blank: 0, cells: 0 }, problems: [],
  };
};

const embed: Embed = (language, text, variant) => (language === "python" ? pythonFrontend.extract({ text, variant: "py", embed }) : lineByLine(language, text, variant));

/** Facts of the text of one `.ipynb` file. */
export function notebookFacts(text: string): FileFacts {
  return notebookFrontend.extract({ text, variant: "ipynb", embed });
}
