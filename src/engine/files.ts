import { lstat, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";
import { glob } from "tinyglobby";
import { compareText } from "../facts/location.js";
import { git } from "./git.js";

/** The files of one root: all of them (for names), those to read, and what was left out. */
export interface FileList {
  /** POSIX paths relative to the root, sorted. */
  readonly tree: readonly string[];
  /** Of `tree`, those that may be read. */
  readonly candidates: readonly string[];
  /** Folder or reason -> number of files left out. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** Trees that hold other people's or generated code wherever they stand. */
const FOREIGN = ["node_modules", ".venv", "venv", "site-packages", "__pycache__", ".git", ".tox", ".nox", ".eggs", ".mypy_cache", ".ipynb_checkpoints", ".mldebt-cache"];

/** Lists the files of a root: as git sees them (tracked, and untracked but not ignored), else by walking with `.gitignore`. */
export async function listFiles(root: string, ignored: readonly string[]): Promise<FileList> {
  const found = (await listByGit(root)) ?? (await listByWalk(root));
  const filter = ignore().add([...ignored, ...(await readIgnoreFile(root, ".mldebtignore"))]);
  const skipped = new Map<string, number>();
  const tree: string[] = [];
  const candidates: string[] = [];
  for (const path of [...new Set(found)].sort(compareText)) {
    const foreign = path.split("/").find((part) => FOREIGN.includes(part));
    if (foreign) {
      skipped.set(foreign, (skipped.get(foreign) ?? 0) + 1);
      continue;
    }
    tree.push(path);
    if (filter.ignores(path)) skipped.set("ignored by settings", (skipped.get("ignored by settings") ?? 0) + 1);
    else candidates.push(path);
  }
  return { tree, candidates, skipped };
}

/** Bytes of a file, or the reason why it is not read: a link, too large, unreadable. */
export async function readBounded(path: string, maxBytes: number): Promise<Buffer | string> {
  try {
    const info = await lstat(path);
    if (info.isSymbolicLink() || !info.isFile()) return "not a regular file";
    if (info.size > maxBytes) return `larger than ${maxBytes} bytes (${info.size})`;
    return await readFile(path);
  } catch (error) {
    return error instanceof Error ? error.message.split(",")[0] ?? "unreadable" : "unreadable";
  }
}

/** Decodes UTF-8 (with or without mark), UTF-16 with mark, or Latin-1; null for binary bytes. */
export function decode(bytes: Buffer): { readonly text: string; readonly lossy: boolean } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.subarray(2).toString("utf16le"), lossy: false };
  if (bytes.subarray(0, 8192).includes(0)) return null;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), lossy: false };
  } catch {
    return { text: bytes.toString("latin1"), lossy: true };
  }
}

async function listByGit(root: string): Promise<string[] | null> {
  const top = await git(root, ["rev-parse", "--show-toplevel"]);
  if (top === null) return null;
  const out = await git(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  if (out === null) return null;
  const paths = out.split("\0").filter(Boolean);
  // A folder that git ignores as a whole (a scratch copy inside another checkout) is walked instead.
  if (paths.length === 0 && (await realpath(root)) !== (await realpath(top.trim()))) return null;
  const present = await Promise.all(paths.map(async (path) => ((await lstat(join(root, path)).catch(() => null)) ? path : null)));
  return present.filter((path) => path !== null);
}

async function listByWalk(root: string): Promise<string[]> {
  const paths = await glob("**/*", { cwd: root, dot: true, onlyFiles: true, followSymbolicLinks: false, ignore: FOREIGN.map((name) => `**/${name}/**`) });
  const filters = new Map<string, Ignore>();
  for (const path of paths.filter((p) => p === ".gitignore" || p.endsWith("/.gitignore"))) {
    const folder = path.slice(0, -".gitignore".length);
    filters.set(folder, ignore().add(await readIgnoreFile(root, path)));
  }
  return paths.filter((path) => ![...filters].some(([folder, filter]) => path.startsWith(folder) && path !== folder && filter.ignores(path.slice(folder.length))));
}

async function readIgnoreFile(root: string, path: string): Promise<string[]> {
  const text = await readFile(join(root, path), "utf8").catch(() => "");
  return text.split(/\r?\n/).filter((line) => line.trim() && !line.startsWith("#"));
}
