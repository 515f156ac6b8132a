import { loadCatalogue } from "../catalog/catalog.js";
import { unknownCallables } from "../catalog/unknown-callables.js";
import type { Unresolved } from "../graph/graph.js";
import type { Analysis } from "./analyze.js";

/** How often something was not understood, with the first place. */
export interface Gap { readonly name: string; readonly count: number; readonly at: string }

/** What was and was not understood of the roots. */
export interface Diagnosis {
  readonly files: readonly { readonly language: string; readonly files: number; readonly withProblems: number }[];
  /** IO calls whose resource has a known name, a template, no name. */
  readonly resources: { readonly known: number; readonly templates: number; readonly unresolved: number; readonly share: number };
  /** Reasons why resources have no name, most frequent first. */
  readonly reasons: readonly Gap[];
  /** Callables of packages that no catalogue entry describes, most frequent first. */
  readonly unknown: readonly Gap[];
  readonly problems: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

/** Looks at an analysis for what it could not understand, and what would help. */
export function diagnose(analysis: Analysis): Diagnosis {
  const { graph, roots } = analysis;
  const { resolvedResources: known, templateResources: templates, unresolvedResources: unresolved } = graph.stats;
  const all = known + templates + unresolved;
  return {
    files: languages(analysis),
    resources: { known, templates, unresolved, share: all === 0 ? 1 : (known + templates) / all },
    reasons: ranked(graph.unresolved.map((it) => ({ name: reasonOf(it), at: `${it.path}:${it.line}` }))),
    unknown: ranked(roots.flatMap((root) => unknownOf(root))),
    problems: graph.problems.filter((problem) => problem.kind !== "note").map(({ path, line, message }) => ({ path, line, message })),
  };
}

function languages({ graph, roots }: Analysis): Diagnosis["files"] {
  const broken = new Set(graph.problems.filter((problem) => problem.kind === "syntax" || problem.kind === "limit" || problem.kind === "internal").map((problem) => problem.path));
  const counts = new Map<string, { files: number; withProblems: number }>();
  for (const root of roots) {
    for (const { path, facts } of root.files) {
      const count = counts.get(facts.language) ?? { files: 0, withProblems: 0 };
      count.files++;
      if (broken.has(roots.length > 1 ? `${root.name}/${path}` : path)) count.withProblems++;
      counts.set(facts.language, count);
    }
  }
  return [...counts].map(([language, count]) => ({ language, ...count })).sort((a, b) => b.files - a.files || (a.language < b.language ? -1 : 1));
}

/** Names of variables differ from place to place; the kind of reason counts. */
function reasonOf(it: Unresolved): string {
  return it.why.replace(/^(value of|object of type) .*$/, "$1 ...");
}

function unknownOf(root: Analysis["roots"][number]): { name: string; at: string }[] {
  const { catalogue } = loadCatalogue(root.frameworks);
  const own = new Set(root.tree.flatMap((path) => path.replace(/\.(py|ipynb)$/, "").split("/")));
  return root.files.flatMap(({ path, facts }) =>
    facts.language !== "python" && facts.language !== "notebook" ? [] : unknownCallables(facts, catalogue).filter((name) => !own.has(name.split(".")[0] ?? name)).map((name) => ({ name, at: path })),
  );
}

function ranked(items: readonly { readonly name: string; readonly at: string }[]): Gap[] {
  const gaps = new Map<string, { count: number; at: string }>();
  for (const { name, at } of items) {
    const gap = gaps.get(name);
    if (gap) gap.count++;
    else gaps.set(name, { count: 1, at });
  }
  return [...gaps].map(([name, gap]) => ({ name, ...gap })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
