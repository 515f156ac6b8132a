import { readFile } from "node:fs/promises";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { parse } from "yaml";
import type { Problem } from "../graph/graph.js";
import type { FactsCache } from "./cache.js";
import { extractAll, type ExtractTask } from "./extract-all.js";
import { readerOf } from "./extractor.js";
import { listFiles, readBounded } from "./files.js";
import { ownersByGlob, parseCodeowners, type OwnerOf } from "./owners.js";
import type { RootFacts } from "./project-input.js";
import { defaultSettings, parseSettings, SettingsError, type PlacedSettings } from "./settings.js";

/** Names under which a root's settings are looked for. */
export const SETTINGS_FILES = ["mldebt.yaml", "mldebt.yml", ".mldebt.yaml"] as const;

const CODEOWNERS = ["CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];
/** A larger source file is generated or data: it is named as a problem and not read. */
const MAX_FILE_BYTES = 4_000_000;
/** Notebooks carry their outputs. */
const MAX_NOTEBOOK_BYTES = 40_000_000;

/** How a root is read. */
export interface ReadOptions {
  readonly cache: FactsCache;
  /** 0: as many threads as the machine has. */
  readonly threads: number;
  /** Settings file given by hand; else the root's own. */
  readonly config?: string | undefined;
}

/** Reads one root: its settings, its list of files, and the facts of those that a front-end reads. Throws SettingsError only. */
export async function readRoot(root: string, options: ReadOptions): Promise<RootFacts> {
  const settings = await readSettings(root, options.config);
  const list = await listFiles(root, settings.settings.ignore);
  const problems: Problem[] = [];
  const tasks: ExtractTask[] = [];
  for (const path of list.candidates) {
    const reader = readerOf(path);
    if (!reader) continue;
    const bytes = await readBounded(join(root, path), path.endsWith(".ipynb") ? MAX_NOTEBOOK_BYTES : MAX_FILE_BYTES);
    if (typeof bytes === "string") problems.push(note(path, bytes === "not a regular file" ? "note" : "io", `not read: ${bytes}`));
    else tasks.push({ path, bytes, reader });
  }
  for (const [reason, count] of [...list.skipped].sort()) problems.push(note("", "note", `${count} ${count === 1 ? "file" : "files"} left out: ${reason}`));
  const facts = await extractAll(tasks, options.cache, options.threads);
  return {
    name: settings.settings.name ?? basename(resolve(root)),
    files: tasks.map((task, i) => ({ path: task.path, facts: facts[i] as (typeof facts)[number] })),
    tree: list.tree,
    settings,
    ownerOf: await readOwners(root, settings),
    frameworks: await readFrameworks(root, settings),
    problems,
  };
}

async function readSettings(root: string, config: string | undefined): Promise<PlacedSettings> {
  for (const name of config === undefined ? SETTINGS_FILES : [config]) {
    const path = config === undefined ? join(root, name) : resolve(config);
    const text = await readFile(path, "utf8").catch(() => null);
    if (text !== null) return parseSettings(text, config === undefined ? name : spell(root, path));
    if (config !== undefined) throw new SettingsError(config, 1, "no such settings file");
  }
  return defaultSettings();
}

function spell(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside.split(sep).join("/");
}

async function readOwners(root: string, { settings, path }: PlacedSettings): Promise<OwnerOf> {
  if (typeof settings.owners === "object") return ownersByGlob(settings.owners);
  for (const name of settings.owners === undefined ? CODEOWNERS : [settings.owners]) {
    const text = await readFile(join(root, name), "utf8").catch(() => null);
    if (text !== null) return parseCodeowners(text);
  }
  if (settings.owners !== undefined) throw new SettingsError(path, 1, `owners: cannot read ${settings.owners}`);
  return () => null;
}

async function readFrameworks(root: string, placed: PlacedSettings): Promise<RootFacts["frameworks"]> {
  return Promise.all(
    placed.settings.catalog.map(async (file, i) => {
      const { line } = placed.placeOf(["catalog", i]);
      const text = await readFile(join(root, file), "utf8").catch(() => null);
      if (text === null) throw new SettingsError(placed.path, line, `catalog: cannot read ${file}`);
      try {
        return { file, content: parse(text) as unknown };
      } catch (error) {
        throw new SettingsError(file, 1, error instanceof Error ? error.message : String(error));
      }
    }),
  );
}

function note(path: string, kind: Problem["kind"], message: string): Problem {
  return { path, line: 1, column: 1, kind, message };
}
