/** A piece of a word. Offsets are places in the text that was scanned; `quoted` pieces are not split at blanks. */
export type WordPart =
  | { readonly kind: "text"; readonly text: string; readonly start: number; readonly end: number; readonly quoted: boolean }
  /** `$NAME` and `${...}`; `body` is what stands between the braces. */
  | { readonly kind: "parameter"; readonly body: string; readonly start: number; readonly end: number; readonly quoted: boolean }
  /** `$(...)`, backticks and `<(...)`. */
  | { readonly kind: "substitution"; readonly innerStart: number; readonly innerEnd: number; readonly start: number; readonly end: number; readonly quoted: boolean }
  | { readonly kind: "arithmetic"; readonly start: number; readonly end: number; readonly quoted: boolean };

/** One token of shell text. */
export type ShellToken =
  | { readonly kind: "word"; readonly parts: readonly WordPart[]; readonly start: number; readonly end: number }
  /** `NAME=(a b)`, `NAME+=(c)`. */
  | { readonly kind: "array"; readonly name: string; readonly append: boolean; readonly innerStart: number; readonly innerEnd: number; readonly start: number; readonly end: number }
  /** `>`, `2>>`, `<`, `&>`; the next word is the target. */
  | { readonly kind: "redirect"; readonly direction: "read" | "write" | "ignore"; readonly start: number; readonly end: number }
  | { readonly kind: "operator"; readonly text: string; readonly start: number; readonly end: number };

/** What a scan gives besides tokens. */
export interface ShellScan {
  readonly tokens: readonly ShellToken[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly problems: readonly { readonly message: string; readonly start: number; readonly end: number }[];
}

/** The text of a word without expansions and, for reserved words, without quotes; null otherwise. */
export function plainText(token: ShellToken | undefined): string | null {
  if (token?.kind !== "word") return null;
  const [only, second] = token.parts;
  return only?.kind === "text" && !second && !only.quoted ? only.text : null;
}

/** Is it this operator? */
export function isOperator(token: ShellToken | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}

/** `((...))` where a command could stand. */
export function isArithmetic(token: ShellToken | undefined): boolean {
  return token?.kind === "word" && token.parts.length === 1 && token.parts[0]?.kind === "arithmetic";
}

/** Longest test or subject of a `case`, in tokens. */
const MAX_TEST = 200;

/** Place of a plain word from here on; the place before where there is none. */
export function indexOfWord(tokens: readonly ShellToken[], word: string, from: number, to: number): number {
  let at = from;
  const end = Math.min(to, from + MAX_TEST);
  while (at < end && plainText(tokens[at]) !== word) at++;
  return at < end ? at : from - 1;
}
