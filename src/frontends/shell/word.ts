import type { WordPart } from "./token.js";

/** A longer expansion is taken as text, so that a text full of open brackets is scanned in linear time. */
const MAX_EXPANSION = 2_000;
/** The same for arithmetic. */
export const MAX_ARITHMETIC = 300;

/** A word up to the first blank or operator outside quotes. */
export function scanWord(text: string, from: number, to: number): { readonly parts: readonly WordPart[]; readonly end: number; readonly problem: string | null } {
  const builder = new PartBuilder(text);
  let at = from;
  let problem: string | null = null;
  while (at < to) {
    const unit = text[at] ?? "";
    if (/[\s;&|()]/.test(unit) || ((unit === "<" || unit === ">") && text[at + 1] !== "(")) break;
    if (unit === "\\") {
      if (text[at + 1] === "\n") at += 2;
      else if (text.startsWith("\r\n", at + 1)) at += 3;
      else {
        builder.add(text[at + 1] ?? "\\", at, Math.min(to, at + 2), true);
        at += 2;
      }
    } else if (unit === "'" || (unit === "$" && text[at + 1] === "'")) {
      const open = unit === "'" ? at : at + 1;
      const close = text.indexOf("'", open + 1);
      const end = close < 0 || close >= to ? to : close;
      if (end === to) problem = "a quote that is never closed";
      builder.add(text.slice(open + 1, end), open + 1, end, true);
      at = end + 1;
    } else if (unit === '"' || (unit === "$" && text[at + 1] === '"')) {
      const open = unit === '"' ? at : at + 1;
      const end = scanQuoted(text, open + 1, to, builder);
      if (end >= to) problem = "a quote that is never closed";
      at = end + 1;
    } else {
      const expansion = scanExpansion(text, at, to, false);
      if (expansion) builder.part(expansion);
      else builder.add(unit, at, at + 1, false);
      at = expansion ? expansion.end : at + 1;
    }
  }
  return { parts: builder.parts(), end: Math.min(at, to), problem };
}

/** Parts of text as inside double quotes (a default of an expansion, the text of `bash -c`). */
export function scanText(text: string, from: number, to: number): readonly WordPart[] {
  const builder = new PartBuilder(text);
  scanQuoted(text, from, to, builder, false);
  return builder.parts();
}

function scanQuoted(text: string, from: number, to: number, builder: PartBuilder, ends = true): number {
  let at = from;
  builder.add("", at, at, true);
  while (at < to) {
    const unit = text[at] ?? "";
    if (ends && unit === '"') return at;
    if (unit === "\\" && /["\\$`\n]/.test(text[at + 1] ?? "")) {
      if (text[at + 1] !== "\n") builder.add(text[at + 1] ?? "", at, at + 2, true);
      at += 2;
      continue;
    }
    const expansion = scanExpansion(text, at, to, true);
    if (expansion) builder.part(expansion);
    else builder.add(unit, at, at + 1, true);
    at = expansion ? expansion.end : at + 1;
  }
  return to;
}

/** `$NAME`, `${...}`, `$(...)`, `$((...))`, backticks, `<(...)` at this place; null for anything else. */
function scanExpansion(text: string, at: number, to: number, quoted: boolean): WordPart | null {
  const unit = text[at];
  if (unit === "`") {
    const close = text.slice(at + 1, Math.min(to, at + MAX_EXPANSION)).search(/(?<!\\)`/);
    return close < 0 ? null : { kind: "substitution", innerStart: at + 1, innerEnd: at + 1 + close, start: at, end: at + close + 2, quoted };
  }
  if (!quoted && (unit === "<" || unit === ">") && text[at + 1] === "(") return substitution(text, at, at + 2, to, true);
  if (unit !== "$") return null;
  const next = text[at + 1] ?? "";
  if (text.startsWith("((", at + 1)) {
    const close = closingOf(text, at + 3, Math.min(to, at + MAX_ARITHMETIC), ")");
    if (close >= 0 && text[close + 1] === ")") return { kind: "arithmetic", start: at, end: close + 2, quoted };
  }
  if (next === "(") return substitution(text, at, at + 2, to, quoted);
  if (next === "{") {
    const close = closingOf(text, at + 2, to, "}");
    return close < 0 ? null : { kind: "parameter", body: text.slice(at + 2, close), start: at, end: close + 1, quoted };
  }
  const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(text.slice(at + 1, Math.min(to, at + 129)))?.[0];
  return name === undefined ? null : { kind: "parameter", body: name, start: at, end: at + 1 + name.length, quoted };
}

function substitution(text: string, at: number, inner: number, to: number, quoted: boolean): WordPart | null {
  const close = closingOf(text, inner, to, ")");
  return close < 0 ? null : { kind: "substitution", innerStart: inner, innerEnd: close, start: at, end: close + 1, quoted };
}

/** Place of the bracket that closes the text from here on, past quotes and nested brackets; -1 where it does not close soon enough. */
export function closingOf(text: string, from: number, to: number, close: ")" | "}"): number {
  const stack: string[] = [close];
  const limit = Math.min(to, from + MAX_EXPANSION);
  for (let at = from; at < limit; at++) {
    const unit = text[at] ?? "";
    const top = stack[stack.length - 1];
    if (top === "'") {
      if (unit === "'") stack.pop();
    } else if (unit === "\\") at++;
    else if (unit === top) {
      stack.pop();
      if (!stack.length) return at;
    } else if (top === '"') {
      if (unit === "$" && (text[at + 1] === "(" || text[at + 1] === "{")) stack.push(text[++at] === "(" ? ")" : "}");
    } else if (unit === "'" && top !== "}") stack.push("'");
    else if (unit === '"') stack.push('"');
    else if (unit === "(") stack.push(")");
    else if (unit === "$" && text[at + 1] === "{") {
      stack.push("}");
      at++;
    } else if (unit === "#" && /\s/.test(text[at - 1] ?? "") && top === ")") {
      const end = text.indexOf("\n", at);
      if (end < 0 || end >= limit) return -1;
      at = end;
    }
  }
  return -1;
}

/** Puts single characters of one kind of quoting together to one part. */
class PartBuilder {
  readonly #parts: WordPart[] = [];
  #open: { text: string; start: number; end: number; quoted: boolean } | null = null;

  constructor(private readonly source: string) {}

  add(text: string, start: number, end: number, quoted: boolean): void {
    if (this.#open?.quoted === quoted) {
      this.#open.text += text;
      this.#open.end = end;
      if (this.#open.text === text) this.#open.start = start;
      return;
    }
    this.#close();
    this.#open = { text, start, end, quoted };
  }

  part(part: WordPart): void {
    this.#close();
    this.#parts.push(part);
  }

  parts(): readonly WordPart[] {
    this.#close();
    return this.#parts;
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    // An empty quoted part keeps an empty word alive (`""`), but adds nothing beside others.
    if (open && (open.text || (!this.#parts.length && open.quoted))) this.#parts.push({ kind: "text", ...open, end: Math.min(open.end, this.source.length) });
  }
}
