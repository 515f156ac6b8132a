import type { Comment, FactProblem, Setting } from "../../facts/file-facts.js";
import type { Span } from "../../facts/location.js";
import type { Scalar, ValueId } from "../../facts/value.js";
import type { LineIndex } from "../line-index.js";
import { ValueTable } from "../value-table.js";
import { interpolate, type Interpolation, type KnownName } from "./interpolation.js";

/** Keys and positions from the root of a document. */
export type KeyPath = readonly (string | number)[];

/** Settings beyond this number are not kept; the file says so. */
const MAX_SETTINGS = 50_000;

/** Where a scalar's text lies: its span, and the offset at which the text stands unchanged in the file (absent where it was unescaped or folded). */
export interface TextPlace {
  readonly span: Span;
  readonly offsetOf?: (position: number) => number;
}

interface Extra { readonly document?: number; readonly keyAt?: Span | undefined; readonly tag?: string | undefined; readonly known?: KnownName; readonly plain?: boolean }

/** Collects the settings, comments and problems of one configuration text. */
export class SettingsWriter {
  readonly table = new ValueTable();
  readonly settings: Setting[] = [];
  readonly comments: Comment[] = [];
  readonly problems: FactProblem[] = [];
  #full = false;

  constructor(readonly text: string, readonly lines: LineIndex, readonly interpolation: Interpolation) {}

  /** No more settings are taken. */
  get full(): boolean {
    return this.#full;
  }

  /** A mapping or a sequence. */
  node(path: KeyPath, kind: "mapping" | "sequence", at: Span, extra: Extra = {}): void {
    this.#push(path, kind, undefined, at, extra);
  }

  /** A leaf of text, with its marks (`${NAME}`) taken apart unless it is `plain`. */
  leaf(path: KeyPath, text: string, place: TextPlace, extra: Extra = {}): ValueId {
    const { offsetOf, span } = place;
    const part = (start: number, end: number): Span => (offsetOf ? this.lines.span(offsetOf(start), offsetOf(end)) : span);
    const name = this.interpolation.assignments && typeof path[path.length - 1] === "number" ? (/^[A-Za-z_][\w.]*=/.exec(text)?.[0] ?? "") : "";
    const rest = text.slice(name.length);
    const restValue = extra.plain || !/[$%{]/.test(rest)
      ? this.table.constant(rest, name ? part(name.length, text.length) : span)
      : interpolate(rest, this.interpolation, this.table, (start, end) => part(name.length + start, name.length + end), extra.known);
    const value = name ? this.table.concat([this.table.constant(name, part(0, name.length)), restValue]) : restValue;
    this.#push(path, "scalar", value, span, extra);
    return value;
  }

  /** A leaf of text that stands unchanged between two offsets. */
  verbatim(path: KeyPath, start: number, end: number, extra: Extra = {}): ValueId {
    return this.leaf(path, this.text.slice(start, end), { span: this.lines.span(start, end), offsetOf: (position) => start + position }, extra);
  }

  /** A number, truth value or null. */
  scalar(path: KeyPath, value: Scalar, at: Span, extra: Extra = {}): ValueId {
    const id = this.table.constant(value, at);
    this.#push(path, "scalar", id, at, extra);
    return id;
  }

  /** A leaf whose value is there already. */
  value(path: KeyPath, value: ValueId, at: Span, extra: Extra = {}): void {
    this.#push(path, "scalar", value, at, extra);
  }

  comment(start: number, end: number): void {
    this.comments.push({ text: this.text.slice(start, end), at: this.lines.span(start, end) });
  }

  problem(message: string, start: number, end: number, kind: FactProblem["kind"] = "syntax"): void {
    this.problems.push({ message, at: this.lines.span(start, Math.max(start, Math.min(end, this.text.length))), kind });
  }

  #push(path: KeyPath, kind: Setting["kind"], value: ValueId | undefined, at: Span, extra: Extra): void {
    if (this.#full) return;
    if (this.settings.length >= MAX_SETTINGS) {
      this.#full = true;
      this.problems.push({ message: `only the first ${MAX_SETTINGS} settings were read`, at, kind: "limit" });
      return;
    }
    const { document = 0, keyAt, tag } = extra;
    this.settings.push({ document, path, kind, ...(value !== undefined && { value }), ...(tag !== undefined && { tag }), ...(keyAt && { keyAt }), at });
  }
}
