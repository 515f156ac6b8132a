import { ParseError, parseTOML, type AST } from "toml-eslint-parser";
import type { KeyPath, SettingsWriter } from "./settings-writer.js";

/** After so many broken statements the rest of the file is not read. */
const MAX_BROKEN = 16;
/** Deepest nesting of brackets that is read. */
const MAX_DEPTH = 200;

/** Reads TOML; a broken line is blanked and told, the rest is read. */
export function readToml(writer: SettingsWriter): void {
  const { text, lines } = writer;
  if (isTooDeep(text)) return writer.problem(`nested deeper than ${MAX_DEPTH} levels`, 0, 0, "limit");
  let readable = text;
  for (let broken = 0; broken <= MAX_BROKEN; broken++) {
    try {
      return walk(parseTOML(readable), writer);
    } catch (error) {
      if (!(error instanceof ParseError)) return writer.problem("not readable as TOML", 0, 0);
      const line = Math.min(Math.max(1, error.lineNumber), Math.max(1, lines.count));
      const from = statementStart(readable, lines.startOf(line));
      const to = lines.startOf(line + 1);
      writer.problem(error.message, lines.startOf(line), to);
      const blanked = readable.slice(from, to).replace(/[^\r\n]/g, " ");
      const next = readable.slice(0, from) + blanked + readable.slice(to);
      // An error on a line that is blank already comes from what stands before it: only the text up to there is kept.
      readable = next === readable ? readable.slice(0, from).replace(/[^\n]*\n?$/, "") : next;
    }
  }
  writer.problem("too much is broken to read the rest", 0, 0, "limit");
}

/** Start of the statement that the line at this offset continues: the nearest line above that begins with a key or a table. */
function statementStart(text: string, offset: number): number {
  let start = offset;
  for (let i = 0; i < 50 && start > 0; i++) {
    const end = text.indexOf("\n", start);
    if (/^\s*(?:\[|[\w"'.-]+\s*=)/.test(text.slice(start, end < 0 ? text.length : end))) return start;
    start = text.lastIndexOf("\n", start - 2) + 1;
  }
  return offset;
}

function isTooDeep(text: string): boolean {
  let level = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i];
    if (unit === "[" || unit === "{") level++;
    else if (unit === "]" || unit === "}") level = Math.max(0, level - 1);
    if (level > MAX_DEPTH) return true;
  }
  return false;
}

type Task = { readonly node: AST.TOMLContentNode; readonly path: KeyPath; readonly key?: AST.TOMLKey };

function walk(program: AST.TOMLProgram, writer: SettingsWriter): void {
  const { lines } = writer;
  for (const comment of program.comments) writer.comment(comment.range[0], comment.range[1]);
  const table = program.body[0];
  writer.node([], "mapping", lines.span(0, writer.text.trimEnd().length));
  const known = new Set<string>([""]);
  const stack: Task[] = [];
  const take = (pair: AST.TOMLKeyValue, base: KeyPath): void => {
    const keys = pair.key.keys.map(nameOf);
    parents(base, keys.slice(0, -1), pair.key, known, writer);
    stack.push({ node: pair.value, path: [...base, ...keys], key: pair.key });
    drain(stack, known, writer);
  };
  for (const statement of table.body) {
    if (statement.type === "TOMLKeyValue") {
      take(statement, []);
      continue;
    }
    const path = statement.resolvedKey;
    parents([], path, statement.key, known, writer);
    for (const pair of statement.body) take(pair, path);
  }
}

/** Emits the tables that a dotted key implies, each once. */
function parents(base: KeyPath, keys: KeyPath, key: AST.TOMLKey, known: Set<string>, writer: SettingsWriter): void {
  const span = writer.lines.span(key.range[0], key.range[1]);
  keys.forEach((_, i) => {
    const path = [...base, ...keys.slice(0, i + 1)];
    const id = JSON.stringify(path);
    if (known.has(id)) return;
    known.add(id);
    const next = keys[i + 1];
    writer.node(path, typeof next === "number" ? "sequence" : "mapping", span, { keyAt: span });
  });
}

function drain(stack: Task[], known: Set<string>, writer: SettingsWriter): void {
  const { lines } = writer;
  for (let task = stack.pop(); task; task = stack.pop()) {
    const { node, path, key } = task;
    const span = lines.span(node.range[0], node.range[1]);
    const extra = { keyAt: key && lines.span(key.range[0], key.range[1]) };
    if (node.type === "TOMLArray") {
      writer.node(path, "sequence", span, extra);
      for (let i = node.elements.length - 1; i >= 0; i--) {
        const element = node.elements[i];
        if (element) stack.push({ node: element, path: [...path, i] });
      }
    } else if (node.type === "TOMLInlineTable") {
      writer.node(path, "mapping", span, extra);
      for (const pair of [...node.body].reverse()) {
        const keys = pair.key.keys.map(nameOf);
        parents(path, keys.slice(0, -1), pair.key, known, writer);
        stack.push({ node: pair.value, path: [...path, ...keys], key: pair.key });
      }
    } else if (node.kind === "string") {
      const start = writer.text.indexOf(node.value, node.range[0]);
      const verbatim = node.value !== "" && start >= 0 && start <= node.range[0] + 5 && start + node.value.length <= node.range[1];
      writer.leaf(path, node.value, { span, ...(verbatim && { offsetOf: (position) => start + position }) }, extra);
    } else if (node.kind === "integer" || node.kind === "float" || node.kind === "boolean") {
      const safe = node.kind === "boolean" || Number.isFinite(node.value);
      writer.scalar(path, safe ? node.value : writer.text.slice(node.range[0], node.range[1]), span, extra);
    } else {
      writer.scalar(path, writer.text.slice(node.range[0], node.range[1]), span, extra);
    }
  }
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === "TOMLBare" ? key.name : key.value;
}
