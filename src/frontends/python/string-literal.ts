/** The parts of a string literal's text. */
export interface StringLiteral {
  /** Lower case: `r`, `rb`, `f`, "". */
  readonly prefix: string;
  /** Offsets inside the literal's text, without prefix and quotes. */
  readonly from: number;
  readonly to: number;
}

/** Splits a literal into prefix, quotes and content; a literal that is not closed ends with the text. */
export function splitLiteral(text: string): StringLiteral {
  let open = 0;
  while (open < text.length && text[open] !== '"' && text[open] !== "'") open++;
  const quote = text.charAt(open);
  const triple = text.length >= open + 6 && text.startsWith(quote.repeat(3), open) && text.endsWith(quote.repeat(3));
  const width = triple ? 3 : 1;
  const closed = text.length >= open + 2 * width && text.endsWith(quote);
  return { prefix: text.slice(0, open).toLowerCase(), from: open + width, to: closed ? text.length - width : text.length };
}

const SIMPLE: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', a: "\x07", b: "\b", f: "\f", v: "\v" };
const ESCAPE = /\\(?:(\n)|([ntr\\'"abfv])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;

/** What the content of a literal means: line ends, escapes unless raw, doubled braces in a formatted one. Escapes that Python does not know stay as they are. */
export function decodeContent(content: string, prefix: string): string {
  let text = content.includes("\r") ? content.replace(/\r\n?/g, "\n") : content;
  if (text.includes("\\") && !prefix.includes("r")) text = decodeEscapes(text, prefix.includes("b"));
  return isFormatted(prefix) && /[{}]/.test(text) ? text.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) : text;
}

/** True for literals with `{}` holes. */
export function isFormatted(prefix: string): boolean {
  return prefix.includes("f") || prefix.includes("t");
}

function decodeEscapes(text: string, bytes: boolean): string {
  return text.replace(ESCAPE, (whole, newline?: string, simple?: string, octal?: string, hex?: string, short?: string, long?: string) => {
    if (newline !== undefined) return "";
    if (simple !== undefined) return SIMPLE[simple] ?? whole;
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (bytes) return whole;
    const code = parseInt(short ?? long ?? "0", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
