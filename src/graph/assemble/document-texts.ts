import type { FileFacts } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import { configTexts } from "../flow/config-text.js";
import { normalParts, withProvenance } from "../flow/text-algebra.js";
import type { LinkFile } from "../input.js";
import type { Text, TextPart } from "../text.js";

const MAX_REFERENCES = 6;
/** Files beside a document whose keys it may name (`${train.rate}` of a DVC stage). */
const PARAMETERS = ["params.yaml", "params.yml", "params.json", "params.toml"];

/** Texts of values of configuration documents; `${a.b}` is looked up in the document itself, then in the parameter files beside it. */
export class DocumentTexts {
  private readonly byPath: ReadonlyMap<string, LinkFile>;
  private readonly leaves = new Map<string, ReadonlyMap<string, ValueId>>();

  constructor(files: readonly LinkFile[]) {
    this.byPath = new Map(files.map((file) => [file.path, file]));
  }

  /** Alternatives of a value, or of a text that stands for itself. */
  of(file: LinkFile, value: ValueId | string): readonly Text[] {
    if (typeof value === "string") return value === "" ? [] : [{ parts: holesIn(value), provenance: "literal", bound: [] }];
    return this.value(file.path, file.facts, value, 0);
  }

  private value(path: string, facts: FileFacts, value: ValueId, depth: number): readonly Text[] {
    return configTexts(path, facts, value, "literal", (name) => this.reference(path, name, depth));
  }

  private reference(path: string, name: string, depth: number): readonly Text[] | null {
    if (!name.startsWith("ref:") || depth >= MAX_REFERENCES) return null;
    const key = name.slice(4).split(/[.[\]]+/).filter((part) => part !== "").join("\n");
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    if (name.startsWith("ref:var.")) return this.variable(folder, name.slice("ref:var.".length), depth);
    for (const place of [path, ...PARAMETERS.map((it) => folder + it)]) {
      const file = this.byPath.get(place);
      const leaf = file && this.leavesOf(file).get(key);
      if (file && leaf !== undefined) return this.value(place, file.facts, leaf, depth + 1);
    }
    return null;
  }

  /** The default of a Terraform variable, which any file of the folder may declare. */
  private variable(folder: string, name: string, depth: number): readonly Text[] | null {
    for (const file of this.byPath.values()) {
      if (!file.path.endsWith(".tf") || file.path.slice(0, file.path.lastIndexOf("/") + 1) !== folder) continue;
      const leaf = this.leavesOf(file).get(`variable\n${name}\ndefault`);
      if (leaf !== undefined) return withProvenance(this.value(file.path, file.facts, leaf, depth + 1), "default");
    }
    return null;
  }

  private leavesOf(file: LinkFile): ReadonlyMap<string, ValueId> {
    const known = this.leaves.get(file.path);
    if (known) return known;
    const leaves = new Map<string, ValueId>();
    for (const setting of file.facts.settings) if (setting.document === 0 && setting.value !== undefined) leaves.set(setting.path.join("\n"), setting.value);
    this.leaves.set(file.path, leaves);
    return leaves;
  }
}

/** `${NAME}` in a text that the catalogue put together is a variable of the environment, `${a.b}`, `{x}` and `{}` are other unknowns. */
function holesIn(text: string): readonly TextPart[] {
  const parts = text.split(/(\$\{[^{}]*\}|\{[^{}]*\})/).filter((piece) => piece !== "").map((piece): TextPart => {
    const name = /^\$?\{([^{}]*)\}$/.exec(piece)?.[1]?.replace(/:-.*$/s, "");
    if (name === undefined) return piece;
    if (piece.startsWith("$") && /^\w+$/.test(name)) return { hole: "environment", name };
    return { hole: name === "" ? "unknown" : "variable", name };
  });
  return normalParts(parts);
}
