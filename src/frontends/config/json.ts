import { createScanner } from "jsonc-parser";
import type { KeyPath, SettingsWriter } from "./settings-writer.js";

/** An array with more records than this is data, not configuration. */
const MAX_RECORDS = 200;
/** Deepest nesting that is read. */
const MAX_DEPTH = 200;
const MAX_PROBLEMS = 20;

/** Token kinds of the scanner, which declares them as a `const enum` that isolated modules cannot read. */
const KIND = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, null: 7, true: 8, false: 9, string: 10, number: 11, lineComment: 12, blockComment: 13, unknown: 16, end: 17 } as const;

interface Container { readonly path: KeyPath; readonly entry: Entry | null; readonly start: number; readonly sequence: boolean; key: Key | null; count: number; records: number }
interface Key { readonly name: string; readonly start: number; readonly end: number }
interface Entry { readonly path: KeyPath; readonly kind: "scalar" | "mapping" | "sequence"; readonly start: number; end: number; readonly key: Key | null; readonly value: string | number | boolean | null }

/** Reads JSON with comments and trailing commas, without recursion; what is broken costs its own part only. Text that is plainly data gives nothing. */
export function readJson(writer: SettingsWriter): void {
  const reader = new JsonReader(writer);
  const scanner = createScanner(writer.text, false);
  for (let kind = Number(scanner.scan()); kind !== KIND.end; kind = Number(scanner.scan())) {
    const start = scanner.getTokenOffset();
    const broken = Number(scanner.getTokenError()) !== 0;
    reader.token(kind, start, start + scanner.getTokenLength(), kind === KIND.string ? scanner.getTokenValue() : "", broken);
  }
  reader.finish();
}

class JsonReader {
  readonly #open: Container[] = [];
  readonly #entries: Entry[] = [];
  #skipped = 0;
  #isData = false;

  constructor(private readonly writer: SettingsWriter) {}

  token(kind: number, start: number, end: number, text: string, broken: boolean): void {
    const source = this.writer.text.slice(start, Math.min(end, start + 40));
    if (broken || kind === KIND.unknown) this.#problem(`unexpected ${JSON.stringify(source)}`, start, end);
    if (kind === KIND.lineComment || kind === KIND.blockComment) return this.writer.comment(start, end);
    if (kind === KIND.openBrace || kind === KIND.openBracket) return this.#begin(kind === KIND.openBracket, start, end);
    if (kind === KIND.closeBrace || kind === KIND.closeBracket) return this.#close(kind === KIND.closeBracket, start, end);
    if (this.#skipped) return;
    const parent = this.#open[this.#open.length - 1];
    if (kind === KIND.string && parent && !parent.sequence && !parent.key) parent.key = { name: text, start, end };
    else if (kind === KIND.string) this.#take("scalar", start, end, text);
    else if (kind === KIND.number) this.#take("scalar", start, end, Number(this.writer.text.slice(start, end)));
    else if (kind === KIND.true || kind === KIND.false) this.#take("scalar", start, end, kind === KIND.true);
    else if (kind === KIND.null) this.#take("scalar", start, end, null);
    else if (kind === KIND.comma && parent) parent.key = null;
  }

  finish(): void {
    for (const container of this.#open) {
      this.#problem("a bracket that is never closed", container.start, container.start + 1);
      this.#end(container, this.writer.text.length);
    }
    if (this.#isData) return;
    for (const entry of this.#entries) this.#emit(entry);
  }

  #begin(sequence: boolean, start: number, end: number): void {
    if (this.#skipped || this.#open.length >= MAX_DEPTH) {
      if (!this.#skipped) this.writer.problem(`nested deeper than ${MAX_DEPTH} levels`, start, end, "limit");
      this.#skipped++;
      return;
    }
    const entry = this.#take(sequence ? "sequence" : "mapping", start, end, null);
    this.#open.push({ path: entry?.path ?? [], entry, start, sequence, key: null, count: 0, records: 0 });
  }

  #close(sequence: boolean, start: number, end: number): void {
    if (this.#skipped) return void this.#skipped--;
    const top = this.#open[this.#open.length - 1];
    if (top?.sequence !== sequence) return this.#problem("a bracket that closes nothing", start, end);
    this.#open.pop();
    this.#end(top, end);
  }

  #end(container: Container, end: number): void {
    if (container.entry) container.entry.end = end;
    if (container.records > MAX_RECORDS) this.#isData = true;
  }

  #take(kind: Entry["kind"], start: number, end: number, value: Entry["value"]): Entry | null {
    const parent = this.#open[this.#open.length - 1];
    if (parent ? !parent.sequence && !parent.key : this.#entries.length > 0) return null;
    const path = parent ? [...parent.path, parent.sequence ? parent.count : (parent.key?.name ?? "")] : [];
    const entry: Entry = { path, kind, start, end, key: parent?.key ?? null, value };
    if (parent) {
      parent.count++;
      parent.key = null;
      if (kind === "mapping" && parent.sequence) parent.records++;
    }
    this.#entries.push(entry);
    return entry;
  }

  #emit({ path, kind, start, end, key, value }: Entry): void {
    const { lines, text } = this.writer;
    const span = lines.span(start, end);
    const extra = { keyAt: key ? lines.span(key.start, key.end) : undefined };
    if (kind !== "scalar") this.writer.node(path, kind, span, extra);
    else if (typeof value !== "string") this.writer.scalar(path, value, span, extra);
    else this.writer.leaf(path, value, { span, ...(text.startsWith(value, start + 1) && { offsetOf: (position) => start + 1 + position }) }, extra);
  }

  #problem(message: string, start: number, end: number): void {
    if (this.writer.problems.length < MAX_PROBLEMS) this.writer.problem(message, start, end);
  }
}
