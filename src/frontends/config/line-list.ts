import type { SettingsWriter } from "./settings-writer.js";

/** Calls back for each line with text, without the blanks around it; lines that start with `#` become comments. */
function eachLine(writer: SettingsWriter, take: (content: string, start: number) => void): void {
  const { lines } = writer;
  for (let line = 1; line <= lines.count; line++) {
    const content = lines.textOf(line);
    const trimmed = content.trim();
    const start = lines.startOf(line) + content.length - content.trimStart().length;
    if (trimmed.startsWith("#")) writer.comment(start, start + trimmed.length);
    else if (trimmed) take(trimmed, start);
  }
}

/** Reads a Procfile: `name: command`. */
export function readProcfile(writer: SettingsWriter): void {
  eachLine(writer, (content, start) => {
    const head = /^([\w-]+)\s*:\s*/.exec(content);
    if (!head?.[1]) return writer.problem("neither a comment nor `name: command`", start, start + content.length);
    writer.verbatim([head[1]], start + head[0].length, start + content.length, { keyAt: writer.lines.span(start, start + head[1].length), plain: true });
  });
}

/** Reads a crontab: `{ schedule, command }` a line in `jobs`, `NAME=value` lines in `environment`. */
export function readCrontab(writer: SettingsWriter): void {
  let number = 0;
  eachLine(writer, (content, start) => {
    const variable = /^([A-Za-z_]\w*)\s*=\s*/.exec(content);
    if (variable?.[1]) {
      const quoted = /^(["'])(.*)\1$/.exec(content.slice(variable[0].length)) ? 1 : 0;
      writer.verbatim(["environment", variable[1]], start + variable[0].length + quoted, start + content.length - quoted, { keyAt: writer.lines.span(start, start + variable[1].length), plain: true });
      return;
    }
    const head = /^(@\w+|(?:[\d*,/?LW#-]|[A-Za-z]{3}(?![A-Za-z]))+(?:\s+(?:[\d*,/?LW#-]|[A-Za-z]{3}(?![A-Za-z]))+){4})\s+/.exec(content);
    if (!head?.[1]) return writer.problem("no schedule of five fields", start, start + content.length);
    writer.node(["jobs", number], "mapping", writer.lines.span(start, start + content.length));
    writer.verbatim(["jobs", number, "schedule"], start, start + head[1].length, { plain: true });
    writer.verbatim(["jobs", number, "command"], start + head[0].length, start + content.length, { plain: true });
    number++;
  });
}

/** Reads CODEOWNERS: `{ pattern, owners }` a line, under the section that GitLab allows. */
export function readCodeowners(writer: SettingsWriter): void {
  let number = 0;
  let defaults: { start: number; end: number }[] = [];
  eachLine(writer, (content, start) => {
    const remark = content.search(/\s#/);
    const code = remark < 0 ? content : content.slice(0, remark);
    if (remark >= 0) writer.comment(start + remark + 1, start + content.length);
    const words = [...code.matchAll(/(?:\\ |[^\s])+/g)].map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }));
    const section = /^\^?\[[^\]]*\](?:\[\d+\])?/.exec(code);
    if (section) {
      defaults = words.filter((word) => word.start >= start + section[0].length);
      return;
    }
    const [pattern, ...owners] = words;
    if (!pattern) return;
    writer.node([number], "mapping", writer.lines.span(pattern.start, (owners[owners.length - 1] ?? pattern).end));
    writer.verbatim([number, "pattern"], pattern.start, pattern.end, { plain: true });
    (owners.length ? owners : defaults).forEach((owner, i) => writer.verbatim([number, "owners", i], owner.start, owner.end, { plain: true }));
    number++;
  });
}

/** Reads requirements and constraints: `{ name, extras, specifier, url, marker }`, `{ include }`, `{ editable }` or `{ option }` an item. */
export function readRequirements(writer: SettingsWriter): void {
  let number = 0;
  const { lines, text } = writer;
  for (let line = 1; line <= lines.count; line++) {
    const content = lines.textOf(line);
    const start = lines.startOf(line) + content.length - content.trimStart().length;
    const remark = /(?:^|\s)#.*$/.exec(content.trim());
    if (remark) writer.comment(start + remark.index + remark[0].indexOf("#"), start + content.trim().length);
    let end = start + (remark ? content.trim().slice(0, remark.index).trimEnd().length : content.trim().length);
    const first = end;
    while (text[end - 1] === "\\" && line < lines.count) {
      line++;
      end = lines.startOf(line) + lines.textOf(line).trimEnd().length;
    }
    if (end > start) readRequirement(writer, number++, start, end === first ? end : first - 1);
  }
}

function readRequirement(writer: SettingsWriter, number: number, start: number, end: number): void {
  const text = writer.text.slice(start, end).trimEnd();
  const part = (key: string, from: number, length: number): void => {
    if (length > 0) writer.verbatim([number, key], start + from, start + from + length, { plain: key !== "url" && key !== "option" });
  };
  writer.node([number], "mapping", writer.lines.span(start, start + text.length));
  const option = /^(-{1,2}[A-Za-z-]+)(?:\s+|=)?/.exec(text);
  if (option?.[1]) {
    const kinds: Readonly<Record<string, string>> = { "-r": "include", "--requirement": "include", "-c": "constraint", "--constraint": "constraint", "-e": "editable", "--editable": "editable" };
    const kind = kinds[option[1]];
    return kind ? part(kind, option[0].length, text.length - option[0].length) : part("option", 0, text.length);
  }
  const named = /^([A-Za-z0-9][\w.-]*)\s*(\[[^\]]*\])?\s*/.exec(text);
  const direct = /^[a-z][a-z0-9+.-]*:\/\/|^\.{0,2}\//i.test(text);
  if (!named?.[1] || direct) return part("url", 0, text.length);
  part("name", 0, named[1].length);
  if (named[2]) part("extras", text.indexOf("["), named[2].length);
  const rest = text.slice(named[0].length);
  const marker = rest.indexOf(";");
  const hash = /\s--\w/.exec(rest)?.index ?? rest.length;
  const until = Math.min(marker < 0 ? rest.length : marker, hash);
  const at = /^@\s*/.exec(rest);
  if (at) part("url", named[0].length + at[0].length, rest.slice(at[0].length, until).trimEnd().length);
  else part("specifier", named[0].length, rest.slice(0, until).trimEnd().length);
  if (marker < 0) return;
  const blank = /^\s*/.exec(rest.slice(marker + 1))?.[0].length ?? 0;
  const from = marker + 1 + blank;
  part("marker", named[0].length + from, (hash > from ? hash : rest.length) - from);
}
