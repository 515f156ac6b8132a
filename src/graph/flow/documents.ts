import type { Setting } from "../../facts/file-facts.js";
import { locate, type Location } from "../../facts/location.js";
import type { Text } from "../text.js";
import type { Abstract, FileIndex } from "./abstract.js";
import { configTexts } from "./config-text.js";
import type { Lattice } from "./lattice.js";
import type { ProjectFile } from "./project-file.js";

/** A node of a settings tree. */
export interface DocumentNode {
  readonly setting: Setting | null;
  readonly kind: Setting["kind"];
  readonly at: Location;
  /** Child keys in order. */
  readonly keys: readonly string[];
}

const MAX_REFERENCES = 6;

/** Settings of configuration files as trees. A node's key is its path as JSON without brackets. */
export class DocumentTrees {
  private readonly trees = new Map<FileIndex, ReadonlyMap<string, TreeNode>>();

  constructor(
    private readonly files: readonly ProjectFile[],
    private readonly lattice: Lattice,
    private readonly environment: (name: string, file: ProjectFile) => readonly Text[],
  ) {}

  /** Root of the first document of a file. */
  root(file: FileIndex): Abstract {
    return this.node(file, "");
  }

  get(file: FileIndex, node: string): DocumentNode | null {
    const found = this.tree(file).get(node);
    return found ? { setting: found.setting, kind: found.setting?.kind ?? "mapping", at: found.at, keys: [...found.keys] } : null;
  }

  /** Value of a node: texts of a leaf, else the node itself. */
  node(file: FileIndex, node: string, depth = 0): Abstract {
    const found = this.tree(file).get(node);
    if (!found) return this.lattice.nothing;
    const { setting } = found;
    if (setting?.kind === "scalar") {
      const owner = this.files[file];
      if (!owner || setting.value === undefined) return this.lattice.none;
      const texts = configTexts(owner.path, owner.facts, setting.value, "setting", (name) => this.reference(name, owner, depth));
      return texts.length > 0 ? this.lattice.texts(texts) : this.lattice.none;
    }
    return this.lattice.things([{ kind: "document", key: `D${file}:${node}`, file, node }]);
  }

  private reference(name: string, file: ProjectFile, depth: number): readonly Text[] | null {
    if (name.startsWith("env:")) {
      const texts = this.environment(name.slice(4), file);
      return texts.length > 0 ? texts : null;
    }
    if (!name.startsWith("ref:") || depth >= MAX_REFERENCES) return null;
    const path = name.slice(4).split(/[.[\]]+/).filter((part) => part !== "");
    const target = this.node(file.index, childKey("", path), depth + 1);
    if (target.texts.length > 0) return target.texts;
    // ini files and step-local parameters: the last part alone, beside or above.
    return null;
  }

  /** The child under a key or position; null where there is none. */
  child(file: FileIndex, node: string, key: string): Abstract | null {
    const below = childKey(node, [key]);
    return this.tree(file).has(below) ? this.node(file, below) : null;
  }

  private tree(file: FileIndex): ReadonlyMap<string, TreeNode> {
    const known = this.trees.get(file);
    if (known) return known;
    const tree = new Map<string, TreeNode>();
    const owner = this.files[file];
    for (const setting of owner?.facts.settings ?? []) {
      if (!owner || setting.document !== 0) continue;
      const path = setting.path.map(String);
      const at = locate(owner.path, setting.at);
      const key = childKey("", path);
      tree.set(key, { setting, at, keys: tree.get(key)?.keys ?? new Set() });
      for (let n = path.length - 1; n >= 0; n--) {
        const aboveKey = childKey("", path.slice(0, n));
        let above = tree.get(aboveKey);
        if (!above) tree.set(aboveKey, (above = { setting: null, at, keys: new Set() }));
        const child = path[n] ?? "";
        if (above.keys.has(child)) break;
        above.keys.add(child);
      }
    }
    this.trees.set(file, tree);
    return tree;
  }
}

interface TreeNode {
  readonly setting: Setting | null;
  readonly at: Location;
  readonly keys: Set<string>;
}

/** Key of a node below another. */
export function childKey(node: string, path: readonly string[]): string {
  return path.reduce((key, part) => `${key}\u0001${part}`, node);
}
