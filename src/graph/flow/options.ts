import type { Location } from "../../facts/location.js";
import type { Abstract, FileIndex, ObjectId } from "./abstract.js";
import { attributeCell, type Heap } from "./heap.js";
import type { LaunchCommand, Word } from "./launches.js";
import { holeText, knownText, literalText, partsKey } from "./text-algebra.js";
import type { Text } from "../text.js";

/** One declared switch. */
export interface OptionSpec {
  readonly provider: string;
  /** As written: `--lr-decay`, `-l`, or the name of a positional. */
  readonly names: readonly string[];
  /** Attribute under which code reads it. */
  readonly dest: string;
  readonly default: Abstract | null;
  readonly action: string | null;
  /** Takes words of the command line behind it. */
  readonly arity: "none" | "one" | "optional" | "many";
  readonly positional: boolean;
  readonly at: Location;
  readonly file: FileIndex;
}

/** A parser, or another set of switches that are read together. */
export interface ParserInfo {
  readonly object: ObjectId;
  readonly provider: string;
  readonly specs: Map<string, OptionSpec>;
  readonly children: Set<ObjectId>;
  /** Some declaration has a computed name. */
  open: boolean;
}

/** Declared switches of the whole project. */
export class OptionTable {
  readonly parsers = new Map<ObjectId, ParserInfo>();
  /** Catalogued types of namespaces that a process has of its own. */
  readonly types = new Map<ObjectId, string>();

  constructor(private readonly heap: Heap) {}

  /** The one set of switches of a process-wide provider. */
  processParser(provider: string): ObjectId {
    return this.heap.object(0, `process ${provider}`, () => ({ file: 0, at: { path: "", line: 1, column: 1, endLine: 1, endColumn: 1 }, name: provider })).id;
  }

  parser(object: ObjectId, provider: string): ParserInfo {
    let known = this.parsers.get(object);
    if (!known) this.parsers.set(object, (known = { object, provider, specs: new Map(), children: new Set(), open: false }));
    return known;
  }

  /** Declares a switch; gives false if the same declaration was known. */
  declare(object: ObjectId, spec: OptionSpec): boolean {
    const parser = this.parser(object, spec.provider);
    const known = parser.specs.get(spec.dest);
    parser.specs.set(spec.dest, spec);
    if (!known || known.default !== spec.default || known.arity !== spec.arity) this.heap.touch(`options ${object}`);
    return known?.default !== spec.default;
  }

  /** A default without a declaration (`set_defaults`). */
  assign(object: ObjectId, name: string, value: Abstract): void {
    this.heap.write(attributeCell(object, name), value);
  }

  link(child: ObjectId, parent: ObjectId): void {
    if (child !== parent) this.parser(parent, "argparse").children.add(child);
  }

  /** Switches of a parser and of its groups and sub-parsers. */
  specsOf(object: ObjectId): readonly OptionSpec[] {
    const out: OptionSpec[] = [];
    const seen = new Set<ObjectId>([object]);
    for (const id of seen) {
      const parser = this.parsers.get(id);
      if (!parser) continue;
      out.push(...parser.specs.values());
      for (const child of parser.children) seen.add(child);
    }
    return out;
  }
}

/** What one command line gives to each switch, by dest; `null` words for a switch without a value. */
export function bindCommandLine(specs: readonly OptionSpec[], words: readonly Word[]): ReadonlyMap<string, readonly Text[]> {
  const bound = new Map<string, readonly Text[]>();
  const byName = new Map<string, OptionSpec>();
  for (const spec of specs) for (const name of spec.names) if (!spec.positional || name.startsWith("-")) byName.set(name, spec);
  const positionals = specs.filter((spec) => spec.positional);
  let nextPositional = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? [];
    const text = headOf(word);
    if (text === "--") continue;
    if (!text.startsWith("-") || /^-\d/.test(text)) {
      const spec = positionals[nextPositional];
      if (spec && spec.arity !== "many") nextPositional++;
      if (spec) bound.set(spec.dest, [...(spec.arity === "many" ? bound.get(spec.dest) ?? [] : []), ...word]);
      continue;
    }
    const equals = text.indexOf("=");
    const name = equals < 0 ? text : text.slice(0, equals);
    const spec = byName.get(name) ?? negated(byName, name) ?? abbreviated(byName, name);
    if (!spec) {
      // An undeclared option may take the next word.
      if (equals < 0 && !headOf(words[i + 1] ?? []).startsWith("-") && specs.length > 0 && i + 1 < words.length && positionals.length === 0) i++;
      continue;
    }
    if (equals >= 0) bound.set(spec.dest, word.map((one) => cutText(one, equals + 1)));
    else if (spec.arity === "none") bound.set(spec.dest, [literalText(name.startsWith("--no-") && !byName.has(name) ? "False" : spec.action === "store_false" ? "False" : "True", word[0]?.bound ?? [], "command-line")]);
    else {
      const values: Text[] = [];
      while (i + 1 < words.length && (spec.arity === "many" || values.length === 0)) {
        const next = words[i + 1] ?? [];
        if (headOf(next).startsWith("-") && !/^-\d/.test(headOf(next))) break;
        values.push(...next);
        i++;
        if (spec.arity !== "many") break;
      }
      bound.set(spec.dest, values);
    }
  }
  return bound;
}

function headOf(word: Word): string {
  const first = word[0]?.parts[0];
  return typeof first === "string" ? first : word[0] ? "\u0000" : "";
}

function cutText(text: Text, from: number): Text {
  const first = text.parts[0];
  if (typeof first !== "string") return text;
  const rest = first.slice(from);
  return { ...text, parts: rest === "" ? text.parts.slice(1) : [rest, ...text.parts.slice(1)] };
}

function negated(byName: ReadonlyMap<string, OptionSpec>, name: string): OptionSpec | undefined {
  return name.startsWith("--no-") ? byName.get(`--${name.slice(5)}`) : name.startsWith("--no") ? byName.get(`--${name.slice(4)}`) : undefined;
}

/** `--train` for `--train_size`, as argparse allows where only one name begins so. */
function abbreviated(byName: ReadonlyMap<string, OptionSpec>, name: string): OptionSpec | undefined {
  if (!name.startsWith("--") || name.length < 3) return undefined;
  const found = new Set<OptionSpec>();
  for (const [full, spec] of byName) if (full.startsWith(name)) found.add(spec);
  return found.size === 1 ? [...found][0] : undefined;
}

/** Texts of a switch over all launchers of a script; its default stays only where some launcher does not set it. */
export function optionTexts(spec: OptionSpec, specs: readonly OptionSpec[], launches: readonly LaunchCommand[]): readonly Text[] {
  const given: Text[] = [];
  let missing = launches.length === 0;
  for (const launch of launches) {
    const texts = bindCommandLine(specs, launch.words).get(spec.dest);
    if (texts) given.push(...texts.map((text): Text => ({ ...text, provenance: text.provenance === "literal" ? "command-line" : text.provenance })));
    else missing = true;
  }
  const known = given.filter((text) => !given.some((other) => other !== text && partsKey(other.parts) === partsKey(text.parts) && given.indexOf(other) < given.indexOf(text)));
  if (!missing) return known;
  const fallback = (spec.default?.texts ?? []).map((text): Text => ({ ...text, provenance: "default", bound: text.bound.length > 0 ? text.bound : [spec.at] }));
  if (fallback.length > 0) return [...known, ...fallback];
  return known.length > 0 && spec.default !== null ? known : [...known, holeText("variable", spec.dest, [spec.at])];
}

/** Dest of a switch by its names, as argparse makes it. */
export function destOf(names: readonly string[]): string {
  const long = names.find((name) => name.startsWith("--")) ?? names.find((name) => name.startsWith("-")) ?? names[0] ?? "";
  return long.replace(/^-+/, "").replaceAll("-", "_");
}

/** How many words an option takes, by its action and number of arguments. */
export function arityOf(action: string | null, nargs: string | null): OptionSpec["arity"] {
  if (action !== null && /^(?:store_true|store_false|store_const|append_const|count|help|version|BooleanOptionalAction|is_flag|flag)$/.test(action.split(".").pop() ?? "")) return "none";
  if (nargs === "?") return "optional";
  if (nargs === "*" || nargs === "+" || nargs === "-1" || (nargs !== null && /^[2-9]\d*$/.test(nargs))) return "many";
  return "one";
}

/** Known text of a declaration's word. */
export function wordOf(value: Abstract | null): string | null {
  const text = value?.texts[0];
  return text ? knownText(text) : null;
}
