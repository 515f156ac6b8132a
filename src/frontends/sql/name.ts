import { readJinjaExpression } from "./jinja-expression.js";
import type { Insert } from "./jinja.js";
import { holeSpelled, joinSpelled, textSpelled, type Spelled } from "./spelling.js";
import { FILL, MARK_CLOSE, MARK_OPEN, endAt, isAdjacent, kindAt, signAt, startAt, textAt, type Tokens } from "./token.js";
import { formatHoleEnd, holeEnd } from "./word-units.js";
import { PATH_FORMATS } from "./words.js";

/** The text that names are cut from: the file as it is, and what its templates print. */
export interface NameSource { readonly original: string; readonly inserts: Map<number, Insert> }

/** A possibly qualified name. */
export interface Name {
  readonly spelled: Spelled;
  /** Parts in lower case as written (templates as their source): equal names have equal parts. */
  readonly parts: readonly string[];
  readonly quoted: boolean;
  /** One template expression and nothing else. */
  readonly template: boolean;
  readonly start: number;
  readonly end: number;
}

/** What a text reads as; `offset` is its place in the file. */
export function spell(text: string, offset: number, source: NameSource): Spelled {
  const parts: (Spelled | string)[] = [];
  let known = 0;
  const hole = (from: number, to: number, value: Spelled): number => {
    if (from > known) parts.push(text.slice(known, from));
    parts.push(value);
    return (known = to);
  };
  for (let at = 0; at < text.length; ) {
    const unit = text.charAt(at);
    if (unit === FILL) {
      const insert = source.inserts.get(offset + at);
      let end = at + 1;
      if (insert) end = Math.min(text.length, insert.end - offset);
      else while (text.charAt(end) === FILL) end++;
      at = hole(at, end, insert?.text ?? holeSpelled(null));
    } else if (unit === MARK_OPEN) {
      const close = text.indexOf(MARK_CLOSE, at);
      const end = close < 0 || close - at > 12 ? at + 1 : close + 1;
      at = hole(at, end, holeSpelled(end > at + 1 ? `hole:${text.slice(at + 1, end - 1)}` : null));
    } else if (unit === "{" || unit === "$") {
      const end = holeEnd(text, at);
      at = end > 0 ? hole(at, end, bracedHole(text.slice(at, end))) : at + 1;
    } else if (unit === "%") {
      const end = formatHoleEnd(text, at);
      at = end > 0 ? hole(at, end, placeholderSpelled(text.slice(at, end))) : at + 1;
    } else at++;
  }
  if (known < text.length || parts.length === 0) parts.push(text.slice(known));
  return joinSpelled(parts);
}

/** `${x}`, `$(x)`, `{x}`; `${ref("m")}` as Dataform writes it. */
function bracedHole(text: string): Spelled {
  const inside = text.replace(/^\$?[{(]|[})]$/g, "");
  if (text.startsWith("${") && /^\s*self\s*\(/.test(inside)) return { options: [{ pieces: [{ hole: "this" }], marker: { kind: "this", args: [] } }], all: false };
  if (text.startsWith("${") && /^\s*ref\s*\(/.test(inside)) {
    const { value } = readJinjaExpression(inside, () => undefined);
    if (value.kind === "text") return value.text;
  }
  const name = inside.replace(/(?:![rsa])?(?::.*)?$/, "").trim();
  const variable = text.startsWith("${") ? inside.trim() : name;
  return holeSpelled(variable === "" ? null : variable);
}

/** What a placeholder stands for: `:name`, `@name`, `$1`, `%(name)s`; `?` and `%s` have no name. */
export function placeholderSpelled(text: string): Spelled {
  const name = text.startsWith("%") ? (/\(([^)]*)\)/.exec(text)?.[1] ?? "") : text.replace(/^[:@]+/, "").replace(/^['"]|['"]$/g, "").replace(/^\$(?=\D)/, "");
  return holeSpelled(name === "" || name === "?" ? null : name);
}

/** ``delta.`s3://x` ``: the path behind a format's name, or null. */
export function pathBehindFormat(name: Name): Spelled | null {
  const [format = "", path = ""] = name.parts;
  if (name.parts.length !== 2 || !name.quoted || !PATH_FORMATS.has(format.toUpperCase()) || !/[/:]/.test(path)) return null;
  const options = name.spelled.options.map(({ pieces }) => ({ pieces: pieces.map((piece, i) => (i === 0 && typeof piece === "string" ? piece.slice(format.length + 1) : piece)) }));
  return { options, all: name.spelled.all };
}

/** Text between the quotes of a string or quoted name, and its place. */
export function quotedContent(tokens: Tokens, index: number): { readonly text: string; readonly offset: number; readonly quote: string } {
  const raw = textAt(tokens, index);
  const prefix = kindAt(tokens, index) === "string" ? /^(?:[A-Za-z]{1,2}(?=['"]))?/.exec(raw)?.[0].length ?? 0 : 0;
  let open = raw.charAt(prefix);
  if (open === "$") open = raw.slice(prefix, raw.indexOf("$", prefix + 1) + 1);
  else if (open === "'" || open === '"') {
    const triple = open.repeat(3);
    if (raw.startsWith(triple, prefix) && raw.length >= prefix + 6 && raw.endsWith(triple)) open = triple;
  }
  const from = prefix + open.length;
  return { text: raw.slice(from, Math.max(from, raw.length - open.length)), offset: startAt(tokens, index) + from, quote: open };
}

/** The spelling of a string's or quoted name's content; doubled quotes count once. */
export function spellContent(tokens: Tokens, index: number, source: NameSource): Spelled {
  const { text, offset, quote } = quotedContent(tokens, index);
  const doubled = quote.length === 1 ? quote + quote : "";
  return doubled && text.includes(doubled) ? textSpelled(text.replaceAll(doubled, quote)) : spell(text, offset, source);
}

/** Reads a name of one or more parts from a token on, or null. Dashes and placeholders without blanks around them belong to it (`my-project.ads.clicks_%s`). */
export function readName(tokens: Tokens, from: number, end: number, source: NameSource): { readonly name: Name; readonly next: number } | null {
  const pieces: (Spelled | string)[] = [];
  const parts: string[] = [];
  let quoted = false;
  let at = from;
  const part = (): string | null => {
    let text = "";
    for (let first = true; at < end; first = false) {
      const kind = kindAt(tokens, at);
      if (!first && !isAdjacent(tokens, at)) break;
      const sign = signAt(tokens, at);
      if (!first && (sign === "-" || (sign === "*" && /[_\w]$/.test(text)))) {
        const continued = isAdjacent(tokens, at + 1) && (kindAt(tokens, at + 1) === "word" || kindAt(tokens, at + 1) === "number");
        if (sign === "-" && !continued) break;
        pieces.push(sign);
        text += sign;
      } else if (kind === "word" || (kind === "number" && !first)) {
        pieces.push(spell(textAt(tokens, at), startAt(tokens, at), source));
        text += source.original.slice(startAt(tokens, at), endAt(tokens, at)).toLowerCase().replace(/\s+/g, "");
      } else if (kind === "quoted") {
        quoted = true;
        pieces.push(spellContent(tokens, at, source));
        text += quotedContent(tokens, at).text.toLowerCase();
        if (!first) break;
      } else if (kind === "placeholder") {
        const raw = textAt(tokens, at);
        const link = !first && raw.startsWith("@");
        pieces.push(link ? raw : placeholderSpelled(raw));
        text += raw.toLowerCase();
      } else break;
      at++;
    }
    return text === "" ? null : text;
  };
  const first = part();
  if (first === null) return null;
  parts.push(first);
  while (at < end && signAt(tokens, at) === ".") {
    pieces.push(".");
    at++;
    if (signAt(tokens, at) === ".") continue;
    const next = part();
    if (next === null) break;
    parts.push(next);
  }
  if (pieces[pieces.length - 1] === ".") {
    pieces.pop();
    at--;
  }
  const stop = endAt(tokens, at - 1);
  const template = at === from + 1 && (textAt(tokens, from).charAt(0) === FILL || quotedContent(tokens, from).text.charAt(0) === FILL) && pieces.length === 1;
  const split = tokens.words[from] === "`" && at === from + 1 ? (parts[0] ?? "").split(".") : parts;
  return { name: { spelled: joinSpelled(pieces), parts: split, quoted, template, start: startAt(tokens, from), end: stop }, next: at };
}
