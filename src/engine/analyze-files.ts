import { compareText } from "../facts/location.js";
import type { Graph } from "../graph/graph.js";
import type { RuleSetting } from "../rule/run.js";
import { extractFacts, prepareFrontends, readerOf } from "./extractor.js";
import { judge, type Verdict } from "./judge.js";
import { linkRoots } from "./link-roots.js";
import { parseCodeowners } from "./owners.js";
import type { RootFacts } from "./project-input.js";
import { parseSettings } from "./settings.js";

/** Rules with their settings, and the day of judgement. */
export interface FilesOptions {
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly asOf?: string;
}

/** Analyses texts in memory as one root: the whole pipeline without IO. A file `mldebt.yaml` among them gives the settings. Throws SettingsError. */
export async function analyzeFiles(files: Readonly<Record<string, string>>, options: FilesOptions = {}): Promise<Verdict & { readonly graph: Graph }> {
  await prepareFrontends(Object.keys(files).flatMap((path) => readerOf(path)?.frontend ?? []));
  const tree = Object.keys(files).sort(compareText);
  const settings = parseSettings(files["mldebt.yaml"] ?? "", "mldebt.yaml");
  const root: RootFacts = {
    name: "project",
    tree,
    files: tree.flatMap((path) => {
      const reader = readerOf(path);
      return reader ? [{ path, facts: extractFacts(files[path] ?? "", reader) }] : [];
    }),
    settings,
    ownerOf: parseCodeowners(files["CODEOWNERS"] ?? files[".github/CODEOWNERS"] ?? ""),
    frameworks: [],
    problems: [],
  };
  const graph = linkRoots([root]);
  const verdict = judge(graph, [root], { rules: { ...settings.settings.rules, ...options.rules }, asOf: options.asOf ?? null, commits: null });
  return { ...verdict, graph };
}
