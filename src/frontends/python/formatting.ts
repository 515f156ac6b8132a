import type { Argument } from "../../facts/file-facts.js";
import type { ConstantValue, ValueId } from "../../facts/value.js";
import type { Lowering } from "./lowering.js";
import type { Values } from "../values.js";

/** A piece of a format: text, or a hole with what fills it. */
type Piece<T> = string | { readonly field: T };

const PERCENT = /%(?:%|(?:\(([^)]*)\))?[-#0 +]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([diouxXeEfFgGcrsa]))/g;

/** `format % value` for a literal format: its pieces and what fills them; null where the left side is no literal or the holes cannot be told. */
export function formatPercent(l: Lowering, left: ValueId, right: ValueId): ValueId | null {
  const { values } = l;
  const format = literal(values, left);
  if (!format) return null;
  const pieces = percentPieces(format.value);
  if (!pieces) return null;
  const holes = pieces.filter((piece) => typeof piece !== "string").length;
  const items = values.itemsOf(right);
  let position = 0;
  return joinPieces(values, format, pieces, (name: string | null) => {
    if (name !== null) return entryOf(l, right, name);
    const index = position++;
    if (items) return items[index] ?? values.unknown("the format has more holes than values");
    return holes === 1 ? right : values.element(right, index);
  });
}

function percentPieces(text: string): Piece<string | null>[] | null {
  const pieces: Piece<string | null>[] = [];
  let last = 0;
  for (const match of text.matchAll(PERCENT)) {
    if (match[2] === "*" || match[3] === "*") return null;
    pieces.push(text.slice(last, match.index));
    last = match.index + match[0].length;
    pieces.push(match[4] === undefined ? "%" : { field: match[1] ?? null });
  }
  pieces.push(text.slice(last));
  return pieces;
}

function entryOf(l: Lowering, record: ValueId, name: string): ValueId {
  const { values } = l;
  const value = values.at(record);
  if (value?.kind === "record") {
    const entry = value.entries.find(({ key }) => key !== null && values.textOf(key) === name);
    if (entry) return entry.value;
  }
  return values.lookup("item", record, values.key(name));
}

/** `"...".format(...)` on a literal as text put together; null for any other call. */
export function formatCall(l: Lowering, callee: ValueId, args: readonly Argument[]): ValueId | null {
  const { values } = l;
  const method = values.at(callee);
  if (method?.kind !== "lookup" || method.how !== "attribute" || values.textOf(method.key) !== "format") return null;
  const format = literal(values, method.base);
  const pieces = format && formatPieces(format.value);
  if (!format || !pieces) return null;
  const spreads = args.some((argument) => argument.spread !== undefined);
  let position = 0;
  return joinPieces(values, format, pieces, (field) => {
    const [first = "", ...path] = field.split(/(?=[.[])/);
    const name = first === "" ? String(position++) : first;
    let value = argumentOf(l, args, name) ?? values.unknown(spreads ? "the value is spread" : "the format has more holes than values");
    for (const step of path) {
      if (step.startsWith(".")) value = values.attribute(value, step.slice(1));
      else value = values.lookup("item", value, /^\[\d+\]$/.test(step) ? values.constant(Number(step.slice(1, -1))) : values.key(step.slice(1, -1)));
    }
    return value;
  });
}

function argumentOf(l: Lowering, args: readonly Argument[], name: string): ValueId | undefined {
  if (!/^\d+$/.test(name)) {
    const named = args.find((argument) => argument.name === name);
    const spread = args.find((argument) => argument.spread === "entries");
    return named?.value ?? (spread && entryOf(l, spread.value, name));
  }
  const index = Number(name);
  const positional = args.filter((argument) => argument.name === undefined && argument.spread !== "entries");
  const at = positional[index];
  return at && !positional.slice(0, index + 1).some((argument) => argument.spread) ? at.value : undefined;
}

/** Text and field names; conversions and specifications are left out. Null where braces do not match. */
function formatPieces(text: string): Piece<string>[] | null {
  const pieces: Piece<string>[] = [];
  let plain = "";
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if ((c === "{" || c === "}") && text[i + 1] === c) {
      plain += c;
      i++;
    } else if (c === "{") {
      let depth = 1;
      let end = i + 1;
      for (; end < text.length && depth > 0; end++) depth += text[end] === "{" ? 1 : text[end] === "}" ? -1 : 0;
      if (depth > 0) return null;
      pieces.push(plain, { field: text.slice(i + 1, end - 1).replace(/[!:][^\]]*$/s, "").trim() });
      plain = "";
      i = end - 1;
    } else if (c === "}") {
      return null;
    } else {
      plain += c;
    }
  }
  pieces.push(plain);
  return pieces;
}

function literal(values: Values, id: ValueId): (ConstantValue & { readonly value: string }) | null {
  const value = values.at(id);
  return value?.kind === "constant" && typeof value.value === "string" ? { ...value, value: value.value } : null;
}

/** Merges neighbouring text and fills the holes; the text's place is that of the whole literal. */
function joinPieces<T>(values: Values, format: ConstantValue, pieces: readonly Piece<T>[], fill: (field: T) => ValueId): ValueId {
  const parts: ValueId[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain) parts.push(format.at ? values.text(plain, format.at) : values.key(plain));
    plain = "";
  };
  for (const piece of pieces) {
    if (typeof piece === "string") {
      plain += piece;
      continue;
    }
    flush();
    parts.push(fill(piece.field));
  }
  flush();
  return values.join("concat", parts);
}
