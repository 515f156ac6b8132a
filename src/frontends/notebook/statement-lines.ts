/** A line at which a statement of Python begins. */
export interface StatementLine {
  readonly start: number;
  /** Behind the line's last character, continuation lines of backslashes included. */
  readonly end: number;
}

/**
 * Calls back with each line at which a statement begins, not with lines inside brackets or texts. The callback says whether the line is no Python, so that its
 * quotes and brackets mean nothing.
 */
export function eachStatementLine(text: string, isForeign: (line: StatementLine) => boolean): void {
  let at = 0;
  while (at < text.length) {
    const end = endOfContinued(text, at);
    if (isForeign({ start: at, end })) at = end + 1;
    else at = endOfStatement(text, at);
  }
}

/** End of a line and of those that a backslash at its end joins to it. */
function endOfContinued(text: string, from: number): number {
  for (let end = text.indexOf("\n", from); ; end = text.indexOf("\n", end + 1)) {
    if (end < 0) return text.length;
    if (!/\\\r?$/.test(text.slice(Math.max(from, end - 2), end))) return end;
  }
}

/** Offset of the line behind the Python statement that begins here. */
function endOfStatement(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === "\n" && depth <= 0) return i + 1;
    if (c === "\\") i++;
    else if (c === "#") i = endOfLine(text, i) - 1;
    else if (c === '"' || c === "'") i = endOfText(text, i) - 1;
    else if ("([{".includes(c)) depth++;
    else if (")]}".includes(c)) depth--;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function endOfText(text: string, from: number): number {
  const quote = text.charAt(from);
  const triple = text.startsWith(quote.repeat(3), from);
  const close = triple ? quote.repeat(3) : quote;
  for (let i = from + close.length; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (!triple && text[i] === "\n") return i;
    else if (text.startsWith(close, i)) return i + close.length;
  }
  return text.length;
}
