import { compareText } from "../../facts/location.js";
import type { FileIndex } from "./abstract.js";
import type { ProjectFile } from "./project-file.js";

/** What a dotted module name means to one importing file. */
export type ModuleTarget =
  | { readonly kind: "file"; readonly file: FileIndex }
  /** A folder without `__init__`. */
  | { readonly kind: "directory"; readonly directory: string }
  | null;

/** What matters of the file that imports. */
export type ImportingFile = Pick<ProjectFile, "path" | "directory" | "index">;

/** Module names of the whole project. */
export interface ModuleIndex {
  /** Absolute import of a dotted name from a file. */
  readonly absolute: (name: string, from: ImportingFile) => ModuleTarget;
  /** `level` leading dots, then a dotted name ("" for the package itself). */
  readonly relative: (name: string, level: number, from: ImportingFile) => ModuleTarget;
  /** A module or folder below a folder. */
  readonly below: (directory: string, name: string) => ModuleTarget;
  /** File of exactly this path. */
  readonly byPath: (path: string) => FileIndex | null;
  /** Files whose path ends with these segments. */
  readonly bySuffix: (suffix: string) => readonly FileIndex[];
  /** The same whatever the case of letters, where only one file has that path. */
  readonly byFolded: (path: string) => FileIndex | null;
}

const SCRIPT_ENDINGS = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"];
const SOURCE_FOLDERS = ["src", "lib", "python", "app"];

/** Indexes the modules of the project. `known` says whether a first name belongs to a package that the catalogue knows. */
export function indexModules(files: readonly ProjectFile[], known: (firstName: string) => boolean): ModuleIndex {
  const byStem = new Map<string, FileIndex>();
  const byPath = new Map<string, FileIndex>();
  const byName = new Map<string, FileIndex[]>();
  const folded = new Map<string, FileIndex | null>();
  const directories = new Set<string>();
  const rootsOf = new Map<string, string[]>();
  for (const file of files) {
    byPath.set(file.path, file.index);
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    const named = byName.get(name);
    if (named) named.push(file.index);
    else byName.set(name, [file.index]);
    const fold = file.path.toLowerCase();
    folded.set(fold, folded.has(fold) ? null : file.index);
    if (file.facts.language !== "python" && file.facts.language !== "notebook") continue;
    const stem = moduleStem(file.path);
    if (stem === null) continue;
    if (!byStem.has(stem) || file.path.endsWith(".py")) byStem.set(stem, file.index);
    for (let d = parentOf(stem); ; d = parentOf(d)) {
      directories.add(d);
      if (d === "") break;
    }
  }
  const isPackage = (directory: string): boolean => byPath.has(`${directory}/__init__.py`);
  // First names importable from a root folder, for names that lie neither beside nor above the importing file.
  for (const stem of [...byStem.keys(), ...directories].sort(compareText)) {
    if (stem === "") continue;
    const parent = parentOf(stem);
    if (parent !== "" && isPackage(parent)) continue;
    const first = stem.slice(parent === "" ? 0 : parent.length + 1);
    const list = rootsOf.get(first);
    if (list) list.push(parent);
    else rootsOf.set(first, [parent]);
  }
  const below = (directory: string, name: string): ModuleTarget => {
    const stem = name === "" ? directory : below0(directory, name.split(".").join("/"));
    const file = byStem.get(stem);
    if (file !== undefined) return { kind: "file", file };
    const init = byPath.get(`${stem}/__init__.py`);
    if (init !== undefined) return { kind: "file", file: init };
    return stem !== "" && directories.has(stem) ? { kind: "directory", directory: stem } : null;
  };
  const memo = new Map<string, ModuleTarget>();
  const absolute = (name: string, from: ImportingFile): ModuleTarget => {
    const key = `${from.directory}\u0001${name}`;
    const cached = memo.get(key);
    if (cached !== undefined) return cached;
    const target = findAbsolute(name, from);
    memo.set(key, target);
    return target;
  };
  const findAbsolute = (name: string, from: ImportingFile): ModuleTarget => {
    const first = name.split(".")[0] ?? name;
    let folder: ModuleTarget = null;
    const consider = (root: string): ModuleTarget => {
      const target = below(root, name);
      if (target?.kind === "file" && files[target.file]?.index !== from.index) return target;
      if (target?.kind === "directory") folder ??= target;
      return null;
    };
    for (let root = from.directory; ; root = parentOf(root)) {
      const near = consider(root) ?? firstOf(SOURCE_FOLDERS.map((source) => () => consider(below0(root, source))));
      if (near) return near;
      if (root === "") break;
    }
    if (!known(first)) {
      const roots = [...(rootsOf.get(first) ?? [])].sort((a, b) => commonFolders(b, from.directory) - commonFolders(a, from.directory) || depthOf(a) - depthOf(b) || compareText(a, b));
      for (const root of roots) {
        // A single word far away is more likely another program's module than ours.
        if (!name.includes(".") && !isPackage(below0(root, first)) && commonFolders(root, from.directory) === 0 && root !== "") continue;
        const far = consider(root);
        if (far) return far;
      }
      return folder;
    }
    return null;
  };
  /** A specifier of an ES or CommonJS module: a file with or without its ending, or the index of a folder. */
  const specified = (specifier: string, from: ImportingFile): ModuleTarget => {
    const path = joined(specifier.startsWith("/") ? "" : from.directory, specifier);
    const stem = path.replace(/\.[mc]?jsx?$/, "");
    const candidates = [path, ...SCRIPT_ENDINGS.map((ending) => path + ending), ...(stem === path ? [] : SCRIPT_ENDINGS.map((ending) => stem + ending)), ...SCRIPT_ENDINGS.map((ending) => below0(path, `index${ending}`))];
    for (const candidate of candidates) {
      const file = byPath.get(candidate);
      if (file !== undefined) return { kind: "file", file };
    }
    return null;
  };
  return {
    absolute,
    relative: (name, level, from) => {
      if (/^\.{0,2}\/|^\.{1,2}$/.test(name)) return specified(name, from);
      let directory = from.directory;
      for (let i = 1; i < level; i++) directory = parentOf(directory);
      return below(directory, name);
    },
    below,
    byPath: (path) => byPath.get(path) ?? null,
    bySuffix: (suffix) => (byName.get(suffix.slice(suffix.lastIndexOf("/") + 1)) ?? []).filter((index) => {
      const path = files[index]?.path ?? "";
      return path === suffix || path.endsWith(`/${suffix}`);
    }),
    byFolded: (path) => folded.get(path.toLowerCase()) ?? null,
  };
}

/** A path from a folder, its `.` and `..` resolved. */
function joined(directory: string, path: string): string {
  const parts = directory === "" ? [] : directory.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function firstOf(tries: readonly (() => ModuleTarget)[]): ModuleTarget {
  for (const attempt of tries) {
    const found = attempt();
    if (found) return found;
  }
  return null;
}

function moduleStem(path: string): string | null {
  const match = /^(.*)\.(py|ipynb|pyi)$/.exec(path);
  if (!match) return null;
  const stem = match[1] ?? "";
  return stem.endsWith("/__init__") || stem === "__init__" ? null : stem;
}

/** The folder above; "" for the root. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

function below0(directory: string, name: string): string {
  return directory === "" ? name : `${directory}/${name}`;
}

function depthOf(path: string): number {
  return path === "" ? 0 : path.split("/").length;
}

function commonFolders(a: string, b: string): number {
  const x = a === "" ? [] : a.split("/");
  const y = b === "" ? [] : b.split("/");
  let n = 0;
  while (n < x.length && n < y.length && x[n] === y[n]) n++;
  return n;
}
