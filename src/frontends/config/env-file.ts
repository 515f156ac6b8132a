import type { ValueId } from "../../facts/value.js";
import type { SettingsWriter } from "./settings-writer.js";

/** Reads an environment file: `NAME=value`, `export NAME=value`, quotes, values over several lines; names bound above are put in. */
export function readEnvFile(writer: SettingsWriter): void {
  const { lines, text } = writer;
  const bound = new Map<string, ValueId>();
  for (let line = 1; line <= lines.count; line++) {
    const content = lines.textOf(line);
    const start = lines.startOf(line);
    const remark = /^\s*#/.exec(content);
    if (remark) {
      writer.comment(start + content.indexOf("#"), start + content.trimEnd().length);
      continue;
    }
    const pair = /^(\s*(?:export\s+)?)([A-Za-z_][\w.-]*)\s*[=:]\s*/.exec(content);
    const name = pair?.[2];
    if (!pair || name === undefined) {
      if (content.trim() && !/^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*$/.test(content)) writer.problem("neither a comment nor NAME=value", start, start + content.trimEnd().length);
      continue;
    }
    const keyStart = start + (pair[1]?.length ?? 0);
    const extra = { keyAt: lines.span(keyStart, keyStart + name.length), known: (wanted: string) => bound.get(wanted) };
    const from = start + pair[0].length;
    const quote = text[from];
    if (quote === '"' || quote === "'" || quote === "`") {
      const close = closingQuote(text, from, quote);
      const end = close < 0 ? start + content.trimEnd().length : close;
      if (close < 0) writer.problem("a quote that is never closed", from, end);
      bound.set(name, writer.verbatim([name], from + 1, Math.max(from + 1, end), { ...extra, plain: quote === "'" }));
      line = Math.max(line, lines.lineOf(end));
      continue;
    }
    const raw = content.slice(pair[0].length);
    const comment = /(?:^|\s)#.*$/.exec(raw);
    if (comment) writer.comment(from + comment.index + comment[0].indexOf("#"), start + content.trimEnd().length);
    const value = (comment ? raw.slice(0, comment.index) : raw).trimEnd();
    bound.set(name, writer.verbatim([name], from, from + value.length, extra));
  }
}

function closingQuote(text: string, open: number, quote: string): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === "\\" && quote === '"') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}
