import type { LexicalStyle } from "./lexical-style.js";

const BACKSLASH = 92;

/** Finds where quoted texts end. Remembers which quotes are never closed, so that a broken text is read in linear time. */
export class QuotedText {
  readonly #text: string;
  readonly #style: LexicalStyle;
  readonly #unclosed = new Set<string>();
  #escapes: boolean | undefined;

  constructor(text: string, style: LexicalStyle) {
    this.#text = text;
    this.#style = style;
    if (style.backslash !== "guess") this.#escapes = style.backslash === "escape";
  }

  /** Offset after a string that opens at `open`, or -1 where it never closes. `escaped` forces backslash escapes (`E'...'`, raw strings). */
  string(open: number, escaped = false): number {
    const quote = this.#text.charAt(open);
    const triple = quote.repeat(3);
    if (this.#style.triple && this.#text.startsWith(triple, open)) {
      const end = this.#triple(open + 3, triple);
      if (end > 0) return end;
    }
    if (this.#unclosed.has(quote)) return -1;
    const code = quote.charCodeAt(0);
    let escapes = escaped ? true : this.#escapes;
    for (let at = open + 1; at < this.#text.length; at++) {
      const unit = this.#text.charCodeAt(at);
      if (unit === BACKSLASH && escapes !== false) {
        if (escapes === undefined && this.#text.charCodeAt(at + 1) === code) {
          escapes = this.#looksEscaped(open, at);
          this.#escapes ??= escapes;
          if (!escapes) continue;
        }
        at++;
        continue;
      }
      if (unit !== code) continue;
      if (this.#text.charCodeAt(at + 1) !== code) return at + 1;
      at++;
    }
    this.#unclosed.add(quote);
    return -1;
  }

  /** Offset after a quoted name whose closing quote is `close` (doubled inside), or -1. */
  name(open: number, close: string): number {
    if (this.#unclosed.has(close)) return -1;
    for (let at = this.#text.indexOf(close, open + 1); at >= 0; at = this.#text.indexOf(close, at + 2)) {
      if (this.#text.charAt(at + 1) !== close) return at + 1;
    }
    this.#unclosed.add(close);
    return -1;
  }

  /** Offset after a body between dollar signs (`$$ ... $$`, `$tag$ ... $tag$`), or -1 where no such body opens at `open`. */
  dollar(open: number): number {
    const tag = /\$(?:[A-Za-z_]\w{0,62})?\$/y;
    tag.lastIndex = open;
    const delimiter = tag.exec(this.#text)?.[0];
    if (!delimiter || this.#unclosed.has("$") || this.#unclosed.has(delimiter)) return -1;
    const close = this.#text.indexOf(delimiter, open + delimiter.length);
    if (close >= 0) return close + delimiter.length;
    this.#unclosed.add(delimiter);
    // Texts with many unclosed tags are no SQL: stop looking, or each tag would cost a pass.
    if (this.#unclosed.size > 16) this.#unclosed.add("$");
    return -1;
  }

  #triple(from: number, delimiter: string): number {
    if (this.#unclosed.has(delimiter)) return -1;
    for (let at = this.#text.indexOf(delimiter, from); at >= 0; at = this.#text.indexOf(delimiter, at + 1)) {
      let slashes = 0;
      while (this.#text.charCodeAt(at - 1 - slashes) === BACKSLASH && at - 1 - slashes >= from) slashes++;
      if (slashes % 2 === 0) return at + delimiter.length;
    }
    this.#unclosed.add(delimiter);
    return -1;
  }

  /** Decides what `\'` at `slash` means, by what follows: a word continues the string, a lone `'\'` is a string, else the quotes left on the line must pair, else other escapes decide. */
  #looksEscaped(open: number, slash: number): boolean {
    const quote = this.#text.charAt(open);
    const next = this.#text.charAt(slash + 2);
    if (/\w/.test(next)) return true;
    if (next === quote) return /^[\s,;)|]?$/.test(this.#text.charAt(slash + 3));
    if (slash === open + 1) return false;
    // Nothing that follows a whole string stands here.
    if (!/^[\s,);=<>+:\]}]/.test(next) && next !== "" && !this.#text.startsWith("||", slash + 2)) return true;
    let quotes = 0;
    let bare = 0;
    for (let at = slash + 2; at < Math.min(this.#text.length, slash + 2000) && this.#text.charAt(at) !== "\n"; at++) {
      if (this.#text.charAt(at) !== quote) continue;
      quotes++;
      if (this.#text.charAt(at - 1) !== "\\") bare++;
    }
    if (quotes % 2 === 0 && bare % 2 === 1) return /\\[ntr"\\/]/.test(this.#text.slice(open, slash));
    return quotes % 2 === 1;
  }
}
