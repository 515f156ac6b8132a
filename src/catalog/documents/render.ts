import type { FileFacts } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";

/** Nested joins deeper than this stay unknown. */
const MAX_DEPTH = 12;

/** Texts that take the place of named unknowns (`ref:item` of a loop over stages), or of `{name}` in plain text. */
export type Substitutions = ReadonlyMap<string, string>;

/** Text of a value: a named unknown as the shell writes it (`${NAME}`, `${NAME:-default}`), an expression as `{x}`, anything else as `{}`. */
export function renderValue(facts: FileFacts, id: ValueId, substitutions: Substitutions, depth = 0): string {
  const value = facts.values[id];
  if (!value || depth > MAX_DEPTH) return "{}";
  switch (value.kind) {
    case "constant":
      return value.value === null ? "" : withPlaceholders(String(value.value), substitutions);
    case "name": {
      const given = substitutions.get(value.name);
      if (given !== undefined) return given;
      const [kind = "", name = ""] = split(value.name);
      return kind === "env" || kind === "ref" ? `\${${name}}` : `{${name}}`;
    }
    case "join":
      return value.parts.map((part) => renderValue(facts, part, substitutions, depth + 1)).join(value.how === "path" ? "/" : "");
    case "either": {
      const [first, second] = value.options.map((option) => renderValue(facts, option, substitutions, depth + 1));
      const name = /^\$\{(\w+)\}$/.exec(first ?? "")?.[1];
      return name !== undefined && second !== undefined ? `\${${name}:-${second}}` : (first ?? "{}");
    }
    default:
      return "{}";
  }
}

/** The literal behind a value as text, or undefined. */
export function literalText(facts: FileFacts, id: ValueId | undefined): string | undefined {
  const value = id === undefined ? undefined : facts.values[id];
  return value?.kind === "constant" && value.value !== null ? String(value.value) : undefined;
}

/** A word for a shell text: quoted where the shell would take it apart. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./${}-]+$/.test(text)) return text;
  return text.includes("$") ? `"${text.replace(/["\\`]/g, "\\$&")}"` : `'${text.replace(/'/g, "'\\''")}'`;
}

function withPlaceholders(text: string, substitutions: Substitutions): string {
  if (!substitutions.size || !text.includes("{")) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => substitutions.get(`{${name}}`) ?? whole);
}

function split(name: string): readonly [string, string] {
  const colon = name.indexOf(":");
  return [name.slice(0, colon), name.slice(colon + 1)];
}
