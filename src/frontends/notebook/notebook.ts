import { FACTS_VERSION, type Command, type Comment, type FactProblem, type FileFacts, type SqlStatement } from "../../facts/file-facts.js";
import type { Value } from "../../facts/value.js";
import { relocate, transplant, type Move } from "../embedded.js";
import type { Embed, Frontend, FrontendInput } from "../frontend.js";
import { LineIndex } from "../line-index.js";
import { readNotebook, type Cell } from "./cells.js";
import { readMagics, type CellCode, type ForeignText } from "./magics.js";
import { NotebookPlaces } from "./places.js";
import { decodeCell, SourceMap } from "./source-map.js";

/** Kernels whose cells are Python. */
const PYTHON_KERNEL = /^(?:i?python|pyspark|pysparkkernel|sagemath|xpython|conda-)/;

/** Cells that are left out one by one; with more damage the rest is read as it comes. */
const MOST_DAMAGED_CELLS = 8;

function extract({ text, embed }: FrontendInput): FileFacts {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = new LineIndex(source);
  const { cells, language, broken } = readNotebook(source);
  const problems: FactProblem[] = broken ? [{ kind: "syntax", message: `not a sound notebook: ${broken.why}`, at: lines.span(broken.start, broken.end) }] : [];
  const code = cells.filter((cell) => cell.kind === "code");
  const isPython = language === null || PYTHON_KERNEL.test(language);
  const map = new SourceMap(code.map((cell) => decodeCell(source, cell)));
  const places = new NotebookPlaces(map, lines);
  const codes = map.sources.map(({ cell, text: cellText }) => (isPython && isPythonCell(cell) ? readMagics(cellText) : foreignCell(cellText, cell.language ?? language)));
  const module = readModule(codes, map, embed, places.move);
  const merged = mergeForeign(module.facts, codes, map, places, embed);
  return {
    ...merged, version: FACTS_VERSION, language: "notebook",
    comments: [...merged.comments, ...remarksOf(codes, map, places)].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column),
    suppressions: merged.suppressions.map((suppression) => (suppression.scope === "file" ? { ...suppression, from: 1, to: Math.max(1, lines.count) } : suppression)),
    lines: { ...merged.lines, cells: code.length },
    problems: [...problems, ...merged.problems, ...module.problems],
  };
}

function isPythonCell(cell: Cell): boolean {
  return cell.language === null || PYTHON_KERNEL.test(cell.language.toLowerCase());
}

/** A cell of a kernel that is not Python's: read if it is SQL or shell, else only counted. */
function foreignCell(text: string, language: string | null): CellCode {
  const python = text.replace(/[^\r\n]/g, " ");
  const known = language === "sql" ? "sql" : language === "bash" || language === "sh" || language === "shell" ? "shell" : null;
  return { python, foreign: known ? [{ language: known, start: 0, end: text.length }] : [], remarks: [] };
}

/**
 * Reads all cells as one module. Where damage of one cell reaches into the next, the damaged cell is left out and told as a problem, so that it costs only itself.
 */
function readModule(codes: readonly CellCode[], map: SourceMap, embed: Embed, move: Move): { readonly facts: FileFacts; readonly problems: readonly FactProblem[] } {
  const text = new LineIndex(map.text);
  const offset = (line: number, column: number): number => text.startOf(line) + column - 1;
  const cells = codes.map((code) => (code.doubtful && embed("python", code.python).problems.length > 0 ? blanked(code.python) : code.python));
  const problems: FactProblem[] = [];
  for (let left = MOST_DAMAGED_CELLS; ; left--) {
    const module = embed("python", joinCells(cells));
    const reaching = module.problems.find(({ at }) => map.cellAt(offset(at.line, at.column)) !== map.cellAt(Math.max(0, offset(at.endLine, at.endColumn) - 1)));
    const damaged = reaching && map.cellAt(offset(reaching.at.line, reaching.at.column));
    const cell = damaged === undefined ? undefined : cells[damaged];
    if (damaged === undefined || cell === undefined || left === 0) return { facts: relocate(module, move), problems };
    const shift = text.lineOf(map.startOf(damaged)) - 1;
    const own = embed("python", cell).problems;
    for (const problem of own) problems.push({ ...problem, at: move({ ...problem.at, line: problem.at.line + shift, endLine: problem.at.endLine + shift }) });
    if (own.length === 0 && reaching) problems.push({ ...reaching, at: move(reaching.at) });
    cells[damaged] = blanked(cell);
  }
}

function joinCells(cells: readonly string[]): string {
  return cells.map((cell) => (cell.endsWith("\n") ? cell : `${cell}\n`)).join("");
}

function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}

/** Adds the commands and statements of magics and of `!` lines. */
function mergeForeign(facts: FileFacts, codes: readonly CellCode[], map: SourceMap, places: NotebookPlaces, embed: Embed): FileFacts {
  const values: Value[] = [...facts.values];
  const commands: Command[] = [...facts.commands];
  const statements: SqlStatement[] = [...facts.statements];
  const problems: FactProblem[] = [...facts.problems];
  codes.forEach((code, cell) => {
    for (const foreign of code.foreign) {
      const from = map.startOf(cell) + foreign.start;
      const text = map.text.slice(from, map.startOf(cell) + foreign.end);
      const inner = new LineIndex(text);
      const part = transplant(embed(foreign.language, text, foreign.variant), values.length, ({ line, column, endLine, endColumn }) =>
        places.span(from + inner.startOf(line) + column - 1, from + inner.startOf(endLine) + endColumn - 1));
      values.push(...part.values);
      commands.push(...part.commands.map((command) => started(command, foreign, values)));
      statements.push(...part.statements);
      problems.push(...part.problems);
    }
  });
  return { ...facts, values, commands, statements, problems };
}

/** `%run a.py x` is what `python a.py x` is. */
function started(command: Command, { runs }: ForeignText, values: Value[]): Command {
  if (runs === undefined) return command;
  return { ...command, words: [values.push({ kind: "constant", value: runs, at: command.at }) - 1, ...command.words] };
}

function remarksOf(codes: readonly CellCode[], map: SourceMap, places: NotebookPlaces): Comment[] {
  return codes.flatMap(({ remarks }, cell) => remarks.map(({ start, end }) => {
    const from = map.startOf(cell);
    return { text: map.text.slice(from + start, from + end), at: places.span(from + start, from + end) };
  }));
}

/** Reads Jupyter notebooks: code cells in their order as one module, the shell and SQL inside of them, places in the `.ipynb` file. */
export const notebookFrontend: Frontend = {
  id: "notebook",
  version: 1,
  language: "notebook", embeds: ["python"],
  variant: (path) => (/\.ipynb$/i.test(path) ? "ipynb" : null),
  extract,
};
