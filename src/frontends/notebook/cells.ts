import { createScanner } from "jsonc-parser";

/** A JSON string of a cell's source, with its quotes. */
export interface Piece { readonly start: number; readonly end: number }

/** One cell as the file has it. */
export interface Cell {
  /** Among all cells of the notebook, from 0. */
  readonly index: number;
  readonly kind: string;
  readonly pieces: readonly Piece[];
  readonly tags: readonly string[];
  /** Language of the cell where it names one (format 3). */
  readonly language: string | null;
}

/** A notebook's cells and kernel. */
export interface NotebookText {
  readonly cells: readonly Cell[];
  /** Language of the kernel in lower case; null where the file says nothing. */
  readonly language: string | null;
  /** Offset and reason of the first thing that is no JSON; null in a sound file. */
  readonly broken: { readonly start: number; readonly end: number; readonly why: string } | null;
}

/** Token kinds of the scanner, which declares them as a `const enum` that isolated modules cannot read. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, colon: 6, string: 10, unknown: 16, end: 17 } as const;
/** Keys whose values can be megabytes and say nothing about code. */
const SKIPPED = new Set(["outputs", "attachments", "widgets"]);

interface OpenCell { kind: string; pieces: Piece[]; tags: string[]; language: string | null }
interface Level { readonly array: boolean; key: string; expectsKey: boolean }

/** Reads a notebook of format 3 or 4 with a scanner, without recursion; what follows a break in the JSON is read as well as it goes. */
export function readNotebook(text: string): NotebookText {
  const scanner = createScanner(text, true);
  const levels: Level[] = [];
  const cells: Cell[] = [];
  const languages = new Map<string, string>();
  let cell: OpenCell | null = null;
  let cellDepth = 0;
  let broken: NotebookText["broken"] = null;
  const note = (why: string, start: number, end: number): void => {
    broken ??= { start, end, why };
  };
  for (let token = Number(scanner.scan()); token !== TOKEN.end; token = Number(scanner.scan())) {
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    const top = levels[levels.length - 1];
    if (token === TOKEN.unknown) note("no JSON", start, end);
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) {
      const array = token === TOKEN.openBracket;
      if (!array && !cell && top?.array && levels[levels.length - 2]?.key === "cells") {
        cell = { kind: "", pieces: [], tags: [], language: null };
        cellDepth = levels.length + 1;
      }
      levels.push({ array, key: "", expectsKey: !array });
    } else if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) {
      if (!top || top.array !== (token === TOKEN.closeBracket)) {
        note("a bracket that closes nothing", start, end);
        continue;
      }
      if (cell && levels.length === cellDepth) {
        cells.push({ index: cells.length, ...cell });
        cell = null;
      }
      levels.pop();
    } else if (token === TOKEN.comma) {
      if (top) top.expectsKey = !top.array;
    } else if (token === TOKEN.colon) {
      if (top) top.expectsKey = false;
      if (top && SKIPPED.has(top.key)) scanner.setPosition(endOfValue(text, end));
    } else if (token === TOKEN.string && top) {
      if (Number(scanner.getTokenError()) !== 0) note("a text that is not closed", start, end);
      if (top.expectsKey) top.key = scanner.getTokenValue();
      else if (cell) takeInCell(cell, levels.slice(cellDepth - 1), { start, end }, () => scanner.getTokenValue());
      else takeOutside(languages, levels, () => scanner.getTokenValue());
    }
  }
  if (levels.length > 0) note("a bracket that is never closed", text.length, text.length);
  if (cell) cells.push({ index: cells.length, ...cell });
  if (text.trim() === "") note("an empty file", 0, 0);
  return { cells, language: (languages.get("kernelspec.language") ?? languages.get("language_info.name") ?? languages.get("kernelspec.name") ?? null)?.toLowerCase() ?? null, broken };
}

function takeInCell(cell: OpenCell, levels: readonly Level[], piece: Piece, value: () => string): void {
  const path = levels.map((level) => (level.array ? "" : level.key)).join(".");
  if (path === "source" || path === "source." || path === "input" || path === "input.") cell.pieces.push(piece);
  else if (path === "cell_type") cell.kind = value();
  else if (path === "language") cell.language = value();
  else if (path === "metadata.tags.") cell.tags.push(value());
}

function takeOutside(languages: Map<string, string>, levels: readonly Level[], value: () => string): void {
  const [first, second, third] = levels;
  if (levels.length === 3 && first?.key === "metadata" && second && third && !third.array) languages.set(`${second.key}.${third.key}`, value());
}

/** End of the JSON value that begins at or after an offset, found without decoding it. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  const marks = /["[\]{},]/g;
  marks.lastIndex = from;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const c = match[0];
    if (c === '"') {
      const end = endOfString(text, match.index);
      if (depth === 0) return end;
      marks.lastIndex = end;
    } else if (c === "[" || c === "{") {
      depth++;
    } else if (c === "]" || c === "}") {
      depth--;
      if (depth <= 0) return depth === 0 ? match.index + 1 : match.index;
    } else if (depth === 0) {
      return match.index;
    }
  }
  return text.length;
}

function endOfString(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}
