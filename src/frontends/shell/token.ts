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
