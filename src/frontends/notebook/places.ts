import type { Span } from "../../facts/location.js";
import { LineIndex } from "../line-index.js";
import type { SourceMap } from "./source-map.js";

/** Turns places of the module that a notebook's cells make into places of the file, with the place inside the cell. */
export class NotebookPlaces {
  readonly #module: LineIndex;

  constructor(private readonly map: SourceMap, private readonly file: LineIndex) {
    this.#module = new LineIndex(map.text);
  }

  /** Place of a range of the module. */
  span(start: number, end: number): Span {
    const from = this.map.start(start);
    const to = Math.max(from, end > start ? this.map.end(end) : from);
    const cell = this.map.cellAt(start);
    const inner = this.#module.span(start, start);
    const first = this.#module.lineOf(this.map.startOf(cell));
    const index = this.map.sources[cell]?.cell.index ?? 0;
    return { ...this.file.span(from, to), cell: { index, line: inner.line - first + 1, column: inner.column } };
  }

  /** Place of a range that is given in lines and columns of the module. */
  readonly move = ({ line, column, endLine, endColumn }: Span): Span =>
    this.span(this.#module.startOf(line) + column - 1, this.#module.startOf(endLine) + endColumn - 1);
}
