import type { Insert } from "./jinja.js";
import { placeholderSpelled, quotedContent, spell } from "./name.js";
import { holeSpelled } from "./spelling.js";
import { FILL, afterGroup, endAt, groupEnd, isName, kindAt, signAt, startAt, textAt, wordAt, type Tokens } from "./token.js";

/** SQL that stands as text in SQL: every unit keeps its place in the file; what is put between texts is filled out. */
export interface DynamicText { readonly text: string; readonly base: number; readonly next: number; readonly inserts: readonly Insert[] }

/** Reads `'...'`, `'...' || x || '...'`, `CONCAT('...', x)`, `FORMAT('...', x)` from a token on; null where no text stands. */
export function readDynamicText(tokens: Tokens, from: number, to: number, original: string): DynamicText | null {
  const word = wordAt(tokens, from);
  const wrapped = signAt(tokens, from + 1) === "(" && (word === "CONCAT" || word === "FORMAT");
  if (signAt(tokens, from) === "(") {
    const inner = readDynamicText(tokens, from + 1, groupEnd(tokens, from), original);
    return inner && { ...inner, next: afterGroup(tokens, from) };
  }
  const start = wrapped ? from + 2 : from;
  const end = wrapped ? groupEnd(tokens, from + 1) : to;
  const strings: number[] = [];
  let at = start;
  for (let operand = true; at < end; ) {
    const sign = signAt(tokens, at);
    if (!operand) {
      if (sign !== "||" && sign !== "+" && !(sign === "," && word === "CONCAT" && wrapped)) break;
      operand = true;
      at++;
    } else if (kindAt(tokens, at) === "string" || (kindAt(tokens, at) === "quoted" && tokens.words[at] === '"' && to === from + 1)) {
      strings.push(at++);
      operand = kindAt(tokens, at) === "string";
      if (word === "FORMAT") break;
    } else if (isName(tokens, at) || kindAt(tokens, at) === "placeholder" || kindAt(tokens, at) === "number") {
      at++;
      while (signAt(tokens, at) === "." && isName(tokens, at + 1)) at += 2;
      if (signAt(tokens, at) === "(") at = afterGroup(tokens, at);
      operand = false;
    } else if (sign === "(") {
      at = afterGroup(tokens, at);
      operand = false;
    } else break;
  }
  const [first] = strings;
  if (first === undefined) return null;
  const pieces: string[] = [];
  const inserts: Insert[] = [];
  const base = quotedContent(tokens, first).offset;
  let written = base;
  for (const index of strings) {
    const { text, offset, quote } = quotedContent(tokens, index);
    if (offset > written) {
      inserts.push({ text: holeBetween(tokens, strings[strings.indexOf(index) - 1] ?? index, index, original), start: written, end: offset });
      pieces.push(FILL.repeat(offset - written));
    }
    pieces.push(quote.length === 1 ? unquoted(text, quote) : text);
    written = offset + text.length;
  }
  return { text: pieces.join(""), base, next: wrapped ? afterGroup(tokens, from + 1) : at, inserts };
}

function holeBetween(tokens: Tokens, left: number, right: number, original: string): Insert["text"] {
  const from = left + 2;
  const only = right - left === 4 ? from : -1;
  if (only > 0 && kindAt(tokens, only) === "placeholder") return placeholderSpelled(textAt(tokens, only));
  if (only > 0 && isName(tokens, only)) return spell(original.slice(startAt(tokens, only), endAt(tokens, only)), startAt(tokens, only), { original, inserts: new Map() }).options[0]?.pieces.every((piece) => typeof piece === "string") ? holeSpelled(textAt(tokens, only)) : holeSpelled(null);
  return holeSpelled(null);
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
