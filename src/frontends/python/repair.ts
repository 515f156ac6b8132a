/** Text put into a copy of a source before an offset. */
export interface Insertion { readonly at: number; readonly text: string }

/** A few insertions into a text, and the way back from offsets of the longer text. */
export class Insertions {
  /** Offsets in the longer text at which inserted text ends, and how much was inserted up to there. */
  readonly #ends: { readonly end: number; readonly length: number; readonly before: number }[] = [];

  /** In order of their offsets. */
  constructor(private readonly insertions: readonly Insertion[]) {
    let shift = 0;
    for (const { at, text } of insertions) {
      this.#ends.push({ end: at + shift + text.length, length: text.length, before: shift });
      shift += text.length;
    }
  }

  applyTo(text: string): string {
    let result = "";
    let from = 0;
    for (const { at, text: inserted } of this.insertions) {
      result += text.slice(from, at) + inserted;
      from = at;
    }
    return from === 0 ? text : result + text.slice(from);
  }

  /** Offset in the text without insertions; inside of one it is where the inserted text stands. */
  readonly original = (offset: number): number => {
    let shift = 0;
    for (const { end, length, before } of this.#ends) {
      if (offset <= end - length) break;
      shift = before + Math.min(length, offset - (end - length));
    }
    return offset - shift;
  };
}

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
/** Words that begin a statement and never a continued line inside brackets. */
const STATEMENT = /^(?:(?:async[ \t]+def|def|class|import|return|raise|assert|pass|del|global|nonlocal|while|try|except|finally|elif|with|break|continue)\b|@)/;
const BLOCK = /^(?:async|def|class|if|elif|for|while|with|match|case)\b/;
/** More unclosed brackets than one typist leaves, in a file and at one place. */
const MOST_INSERTIONS = 20;
const MOST_CLOSERS = 10;

interface OpenBracket { readonly closer: string; readonly indent: number; readonly lineStart: number }

/**
 * Closing brackets that a damaged text lacks: where a line inside brackets begins like a statement, or stands no deeper than the line that opened them,
 * all open brackets end with the code before that line.
 */
export function closeBrackets(text: string): readonly Insertion[] {
  const insertions: Insertion[] = [];
  let open: OpenBracket[] = [];
  let lineStart = 0;
  let indent = 0;
  /** End of the last code. */
  let codeEnd = 0;
  /** `def f(x:` wants its bracket before the colon. */
  const opensBlock = (outer: OpenBracket): boolean => text[codeEnd - 1] === ":" && BLOCK.test(text.slice(outer.lineStart + outer.indent, codeEnd));
  const closeAll = (): void => {
    const [outer] = open;
    if (!outer) return;
    if (open.length <= MOST_CLOSERS) insertions.push({ at: opensBlock(outer) ? codeEnd - 1 : codeEnd, text: open.map(({ closer }) => closer).reverse().join("") });
    open = [];
  };
  for (let i = 0; i < text.length && insertions.length < MOST_INSERTIONS; ) {
    if (i === lineStart) {
      const first = firstCode(text, i);
      indent = first - i;
      const outer = open[0];
      const rest = text.slice(first, first + 20);
      if (outer && rest !== "" && !/^[\r\n#)\]}]/.test(rest) && (indent <= outer.indent || STATEMENT.test(rest))) closeAll();
    }
    const c = text.charAt(i);
    if (c === "\n") {
      const [outer] = open;
      if (outer?.lineStart === lineStart && opensBlock(outer)) closeAll();
      lineStart = i + 1;
    }
    if (c === "#") {
      i = endOfLine(text, i);
      continue;
    }
    const end = c === '"' || c === "'" ? endOfString(text, i) : i + 1;
    const closer = CLOSERS[c];
    if (closer) open.push({ closer, indent, lineStart });
    else if (c === open[open.length - 1]?.closer) open.pop();
    if (!/\s/.test(c)) codeEnd = end;
    // A text over several lines ends on a line whose start was passed.
    if (end > i + 1) lineStart = Math.max(lineStart, text.lastIndexOf("\n", end - 1) + 1);
    i = end;
  }
  closeAll();
  return insertions;
}

function firstCode(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** End of the literal that begins here; one in single quotes ends with its line at the latest. */
function endOfString(text: string, from: number): number {
  const quote = text.charAt(from);
  const triple = text.startsWith(quote.repeat(3), from);
  const close = triple ? quote.repeat(3) : quote;
  for (let i = from + close.length; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (!triple && (text[i] === "\n" || text[i] === "\r")) return i;
    else if (text.startsWith(close, i)) return i + close.length;
  }
  return text.length;
}
