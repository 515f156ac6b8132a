/** A token of a template expression. */
export interface JinjaToken { readonly kind: "name" | "string" | "number" | "sign"; readonly text: string }

const TOKEN = /\s*(?:([A-Za-z_]\w*)|('(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*")|(\d+(?:\.\d+)?)|(==|!=|<=|>=|\/\/|\*\*|[^\s\w]))/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** Tokens of the text inside `{{ }}` or `{% %}`; what cannot be read is left out. */
export function readJinjaTokens(text: string): readonly JinjaToken[] {
  const tokens: JinjaToken[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [, name, string, number, sign] = match;
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (string !== undefined) tokens.push({ kind: "string", text: string.slice(1, -1).replace(/\\([^])/g, (_, unit: string) => ESCAPES[unit] ?? unit) });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return tokens;
}
