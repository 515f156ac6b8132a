import { Language, Parser, type Tree } from "web-tree-sitter";
import { Kind, kindOfSymbol } from "./kinds.js";
import { flatten, type Flattened } from "./flatten.js";
import { blank, maskForGrammar } from "./mask.js";

/** Steps of the parser (in hundreds) that a text may take for each character, and at least; only damaged text comes near. */
const STEPS_PER_CHARACTER = 0.4;
const LEAST_STEPS = 10_000;
/** Rounds of mending what the grammar rejects although Python accepts it. */
const MENDING_ROUNDS = 3;

/** Parses Python text into a flat tree; holds the grammar. */
export class PythonParser {
  readonly #parser = new Parser();
  readonly #kinds: readonly (number | null)[];

  private constructor(language: Language) {
    this.#parser.setLanguage(language);
    this.#kinds = language.types.map((name, symbol) => (name === undefined ? null : kindOfSymbol(name, language.nodeTypeIsNamed(symbol))));
  }

  /** Loads the grammar from its bytes. */
  static async load(bytes: Uint8Array): Promise<PythonParser> {
    await Parser.init();
    return new PythonParser(await Language.load(bytes));
  }

  /** Null when the text is so broken that parsing would take too long. */
  parse(text: string): Flattened | null {
    let masked = maskForGrammar(text);
    for (let round = 0; ; round++) {
      const flat = this.#parseOnce(text, masked);
      const mended = flat && flat.broken.length > 0 && round < MENDING_ROUNDS ? mend(masked, flat) : masked;
      if (mended === masked) return flat;
      masked = mended;
    }
  }

  #parseOnce(text: string, masked: string): Flattened | null {
    const limit = LEAST_STEPS + STEPS_PER_CHARACTER * text.length;
    let steps = 0;
    let tree: Tree | null = null;
    try {
      tree = this.#parser.parse(masked, null, { progressCallback: () => ++steps > limit });
      if (tree) return flatten(tree, text, this.#kinds);
      this.#parser.reset();
      return null;
    } finally {
      tree?.delete();
    }
  }
}

/** Hides what Python accepts and the grammar does not: a format specification that begins with `=`, and defaults of type parameters. */
function mend(masked: string, { syntax, broken }: Flattened): string {
  let text = masked;
  for (const { start, parent } of broken) {
    if (parent === Kind.named_expression) {
      const colon = masked.lastIndexOf(":=", start);
      if (colon >= 0) text = blank(text, colon + 1, colon + 2);
    } else if (parent === Kind.type_parameter) {
      const equals = masked.indexOf("=", start);
      const end = endOfDefault(syntax.text, equals + 1);
      if (equals >= 0 && end > equals) text = blank(text, equals, end);
    }
  }
  return text;
}

function endOfDefault(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i);
    if (depth === 0 && (c === "," || c === "]")) return i;
    if ("[({".includes(c)) depth++;
    else if ("])}".includes(c)) depth--;
    else if (c === "\n" && depth === 0) return i;
  }
  return -1;
}
