import { closingOf, MAX_ARITHMETIC, scanWord } from "./word.js";
import type { ShellScan, ShellToken } from "./token.js";

const OPERATORS = [";;&", "&&", "||", ";;", ";&", "|&", "((", "))", ";", "|", "&", "(", ")"];
const REDIRECT = /(?:\d+|&|\{\w+\})?(?:<<<|<>|<&|>&|>>|>\||<|>)/y;
const HEREDOC = /\d*<<(-?)[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|\\?([^\s;&|<>()'"]+))/y;

interface Heredoc { readonly mark: string; readonly tabs: boolean }

/** Splits shell text into tokens: words with their expansions, operators, redirections. Here-documents and remarks are skipped; nothing throws, an open quote ends with the text. */
export function scanShell(text: string, from = 0, to = text.length): ShellScan {
  const tokens: ShellToken[] = [];
  const comments: { start: number; end: number }[] = [];
  const problems: { message: string; start: number; end: number }[] = [];
  let pending: Heredoc[] = [];
  let at = from;
  while (at < to) {
    const unit = text[at] ?? "";
    if (unit === "\n") {
      tokens.push({ kind: "operator", text: "\n", start: at, end: ++at });
      for (const heredoc of pending) at = skipHeredoc(text, at, to, heredoc);
      pending = [];
      continue;
    }
    if (unit === " " || unit === "\t" || unit === "\r") {
      at++;
      continue;
    }
    if (unit === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at += text[at + 1] === "\r" ? 3 : 2;
      continue;
    }
    if (unit === "#") {
      const end = Math.min(to, endOfLine(text, at));
      comments.push({ start: at, end });
      at = end;
      continue;
    }
    HEREDOC.lastIndex = at;
    const heredoc = text[at + 2] === "<" && unit === "<" ? null : HEREDOC.exec(text);
    if (heredoc && at + heredoc[0].length <= to) {
      pending.push({ mark: heredoc[2] ?? heredoc[3] ?? heredoc[4] ?? "", tabs: heredoc[1] === "-" });
      at += heredoc[0].length;
      continue;
    }
    REDIRECT.lastIndex = at;
    const redirect = (unit === "<" || unit === ">") && text[at + 1] === "(" ? null : REDIRECT.exec(text);
    if (redirect) {
      const end = at + redirect[0].length;
      const duplicates = /[<>]&$/.test(redirect[0]) && /^(?:\d|-)/.test(text.slice(end, end + 1));
      const direction = redirect[0].includes("<<<") || duplicates ? "ignore" : redirect[0].includes(">") ? "write" : "read";
      tokens.push({ kind: "redirect", direction, start: at, end });
      at = end;
      continue;
    }
    const operator = (unit === "<" || unit === ">") ? undefined : OPERATORS.find((candidate) => text.startsWith(candidate, at));
    if (operator !== undefined) {
      at = pushOperator(text, operator, at, to, tokens);
      continue;
    }
    const array = /[A-Za-z_]/.test(unit) ? /^([A-Za-z_]\w{0,100})(\+?)=\(/.exec(text.slice(at, at + 120)) : null;
    if (array?.[1] !== undefined) {
      const inner = at + array[0].length;
      const close = closingOf(text, inner, to, ")");
      if (close < 0) problems.push({ message: "a bracket that is never closed", start: at, end: inner });
      const end = close < 0 ? to : close;
      tokens.push({ kind: "array", name: array[1], append: array[2] === "+", innerStart: inner, innerEnd: end, start: at, end: Math.min(to, end + 1) });
      at = Math.min(to, end + 1);
      continue;
    }
    const word = scanWord(text, at, to);
    if (word.problem !== null) problems.push({ message: word.problem, start: at, end: Math.min(to, at + 1) });
    tokens.push({ kind: "word", parts: word.parts, start: at, end: word.end });
    at = Math.max(word.end, at + 1);
  }
  return { tokens, comments, problems };
}

/** `((...))` is arithmetic: one token without content; every other operator stands for itself. */
function pushOperator(text: string, operator: string, at: number, to: number, tokens: ShellToken[]): number {
  if (operator !== "((") {
    tokens.push({ kind: "operator", text: operator === "))" ? ")" : operator, start: at, end: at + (operator === "))" ? 1 : operator.length) });
    return at + (operator === "))" ? 1 : operator.length);
  }
  const inner = closingOf(text, at + 2, Math.min(to, at + MAX_ARITHMETIC), ")");
  if (inner < 0 || text[inner + 1] !== ")") {
    tokens.push({ kind: "operator", text: "(", start: at, end: at + 1 });
    return at + 1;
  }
  tokens.push({ kind: "word", parts: [{ kind: "arithmetic", start: at, end: inner + 2, quoted: true }], start: at, end: inner + 2 });
  return inner + 2;
}

function skipHeredoc(text: string, from: number, to: number, { mark, tabs }: Heredoc): number {
  for (let line = from; line < to; ) {
    const end = endOfLine(text, line);
    const content = text.slice(line, end).replace(/\r$/, "");
    line = Math.min(to, end + 1);
    if ((tabs ? content.replace(/^\t+/, "") : content) === mark || content.trim() === mark) return line;
  }
  return to;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
