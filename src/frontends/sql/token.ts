/** What a token is; `tag` is a control tag of a template. */
export type TokenKind = "word" | "quoted" | "string" | "number" | "operator" | "placeholder" | "tag";

/** First unit of text that stands for a template expression; the expression is found by the offset of its first unit. */
export const FILL = "\uE002";
/** Around the decimal index of an unknown part that the caller's text holds. */
export const MARK_OPEN = "\uE000";
export const MARK_CLOSE = "\uE001";

/** Tokens of a piece of text, as parallel arrays; offsets are places in the file. Comments are no tokens. */
export interface Tokens {
  /** The text that was read: templates are filled out, its length is kept. */
  readonly text: string;
  /** Place in the file of the text's first unit. */
  readonly base: number;
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Upper case for words; the sign for operators; the name for placeholders and tags; the opening quote for quoted names; "" for strings. */
  readonly words: readonly string[];
  /** For a parenthesis the index of the other one; an opening one that is never closed ends at the next statement; -1 elsewhere. */
  readonly mates: Int32Array;
}

/** Kind of a token, or "end" outside of the text. */
export function kindAt(tokens: Tokens, index: number): TokenKind | "end" {
  return tokens.kinds[index] ?? "end";
}

/** The word in upper case of an unquoted word, else "". */
export function wordAt(tokens: Tokens, index: number): string {
  return tokens.kinds[index] === "word" ? (tokens.words[index] ?? "") : "";
}

/** The sign of an operator, else "". */
export function signAt(tokens: Tokens, index: number): string {
  return tokens.kinds[index] === "operator" ? (tokens.words[index] ?? "") : "";
}

/** Offset in the file at which a token starts. */
export function startAt(tokens: Tokens, index: number): number {
  return tokens.starts[index] ?? tokens.base + tokens.text.length;
}

/** Offset in the file after a token. */
export function endAt(tokens: Tokens, index: number): number {
  return tokens.ends[index] ?? tokens.base + tokens.text.length;
}

/** The token's text, templates filled out. */
export function textAt(tokens: Tokens, index: number): string {
  return tokens.text.slice(startAt(tokens, index) - tokens.base, endAt(tokens, index) - tokens.base);
}

/** A word or a quoted name: what can name something. */
export function isName(tokens: Tokens, index: number): boolean {
  const kind = tokens.kinds[index];
  return kind === "word" || kind === "quoted";
}

/** No blank lies between a token and the one before it. */
export function isAdjacent(tokens: Tokens, index: number): boolean {
  return index > 0 && tokens.starts[index] === tokens.ends[index - 1];
}

/** Index after the group that opens at `open`; a tag that ended it is not skipped. */
export function afterGroup(tokens: Tokens, open: number): number {
  const mate = tokens.mates[open] ?? -1;
  if (mate < 0) return open + 1;
  return signAt(tokens, mate) === ")" ? mate + 1 : mate;
}

/** Index of the token that ends the group which opens at `open`. */
export function groupEnd(tokens: Tokens, open: number): number {
  const mate = tokens.mates[open] ?? -1;
  return mate < 0 ? open + 1 : mate;
}

/** First token of a group that is no opening parenthesis, seen through nested ones. */
export function groupHead(tokens: Tokens, open: number, limit = 64): number {
  let at = open + 1;
  for (let depth = 0; depth < limit && signAt(tokens, at) === "("; depth++) at++;
  return at;
}

/** Index of the last token before `index` that is no tag, or -1. */
export function previous(tokens: Tokens, index: number): number {
  let at = index - 1;
  while (at >= 0 && tokens.kinds[at] === "tag") at--;
  return at;
}

/** True where a name may start: a word, a quoted name or a placeholder. */
export function startsNameLike(tokens: Tokens, index: number): boolean {
  return isName(tokens, index) || tokens.kinds[index] === "placeholder";
}
