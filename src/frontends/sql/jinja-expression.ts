import { readJinjaTokens, type JinjaToken } from "./jinja-lexer.js";
import { holeSpelled, joinSpelled, knownText, textSpelled, unitedSpelled, type Marker, type Spelled } from "./spelling.js";

/** What a template expression gives. */
export type JinjaValue =
  | { readonly kind: "text"; readonly text: Spelled }
  | { readonly kind: "scalar"; readonly value: number | boolean | null }
  | { readonly kind: "list"; readonly items: readonly JinjaValue[] }
  | { readonly kind: "dict"; readonly entries: ReadonlyMap<string, JinjaValue> }
  /** A name that nothing binds, with what was looked up in it. */
  | { readonly kind: "path"; readonly path: string };

/** A call of a name: `config(...)`. */
export interface JinjaCall { readonly name: string; readonly args: readonly JinjaValue[]; readonly keywords: ReadonlyMap<string, JinjaValue> }

/** An expression, read. `references`: tables that are named anywhere in it. */
export interface JinjaExpression { readonly value: JinjaValue; readonly references: readonly Marker[]; readonly calls: readonly JinjaCall[] }

/** What a name stands for, or undefined. */
export type JinjaScope = (name: string) => JinjaValue | undefined;

/** Deeper expressions give an unknown. */
const DEEPEST = 24;
const UNKNOWN: JinjaValue = { kind: "text", text: holeSpelled(null) };
const KEEPING = new Set(["trim", "safe", "string", "as_text", "as_native", "lower", "upper", "strip", "default", "d", "list", "as_bool", "as_number"]);

/** The text that a value prints as. */
export function printed(value: JinjaValue): Spelled {
  if (value.kind === "text") return value.text;
  if (value.kind === "scalar") return textSpelled(value.value === null ? "None" : String(value.value));
  return holeSpelled(value.kind === "path" ? value.path : null);
}

/** Reads the text inside `{{ }}`. */
export function readJinjaExpression(source: string, scope: JinjaScope): JinjaExpression {
  return readJinja(readJinjaTokens(source), 0, scope).expression;
}

/** Reads an expression from a token on; gives the index after it. */
export function readJinja(tokens: readonly JinjaToken[], from: number, scope: JinjaScope): { readonly expression: JinjaExpression; readonly next: number } {
  const references: Marker[] = [];
  let at = from;
  let depth = 0;
  const calls: JinjaCall[] = [];

  const sign = (text: string): boolean => tokens[at]?.kind === "sign" && tokens[at]?.text === text;
  const word = (text: string): boolean => tokens[at]?.kind === "name" && tokens[at]?.text === text;
  const take = (text: string): boolean => {
    if (!sign(text)) return false;
    at++;
    return true;
  };
  /** After something unreadable: go to the sign that closes what is open. */
  const skipTo = (close: string): void => {
    let open = 0;
    for (; at < tokens.length; at++) {
      const text = tokens[at]?.kind === "sign" ? tokens[at]?.text : "";
      if (open === 0 && (text === close || (text === "," && close !== ""))) return;
      if (text === "(" || text === "[" || text === "{") open++;
      else if (text === ")" || text === "]" || text === "}") {
        if (open === 0) return;
        open--;
      }
    }
  };

  const ternary = (close: string): JinjaValue => {
    if (++depth > DEEPEST) {
      skipTo(close);
      depth--;
      return UNKNOWN;
    }
    let value = operation();
    if (word("if")) {
      at++;
      operation();
      if (word("else")) {
        at++;
        value = { kind: "text", text: unitedSpelled([printed(value), printed(ternary(close))], false) };
      }
    }
    depth--;
    return value;
  };
  const operation = (): JinjaValue => {
    const parts = [chain()];
    let known = true;
    for (let token = tokens[at]; token; token = tokens[at]) {
      const operator = token.kind === "sign" ? /^(?:[~+*/%<>-]|==|!=|<=|>=|\/\/|\*\*)$/.test(token.text) : /^(?:and|or|in|is|not)$/.test(token.text);
      if (!operator || token.kind === "string" || token.kind === "number") break;
      if (token.text !== "~" && token.text !== "+") known = false;
      at++;
      parts.push(chain());
    }
    const [only] = parts;
    if (parts.length === 1 && only) return only;
    return known ? { kind: "text", text: joinSpelled(parts.map(printed)) } : UNKNOWN;
  };
  const chain = (): JinjaValue => {
    let value = primary();
    for (let turns = 0; turns < 200; turns++) {
      if (sign(".") && tokens[at + 1]?.kind === "name") {
        value = lookedUp(value, tokens[at + 1]?.text ?? "");
        at += 2;
      } else if (take("[")) {
        const key = ternary("]");
        skipTo("]");
        take("]");
        value = lookedUp(value, knownText(printed(key)));
      } else if (take("(")) value = called(value);
      else if (sign("|") && tokens[at + 1]?.kind === "name") {
        const name = tokens[at + 1]?.text ?? "";
        at += 2;
        if (take("(")) argumentsOf();
        if (!KEEPING.has(name)) value = UNKNOWN;
      } else break;
    }
    return value;
  };
  const primary = (): JinjaValue => {
    if (word("not") || sign("-")) {
      while (word("not") || sign("-")) at++;
      return (chain(), UNKNOWN);
    }
    const token = tokens[at];
    if (!token) return UNKNOWN;
    at++;
    if (token.kind === "string") return { kind: "text", text: textSpelled(token.text) };
    if (token.kind === "number") return { kind: "scalar", value: Number(token.text) };
    if (token.kind === "name") {
      const literal = ({ true: true, True: true, false: false, False: false, none: null, None: null } as const)[token.text];
      if (literal !== undefined) return { kind: "scalar", value: literal };
      return scope(token.text) ?? { kind: "path", path: token.text };
    }
    if (token.text === "(") {
      const value = ternary(")");
      if (!sign(",")) return (skipTo(")"), take(")"), value);
      return { kind: "list", items: [value, ...items(")")] };
    }
    if (token.text === "[") return { kind: "list", items: items("]") };
    if (token.text === "{") return { kind: "dict", entries: entries() };
    return UNKNOWN;
  };
  const items = (close: string): JinjaValue[] => {
    const found: JinjaValue[] = [];
    while (at < tokens.length && !take(close)) {
      if (take(",")) continue;
      const before = at;
      found.push(ternary(close));
      if (at === before) at++;
    }
    return found;
  };
  const entries = (): Map<string, JinjaValue> => {
    const found = new Map<string, JinjaValue>();
    while (at < tokens.length && !take("}")) {
      if (take(",")) continue;
      const before = at;
      const key = knownText(printed(ternary(":")));
      if (take(":")) found.set(key ?? "", ternary("}"));
      if (at === before) at++;
    }
    return found;
  };
  const argumentsOf = (): { args: JinjaValue[]; keywords: Map<string, JinjaValue> } => {
    const args: JinjaValue[] = [];
    const keywords = new Map<string, JinjaValue>();
    while (at < tokens.length && !take(")")) {
      if (take(",")) continue;
      const before = at;
      const next = tokens[at + 1];
      if (tokens[at]?.kind === "name" && next?.kind === "sign" && next.text === "=") {
        const name = tokens[at]?.text ?? "";
        at += 2;
        keywords.set(name, ternary(")"));
      } else args.push(ternary(")"));
      if (at === before) at++;
    }
    return { args, keywords };
  };
  const called = (callee: JinjaValue): JinjaValue => {
    const { args, keywords } = argumentsOf();
    if (callee.kind !== "path") return UNKNOWN;
    const call: JinjaCall = { name: callee.path, args, keywords };
    calls.push(call);
    return resultOf(call, references);
  };

  const value = ternary("");
  return { expression: { value, references, calls }, next: at };
}

function lookedUp(base: JinjaValue, key: string | null): JinjaValue {
  if (base.kind === "path") return { kind: "path", path: key === null ? base.path : `${base.path}.${key}` };
  if (base.kind === "dict" && key !== null) return base.entries.get(key) ?? UNKNOWN;
  if (base.kind === "list" && key !== null && /^\d+$/.test(key)) return base.items[Number(key)] ?? UNKNOWN;
  // A loop variable over dictionaries: the key of each.
  if (base.kind === "list" && key !== null) {
    const values = base.items.flatMap((item) => (item.kind === "dict" ? [item.entries.get(key) ?? UNKNOWN] : []));
    if (values.length > 0 && values.length === base.items.length) return { kind: "text", text: unitedSpelled(values.map(printed), true) };
  }
  return UNKNOWN;
}

function resultOf(call: JinjaCall, references: Marker[]): JinjaValue {
  const texts = call.args.map(printed);
  const [first, second] = texts;
  const name = call.name.startsWith("builtins.") ? call.name.slice("builtins.".length) : call.name;
  if ((name === "ref" || name === "source") && first) {
    const last = name === "ref" ? (second ?? first) : joinSpelled(second ? [first, ".", second] : [first]);
    const version = name === "ref" ? (call.keywords.get("v") ?? call.keywords.get("version")) : undefined;
    const args = [...texts, ...(version ? [printed(version)] : [])].map((text) => knownText(text));
    if (args.every((arg) => arg !== null)) {
      const marker: Marker = { kind: name, args };
      references.push(marker);
      return { kind: "text", text: { options: [{ pieces: last.options[0]?.pieces ?? [], marker }], all: false } };
    }
    const marked = last.options.map(({ pieces }) => {
      const known = pieces.every((piece) => typeof piece === "string");
      return { pieces, ...(known && call.args.length === 1 && { marker: { kind: name, args: [pieces.join("")] } satisfies Marker }) };
    });
    for (const { marker } of marked) if (marker) references.push(marker);
    return { kind: "text", text: { options: marked, all: last.all } };
  }
  if (name === "var" || name === "env_var") {
    const key = first ? knownText(first) : null;
    const hole = holeSpelled(key === null ? null : `${name === "var" ? "var" : "env"}:${key}`);
    return { kind: "text", text: second ? unitedSpelled([hole, second], false) : hole };
  }
  return UNKNOWN;
}
