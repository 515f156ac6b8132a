import type { Span } from "../facts/location.js";

/** Turns offsets of a text into lines and columns (from 1, UTF-16); `\n`, `\r\n` and a lone `\r` end a line. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  /** Number of lines; text after the last line end counts as a line, an empty rest does not. */
  get count(): number {
    const last = this.#starts[this.#starts.length - 1] ?? 0;
    return last < this.#text.length ? this.#starts.length : this.#starts.length - 1;
  }

  /** Offset at which a line (from 1) starts. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  /** Text of a line (from 1) without its end. */
  textOf(line: number): string {
    return this.#text.slice(this.startOf(line), this.startOf(line + 1)).replace(/[\r\n]+$/, "");
  }

  /** Line (from 1) that holds an offset. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Span from one offset to another, end exclusive. */
  span(start: number, end: number): Span {
    const line = this.lineOf(start);
    const endLine = this.lineOf(end);
    return { line, column: start - this.startOf(line) + 1, endLine, endColumn: end - this.startOf(endLine) + 1 };
  }
}
