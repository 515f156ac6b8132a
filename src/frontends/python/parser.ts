import { Language, Parser, type Tree } from "web-tree-sitter";
import { Kind, kindOfSymbol } from "./kinds.js";
import { flatten, type Broken, type Flattened } from "./flatten.js";
import { blank, maskForGrammar } from "./mask.js";
import { closeBrackets, Insertions, type Insertion } from "./repair.js";

/** Steps of the parser (in hundreds) that a text may take for each character, and at least; only damaged text comes near. */
const STEPS_PER_CHARACTER = 0.4;
const LEAST_STEPS = 10_000;
/** Rounds of mending what the grammar rejects although Python accepts it, and what a typist left open. */
const MENDING_ROUNDS = 5;

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
    let flat = this.#parseOnce(text, masked, []);
    let insertions: readonly Insertion[] | null = null;
    for (let round = 0; flat && flat.broken.length > 0 && round < MENDING_ROUNDS; round++) {
      const mended = mend(masked, flat.broken);
      if (mended !== masked) {
        masked = mended;
        flat = this.#parseOnce(text, masked, insertions ?? []);
      } else if (insertions === null) {
        // Close brackets that were left open, if more of the text can be read then.
        insertions = closeBrackets(masked);
        const repaired: Flattened | null = insertions.length > 0 ? this.#parseOnce(text, masked, insertions) : null;
        if (repaired && damage(repaired.broken) < damage(flat.broken)) flat = repaired;
        else insertions = [];
      }
    }
    const opened = (insertions ?? []).map(({ at, text: missing }): Broken => ({ start: at, end: at, missing, around: [] }));
    return flat && opened.length > 0 ? { ...flat, broken: [...opened, ...flat.broken].sort((a, b) => a.start - b.start) } : flat;
  }

  #parseOnce(text: string, masked: string, insertions: readonly Insertion[]): Flattened | null {
    const changed = new Insertions(insertions);
    const limit = LEAST_STEPS + STEPS_PER_CHARACTER * text.length;
    let steps = 0;
    let tree: Tree | null = null;
    try {
      tree = this.#parser.parse(changed.applyTo(masked), null, { progressCallback: () => ++steps > limit });
      if (tree) return flatten(tree, text, this.#kinds, changed.original);
      this.#parser.reset();
      return null;
    } finally {
      tree?.delete();
    }
  }
}

function damage(broken: readonly Broken[]): number {
  return broken.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

/** Hides what Python accepts and the grammar does not: a format specification that begins with `=`, and defaults of type parameters. */
function mend(masked: string, broken: readonly Broken[]): string {
  let text = masked;
  for (const { start, around } of broken) {
    if (around.includes(Kind.interpolation)) {
      const colon = masked.lastIndexOf(":=", start);
      if (colon > masked.lastIndexOf("{", start)) text = blank(text, colon + 1, colon + 2);
    } else if (around.includes(Kind.type_parameter)) {
      const equals = masked.indexOf("=", start);
      const end = endOfDefault(masked, equals + 1);
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
