/** One token of HCL; a string or here-document keeps the place of its text. */
export interface HclToken {
  readonly kind: "name" | "number" | "string" | "heredoc" | "mark" | "newline" | "comment" | "end";
  readonly start: number;
  readonly end: number;
  /** Text inside the quotes, or the lines of a here-document. */
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly closed: boolean;
}

/** Splits HCL into tokens; never fails: a character that starts no token is a mark of its own. The last token is `end`. */
export function* hclTokens(text: string): Generator<HclToken, void> {
  const plain = (kind: HclToken["kind"], start: number, end: number): HclToken => ({ kind, start, end, innerStart: start, innerEnd: end, closed: true });
  const name = /[A-Za-z_][\w-]*/y;
  const number = /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
  const heredoc = /<<[-~]?\s*(["']?)([A-Za-z_][\w-]*)\1[^\n]*\n/y;
  for (let at = 0; at < text.length; ) {
    const unit = text[at] ?? "";
    if (unit === "\n") {
      yield plain("newline", at, ++at);
      continue;
    }
    if (unit <= " ") {
      at++;
      continue;
    }
    if (unit === "#" || text.startsWith("//", at) || text.startsWith("/*", at)) {
      const block = text.startsWith("/*", at);
      const close = text.indexOf(block ? "*/" : "\n", at + 1);
      const end = close < 0 ? text.length : block ? close + 2 : close;
      yield plain("comment", at, end);
      at = end;
      continue;
    }
    if (unit === '"') {
      const close = stringEnd(text, at + 1);
      const end = close < 0 ? lineEnd(text, at) : close;
      yield { kind: "string", start: at, end: close < 0 ? end : end + 1, innerStart: at + 1, innerEnd: Math.max(at + 1, end), closed: close >= 0 };
      at = close < 0 ? Math.max(end, at + 1) : end + 1;
      continue;
    }
    heredoc.lastIndex = at;
    const opening = heredoc.exec(text);
    if (opening?.[2]) {
      const token = heredocToken(text, at, at + opening[0].length, opening[2]);
      yield token;
      at = token.end;
      continue;
    }
    name.lastIndex = number.lastIndex = at;
    const word = name.exec(text)?.[0] ?? null;
    const digits = word ? null : (number.exec(text)?.[0] ?? null);
    const length = (word ?? digits ?? unit).length;
    yield plain(word ? "name" : digits ? "number" : "mark", at, at + length);
    at += length;
  }
  yield plain("end", text.length, text.length);
}

/** Closing quote of a template string: quotes inside `${...}` do not end it; -1 where the line ends first. */
function stringEnd(text: string, from: number): number {
  const levels: ("text" | "code")[] = ["text"];
  for (let i = from; i < text.length; i++) {
    const unit = text[i];
    if (unit === "\n") return -1;
    const inText = levels[levels.length - 1] === "text";
    if (inText && unit === "\\") i++;
    else if (inText && (unit === "$" || unit === "%") && text[i + 1] === "{" && text[i - 1] !== unit) {
      levels.push("code");
      i++;
    } else if (unit === '"') {
      if (!inText) levels.push("text");
      else if (levels.length === 1) return i;
      else levels.pop();
    } else if (!inText && unit === "{") levels.push("code");
    else if (!inText && unit === "}") levels.pop();
  }
  return -1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function heredocToken(text: string, start: number, body: number, mark: string): HclToken {
  for (let line = body; line < text.length; line = lineEnd(text, line) + 1) {
    const end = lineEnd(text, line);
    if (text.slice(line, end).trim() === mark) return { kind: "heredoc", start, end, innerStart: body, innerEnd: line, closed: true };
  }
  return { kind: "heredoc", start, end: text.length, innerStart: body, innerEnd: text.length, closed: false };
}
