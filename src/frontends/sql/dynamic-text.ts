import type { Insert } from "./jinja.js";
import { placeholderSpelled, quotedContent, spell } from "./name.js";
import { holeSpelled, knownText, textSpelled } from "./spelling.js";
import { FILL, afterGroup, endAt, groupEnd, isName, kindAt, signAt, startAt, textAt, wordAt, type Tokens } from "./token.js";

/** SQL that stands as text in SQL: every unit keeps its place in the file; what is put between texts is filled out. */
export interface DynamicText { readonly text: string; readonly base: number; readonly next: number; readonly inserts: readonly Insert[] }

/** Reads `'...'`, `'...' || x || '...'`, `CONCAT('...', x)`, `FORMAT('...', x)` from a token on; null where no text stands. */
export function readDynamicText(tokens: Tokens, from: number, to: number, original: string, doubleQuotedTexts: boolean): DynamicText | null {
  const word = wordAt(tokens, from);
  const wrapped = signAt(tokens, from + 1) === "(" && (word === "CONCAT" || word === "FORMAT");
  if (signAt(tokens, from) === "(") {
    const inner = readDynamicText(tokens, from + 1, groupEnd(tokens, from), original, doubleQuotedTexts);
    return inner && { ...inner, next: afterGroup(tokens, from) };
  }
  const start = wrapped ? from + 2 : from;
  const end = wrapped ? groupEnd(tokens, from + 1) : to;
  const strings: number[] = [];
  let at = start;
  let operands = start;
  for (let operand = true; at < end; ) {
    const sign = signAt(tokens, at);
    if (!operand) {
      if (sign !== "||" && sign !== "+" && !(sign === "," && word === "CONCAT" && wrapped)) break;
      operand = true;
      at++;
    } else if (kindAt(tokens, at) === "string" || (kindAt(tokens, at) === "quoted" && tokens.words[at] === '"' && (doubleQuotedTexts || to === from + 1))) {
      strings.push(at++);
      operand = kindAt(tokens, at) === "string";
      if (word === "FORMAT" && wrapped) break;
    } else if (isName(tokens, at) || kindAt(tokens, at) === "placeholder" || kindAt(tokens, at) === "number") {
      at++;
      while (signAt(tokens, at) === "." && isName(tokens, at + 1)) at += 2;
      if (signAt(tokens, at) === "(") at = afterGroup(tokens, at);
      operand = false;
    } else if (sign === "(") {
      at = afterGroup(tokens, at);
      operand = false;
    } else break;
    if (!operand) operands = at;
  }
  const [first] = strings;
  if (first === undefined) return null;
  const pieces: string[] = [];
  const inserts: Insert[] = [];
  const base = quotedContent(tokens, first).offset;
  let written = base;
  const fill = (left: number, right: number, until: number, glued: boolean): void => {
    const text = holeBetween(tokens, left, right, original);
    if (text && glued) inserts.push({ text, start: written, end: until });
    // Texts that only blanks would join are not glued: a word of the grammar must stay one.
    pieces.push((text && glued ? FILL : " ").repeat(until - written));
    written = until;
  };
  strings.forEach((index, i) => {
    const { text, offset, quote } = quotedContent(tokens, index);
    const left = strings[i - 1];
    if (left !== undefined) {
      const operand = index - left > 2;
      fill(left, index, offset, operand || (/\w$/.test(pieces[pieces.length - 1] ?? "") && /^\w/.test(text)));
    }
    pieces.push(quote.length === 1 ? unquoted(text, quote) : text);
    written = offset + text.length;
  });
  const last = strings[strings.length - 1] ?? first;
  if (word !== "FORMAT" && operands > last + 2) fill(last, operands, endAt(tokens, operands - 1), true);
  return { text: pieces.join(""), base, next: wrapped ? afterGroup(tokens, from + 1) : at, inserts };
}

/** What the operands between two texts (tokens `left` and `right`) print: a variable's value, or nothing where the texts follow each other. */
function holeBetween(tokens: Tokens, left: number, right: number, original: string): Insert["text"] {
  const only = left + 2;
  if (right <= only) return textSpelled("");
  const single = right === only + 1 || (right === only + 2 && kindAt(tokens, right) === "string");
  if (single && kindAt(tokens, only) === "placeholder") return placeholderSpelled(textAt(tokens, only));
  if (!single || !isName(tokens, only)) return holeSpelled(null);
  const spelled = spell(original.slice(startAt(tokens, only), endAt(tokens, only)), startAt(tokens, only), { original, inserts: new Map() });
  return knownText(spelled) === null ? spelled : holeSpelled(textAt(tokens, only));
}

/** Doubled and escaped quotes as single ones, each of the two units kept: a blank stands outside of the inner quotes. */
function unquoted(text: string, quote: string): string {
  let opens = true;
  return text.replace(/\\[^]|''|""/g, (pair) => {
    const inner = pair.charAt(1);
    if (pair.charAt(0) === "\\" && inner !== "'" && inner !== '"') return /[nrt]/.test(inner) ? "  " : pair;
    if (pair.charAt(0) !== "\\" && inner !== quote) return pair;
    opens = !opens;
    return opens ? `${inner} ` : ` ${inner}`;
  });
}
