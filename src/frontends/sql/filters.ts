import { afterGroup, kindAt, signAt, startAt, endAt, textAt, wordAt, FILL, type Tokens } from "./token.js";

/** Longest text of a predicate; the rest is cut. */
const LONGEST = 240;
/** Longest predicate in tokens that is looked at. */
const MOST_TOKENS = 400;

/** The conjuncts of a WHERE clause as normal text: words in lower case, single blanks, quoted names without quotes. */
export function conjuncts(tokens: Tokens, original: string, from: number, to: number): readonly string[] {
  const cuts: number[] = [];
  let between = false;
  let cases = 0;
  for (let at = from; at < to; ) {
    const word = wordAt(tokens, at);
    if (word === "CASE") cases++;
    else if (word === "END" && cases > 0) cases--;
    else if (cases === 0 && word === "OR") return [normalText(tokens, original, from, to)].filter(Boolean);
    else if (cases === 0 && word === "BETWEEN") between = true;
    else if (cases === 0 && word === "AND") {
      if (!between) cuts.push(at);
      between = false;
    }
    at = signAt(tokens, at) === "(" ? Math.max(at + 1, afterGroup(tokens, at)) : at + 1;
  }
  const starts = [from, ...cuts.map((cut) => cut + 1)];
  return starts.map((start, i) => normalText(tokens, original, start, cuts[i] ?? to)).filter(Boolean);
}

function normalText(tokens: Tokens, original: string, from: number, to: number): string {
  let text = "";
  let glue = true;
  for (let at = from; at < Math.min(to, from + MOST_TOKENS); at++) {
    const kind = kindAt(tokens, at);
    if (kind === "tag") continue;
    const sign = signAt(tokens, at);
    const called = sign === "(" && (kindAt(tokens, at - 1) === "quoted" || (kindAt(tokens, at - 1) === "word" && !/^(?:IN|AND|OR|NOT|EXISTS|ANY|ALL|WHEN|THEN|ELSE|LIKE|BETWEEN)$/.test(wordAt(tokens, at - 1))));
    const tight = glue || called || sign === "," || sign === ")" || sign === "." || sign === "::" || sign === "[" || sign === "]";
    text += (tight ? "" : " ") + normalToken(tokens, original, at);
    glue = sign === "(" || sign === "." || sign === "::" || sign === "[";
    if (text.length > LONGEST) return `${text.slice(0, LONGEST)}…`;
  }
  return text.trim();
}

function normalToken(tokens: Tokens, original: string, at: number): string {
  const kind = kindAt(tokens, at);
  const text = textAt(tokens, at);
  if (text.includes(FILL)) return original.slice(startAt(tokens, at), endAt(tokens, at)).replace(/\s+/g, " ");
  if (kind === "word") return text.toLowerCase();
  if (kind === "quoted" && tokens.words[at] !== '"') return text.slice(1, -1);
  return kind === "string" ? text.replace(/\s+/g, " ") : text;
}
