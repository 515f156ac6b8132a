import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";

/** Text of a Makefile with its place; parts of it are put in place by `at`. */
export interface MakeText { readonly text: string; readonly at: (start: number, end: number) => Span }

interface Definition { readonly texts: MakeText[]; conditional: boolean }

/** Variables that refer to variables are followed so deep; below they stay names. */
const MAX_DEPTH = 30;
/** A reference is not longer than this; what looks like a longer one is text. */
const MAX_REFERENCE = 4096;

/** What `$@`, `$<` and `$^` stand for in a rule. */
export type Automatic = Readonly<Record<string, ValueId>>;

/** Variables of one Makefile: the last definition counts, `+=` adds, an unknown name is the environment's. */
export class MakeVariables {
  readonly #definitions = new Map<string, Definition>();
  readonly #values = new Map<string, ValueId | null>();

  constructor(private readonly table: ValueTable) {}

  define(name: string, operator: string, text: MakeText): void {
    const known = this.#definitions.get(name);
    if (operator === "+=" && known) known.texts.push(text);
    else if (!(operator === "?=" && known)) this.#definitions.set(name, { texts: [text], conditional: operator === "?=" });
  }

  /** Value of a variable; undefined where the Makefile does not define it or it refers to itself. */
  value(name: string, depth = 0): ValueId | undefined {
    const known = this.#values.get(name);
    if (known !== undefined) return known ?? undefined;
    const definition = this.#definitions.get(name);
    if (!definition || depth >= MAX_DEPTH) return undefined;
    this.#values.set(name, null);
    const parts = definition.texts.flatMap((text, i) => [...(i ? [this.table.constant(" ")] : []), this.expand(text, {}, depth + 1)]);
    const value = this.table.concat(parts);
    const result = definition.conditional ? this.table.either([this.table.name(`env:${name}`), value]) : value;
    this.#values.set(name, result);
    return result;
  }

  /** Puts variables into a text: `$(NAME)`, `${NAME}`, `$@`; `$$` is a dollar for the shell, functions stay expressions. */
  expand({ text, at }: MakeText, automatic: Automatic, depth = 0): ValueId {
    const { table } = this;
    const parts: ValueId[] = [];
    let literal = "";
    let literalStart = 0;
    const add = (piece: string, from: number): void => {
      if (!literal) literalStart = from;
      literal += piece;
    };
    const flush = (end: number): void => {
      if (literal) parts.push(table.constant(literal, at(literalStart, end)));
      literal = "";
    };
    for (let i = 0; i < text.length; ) {
      const dollar = text.indexOf("$", i);
      if (dollar < 0 || dollar === text.length - 1) {
        add(text.slice(i), i);
        break;
      }
      if (dollar > i) add(text.slice(i, dollar), i);
      const mark = text[dollar + 1] ?? "";
      if (mark === "$") {
        add("$", dollar);
        i = dollar + 2;
        continue;
      }
      const close = mark === "(" || mark === "{" ? closingBracket(text, dollar + 1) : dollar + 1;
      if (close < 0) {
        add("$", dollar);
        i = dollar + 1;
        continue;
      }
      flush(dollar);
      const name = close === dollar + 1 ? mark : text.slice(dollar + 2, close).trim();
      parts.push(this.#reference(name, automatic, depth));
      i = close + 1;
    }
    flush(text.length);
    return parts.length ? table.concat(parts) : table.constant("", at(0, text.length));
  }

  #reference(name: string, automatic: Automatic, depth: number): ValueId {
    const known = automatic[name] ?? this.value(name, depth);
    if (known !== undefined) return known;
    return this.table.name(/^[A-Za-z_][\w.-]*$/.test(name) ? `env:${name}` : `expr:${name}`);
  }
}

function closingBracket(text: string, open: number): number {
  const [start, end] = text[open] === "(" ? ["(", ")"] : ["{", "}"];
  let level = 0;
  for (let i = open; i < Math.min(text.length, open + MAX_REFERENCE); i++) {
    if (text[i] === start) level++;
    else if (text[i] === end && --level === 0) return i;
  }
  return -1;
}
