import { interpret } from "../catalog/interpret.js";
import { loadCatalogue } from "../catalog/catalog.js";
import { interpretDocument } from "../catalog/documents/interpret-document.js";
import { compareText } from "../facts/location.js";
import type { Graph, Problem } from "../graph/graph.js";
import type { LinkFile, LinkSettings } from "../graph/input.js";
import { link } from "../graph/link.js";
import { rememberingParser } from "./extractor.js";
import type { RootFacts } from "./project-input.js";

/** Links the facts of one or several roots into one graph. With several roots every path starts with its root's name. Pure. */
export function linkRoots(roots: readonly RootFacts[]): Graph {
  const several = roots.length > 1;
  const inRoot = (root: RootFacts, path: string): string => (several ? `${root.name}/${path}` : path);
  const { catalogue, problems: mistakes } = loadCatalogue(roots.flatMap((root) => root.frameworks));
  const parse = rememberingParser();
  const files: LinkFile[] = roots.flatMap((root) =>
    root.files.map(({ path, facts }) => ({
      path: inRoot(root, path),
      facts,
      observations: [...interpret(facts, catalogue), ...interpretDocument(path, facts, { parseShell: (text) => parse("shell", text) })],
    })),
  );
  const factProblems = files.flatMap(({ path, facts }) =>
    facts.problems.map((problem): Problem => ({ path, line: problem.at.line, column: problem.at.column, kind: problem.kind, message: problem.message })),
  );
  return link({
    roots: several ? roots.map((root) => root.name) : ["."],
    files: files.sort((a, b) => compareText(a.path, b.path)),
    tree: roots.flatMap((root) => root.tree.map((path) => inRoot(root, path))).sort(compareText),
    knowledge: catalogue.knowledge,
    settings: mergeKnowledge(roots, inRoot),
    parse,
    problems: [...mistakes.map((message): Problem => ({ path: "", line: 1, column: 1, kind: "settings", message })), ...roots.flatMap((root) => root.problems.map((problem) => ({ ...problem, path: inRoot(root, problem.path) }))), ...factProblems],
  });
}

/** Knowledge of all roots together: each root declares for itself. */
function mergeKnowledge(roots: readonly RootFacts[], inRoot: (root: RootFacts, path: string) => string): LinkSettings {
  const placed = (root: RootFacts, keys: readonly (string | number)[]) => {
    const at = root.settings.placeOf(keys);
    return { ...at, path: inRoot(root, at.path) };
  };
  return {
    consumers: roots.flatMap((root) =>
      root.settings.settings.consumers.map((consumer, i) => ({
        name: consumer.name, owner: consumer.owner ?? null, reads: consumer.reads, until: consumer.until ?? null, at: placed(root, ["consumers", i]),
      })),
    ),
    resources: roots.flatMap((root) => root.settings.settings.resources.map((resource, i) => ({ ...defined(resource), at: placed(root, ["resources", i]) }))),
    feedback: roots.flatMap((root) =>
      root.settings.settings.feedback.map((entry, i) => ({ through: entry.through, isCausedBy: entry.isCausedBy, exploration: entry.exploration ?? null, at: placed(root, ["feedback", i]) })),
    ),
    flags: {
      closed: roots.some((root) => root.settings.settings.flags?.closed === true),
      permanent: roots.flatMap((root) => root.settings.settings.flags?.permanent ?? []),
    },
    roles: roots.flatMap((root) => Object.entries(root.settings.settings.roles).map(([glob, role]) => ({ glob: inRoot(root, glob), role }))),
    ownerOf: (path) => {
      for (const root of roots) {
        const prefix = inRoot(root, "");
        if (path.startsWith(prefix)) return root.ownerOf(path.slice(prefix.length));
      }
      return null;
    },
  };
}

/** Drops keys without a value, so that optional fields are absent rather than undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // The keys that remain are exactly those with a value.
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
