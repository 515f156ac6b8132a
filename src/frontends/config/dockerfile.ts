import type { ValueId } from "../../facts/value.js";
import type { KeyPath, SettingsWriter } from "./settings-writer.js";

interface Instruction { readonly keyword: string; readonly start: number; readonly end: number; readonly keywordStart: number; readonly heredoc?: { readonly start: number; readonly end: number } }
interface Word { readonly start: number; readonly end: number; readonly text: string; readonly verbatimAt?: number }

/**
 * Reads a Dockerfile as `stages[]` of `{ from, as, env, arg, workdir[], run[], copy[]{ sources[], target, from }, cmd, entrypoint, label, user, expose[], volume[] }`, and `arg` for
 * arguments before the first stage. Commands in exec form are sequences; shell text stays as written, for the shell to expand.
 */
export function readDockerfile(writer: SettingsWriter): void {
  const reader = new DockerfileReader(writer);
  for (const instruction of instructions(writer)) reader.take(instruction);
}

class DockerfileReader {
  #stage = -1;
  #bound = new Map<string, ValueId>();
  readonly #counts = new Map<string, number>();

  constructor(private readonly writer: SettingsWriter) {}

  take(instruction: Instruction): void {
    const { keyword, start, end } = instruction;
    const { writer } = this;
    if (keyword === "FROM") return this.#from(instruction);
    if (keyword === "ARG" && this.#stage < 0) return this.#pairs([], instruction);
    if (this.#stage < 0) this.#open(start, start);
    const base: KeyPath = ["stages", this.#stage];
    const words = splitWords(clean(writer, start, end), start);
    const plain = words.filter((word) => !word.text.startsWith("--"));
    switch (keyword) {
      case "ENV":
      case "ARG":
      case "LABEL":
        return this.#pairs(base, instruction);
      case "RUN":
      case "CMD":
      case "ENTRYPOINT":
        return this.#command(base, instruction);
      case "WORKDIR":
      case "EXPOSE":
      case "VOLUME":
        return plain.forEach((word) => this.#word([...base, keyword.toLowerCase(), this.#next(keyword)], word));
      case "USER":
        return plain.slice(0, 1).forEach((word) => this.#word([...base, "user"], word));
      case "COPY":
      case "ADD":
        return this.#copy([...base, "copy", this.#next("COPY")], words, instruction);
      default:
        return;
    }
  }

  #open(start: number, end: number): void {
    this.#stage++;
    this.#counts.clear();
    this.writer.node(["stages", this.#stage], "mapping", this.writer.lines.span(start, end));
  }

  #from({ start, end, keywordStart }: Instruction): void {
    const words = splitWords(clean(this.writer, start, end), start).filter((word) => !word.text.startsWith("--"));
    this.#open(keywordStart, end);
    const as = words.findIndex((word) => word.text.toUpperCase() === "AS");
    const [image] = words;
    const alias = as >= 0 ? words[as + 1] : undefined;
    if (image) this.#word(["stages", this.#stage, "from"], image);
    if (alias) this.#word(["stages", this.#stage, "as"], alias);
  }

  #pairs(base: KeyPath, { keyword, start, end }: Instruction): void {
    const { writer } = this;
    const words = splitWords(clean(writer, start, end), start);
    const [first, second] = words;
    // The old form `ENV NAME some value` takes the rest of the line.
    if (keyword === "ENV" && first && second && !first.text.includes("=")) {
      const rest = { start: second.start, end, text: writer.text.slice(second.start, end), verbatimAt: second.start };
      this.#bound.set(first.text, this.#word([...base, "env", first.text], rest, first));
      return;
    }
    for (const word of words) {
      const cut = word.text.indexOf("=");
      const name = cut < 0 ? word.text : word.text.slice(0, cut);
      const path = [...base, keyword.toLowerCase(), name];
      const key = { start: word.start, end: word.start + name.length, text: name };
      if (cut < 0) {
        writer.scalar(path, null, writer.lines.span(word.end, word.end), { keyAt: writer.lines.span(key.start, key.end) });
        continue;
      }
      const verbatim = word.verbatimAt === undefined ? {} : { verbatimAt: word.verbatimAt + cut + 1 };
      const value = this.#word(path, { start: word.start + cut + 1, end: word.end, text: word.text.slice(cut + 1), ...verbatim }, key);
      if (keyword === "ENV") this.#bound.set(name, value);
      else if (keyword === "ARG") this.#bound.set(name, writer.table.either([writer.table.name(`env:${name}`), value]));
    }
  }

  #command(base: KeyPath, { keyword, start, end, heredoc }: Instruction): void {
    const { writer } = this;
    const path = keyword === "RUN" ? [...base, "run", this.#next("RUN")] : [...base, keyword.toLowerCase()];
    const flags = keyword !== "RUN" ? 0 : /^(?:--[\w-]+(?:=\S+)?\s+|\\\r?\n\s*)*/.exec(writer.text.slice(start, end))?.[0].length ?? 0;
    const from = start + flags;
    const span = writer.lines.span(from, end);
    if (heredoc) return void writer.leaf(path, writer.text.slice(heredoc.start, heredoc.end), { span: writer.lines.span(heredoc.start, heredoc.end) }, { plain: true });
    const list = execForm(clean(writer, from, end));
    if (!list) return void writer.leaf(path, shellText(writer, from, end), { span }, { plain: true });
    writer.node(path, "sequence", span);
    list.forEach((word, i) => writer.leaf([...path, i], word.text, { span: writer.lines.span(from + word.start, from + word.end) }, { plain: true }));
  }

  #copy(path: KeyPath, words: readonly Word[], { start, end }: Instruction): void {
    const { writer } = this;
    const from = words.find((word) => word.text.startsWith("--from="));
    const list = execForm(clean(writer, start, end))?.map((word) => ({ ...word, start: start + word.start, end: start + word.end }));
    const places = list ?? words.filter((word) => !word.text.startsWith("--"));
    const target = places[places.length - 1];
    if (!target || places.length < 2) return;
    writer.node(path, "mapping", writer.lines.span(start, end));
    if (from) writer.verbatim([...path, "from"], from.start + "--from=".length, from.end, { known: (name) => this.#bound.get(name) });
    places.slice(0, -1).forEach((word, i) => this.#word([...path, "sources", i], word));
    this.#word([...path, "target"], target);
  }

  #word(path: KeyPath, word: Word, key?: Word): ValueId {
    const { lines } = this.writer;
    const at = word.verbatimAt;
    const place = { span: lines.span(word.start, word.end), ...(at !== undefined && { offsetOf: (position: number) => at + position }) };
    return this.writer.leaf(path, word.text, place, { known: (name) => this.#bound.get(name), ...(key && { keyAt: lines.span(key.start, key.end) }) });
  }

  #next(keyword: string): number {
    const number = this.#counts.get(keyword) ?? 0;
    this.#counts.set(keyword, number + 1);
    return number;
  }
}

/** Logical lines: a backslash (or the declared escape) continues, remarks between are skipped, a here-document belongs to its RUN. */
function* instructions(writer: SettingsWriter): Generator<Instruction> {
  const { lines, text } = writer;
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 200)) ? "`" : "\\";
  for (let line = 1; line <= lines.count; line++) {
    const content = lines.textOf(line);
    const indent = content.length - content.trimStart().length;
    const lineStart = lines.startOf(line) + indent;
    if (content.trimStart().startsWith("#")) {
      writer.comment(lineStart, lineStart + content.trim().length);
      continue;
    }
    const head = /^([A-Za-z]+)(?:\s+|$)/.exec(content.slice(indent));
    if (!head?.[1]) {
      if (content.trim()) writer.problem("no instruction", lineStart, lineStart + content.trim().length);
      continue;
    }
    let end = lines.startOf(line) + content.trimEnd().length;
    while (text[end - 1] === escape && line < lines.count) {
      line++;
      let next = lines.textOf(line);
      while (/^\s*(?:#|$)/.test(next) && line < lines.count) {
        if (next.trim()) writer.comment(lines.startOf(line) + next.indexOf("#"), lines.startOf(line) + next.trimEnd().length);
        line++;
        next = lines.textOf(line);
      }
      end = lines.startOf(line) + next.trimEnd().length;
    }
    const start = Math.min(end, lineStart + head[0].length);
    const keyword = head[1].toUpperCase();
    const mark = keyword === "RUN" || keyword === "COPY" ? /<<-?\s*(["']?)(\w+)\1/.exec(text.slice(start, end)) : null;
    if (!mark) {
      yield { keyword, start, end, keywordStart: lineStart };
      continue;
    }
    const body = lines.startOf(line + 1);
    do line++; while (line <= lines.count && lines.textOf(line).trim() !== mark[2]);
    const bodyEnd = Math.max(body, lines.startOf(line));
    yield { keyword, start, end, keywordStart: lineStart, ...(keyword === "RUN" && /^\s*<</.test(text.slice(start, end)) && { heredoc: { start: body, end: bodyEnd } }) };
  }
}

/** Text between two offsets with continuations and remarks between them blanked; positions stay. */
function clean(writer: SettingsWriter, start: number, end: number): string {
  return writer.text.slice(start, end).replace(/[\\`][ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*/g, (part) => " ".repeat(part.length));
}

/** Shell text with remarks between continued lines turned into empty continued lines. */
function shellText(writer: SettingsWriter, start: number, end: number): string {
  return writer.text.slice(start, end).replace(/^[ \t]*#[^\r\n]*|^[ \t]*(?=\r?\n)/gm, (part) => (part.length ? `${" ".repeat(part.length - 1)}\\` : "\\"));
}

/** `["a", "b"]`, with positions; null for shell form. */
function execForm(text: string): Word[] | null {
  if (!/^\s*\[[\s\S]*\]\s*$/.test(text)) return null;
  const words: Word[] = [];
  for (const match of text.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
    words.push({ start: match.index + 1, end: match.index + match[0].length - 1, text: (match[1] ?? "").replace(/\\(.)/g, "$1") });
  }
  const rest = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  return /^[\s[\],]*$/.test(rest) ? words : null;
}

/** Words apart at blanks; quotes and escapes are taken off. */
function splitWords(text: string, base: number): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\]|["'\\])+/g)) {
    const raw = match[0];
    const start = base + match.index;
    const value = raw.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, escaped?: string) => double?.replace(/\\(["\\])/g, "$1") ?? single ?? escaped ?? "");
    words.push({ start, end: start + raw.length, text: value, ...(value === raw && { verbatimAt: start }) });
  }
  return words;
}
