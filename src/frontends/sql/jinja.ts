import { printed, readJinja, type JinjaExpression, type JinjaScope, type JinjaValue } from "./jinja-expression.js";
import { readJinjaTokens, type JinjaToken } from "./jinja-lexer.js";
import { holeSpelled, unitedSpelled, type Marker, type Spelled } from "./spelling.js";
import { FILL } from "./token.js";
import type { Tag } from "./tokenize.js";

/** An expression that prints into the text. */
export interface Insert { readonly text: Spelled; readonly start: number; readonly end: number }

/** A text whose templates are hidden: same length, expressions filled out, tags blank or a semicolon where other text begins. */
export interface Template {
  readonly text: string;
  /** By offset of the first unit. */
  readonly inserts: ReadonlyMap<number, Insert>;
  readonly tags: readonly Tag[];
  /** Tables that are printed alone. */
  readonly printed: readonly { readonly offset: number; readonly end: number; readonly marker: Marker }[];
  /** Tables that expressions and tags name without printing them alone: arguments of macros. */
  readonly loose: readonly { readonly offset: number; readonly end: number; readonly marker: Marker }[];
  /** Bodies of macros: they run only where they are called. */
  readonly macros: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly config: readonly { readonly key: string; readonly value: JinjaValue; readonly start: number; readonly end: number }[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

/** Blocks whose content is a text of its own. */
const APART = new Set(["macro", "snapshot", "test", "data_test", "materialization", "call", "operation", "docs"]);
const SILENT = new Set(["config", "return", "log", "print", "exceptions.raise_compiler_error", "exceptions.warn"]);

interface Block { readonly kind: string; readonly start: number; readonly name: string; readonly bound: ReadonlyMap<string, JinjaValue> }

/** Hides the Jinja of a text. */
export function maskJinja(text: string): Template {
  if (!text.includes("{{") && !text.includes("{%") && !text.includes("{#")) return { text, inserts: new Map(), tags: [], printed: [], loose: [], macros: [], config: [], comments: [] };
  const reader = new JinjaReader(text);
  reader.read();
  return reader.template();
}

class JinjaReader {
  readonly #text: string;
  readonly #out: string[] = [];
  readonly #inserts = new Map<number, Insert>();
  readonly #tags: Tag[] = [];
  readonly #loose: { offset: number; end: number; marker: Marker }[] = [];
  readonly #macros: { name: string; start: number; end: number }[] = [];
  readonly #config: { key: string; value: JinjaValue; start: number; end: number }[] = [];
  readonly #comments: { start: number; end: number }[] = [];
  readonly #blocks: Block[] = [];
  /** Signs that occur no more: each is looked for once. */
  readonly #missing = new Set<string>();
  readonly #variables = new Map<string, JinjaValue>();
  readonly #scope: JinjaScope = (name) => {
    for (let i = this.#blocks.length - 1, hops = 0; i >= 0 && hops < 32; i--, hops++) {
      const value = this.#blocks[i]?.bound.get(name);
      if (value) return value;
    }
    return this.#variables.get(name);
  };

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    const opening = /\{[{%#]/g;
    let copied = 0;
    for (let match = opening.exec(this.#text); match; match = opening.exec(this.#text)) {
      const start = match.index;
      const end = this.#closing(start);
      if (end < 0) {
        opening.lastIndex = start + 2;
        continue;
      }
      this.#out.push(this.#text.slice(copied, start));
      copied = end;
      const kind = this.#text.charAt(start + 1);
      if (kind === "#") {
        this.#comments.push({ start, end });
        this.#out.push(this.#blank(start, end));
      } else if (kind === "{") this.#expression(start, end);
      else this.#tag(start, end);
      opening.lastIndex = copied;
    }
    this.#out.push(this.#text.slice(copied));
    for (const { kind, name, start } of this.#blocks) if (APART.has(kind) && kind !== "snapshot") this.#macros.push({ name, start, end: this.#text.length });
  }

  template(): Template {
    const own = [...this.#inserts.values()].flatMap(({ text, start, end }) => text.options.flatMap(({ marker }) => (marker ? [{ offset: start, end, marker }] : [])));
    const ownText = new Set(own.map(({ offset, marker }) => `${offset} ${JSON.stringify(marker)}`));
    return {
      text: this.#out.join(""), inserts: this.#inserts, tags: this.#tags, macros: this.#macros, config: this.#config, comments: this.#comments, printed: own,
      loose: this.#loose.filter(({ offset, marker }) => !ownText.has(`${offset} ${JSON.stringify(marker)}`)),
    };
  }

  /** Offset after what opens at `start`; quoted text and braces inside do not close it. */
  #closing(start: number): number {
    const kind = this.#text.charAt(start + 1);
    const closer = kind === "{" ? "}}" : `${kind}}`;
    if (kind === "#" || this.#missing.has(closer)) return this.#after(closer, start);
    let braces = 0;
    for (let at = start + 2; at < this.#text.length; at++) {
      const unit = this.#text.charAt(at);
      if (braces === 0 && unit === closer.charAt(0) && this.#text.startsWith(closer, at)) return at + 2;
      if (unit === "{") braces++;
      else if (unit === "}" && braces > 0) braces--;
      else if (unit === "'" || unit === '"') {
        const end = this.#stringEnd(at, unit);
        if (end < 0) break;
        at = end;
      }
      if (at - start > 50_000) break;
    }
    return this.#after(closer, start);
  }

  #after(closer: string, start: number): number {
    const at = this.#missing.has(closer) ? -1 : this.#text.indexOf(closer, start + 2);
    if (at < 0) this.#missing.add(closer);
    return at < 0 ? -1 : at + 2;
  }

  #stringEnd(open: number, quote: string): number {
    for (let at = open + 1; at < this.#text.length && at - open < 50_000; at++) {
      if (this.#text.charAt(at) === "\\") at++;
      else if (this.#text.charAt(at) === quote) return at;
    }
    return -1;
  }

  #blank(start: number, end: number, first = " "): string {
    return first + this.#text.slice(start + 1, end).replace(/[^\r\n]/g, " ");
  }

  #expression(start: number, end: number): void {
    const { expression } = readJinja(readJinjaTokens(inner(this.#text, start, end)), 0, this.#scope);
    this.#note(expression, start, end);
    const { value } = expression;
    if (value.kind !== "list" && expression.calls.some(({ name }) => SILENT.has(name))) {
      this.#out.push(this.#blank(start, end));
      return;
    }
    const text: Spelled = value.kind === "path" && value.path === "this" ? { options: [{ pieces: [{ hole: "this" }], marker: { kind: "this", args: [] } }], all: false } : printed(value);
    this.#inserts.set(start, { text, start, end });
    this.#out.push(FILL.repeat(end - start));
  }

  #note(expression: JinjaExpression, start: number, end: number): void {
    for (const marker of expression.references) this.#loose.push({ offset: start, end, marker });
    for (const { name, args, keywords } of expression.calls) {
      if (name !== "config") continue;
      for (const [key, value] of keywords) this.#config.push({ key, value, start, end });
      const [first] = args;
      if (first?.kind === "dict") for (const [key, value] of first.entries) this.#config.push({ key, value, start, end });
    }
  }

  /** Reads a tag. Raw text is read too: another pass of templates fills it in. */
  #tag(start: number, end: number): void {
    const tokens = readJinjaTokens(inner(this.#text, start, end));
    const word = tokens[0]?.kind === "name" ? tokens[0].text : "";
    const apart = this.#control(word, tokens, start, end);
    this.#out.push(this.#blank(start, end, apart ? ";" : " "));
  }

  /** Follows a tag's control; true where other text begins. */
  #control(word: string, tokens: readonly JinjaToken[], start: number, end: number): boolean {
    const open = (kind: string, bound: ReadonlyMap<string, JinjaValue> = new Map(), name = ""): void => void this.#blocks.push({ kind, start: end, name, bound });
    const top = this.#blocks[this.#blocks.length - 1];
    if (word === "if") {
      open("if");
      this.#tags.push({ name: "if", offset: start });
      return false;
    }
    if (word === "elif" || word === "else") {
      if (top?.kind === "if") this.#tags.push({ name: "else", offset: start });
      return false;
    }
    if (word === "for") {
      open("for", this.#loopVariables(tokens, start, end));
      return false;
    }
    if (word === "set") {
      const [, name, equals] = tokens;
      if (name?.kind !== "name") return false;
      if (equals?.text !== "=") {
        if (equals) return false;
        open("set", new Map(), name.text);
        this.#variables.delete(name.text);
        return true;
      }
      const { expression } = readJinja(tokens, 3, this.#scope);
      this.#note(expression, start, end);
      this.#bind(name.text, expression.value);
      return false;
    }
    if (word === "do") {
      this.#note(readJinja(tokens, 1, this.#scope).expression, start, end);
      return false;
    }
    if (word.startsWith("end")) {
      const kind = word.slice("end".length);
      if (top?.kind !== kind) return APART.has(kind) || kind === "set";
      this.#blocks.pop();
      if (kind === "if") this.#tags.push({ name: "endif", offset: start });
      if (APART.has(kind) && kind !== "snapshot") this.#macros.push({ name: top.name, start: top.start, end: start });
      return APART.has(kind) || kind === "set";
    }
    if (!APART.has(word)) return false;
    const name = tokens[1]?.kind === "name" ? tokens[1].text : "";
    const parameters = tokens.slice(2).filter((token, i, rest) => token.kind === "name" && rest[i - 1]?.text !== "=").map(({ text }): [string, JinjaValue] => [text, { kind: "path", path: text }]);
    open(word, new Map(parameters), name);
    return true;
  }

  /** A second value of a name joins the first where a condition decides between them. */
  #bind(name: string, value: JinjaValue): void {
    const known = this.#variables.get(name);
    const conditional = this.#blocks.some(({ kind }) => kind === "if");
    if (known && conditional) this.#variables.set(name, { kind: "text", text: unitedSpelled([printed(known), printed(value)], false) });
    else this.#variables.set(name, value);
  }

  #loopVariables(tokens: readonly JinjaToken[], start: number, end: number): Map<string, JinjaValue> {
    const names: string[] = [];
    let at = 1;
    for (; at < tokens.length && tokens[at]?.text !== "in"; at++) if (tokens[at]?.kind === "name") names.push(tokens[at]?.text ?? "");
    const { expression } = readJinja(tokens, at + 1, this.#scope);
    this.#note(expression, start, end);
    const items = expression.value.kind === "list" ? expression.value.items : [];
    const bound = new Map<string, JinjaValue>(names.map((name) => [name, { kind: "path", path: name }]));
    const [only] = names;
    if (names.length !== 1 || only === undefined || items.length === 0) return bound;
    if (items.every((item) => item.kind === "dict")) return bound.set(only, { kind: "list", items });
    const texts = items.map(printed);
    const text = unitedSpelled(texts, true);
    const lost = text.options.length === 1 && items.length > 1;
    return bound.set(only, { kind: "text", text: lost ? holeSpelled(only) : text });
  }
}

function inner(text: string, start: number, end: number): string {
  return text.slice(start + 2, end - 2).replace(/^[-+]|[-+]$/g, "");
}
