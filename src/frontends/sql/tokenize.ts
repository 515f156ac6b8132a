import { pairBrackets } from "./brackets.js";
import type { LexicalStyle } from "./lexical-style.js";
import { QuotedText } from "./quoted-text.js";
import type { TokenKind, Tokens } from "./token.js";
import { formatHoleEnd, holeEnd, isBlank, isDigit, isWordStart, isWordUnit, wordEnd } from "./word-units.js";
import { EXPRESSION_WORDS, TABLE_WORDS } from "./words.js";

/** A control tag of a template; it takes part in the grammar, since both sides of a condition start from the same state. */
export interface Tag { readonly name: "if" | "else" | "endif"; readonly offset: number }

/** What reading a text gives: offsets are places in the file. */
export interface Lexed {
  readonly tokens: Tokens;
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly broken: readonly { readonly start: number; readonly end: number; readonly message: string }[];
}

const SIGNS = ["->>", "<=>", "||", "::", "->", "=>", ":=", "<=", ">=", "<>", "!=", "|>", "==", "**"];
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y;
const PREFIXES = new Set(["R", "B", "RB", "BR", "E", "N", "X", "U", "Q", "NQ"]);
const CLOSING_Q: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}", "<": ">" };

/** Reads tokens. Never fails: what cannot be read is an operator of one unit. */
export function tokenize(text: string, base: number, style: LexicalStyle, tags: readonly Tag[] = []): Lexed {
  const kinds: TokenKind[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const words: string[] = [];
  const comments: { start: number; end: number }[] = [];
  const broken: { start: number; end: number; message: string }[] = [];
  const quoted = new QuotedText(text, style);
  let nested = true;
  let lineStart = true;
  let tag = 0;
  let at = 0;

  const push = (kind: TokenKind, end: number, word: string): number => {
    kinds.push(kind);
    starts.push(base + at);
    ends.push(base + end);
    words.push(word);
    lineStart = false;
    return end;
  };
  /** Tags inside comments and strings are no part of the grammar. */
  const dropTags = (end: number): void => {
    while (tag < tags.length && (tags[tag]?.offset ?? Infinity) < end) tag++;
  };
  const comment = (end: number): number => {
    comments.push({ start: base + at, end: base + end });
    dropTags(end);
    return end;
  };
  const lineEnd = (from: number): number => {
    const end = text.indexOf("\n", from);
    return end < 0 ? text.length : text.charAt(end - 1) === "\r" ? end - 1 : end;
  };
  const string = (end: number, word = ""): number => {
    dropTags(end);
    return push("string", end, word);
  };
  const unterminated = (what: string): number => {
    const end = lineEnd(at);
    broken.push({ start: base + at, end: base + end, message: `${what} is never closed` });
    return push("operator", at + 1, text.charAt(at));
  };
  const blockComment = (): number => {
    let depth = 1;
    let inner = at;
    for (let from = at + 2; nested; ) {
      const close = text.indexOf("*/", from);
      if (inner >= 0 && inner < from) inner = text.indexOf("/*", from);
      if (close < 0) nested = false;
      else if (inner >= 0 && inner < close) {
        depth++;
        from = inner + 2;
      } else if (--depth === 0) return close + 2;
      else from = close + 2;
    }
    const close = text.indexOf("*/", at + 2);
    return close < 0 ? -1 : close + 2;
  };
  const endsOperand = (): boolean => {
    const last = kinds.length - 1;
    const kind = kinds[last];
    if (kind === "operator") return words[last] === ")" || words[last] === "]";
    return kind !== undefined && kind !== "tag" && !(kind === "word" && EXPRESSION_WORDS.has(words[last] ?? ""));
  };
  const afterTableWord = (): boolean => {
    const last = kinds.length - 1;
    return kinds[last] === "word" ? TABLE_WORDS.has(words[last] ?? "") : kinds[last] === "operator" && (words[last] === "," || words[last] === ".");
  };
  const bracketName = (): number => {
    const end = text.indexOf("]", at);
    if (end < 0 || end - at > 300) return -1;
    const content = text.slice(at + 1, end);
    const adjacent = at > 0 && (isWordUnit(text.charCodeAt(at - 1)) || /[\])"`']/.test(text.charAt(at - 1)));
    if (adjacent || !/^[^[\]"'`,()\n]+$/.test(content) || isDigit(content.charCodeAt(0))) return -1;
    return style.brackets || text.charAt(at - 1) === "." || text.charAt(end + 1) === "." || afterTableWord() ? end + 1 : -1;
  };
  /** `'...'` after a prefix such as `r` or `N`, or `q'[...]'`. */
  const prefixed = (end: number): number => {
    const prefix = text.slice(at, end).toUpperCase();
    if (!PREFIXES.has(prefix) || (text.charAt(end) !== "'" && text.charAt(end) !== '"')) return -1;
    if (prefix.endsWith("Q")) {
      const opening = text.charAt(end + 1);
      const close = text.indexOf(`${CLOSING_Q[opening] ?? opening}'`, end + 2);
      return close < 0 ? -1 : close + 2;
    }
    if (text.charAt(end) === '"' && style.doubleQuote === "name" && !style.triple) return -1;
    return quoted.string(end, prefix === "E" || prefix.includes("R"));
  };
  const word = (): number => {
    const end = wordEnd(text, at);
    const literal = end - at <= 2 ? prefixed(end) : -1;
    return literal > 0 ? string(literal, text.slice(at, end).toUpperCase()) : push("word", end, text.slice(at, end).toUpperCase());
  };
  const colon = (): number => {
    const before = at > 0 ? text.charAt(at - 1) : " ";
    const free = !/[\w)\]"'`:$]/.test(before) && before < "\u0080";
    const next = text.charAt(at + 1);
    if (free && (next === "'" || next === '"')) {
      const end = quoted.string(at + 1);
      if (end > 0) return push("placeholder", end, text.slice(at, end));
    }
    if (!free || !(isWordStart(text.charCodeAt(at + 1)) || isDigit(text.charCodeAt(at + 1)))) return sign();
    const end = wordEnd(text, at + 1);
    return push("placeholder", end, text.slice(at, end));
  };
  const sign = (): number => {
    const known = SIGNS.find((candidate) => text.startsWith(candidate, at));
    const value = known ?? text.charAt(at);
    return push("operator", at + value.length, value);
  };
  const dollar = (): number => {
    const body = quoted.dollar(at);
    if (body > 0) return string(body, "$");
    const end = wordEnd(text, at);
    const hole = holeEnd(text, at) > 0;
    return end > at + 1 ? push(hole ? "word" : "placeholder", end, hole ? text.slice(at, end).toUpperCase() : text.slice(at, end)) : sign();
  };
  const hash = (): number => {
    const next = text.charCodeAt(at + 1);
    const name = style.hash === "name" && (next === 35 || isWordUnit(next)) && (!lineStart || afterTableWord());
    if (name) {
      const end = wordEnd(text, next === 35 ? at + 2 : at + 1);
      return push("word", end, text.slice(at, end).toUpperCase());
    }
    return text.charAt(at + 1) === ">" ? sign() : comment(lineEnd(at));
  };
  const next = (unit: number): number => {
    if (isWordStart(unit)) return word();
    if (isDigit(unit) || (unit === 46 && isDigit(text.charCodeAt(at + 1)) && !endsOperand())) {
      NUMBER.lastIndex = at;
      const end = NUMBER.test(text) ? NUMBER.lastIndex : at + 1;
      if (unit === 46 || !isWordUnit(text.charCodeAt(end))) return push("number", end, "");
      return push("word", wordEnd(text, at), text.slice(at, wordEnd(text, at)).toUpperCase());
    }
    switch (text.charAt(at)) {
      case "'": {
        const end = quoted.string(at);
        return end > 0 ? string(end) : unterminated("a string");
      }
      case '"': {
        const end = style.doubleQuote === "string" || (style.triple && text.startsWith('"""', at)) ? quoted.string(at) : quoted.name(at, '"');
        if (end < 0) return unterminated("a quoted name");
        dropTags(end);
        return push("quoted", end, '"');
      }
      case "`": {
        const end = quoted.name(at, "`");
        return end > 0 ? push("quoted", end, "`") : unterminated("a quoted name");
      }
      case "[": {
        const end = bracketName();
        return end > 0 ? push("quoted", end, "[") : sign();
      }
      case "-": return text.charAt(at + 1) === "-" ? comment(lineEnd(at)) : sign();
      case "/": {
        if (text.charAt(at + 1) !== "*") return sign();
        const end = blockComment();
        if (end > 0) return comment(end);
        broken.push({ start: base + at, end: base + lineEnd(at), message: "a comment is never closed" });
        return comment(text.length);
      }
      case "#": return hash();
      case "$": return dollar();
      case "{": {
        const end = holeEnd(text, at) > 0 ? wordEnd(text, at) : -1;
        return end > 0 ? push("word", end, text.slice(at, end).toUpperCase()) : sign();
      }
      case ":": return colon();
      case "?": return push("placeholder", at + 1, "?");
      case "@": {
        const from = text.charAt(at + 1) === "@" ? at + 2 : at + 1;
        const end = isWordUnit(text.charCodeAt(from)) ? wordEnd(text, from) : -1;
        return end > 0 ? push("placeholder", end, text.slice(at, end)) : sign();
      }
      case "%": {
        const end = !endsOperand() || /[_.]/.test(text.charAt(at - 1)) ? formatHoleEnd(text, at) : -1;
        return end > 0 ? push("placeholder", end, text.slice(at, end)) : sign();
      }
      // psql's own commands take a line; `\copy` is read like COPY, and a backslash at the end of a line is blank.
      case "\\": return lineStart && text.slice(at + 1, at + 5).toLowerCase() !== "copy" ? comment(lineEnd(at)) : at + 1;
      default: return sign();
    }
  };

  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (isBlank(unit)) {
      if (unit === 10) lineStart = true;
      at++;
      continue;
    }
    for (let due = tags[tag]; due && due.offset <= at; due = tags[++tag]) {
      kinds.push("tag");
      starts.push(base + due.offset);
      ends.push(base + due.offset);
      words.push(due.name);
    }
    at = next(unit);
  }
  for (const due of tags.slice(tag)) {
    kinds.push("tag");
    starts.push(base + due.offset);
    ends.push(base + due.offset);
    words.push(due.name);
  }
  const { mates, unclosed, stray } = pairBrackets(kinds, words);
  for (const index of unclosed) broken.push({ start: starts[index] ?? 0, end: ends[index] ?? 0, message: "a parenthesis is never closed" });
  for (const index of stray) broken.push({ start: starts[index] ?? 0, end: ends[index] ?? 0, message: "a parenthesis closes nothing" });
  return { tokens: { text, base, kinds, starts, ends, words, mates }, comments, broken };
}
