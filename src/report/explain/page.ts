import type { Style } from "../terminal/style.js";

/** How a page is drawn on the terminal. */
export interface PageSetting {
  readonly style: Style;
  readonly width: number;
}

/** One column of a table: figures stand to the right, names to the left. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

/** Columns side by side, two blanks apart, under their titles. */
export function table(columns: readonly Column[], style: Style, indent = 2): readonly string[] {
  const widths = columns.map(({ title, cells }) => Math.max(title.length, ...cells.map((cell) => cell.length)));
  const row = (cells: readonly string[]): string => `${" ".repeat(indent)}${cells.map((cell, i) => (columns[i]?.align === "right" ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join("  ")}`.trimEnd();
  const rows = Array.from({ length: columns[0]?.cells.length ?? 0 }, (_, i) => row(columns.map((column) => column.cells[i] ?? "")));
  return [style.dim(row(columns.map((column) => column.title))), ...rows];
}
