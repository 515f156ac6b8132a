import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";
import type { Scope } from "./scope.js";
import type { WordPart } from "./token.js";
import { scanText } from "./word.js";

/** What an expansion needs of its surroundings. */
export interface Surroundings {
  readonly table: ValueTable;
  readonly scope: Scope;
  readonly span: (start: number, end: number) => Span;
  /** `$1` ... of the script or function: a value, or undefined where nobody says. */
  readonly argument: (index: number) => ValueId;
  /** `$@` and `$*`. */
  readonly argumentList: () => readonly ValueId[];
  /** Runs a command substitution: gives what it prints. */
  readonly substitute: (innerStart: number, innerEnd: number) => ValueId;
}

/** Defaults inside defaults are followed so deep. */
const MAX_DEPTH = 6;
/** A numeric range with more members than this is a hole. */
const MAX_RANGE = 8;

/** Values of the words that one word of the text becomes: an array gives several, an unquoted variable with a known text is split at blanks. */
export function expandWord(word: readonly WordPart[], around: Surroundings): readonly ValueId[] {
  const { table } = around;
  const parts = word.length > 1 ? word.filter((part) => part.kind !== "text" || part.text !== "") : word;
  const [only, second] = parts;
  if (only?.kind === "parameter" && !second) {
    const list = listOf(only.body, around);
    if (list) return list;
    const value = expandParameter(only.body, around, 0);
    const text = only.quoted ? undefined : table.scalar(value);
    if (typeof text !== "string" || !/\s/.test(text)) return typeof text === "string" && text === "" ? [] : [value];
    return text.trim().split(/\s+/).filter(Boolean).map((piece) => table.constant(piece, around.span(only.start, only.end)));
  }
  const braced = expandBraces(parts, around);
  return braced ?? [joinParts(parts, around)];
}

/** Value of a word as one text. */
export function joinParts(parts: readonly WordPart[], around: Surroundings, depth = 0): ValueId {
  const { table } = around;
  const [first, last] = [parts[0], parts[parts.length - 1]];
  if (first && last && parts.every((part) => part.kind === "text")) return table.constant(parts.map((part) => part.text).join(""), around.span(first.start, last.end));
  const values = parts.map((part): ValueId => {
    switch (part.kind) {
      case "text":
        return table.constant(part.text, around.span(part.start, part.end));
      case "parameter":
        return listText(listOf(part.body, around), table) ?? expandParameter(part.body, around, depth);
      case "substitution":
        return around.substitute(part.innerStart, part.innerEnd);
      case "arithmetic":
        return table.unknown("arithmetic");
    }
  });
  return table.concat(values);
}

function listText(list: readonly ValueId[] | null, table: ValueTable): ValueId | null {
  return list && table.concat(list.flatMap((item, i) => (i ? [table.constant(" "), item] : [item])));
}

/** Elements of `$@`, `$*` and `${array[@]}`; null for anything else. */
function listOf(body: string, { scope, argumentList }: Surroundings): readonly ValueId[] | null {
  if (body === "@" || body === "*") return argumentList();
  const name = /^(\w+)\[[@*]\](?::?[-+].*)?$/.exec(body)?.[1];
  const binding = name === undefined ? undefined : scope.get(name);
  if (!binding) return null;
  return binding.kind === "list" ? binding.items : [binding.value];
}

function expandParameter(body: string, around: Surroundings, depth: number): ValueId {
  const { table } = around;
  const head = /^([A-Za-z_]\w*|[0-9]+|[@*#?$!-])(\[[^\]]*\])?/.exec(body);
  if (!head?.[1]) return table.unknown("expansion");
  const [whole, name, index] = head;
  const value = lookup(name, index, around);
  const operation = body.slice(whole.length);
  if (!operation) return value ?? table.name(`env:${name}`);
  const fallback = /^:?([-=?+])([\s\S]*)$/.exec(operation);
  if (fallback?.[1]) {
    if (fallback[1] === "?") return value ?? table.name(`env:${name}`);
    const other = fallback[2] ?? "";
    const alternative = depth < MAX_DEPTH ? joinParts(scanText(other, 0, other.length), withoutPlaces(around), depth + 1) : table.constant(other);
    if (fallback[1] === "+") return table.either([alternative, table.constant("")]);
    return value !== undefined && table.scalar(value) !== undefined && table.scalar(value) !== "" ? value : table.either([value ?? table.name(`env:${name}`), alternative]);
  }
  const text = value === undefined ? undefined : table.scalar(value);
  const changed = typeof text === "string" ? changeText(text, operation) : null;
  return changed === null ? table.unknown("expansion") : table.constant(changed);
}

/** A default's text was cut out of the word: what is nested in it has no place of its own, and runs nothing. */
function withoutPlaces(around: Surroundings): Surroundings {
  const nowhere = around.span(0, 0);
  return { ...around, span: () => nowhere, substitute: () => around.table.unknown("command substitution") };
}

function lookup(name: string, index: string | undefined, { table, scope, argument }: Surroundings): ValueId | undefined {
  if (name === "0" || name === "BASH_SOURCE") return table.name("script:path");
  if (/^[1-9][0-9]*$/.test(name)) return argument(Number(name));
  if (/^[#?$!-]$/.test(name)) return table.unknown("state of the shell");
  const binding = scope.get(name);
  if (!binding) return name === "PWD" ? table.name("shell:directory") : undefined;
  if (binding.kind === "text") return binding.value;
  const position = index === undefined ? 0 : Number(index.slice(1, -1));
  return Number.isInteger(position) ? binding.items[position] ?? table.constant("") : table.unknown("element of an array");
}

/** Trimming (`%`, `%%`, `#`, `##`) and replacing of a known text, where the pattern is literal but for one `*` at its edge. */
function changeText(text: string, operation: string): string | null {
  const trim = /^(%%?|##?)([^*?[\]]*)(\*?)([^*?[\]]*)$/.exec(operation);
  if (trim?.[1]) return trimText(text, trim[1], trim[2] ?? "", trim[3] === "*", trim[4] ?? "");
  const replace = /^(\/\/?)([^/*?[\]]+)\/?([^/]*)$/.exec(operation);
  if (replace?.[2]) return replace[1] === "//" ? text.split(replace[2]).join(replace[3] ?? "") : text.replace(replace[2], () => replace[3] ?? "");
  if (operation === ",,") return text.toLowerCase();
  if (operation === "^^") return text.toUpperCase();
  return null;
}

function trimText(text: string, operator: string, before: string, star: boolean, after: string): string | null {
  const suffix = operator.startsWith("%");
  if (!star) {
    if (suffix) return text.endsWith(before) ? text.slice(0, text.length - before.length) : text;
    return text.startsWith(before) ? text.slice(before.length) : text;
  }
  if (suffix ? after : before) return null;
  const mark = suffix ? before : after;
  const longest = operator.length === 2;
  const at = suffix === longest ? text.indexOf(mark) : text.lastIndexOf(mark);
  if (at < 0) return text;
  return suffix ? text.slice(0, at) : text.slice(at + mark.length);
}

/** `{a,b}` and `{1..3}` outside quotes become several words; null where there is none. */
function expandBraces(parts: readonly WordPart[], around: Surroundings): readonly ValueId[] | null {
  const { table } = around;
  const at = parts.findIndex((part) => part.kind === "text" && !part.quoted && /\{[^{}]*(?:,|\.\.)[^{}]*\}/.test(part.text));
  const part = parts[at];
  if (part?.kind !== "text") return null;
  const match = /\{([^{}]*)\}/.exec(part.text);
  if (!match) return null;
  const choices = choicesOf(match[1] ?? "");
  const rest = (text: string): WordPart[] => (text ? [{ ...part, text }] : []);
  const before = [...parts.slice(0, at), ...rest(part.text.slice(0, match.index))];
  const after = [...rest(part.text.slice(match.index + match[0].length)), ...parts.slice(at + 1)];
  if (!choices) {
    const values = [...(before.length ? [joinParts(before, around)] : []), table.unknown("range"), ...(after.length ? [joinParts(after, around)] : [])];
    return [table.concat(values)];
  }
  return choices.map((choice) => joinParts([...before, ...rest(choice), ...after], around));
}

function choicesOf(body: string): readonly string[] | null {
  const range = /^(-?\d+)\.\.(-?\d+)$/.exec(body);
  if (!range) return body.includes(",") ? body.split(",") : null;
  const [from, to] = [Number(range[1]), Number(range[2])];
  const size = Math.abs(to - from) + 1;
  return size > MAX_RANGE ? null : Array.from({ length: size }, (_, i) => String(from + Math.sign(to - from) * i));
}
