import type { Place } from "../report.js";
import { printable } from "../printable.js";
import type { Style } from "./style.js";

/** The text of a line of an analysed file, without its end; null where it is not at hand. */
export type LineOf = (path: string, line: number) => string | null;

/** The line of a place with the place underlined; nothing for notebooks, whose lines are JSON, and for text that is not at hand. */
export function codeFrame(at: Place, lineOf: LineOf | undefined, width: number, style: Style, color: (text: string) => string): readonly string[] {
  const raw = at.cell ? null : (lineOf?.(at.path, at.line) ?? null);
  if (raw === null || raw.trim() === "") return [];
  const indent = raw.length - raw.trimStart().length;
  const gutter = String(at.line).length + 5;
  const room = width - gutter - 3;
  const text = raw.slice(indent).replace(/\t/g, " ").trimEnd();
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  const start = Math.max(0, at.column - 1 - indent);
  const end = at.endLine === at.line ? at.endColumn - 1 - indent : text.length;
  const marks = "^".repeat(Math.max(1, Math.min(end, shown.length) - start));
  const frame = [`${style.dim(`${String(at.line).padStart(gutter)} │`)} ${printable(shown)}`];
  // Spelled-out characters shift the columns: then the line stands alone.
  if (start < shown.length && printable(shown) === shown) frame.push(`${style.dim(`${" ".repeat(gutter)} │`)} ${" ".repeat(start)}${color(marks)}`);
  return frame;
}
