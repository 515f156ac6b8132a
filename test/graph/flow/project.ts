import { interpretDocument } from "../../../src/catalog/documents/interpret-document.js";
import { loadCatalogue } from "../../../src/catalog/catalog.js";
import { interpret } from "../../../src/catalog/interpret.js";
import { extractFacts, prepareFrontends, readerOf, rememberingParser } from "../../../src/engine/extractor.js";
import { interpretProject } from "../../../src/graph/flow/interpret-project.js";
import type { ProjectEffects } from "../../../src/graph/flow/project-effects.js";
import type { LinkFile } from "../../../src/graph/input.js";
import { filePlaces } from "../../../src/graph/names/file-places.js";
import { createSpeller } from "../../../src/graph/names/speller.js";
import { projectScopes } from "../../../src/graph/scopes.js";

/** Texts of a project by path. */
export type Files = Readonly<Record<string, string>>;

/** Interprets texts as one project, with the real front-ends, catalogue and speller; `order` is the order in which files arrive. */
export async function interpretFiles(files: Files, order: readonly string[] = Object.keys(files)): Promise<ProjectEffects> {
  await prepareFrontends();
  const { catalogue } = loadCatalogue([]);
  const tree = Object.keys(files).sort();
  const linked = order.flatMap((path): LinkFile[] => {
    const reader = readerOf(path);
    if (!reader) return [];
    const facts = extractFacts(files[path] ?? "", reader);
    return [{ path, facts, observations: [...interpret(facts, catalogue), ...interpretDocument(path, facts)] }];
  });
  const spell = createSpeller({ places: filePlaces(tree, [], projectScopes(tree)), feastProject: () => undefined });
  return interpretProject({
    roots: ["."], files: linked, tree, knowledge: catalogue.knowledge, parse: rememberingParser(), problems: [],
    settings: { consumers: [], resources: [], feedback: [], flags: { closed: false, permanent: [] }, roles: [], ownerOf: () => null },
  }, spell);
}

/**
 * One line for each act of a job on a resource: `job act resource [where the value goes] <- what it derives from`. `job:` is left out, acts at several places are one line,
 * a write that stores predictions ends in `of <model>`.
 */
export function actLines(project: ProjectEffects): readonly string[] {
  const lines = new Map<string, { flow: Set<string>; from: Set<string>; by: Set<string> }>();
  for (const effect of project.effects) {
    const key = `${effect.job.id.slice(4)} ${effect.act} ${effect.resource.id}`;
    const line = lines.get(key) ?? { flow: new Set(), from: new Set(), by: new Set() };
    lines.set(key, line);
    for (const flow of effect.flow) line.flow.add(flow);
    for (const model of effect.predictedBy) line.by.add(model);
    for (const { effect: source } of effect.derives) line.from.add(project.effects[source]?.resource.id ?? "?");
  }
  const list = (before: string, items: ReadonlySet<string>, after: string): string => (items.size > 0 ? `${before}${[...items].sort().join(" ")}${after}` : "");
  return [...lines].map(([key, { flow, from, by }]) => `${key}${list(" [", flow, "]")}${list(" <- ", from, "")}${list(" of ", by, "")}`).sort();
}

/** Lines of a small project. */
export async function linesOf(files: Files): Promise<readonly string[]> {
  return actLines(await interpretFiles(files));
}
