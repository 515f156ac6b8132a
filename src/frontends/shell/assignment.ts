import type { WordPart } from "./token.js";

/** `NAME=value` or `NAME+=value`. */
export interface Assignment { readonly name: string; readonly append: boolean; readonly parts: readonly WordPart[] }

/** `NAME=value`, `NAME+=value` and `NAME[i]=value` at the front of a word; null for any other word. */
export function assignmentOf(parts: readonly WordPart[]): Assignment | null {
  const [first, ...rest] = parts;
  if (first?.kind !== "text" || first.quoted) return null;
  const match = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?(\+?)=/.exec(first.text);
  if (!match?.[1]) return null;
  const text = first.text.slice(match[0].length);
  return { name: match[1], append: match[2] === "+", parts: [...(text || !rest.length ? [{ ...first, text, start: first.start + match[0].length }] : []), ...rest] };
}
