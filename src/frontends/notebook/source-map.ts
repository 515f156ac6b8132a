import type { Cell } from "./cells.js";

/** A stretch of source whose characters stand side by side in the file; an escape is a stretch of its own. */
interface Run { readonly text: string; readonly file: number; readonly width: number }

/** The code of a cell with the place of every character in the file. */
export interface CellSource {
  readonly cell: Cell;
  readonly text: string;
  readonly runs: readonly Run[];
}

/** Decodes the JSON strings of a cell's source. A cell that is indented as a whole loses the indentation, as in IPython. */
export function decodeCell(file: string, cell: Cell): CellSource {
  const runs = cell.pieces.flatMap(({ start, end }) => decodeString(file, start, end));
  const text = runs.map((run) => run.text).join("");
  const indent = /^(?:[ \t]*\n)*([ \t]+)\S/.exec(text)?.[1]?.length ?? 0;
  if (indent === 0) return { cell, text, runs };
  const kept = dedent(runs, indent);
  return { cell, text: kept.map((run) => run.text).join(""), runs: kept };
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs;
const SIMPLE: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

function decodeString(file: string, start: number, end: number): Run[] {
  const runs: Run[] = [];
  const close = file[end - 1] === '"' && end - start > 1 ? end - 1 : end;
  let from = start + 1;
  const plain = (to: number): void => {
    if (to > from) runs.push({ text: file.slice(from, to), file: from, width: to - from });
  };
  ESCAPE.lastIndex = from;
  for (let match = ESCAPE.exec(file); match && match.index < close; match = ESCAPE.exec(file)) {
    plain(match.index);
    const [whole, code, simple = ""] = match;
    runs.push({ text: code === undefined ? (SIMPLE[simple] ?? simple) : String.fromCharCode(parseInt(code, 16)), file: match.index, width: whole.length });
    from = match.index + whole.length;
  }
  plain(close);
  return runs;
}

/** Takes up to `indent` blanks from the start of each line. */
function dedent(runs: readonly Run[], indent: number): Run[] {
  const kept: Run[] = [];
  let left = indent;
  for (const run of runs) {
    if (run.text === "\n") {
      left = indent;
      kept.push(run);
      continue;
    }
    let skip = 0;
    while (left > 0 && skip < run.text.length && (run.text[skip] === " " || run.text[skip] === "\t")) {
      skip++;
      left--;
    }
    if (skip < run.text.length) {
      left = 0;
      kept.push(skip === 0 ? run : { text: run.text.slice(skip), file: run.file + skip, width: run.width - skip });
    }
  }
  return kept;
}

/** The code cells of a notebook as one module, and the way back into the file. */
export class SourceMap {
  readonly text: string;
  readonly #from: number[] = [];
  readonly #runs: Run[] = [];
  readonly #cellFrom: number[] = [];

  constructor(readonly sources: readonly CellSource[]) {
    let length = 0;
    const texts: string[] = [];
    for (const { runs, text } of sources) {
      this.#cellFrom.push(length);
      for (const run of runs) {
        this.#from.push(length);
        this.#runs.push(run);
        length += run.text.length;
      }
      const end = text.endsWith("\n") ? "" : "\n";
      texts.push(text + end);
      length += end.length;
    }
    this.text = texts.join("");
  }

  /** Offset at which a cell's code starts in the module. */
  startOf(cell: number): number {
    return this.#cellFrom[cell] ?? this.text.length;
  }

  /** Number of the code cell that holds an offset of the module. */
  cellAt(offset: number): number {
    return Math.max(0, last(this.#cellFrom, offset));
  }

  /** Place in the file of a character of the module. */
  start(offset: number): number {
    const index = last(this.#from, offset);
    const run = this.#runs[index];
    if (!run) return 0;
    const within = offset - (this.#from[index] ?? 0);
    return run.text.length === 1 ? run.file + (within > 0 ? run.width : 0) : run.file + Math.min(within, run.width);
  }

  /** Place in the file behind the character before an offset of the module. */
  end(offset: number): number {
    const index = last(this.#from, offset - 1);
    const run = this.#runs[index];
    if (!run) return 0;
    const within = offset - (this.#from[index] ?? 0);
    return run.text.length === 1 ? run.file + run.width : run.file + Math.min(within, run.width);
  }
}

/** Index of the last entry that is not above a number; -1 where all are. */
function last(sorted: readonly number[], value: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
