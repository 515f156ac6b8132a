import { Parser, type CST } from "yaml";
import type { SettingsWriter, KeyPath } from "./settings-writer.js";
import { maskTemplates } from "./template-mask.js";
import { isScalarToken, readYamlScalar, type YamlScalar } from "./yaml-scalar.js";
import { endOf, isTooDeep, MAX_DEPTH, propertiesOf, pushChildren, type Properties } from "./yaml-token.js";

interface Task { readonly token: CST.Token | null | undefined; readonly path: KeyPath; readonly properties: Properties; readonly key?: YamlScalar | undefined; readonly fallback: number }

/** Reads YAML: several documents, anchors and merge keys resolved in place, comments, tags; what is broken costs its own part only. */
export function readYaml(writer: SettingsWriter): void {
  const masked = maskTemplates(writer.text);
  let number = 0;
  for (const token of parseTokens(masked.text, writer)) {
    if (token.type === "error") writer.problem(firstLine(token.message), token.offset, token.offset + token.source.length);
    readTrivia(token, writer);
    if (token.type !== "document") continue;
    if (isTooDeep(token)) writer.problem(`nested deeper than ${MAX_DEPTH} levels`, token.offset, token.offset, "limit");
    else new DocumentReader(writer, number, masked.restore).read(token);
    if (token.value) number++;
  }
}

function parseTokens(text: string, writer: SettingsWriter): CST.Token[] {
  const tokens: CST.Token[] = [];
  try {
    for (const token of new Parser().parse(text)) tokens.push(token);
  } catch (error) {
    // The parser's own failure on text that no grammar covers: what came before it stays.
    writer.problem(`not readable as YAML: ${error instanceof Error ? error.message : String(error)}`, 0, 0);
  }
  return tokens;
}

/** Comments and error tokens, wherever they stand. */
function readTrivia(root: CST.Token, writer: SettingsWriter): void {
  const open: CST.Token[] = [root];
  const comments: { start: number; end: number }[] = [];
  for (let token = open.pop(); token; token = open.pop()) {
    if (token.type === "comment") comments.push({ start: token.offset, end: token.offset + token.source.length });
    if (token.type === "error" && token !== root) writer.problem(firstLine(token.message), token.offset, token.offset + token.source.length);
    pushChildren(token, open);
  }
  for (const { start, end } of comments.sort((a, b) => a.start - b.start)) writer.comment(start, end);
}

/** Walks one document with a stack of tasks; aliases are expanded where they stand, bounded by depth and by the number of settings. */
class DocumentReader {
  readonly #anchors = new Map<string, CST.Token>();
  readonly #stack: Task[] = [];

  constructor(private readonly writer: SettingsWriter, private readonly number: number, private readonly restore: (text: string) => string) {}

  read(document: CST.Document): void {
    this.#stack.push({ token: document.value, path: [], properties: propertiesOf(document.start), fallback: document.offset });
    for (let task = this.#stack.pop(); task && !this.writer.full; task = this.#stack.pop()) this.#visit(task);
  }

  #visit(task: Task): void {
    const { path, properties, key, fallback } = task;
    const { writer, number: document } = this;
    const token = this.#follow(task.token);
    const extra = { document, tag: properties.tag, keyAt: key && writer.lines.span(key.start, key.end) };
    if (properties.anchor !== undefined && task.token) this.#anchors.set(properties.anchor, task.token);
    if (path.length > MAX_DEPTH) return writer.problem("an alias contains itself", fallback, fallback, "limit");
    if (!token) {
      if (path.length) writer.scalar(path, null, writer.lines.span(fallback, fallback), extra);
      return;
    }
    if (isScalarToken(token)) {
      const scalar = this.#scalar(token, properties.tag);
      const span = writer.lines.span(scalar.start, scalar.end);
      if (typeof scalar.value === "string") writer.leaf(path, scalar.value, { span, ...(scalar.offsetOf && { offsetOf: scalar.offsetOf }) }, extra);
      else writer.scalar(path, scalar.value, span, extra);
    } else if (token.type === "block-map" || token.type === "block-seq" || token.type === "flow-collection") {
      const sequence = token.type === "block-seq" || (token.type === "flow-collection" && token.start.type === "flow-seq-start");
      writer.node(path, sequence ? "sequence" : "mapping", writer.lines.span(token.offset, endOf(token)), extra);
      if (token.type === "flow-collection" && !token.end.length) writer.problem(`this ${sequence ? "[" : "{"} is never closed`, token.offset, token.offset + 1);
      const tasks = sequence ? this.#elements(token, path) : this.#entries(token, path);
      for (const next of tasks.reverse()) this.#stack.push(next);
    }
  }

  #elements(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, path: KeyPath): Task[] {
    const items = token.items.filter((item) => item.value || item.key || item.start.some((part) => part.type === "seq-item-ind"));
    return items.map((item, i) => {
      const properties = propertiesOf(item.start);
      const fallback = item.start[0]?.offset ?? token.offset;
      // `[a: 1]` is a sequence of one-entry mappings; `[a]` holds its scalar in the key.
      if (token.type === "flow-collection" && item.key && item.sep?.some((part) => part.type === "map-value-ind")) {
        const single: CST.FlowCollection = { type: "flow-collection", offset: item.key.offset, indent: -1, start: { type: "flow-map-start", offset: item.key.offset, indent: -1, source: "" }, items: [item], end: [{ type: "flow-map-end", offset: item.value ? endOf(item.value) : endOf(item.key), indent: -1, source: "" }] };
        return { token: single, path: [...path, i], properties: {}, fallback };
      }
      return { token: item.value ?? item.key, path: [...path, i], properties, fallback };
    });
  }

  /** Entries of a mapping: of a key given twice the last counts; keys that a merge brings in come after the mapping's own and lose against them. */
  #entries(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, path: KeyPath): Task[] {
    const tasks = new Map<string, Task>();
    const merged: CST.Token[] = [];
    const take = (item: CST.CollectionItem, from: CST.Token, inherits: boolean): void => {
      if (!item.key && !item.value) return;
      const marked = item.sep?.find((part) => part.type === "map-value-ind");
      const key = this.#key(item.key);
      if (key?.value === "<<" && item.key?.type === "scalar" && item.value) return void merged.push(item.value);
      if (!marked && !item.start.some((part) => part.type === "explicit-key-ind") && from.type === "block-map") {
        const at = item.key ?? item.value ?? from;
        this.writer.problem("a key without a colon", at.offset, endOf(at));
      }
      const name = key ? String(key.value) : "";
      if (inherits && tasks.has(name)) return;
      const fallback = marked ? marked.offset + 1 : item.key ? endOf(item.key) : from.offset;
      tasks.set(name, { token: item.value, path: [...path, name], properties: propertiesOf(item.sep), key, fallback });
    };
    for (const item of token.items) take(item, token, false);
    for (let i = 0; i < merged.length && i < MAX_DEPTH; i++) {
      const source = this.#follow(merged[i]);
      if (source?.type === "block-seq" || (source?.type === "flow-collection" && source.start.type === "flow-seq-start")) {
        merged.splice(i + 1, 0, ...source.items.flatMap((item) => item.value ?? item.key ?? []));
      } else if (source?.type === "block-map" || source?.type === "flow-collection") {
        for (const item of source.items) take(item, source, true);
      }
    }
    return [...tasks.values()];
  }

  #key(token: CST.Token | null | undefined): YamlScalar | undefined {
    const followed = this.#follow(token);
    if (isScalarToken(followed)) return this.#scalar(followed, "!!str");
    if (!followed) return undefined;
    const end = endOf(followed);
    return { value: this.restore(this.writer.text.slice(followed.offset, end)), start: followed.offset, end };
  }

  #scalar(token: CST.FlowScalar | CST.BlockScalar, tag: string | undefined): YamlScalar {
    const scalar = readYamlScalar(token, this.writer.text, tag, this.restore);
    if (scalar.problem !== undefined) this.writer.problem(firstLine(scalar.problem), scalar.start, scalar.end);
    return scalar;
  }

  #follow(token: CST.Token | null | undefined): CST.Token | null | undefined {
    let current = token;
    for (let steps = 0; current?.type === "alias" && steps < MAX_DEPTH; steps++) {
      const target = this.#anchors.get(current.source.slice(1));
      if (!target) this.writer.problem(`no anchor ${current.source.slice(1)}`, current.offset, current.offset + current.source.length);
      current = target;
    }
    return current?.type === "alias" ? null : current;
  }
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}
