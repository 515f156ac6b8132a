import type { Scalar, ValueId } from "../../facts/value.js";
import { hclTokens, type HclToken } from "./hcl-token.js";
import { interpolate, isReference } from "./interpolation.js";
import type { KeyPath, SettingsWriter } from "./settings-writer.js";

/** Deepest nesting of blocks that is read; references to attributes that refer to attributes are followed so deep too. */
const MAX_DEPTH = 100;

interface Frame { readonly kind: "body" | "object" | "list"; readonly path: KeyPath; readonly node: Node | null; count: number; readonly blocks: Map<string, number> }
interface Node { readonly path: KeyPath; readonly kind: "mapping" | "sequence" | "scalar"; readonly start: number; end: number; readonly key: HclToken | null; readonly tokens: readonly HclToken[] }

/**
 * Reads HCL (Terraform): `resource "t" "n" { a = 1 }` is `resource.t.n.a`; a block without labels gets a position (`rule.0`). References to attributes of the same
 * file are put in, others are names `ref:a.b`; any other expression is a name `expr:...`.
 */
export function readHcl(writer: SettingsWriter): void {
  const reader = new HclReader(writer);
  reader.parse([...hclTokens(writer.text)]);
  reader.write();
}

class HclReader {
  readonly #nodes: Node[] = [];
  readonly #byPath = new Map<string, Node>();
  readonly #values = new Map<Node, ValueId | null>();
  #tokens: readonly HclToken[] = [];
  #at = 0;

  constructor(private readonly writer: SettingsWriter) {}

  parse(tokens: readonly HclToken[]): void {
    for (const token of tokens) {
      if (token.kind === "comment") this.writer.comment(token.start, token.end);
      if (!token.closed) this.writer.problem("text that is never closed", token.start, token.end);
    }
    this.#tokens = tokens.filter((token) => token.kind !== "comment");
    const stack: Frame[] = [{ kind: "body", path: [], node: null, count: 0, blocks: new Map() }];
    for (let token = this.#peek(); token.kind !== "end"; token = this.#peek()) {
      const frame = stack[stack.length - 1];
      if (!frame) break;
      const mark = this.#mark(token);
      if (token.kind === "newline" || mark === ",") {
        this.#at++;
      } else if (mark === "}" || mark === "]") {
        this.#at++;
        if (stack.length === 1 || (mark === "]") !== (frame.kind === "list")) this.writer.problem("a bracket that closes nothing", token.start, token.end);
        else {
          stack.pop();
          if (frame.node) frame.node.end = token.end;
        }
      } else {
        const next = frame.kind === "list" ? this.#expression([...frame.path, frame.count++], null) : this.#entry(frame);
        if (next && stack.length >= MAX_DEPTH) return this.writer.problem(`nested deeper than ${MAX_DEPTH} levels`, token.start, token.end, "limit");
        if (next) stack.push(next);
      }
    }
    for (const { node } of stack.slice(1)) {
      if (node) this.writer.problem("a block that is never closed", node.start, node.start + 1);
      if (node) node.end = this.writer.text.length;
    }
  }

  write(): void {
    const { lines } = this.writer;
    for (const node of this.#nodes) {
      const span = lines.span(node.start, node.end);
      const extra = { keyAt: node.key ? lines.span(node.key.start, node.key.end) : undefined };
      if (node.kind === "scalar") this.writer.value(node.path, this.#value(node, 0), span, extra);
      else this.writer.node(node.path, node.kind, span, extra);
    }
  }

  /** An attribute, a block, or an entry of an object. Gives the frame that it opens, if any. */
  #entry(frame: Frame): Frame | null {
    const key = this.#peek();
    this.#at++;
    if (key.kind !== "name" && key.kind !== "string" && this.#mark(key) !== "(") {
      this.writer.problem("neither an attribute nor a block", key.start, key.end);
      this.#skipLine();
      return null;
    }
    if (this.#mark(key) === "(") while (!["end", "newline"].includes(this.#peek().kind) && !/^[=:]$/.test(this.#mark(this.#peek()))) this.#at++;
    const labels: HclToken[] = [];
    for (let token = this.#peek(); token.kind === "string" || token.kind === "name"; token = this.#peek()) {
      labels.push(token);
      this.#at++;
    }
    const mark = this.#mark(this.#peek());
    if (!labels.length && (mark === "=" || (frame.kind === "object" && mark === ":"))) {
      this.#at++;
      return this.#expression([...frame.path, this.#text(key)], key);
    }
    if (mark !== "{" || frame.kind === "object") {
      this.writer.problem("neither an attribute nor a block", key.start, key.end);
      this.#skipLine();
      return null;
    }
    this.#at++;
    const name = this.#text(key);
    const position = frame.blocks.get(name) ?? 0;
    frame.blocks.set(name, position + 1);
    const place = labels.length ? labels.map((label) => this.#text(label)) : frame.path.length || name === "locals" ? [position] : [];
    return this.#open([...frame.path, name, ...place], "mapping", key, key, "body");
  }

  #open(path: KeyPath, kind: "mapping" | "sequence", from: HclToken, key: HclToken | null, frame: Frame["kind"]): Frame {
    const node: Node = { path, kind, start: from.start, end: from.end, key, tokens: [] };
    this.#nodes.push(node);
    return { kind: frame, path, node, count: 0, blocks: new Map() };
  }

  /** An expression up to the end of its line or item; a list or object opens a frame. */
  #expression(path: KeyPath, key: HclToken | null): Frame | null {
    const first = this.#peek();
    const mark = this.#mark(first);
    const word = this.#tokens[this.#at + 1];
    const comprehension = word?.kind === "name" && this.#text(word) === "for";
    if ((mark === "{" || mark === "[") && !comprehension) {
      this.#at++;
      return mark === "{" ? this.#open(path, "mapping", first, key, "object") : this.#open(path, "sequence", first, key, "list");
    }
    const tokens: HclToken[] = [];
    let level = 0;
    for (let token = first; token.kind !== "end"; token = this.#peek()) {
      const text = this.#mark(token);
      if (level === 0 && (token.kind === "newline" || /^[,}\]]$/.test(text))) break;
      if (/^[([{]$/.test(text)) level++;
      else if (/^[)\]}]$/.test(text)) level--;
      if (token.kind !== "newline") tokens.push(token);
      this.#at++;
    }
    const last = tokens[tokens.length - 1] ?? first;
    const node: Node = { path, kind: "scalar", start: first.start, end: Math.max(first.start, tokens.length ? last.end : first.start), key, tokens };
    this.#nodes.push(node);
    this.#byPath.set(path.join("."), node);
    return null;
  }

  #value(node: Node, depth: number): ValueId {
    const known = this.#values.get(node);
    if (known !== undefined) return known ?? this.writer.table.unknown("refers to itself");
    this.#values.set(node, null);
    const value = this.#lower(node, depth);
    this.#values.set(node, value);
    return value;
  }

  #lower({ tokens, start, end }: Node, depth: number): ValueId {
    const { table, text, lines } = this.writer;
    const [only] = tokens;
    if (tokens.length === 1 && (only?.kind === "string" || only?.kind === "heredoc")) {
      const raw = text.slice(only.innerStart, only.innerEnd);
      const cooked = only.kind === "string" ? raw.replace(/\\(n|t|r|"|\\)/g, (_, unit: string) => ({ n: "\n", t: "\t", r: "\r" })[unit] ?? unit) : raw;
      const span = lines.span(only.innerStart, only.innerEnd);
      const place = cooked === raw ? (from: number, to: number) => lines.span(only.innerStart + from, only.innerStart + to) : () => span;
      return /[$%]\{/.test(cooked) ? interpolate(cooked, this.writer.interpolation, table, place, (name) => this.#reference(name, depth)) : table.constant(cooked, span);
    }
    const source = text.slice(start, end);
    const scalar = scalarOf(source);
    if (scalar !== undefined) return table.constant(scalar, lines.span(start, end));
    return isReference(source) ? (this.#reference(source, depth) ?? table.name(`ref:${source}`)) : table.name(`expr:${source.slice(0, 200)}`);
  }

  /** Value of `type.name.attribute`, `data...`, `local.x` and `var.x` where this file gives it; a variable keeps its name beside its default. */
  #reference(name: string, depth: number): ValueId | undefined {
    if (depth >= MAX_DEPTH) return undefined;
    if (name.startsWith("var.")) {
      const fallback = this.#byPath.get(`variable.${name.slice(4)}.default`);
      return fallback && this.writer.table.either([this.writer.table.name(`ref:${name}`), this.#value(fallback, depth + 1)]);
    }
    const node = this.#byPath.get(name.startsWith("local.") ? `locals.0.${name.slice(6)}` : name.startsWith("data.") ? name : `resource.${name}`);
    return node && this.#value(node, depth + 1);
  }

  #skipLine(): void {
    while (!["end", "newline"].includes(this.#peek().kind) && !/^[}\]]$/.test(this.#mark(this.#peek()))) this.#at++;
  }

  #peek(): HclToken {
    const at = this.writer.text.length;
    return this.#tokens[this.#at] ?? { kind: "end", start: at, end: at, innerStart: at, innerEnd: at, closed: true };
  }

  #mark(token: HclToken): string {
    return token.kind === "mark" ? this.writer.text.slice(token.start, token.end) : "";
  }

  #text(token: HclToken): string {
    return this.writer.text.slice(token.innerStart, token.innerEnd);
  }
}

function scalarOf(source: string): Scalar | undefined {
  if (source === "" || source === "null") return null;
  if (source === "true" || source === "false") return source === "true";
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source) ? Number(source) : undefined;
}
