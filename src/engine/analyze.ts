import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Graph } from "../graph/graph.js";
import type { RuleSetting } from "../rule/run.js";
import { folderCache, noCache } from "./cache.js";
import { readHistory } from "./history.js";
import { judge, type Verdict } from "./judge.js";
import { linkRoots } from "./link-roots.js";
import type { RootFacts } from "./project-input.js";
import { readRoot } from "./read-root.js";
import { defaultSettings, parseSettings, SettingsError, type PlacedSettings } from "./settings.js";

/** A mistake in how the analysis was asked for: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** How to analyse. Everything may be left out. */
export interface AnalyzeOptions {
  /** Settings file whose policy holds for all roots; else each root's own, policy from the first. */
  readonly config?: string | undefined;
  /** Rule settings that overlay those of the file. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** 0: as the machine has; 1: in this process. */
  readonly threads?: number;
  /** Folder of the facts cache; null for none. */
  readonly cacheDir?: string | null;
  /** Day of judgement, `YYYY-MM-DD`; else the day of the newest commit of the roots. */
  readonly asOf?: string | undefined;
}

/** Everything that one run found. */
export interface Analysis extends Verdict {
  readonly graph: Graph;
  readonly roots: readonly RootFacts[];
  /** Settings whose policy (rules, gate, confidence) holds. */
  readonly policy: PlacedSettings;
  readonly asOf: string | null;
  /** Commit of the only root; null without git or with several roots. */
  readonly commit: string | null;
}

/** Where facts are remembered unless the user names a folder. */
export function defaultCacheDir(): string {
  return join(process.env["XDG_CACHE_HOME"] || (process.env["HOME"] ? join(process.env["HOME"], ".cache") : tmpdir()), "mldebt");
}

/** Reads the roots, links them into one graph, runs the rules and scores the findings. Throws UsageError and SettingsError; bad input never throws. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions = {}): Promise<Analysis> {
  const folders = paths.length > 0 ? paths : ["."];
  for (const folder of folders) {
    const info = await stat(folder).catch(() => null);
    if (!info) throw new UsageError(`no such folder: ${folder}`);
    if (!info.isDirectory()) throw new UsageError(`not a folder: ${folder} (mldebt analyses whole repositories; name their roots)`);
  }
  const cacheDir = options.cacheDir === undefined ? defaultCacheDir() : options.cacheDir;
  const cache = cacheDir === null ? noCache : folderCache(cacheDir);
  const roots: RootFacts[] = [];
  const histories = [];
  for (const folder of folders) {
    roots.push(await readRoot(folder, { cache, threads: options.threads ?? 0, config: folders.length === 1 ? options.config : undefined }));
    histories.push(await readHistory(folder));
  }
  const names = roots.map((root) => root.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (folders.length > 1 && twice !== undefined) throw new UsageError(`two roots are called ${twice}: give one of them a \`name:\` in its mldebt.yaml`);
  const policy = await readPolicy(roots, folders, options);
  const graph = linkRoots(roots);
  const asOf = options.asOf ?? newestDay(histories.map((history) => history?.time ?? null));
  const prefix = (i: number): string => (folders.length > 1 ? `${names[i]}/` : "");
  const known = histories.every((history) => history?.commits);
  const commits = known ? histories.flatMap((history, i) => (history?.commits ?? []).map(({ time, paths: touched }) => ({ time, paths: touched.map((path) => prefix(i) + path) }))) : null;
  const verdict = judge(graph, roots, { rules: { ...policy.settings.rules, ...options.rules }, asOf, commits });
  return { ...verdict, graph, roots, policy, asOf, commit: folders.length === 1 ? (histories[0]?.commit ?? null) : null };
}

async function readPolicy(roots: readonly RootFacts[], folders: readonly string[], options: AnalyzeOptions): Promise<PlacedSettings> {
  if (folders.length === 1 || options.config === undefined) return roots[0]?.settings ?? defaultSettings();
  const text = await readFile(options.config, "utf8").catch(() => null);
  if (text === null) throw new SettingsError(options.config, 1, "no such settings file");
  return parseSettings(text, options.config);
}

function newestDay(times: readonly (number | null)[]): string | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : new Date(Math.max(...known) * 1000).toISOString().slice(0, 10);
}
