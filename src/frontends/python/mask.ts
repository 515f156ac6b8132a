const NEEDS_MASK = /\0|\r(?!\n)|\btype[ \t]*[^\s\w]/;
const SOFT_TYPE = /\btype(?=[ \t]*[^\s\w])/g;

/**
 * The text as the grammar should see it, of equal length: lone carriage returns end lines, NUL is a space, and `type` used as a name is no keyword
 * (else `type(x).a = v` becomes a type alias). Names and strings are always cut from the original text.
 */
export function maskForGrammar(text: string): string {
  if (!NEEDS_MASK.test(text)) return text;
  return text.replace(/\r(?!\n)/g, "\n").replaceAll("\0", " ").replace(SOFT_TYPE, "typ_");
}

/** Replaces a range of a text by spaces, keeping its length. */
export function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, " ") + text.slice(end);
}
