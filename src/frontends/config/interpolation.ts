import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";

/** Which marks a format fills in later. */
export interface Interpolation {
  /** `$NAME`: any name, names in capitals only (others belong to a script that sees the text later), or none. */
  readonly bare: "any" | "capitals" | "none";
  /** What a lower-case `${name}` is: an environment variable, another key of the configuration, or an expression over such keys. */
  readonly braces: "environment" | "reference" | "expression" | "none";
  /** `${{ x }}` and `{{ x }}`. */
  readonly expressions: boolean;
  /** `$(NAME)`: none, names that no command has, or any. */
  readonly macros: "none" | "variables" | "any";
  /** `%(name)s`. */
  readonly percent: boolean;
  /** `$$` stands for one dollar. */
  readonly dollars: boolean;
  /** `NAME=value` in a list is two texts: `NAME=`, and a value of its own. */
  readonly assignments: boolean;
}

/** Where a part of a text lies in the file; the whole scalar's place where parts have none of their own. */
export type PartPlace = (start: number, end: number) => Span;

/** Value of a name that the same text has bound before, if any. */
export type KnownName = (name: string) => ValueId | undefined;

/** Nested defaults (`${A:-${B:-c}}`) are followed so deep; below they stay text. */
const MAX_DEFAULTS = 4;
/** A mark is not longer than this; what looks like a longer one is text. */
const MAX_MARK = 1024;

interface Mark { readonly end: number; readonly value: ValueId | string }

/** Splits text into constants and named unknowns: `env:NAME` for the environment, `ref:a.b` for another key, `expr:x` for a template's expression; a default becomes an alternative. */
export function interpolate(text: string, how: Interpolation, table: ValueTable, place: PartPlace, known: KnownName = () => undefined, depth = 0): ValueId {
  const parts: ValueId[] = [];
  let literal = "";
  let literalStart = 0;
  const flush = (end: number): void => {
    if (literal) parts.push(table.constant(literal, place(literalStart, end)));
    literal = "";
  };
  let at = 0;
  while (at < text.length) {
    const next = nextMark(text, at);
    const mark = next < 0 ? null : readMark(text, next, { how, table, place, known, depth });
    const until = next < 0 ? text.length : mark ? next : next + 1;
    if (until > at) {
      if (!literal) literalStart = at;
      literal += text.slice(at, until);
    }
    at = until;
    if (!mark) continue;
    if (typeof mark.value === "string") {
      if (!literal) literalStart = at;
      literal += mark.value;
    } else {
      flush(at);
      parts.push(mark.value);
    }
    at = mark.end;
  }
  flush(text.length);
  return parts.length ? table.concat(parts) : table.constant("", place(0, text.length));
}

interface Context { readonly how: Interpolation; readonly table: ValueTable; readonly place: PartPlace; readonly known: KnownName; readonly depth: number }

function nextMark(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const unit = text[i];
    if (unit === "$" || unit === "%" || (unit === "{" && text[i + 1] === "{")) return i;
  }
  return -1;
}

function readMark(text: string, at: number, context: Context): Mark | null {
  const { how, table } = context;
  if (text[at] === "%") {
    const close = how.percent && text[at + 1] === "(" ? text.slice(at, at + MAX_MARK).indexOf(")s") : -1;
    return close < 0 ? null : { end: at + close + 2, value: table.name(`ref:${text.slice(at + 2, at + close)}`) };
  }
  if (text[at] === "{") return how.expressions ? readExpression(text, at, context) : null;
  if (how.dollars && text[at + 1] === "$") return { end: at + 2, value: "$" };
  if (text.startsWith("{{", at + 1)) return how.expressions ? readExpression(text, at + 1, context) : null;
  if (text[at + 1] === "{") return how.braces === "none" ? null : readBraces(text, at, context);
  if (text[at + 1] === "(") return readMacro(text, at, context);
  if (how.bare === "none") return null;
  const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(at + 1, at + 129))?.[0];
  if (!name || (how.bare === "capitals" && /[a-z]/.test(name))) return null;
  return { end: at + 1 + name.length, value: environmentName(name, context) };
}

function readExpression(text: string, at: number, context: Context): Mark | null {
  const close = text.slice(at, at + MAX_MARK).indexOf("}}");
  if (close < 0) return null;
  return { end: at + close + 2, value: expressionValue(text.slice(at + 2, at + close).replace(/^-|-$/g, "").trim(), at, context) };
}

/** `env.X`, `variables.X`, `variables['X']` and `env_var('X', 'default')` are the environment; everything else stays an expression. */
function expressionValue(expression: string, at: number, context: Context): ValueId {
  const direct = /^(?:env|variables)(?:\.([A-Za-z_]\w*)|\[\s*['"]([^'"]+)['"]\s*\])$/.exec(expression);
  const name = direct?.[1] ?? direct?.[2];
  if (name) return environmentName(name, context);
  const call = /^env_var\(\s*(['"])([^'"]+)\1\s*(?:,\s*(['"])([^'"]*)\3\s*)?\)/.exec(expression);
  if (!call?.[2]) return context.table.name(`expr:${expression}`);
  const variable = environmentName(call[2], context);
  return call[4] === undefined ? variable : context.table.either([variable, context.table.constant(call[4], context.place(at, at + expression.length))]);
}

function readBraces(text: string, at: number, context: Context): Mark | null {
  const close = closingBrace(text, at + 1);
  if (close < 0) return null;
  const body = text.slice(at + 2, close);
  const value = braceValue(body, at + 2, context);
  return value === null ? null : { end: close + 1, value };
}

function closingBrace(text: string, open: number): number {
  let level = 0;
  for (let i = open; i < Math.min(text.length, open + MAX_MARK); i++) {
    if (text[i] === "{") level++;
    else if (text[i] === "}" && --level === 0) return i;
  }
  return -1;
}

function braceValue(body: string, at: number, context: Context): ValueId | null {
  const { table, how } = context;
  if (how.braces === "expression") return context.known(body.trim()) ?? table.name(`${isReference(body.trim()) ? "ref" : "expr"}:${body.trim()}`);
  const resolver = /^(?:oc\.)?env[:.]\s*([A-Za-z_]\w*)\s*(?:(,)([\s\S]*))?$/.exec(body);
  if (resolver?.[1]) return withDefault(environmentName(resolver[1], context), resolver[2] ? (resolver[3] ?? "").trim() : null, at + body.length, context);
  const shell = /^([A-Za-z_]\w*)(?:(:?[-=])([\s\S]*)|:?\?[\s\S]*)?$/.exec(body);
  if (shell?.[1] && (how.braces === "environment" || shell[2] || /^[A-Z_][A-Z0-9_]*$/.test(shell[1]) || body.length > shell[1].length)) {
    return withDefault(environmentName(shell[1], context), shell[2] ? (shell[3] ?? "") : null, at + body.length, context);
  }
  if (/^[A-Za-z_][\w-]*(?:\.[\w-]+|\[[\w.-]+\]|:[A-Za-z_][\w.-]*)*$/.test(body)) {
    return body.includes(":") ? table.name(`expr:${body}`) : (context.known(body) ?? table.name(`ref:${body}`));
  }
  // `${arr[@]}`, `${x//a/b}` in a script: the shell's own business. `${now:%Y}` is a resolver of a configuration library.
  return how.braces === "reference" && /^[\w.]+:[^\s/]/.test(body) ? table.name(`expr:${body}`) : null;
}

/** `a.b[0].c` */
export function isReference(text: string): boolean {
  return /^[A-Za-z_][\w-]*(?:\.[\w*-]+|\[\s*(?:\d+|\*|"[^"]*")\s*\])*$/.test(text);
}

/** The default stands at the end of the braces. */
function withDefault(name: ValueId, fallback: string | null, end: number, context: Context): ValueId {
  if (fallback === null) return name;
  const at = end - fallback.length;
  const { how, table, place, known, depth } = context;
  const value = depth < MAX_DEFAULTS
    ? interpolate(fallback, how, table, (start, end) => place(at + start, at + end), known, depth + 1)
    : table.constant(fallback, place(at, at + fallback.length));
  return table.either([name, value]);
}

/** Azure and Kubernetes write `$(NAME)`; a shell runs `$(date)`. A plain lower-case word is a command. */
function readMacro(text: string, at: number, context: Context): Mark | null {
  const { how } = context;
  if (how.macros === "none") return null;
  const name = /^\(\s*([A-Za-z_][\w.-]*)\s*\)/.exec(text.slice(at + 1, at + 160));
  if (!name?.[1] || (how.macros === "variables" && !/[A-Z_.]/.test(name[1]))) return null;
  // A pipeline variable `a.b` reaches the environment as `A_B`.
  const variable = name[1].includes(".") ? name[1].replace(/[.-]/g, "_").toUpperCase() : name[1];
  return { end: at + 1 + name[0].length, value: environmentName(variable, context) };
}

function environmentName(name: string, { table, known }: Context): ValueId {
  return known(name) ?? table.name(`env:${name}`);
}
