import type { Span } from "../../facts/location.js";
import type { SettingsWriter } from "./settings-writer.js";

interface Option { readonly name: string; readonly keyAt: Span; readonly indent: number; readonly lines: { start: number; end: number }[] }

/**
 * Reads INI text: sections, `key = value` and `key: value`, values over several lines (a sequence of lines). Lines of other shapes are passed over.
 * A line continues the value above when it is indented deeper than its key, so that git's indented keys stay keys.
 */
export function readIni(writer: SettingsWriter): void {
  const { lines, text } = writer;
  let section = "";
  let option: Option | null = null;
  const sections = new Set<string>();
  const close = (): void => {
    if (option) writeOption(writer, section ? [section, option.name] : [option.name], option);
    option = null;
  };
  for (let line = 1; line <= lines.count; line++) {
    const start = lines.startOf(line);
    const content = lines.textOf(line);
    const indent = content.length - content.trimStart().length;
    const trimmed = content.trim();
    if (!trimmed) continue;
    const from = start + indent;
    if (/^[#;]/.test(trimmed)) {
      writer.comment(from, from + trimmed.length);
      continue;
    }
    const head = sectionName(trimmed);
    if (head && !(option && indent > (option as Option).indent)) {
      close();
      section = head.replace(/^(['"])(.*)\1$/, "$2");
      if (!sections.has(section)) writer.node([section], "mapping", lines.span(from, from + trimmed.length), { keyAt: lines.span(from, from + trimmed.length) });
      sections.add(section);
      continue;
    }
    const known: Option | null = option;
    if (known && indent > known.indent) {
      known.lines.push({ start: from, end: valueEnd(text, from, from + trimmed.length, writer) });
      continue;
    }
    const pair = /^([^=:\s][^=:]*)[=:]\s*/.exec(trimmed);
    const bare = pair ? null : /^[\w.-]+$/.exec(trimmed);
    if (!pair?.[1] && !bare) {
      if (trimmed.startsWith("[")) writer.problem("a section without a closing bracket", from, from + trimmed.length);
      continue;
    }
    close();
    const name = pair?.[1]?.trimEnd() ?? trimmed;
    const valueStart = from + (pair ? pair[0].length : trimmed.length);
    option = { name, indent, keyAt: lines.span(from, from + name.length), lines: [{ start: valueStart, end: valueEnd(text, valueStart, from + trimmed.length, writer) }] };
  }
  close();
}

/** `[name]`, possibly with a remark behind; null for other lines. */
function sectionName(line: string): string | null {
  const close = line.startsWith("[") ? line.lastIndexOf("]") : -1;
  if (close < 0) return null;
  return /^\s*(?:[#;]|$)/.test(line.slice(close + 1)) ? line.slice(1, close).trim() : null;
}

/** A remark after the value starts with a blank and `#` or `;`. */
function valueEnd(text: string, start: number, end: number, writer: SettingsWriter): number {
  const value = text.slice(start, end);
  const remark = /(?:^|\s)[#;]/.exec(value);
  if (!remark || /^["']/.test(value)) return end;
  writer.comment(start + remark.index + remark[0].search(/[#;]/), end);
  return start + value.slice(0, remark.index).trimEnd().length;
}

function writeOption(writer: SettingsWriter, path: readonly string[], option: Option): void {
  const { lines } = writer;
  const [first, ...rest] = option.lines;
  if (!first) return;
  const { keyAt } = option;
  const quoted = /^(["'])([\s\S]*)\1$/.exec(writer.text.slice(first.start, first.end));
  if (!rest.length) {
    const inner = quoted ? 1 : 0;
    if (first.end > first.start) writer.verbatim(path, first.start + inner, first.end - inner, { keyAt });
    else writer.scalar(path, null, lines.span(first.start, first.end), { keyAt });
    return;
  }
  const full = option.lines.filter((line) => line.end > line.start);
  writer.node(path, "sequence", lines.span(first.start, Math.max(first.end, full[full.length - 1]?.end ?? 0)), { keyAt });
  full.forEach((line, i) => writer.verbatim([...path, i], line.start, line.end));
}

/** Reads Java properties: flat keys, `=`, `:` or a blank between key and value, a backslash continues the line. */
export function readProperties(writer: SettingsWriter): void {
  const { lines, text } = writer;
  for (let line = 1; line <= lines.count; line++) {
    const content = lines.textOf(line);
    const trimmed = content.trim();
    if (!trimmed) continue;
    const start = lines.startOf(line) + content.length - content.trimStart().length;
    if (/^[#!]/.test(trimmed)) {
      writer.comment(start, start + trimmed.length);
      continue;
    }
    const pair = /^((?:[^=:\s\\]|\\.)+)\s*[=:\s]?\s*/.exec(trimmed);
    if (!pair?.[1]) continue;
    const from = start + pair[0].length;
    let end = start + trimmed.length;
    while (text[end - 1] === "\\" && line < lines.count) {
      line++;
      end = lines.startOf(line) + lines.textOf(line).trimEnd().length;
    }
    const keyAt = lines.span(start, start + pair[1].length);
    const value = text.slice(from, end);
    if (!value.includes("\\")) writer.verbatim([pair[1]], from, end, { keyAt });
    else writer.leaf([pair[1]], value.replace(/\\\r?\n\s*/g, "").replace(/\\(.)/g, "$1"), { span: lines.span(from, end) }, { keyAt });
  }
}
