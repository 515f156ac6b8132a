/** First unit of a masked template; the next ones number it. All lie in Unicode's private use area. */
const OPEN = 0xe000;
const FILL = 0xe001;
const DIGIT = 0xe100;
const BASE = 1024;

/** Text whose templates are hidden from a parser, and the way back. */
export interface MaskedText {
  readonly text: string;
  /** Puts the templates back. */
  restore(text: string): string;
}

/** A control structure or an indented insertion: it stands on a line of its own and is no value. */
const CONTROL = /^-?\s*(?:(?:if|else|end|range|with|define|block|template|include|toYaml|tpl)\b|\/\*|#|\$\w+\s*:?=)|\bn?indent\s+\d/;

const PAIRS: Readonly<Record<string, string>> = { "{": "}}", "%": "%}", "#": "#}" };

/** Hides `{{ x }}`, `${{ x }}`, `{% x %}` and `{# x #}` on one line, keeping the length: expressions become words, control structures become blanks. */
export function maskTemplates(text: string): MaskedText {
  if (!text.includes("{{") && !text.includes("{%") && !text.includes("{#")) return { text, restore: (part) => part };
  const hidden: string[] = [];
  const pieces: string[] = [];
  const found: Record<string, number> = {};
  let copied = 0;
  for (let at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at)) {
    const pair = PAIRS[text[at + 1] ?? ""];
    const end = pair === undefined ? -1 : endOf(text, at + 2, pair, found);
    if (pair === undefined || end < 0) {
      at++;
      continue;
    }
    const start = text[at - 1] === "$" && pair === "}}" && at > copied ? at - 1 : at;
    const template = text.slice(start, end);
    const isValue = pair === "}}" && (start < at || !CONTROL.test(template.slice(2, -2).trim())) && template.length > 4 && hidden.length < BASE * BASE;
    pieces.push(text.slice(copied, start), isValue ? wordFor(hidden.push(template) - 1, template.length) : " ".repeat(template.length));
    copied = end;
    at = end;
  }
  pieces.push(text.slice(copied));
  const mark = /\ue000([\ue100-\ue4ff])([\ue100-\ue4ff])\ue001*/g;
  return {
    text: pieces.join(""),
    restore: (part) => part.replace(mark, (whole, high: string, low: string) => hidden[(high.charCodeAt(0) - DIGIT) * BASE + low.charCodeAt(0) - DIGIT] ?? whole),
  };
}

/** End of a template on its line; -1 where it does not end there. */
function endOf(text: string, from: number, pair: string, found: Record<string, number>): number {
  const close = search(text, pair, from, found);
  return close === Infinity || search(text, "\n", from, found) < close ? -1 : close + pair.length;
}

/** Next place of a mark; the last result is remembered, so that a text is searched once. */
function search(text: string, mark: string, from: number, found: Record<string, number>): number {
  let at = found[mark] ?? -1;
  if (at < from) {
    at = text.indexOf(mark, from);
    found[mark] = at < 0 ? (at = Infinity) : at;
  }
  return at;
}

function wordFor(number: number, length: number): string {
  return String.fromCharCode(OPEN, DIGIT + Math.floor(number / BASE), DIGIT + (number % BASE)) + String.fromCharCode(FILL).repeat(length - 3);
}
