/** Where a cell of a notebook a place lies in: index from 0, line and column inside the cell from 1. */
export interface CellPlace {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

/** A range of text in one file: lines and columns from 1, UTF-16 units, end exclusive. Holds no path, so that a renamed file hits the cache. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Only in notebooks; `line` and `column` are then places in the `.ipynb` file itself. */
  readonly cell?: CellPlace;
}

/** A span in a named file; `path` is POSIX and relative to its root (prefixed by the root's name where there are several roots). */
export interface Location extends Span {
  readonly path: string;
}

/** Orders text by UTF-16 code units: the one order of every sorted array of the product, whatever the locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders spans by start, then end. */
export function compareSpans(a: Span, b: Span): number {
  return a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn;
}

/** Orders locations by path, then place. */
export function compareLocations(a: Location, b: Location): number {
  return compareText(a.path, b.path) || compareSpans(a, b);
}

/** Puts a path on a span. */
export function locate(path: string, span: Span): Location {
  const { line, column, endLine, endColumn, cell } = span;
  return cell ? { path, line, column, endLine, endColumn, cell } : { path, line, column, endLine, endColumn };
}
