import type { LinkFile, LinkSettings } from "../input.js";
import type { FileRole } from "../../facts/vocabulary.js";
import type { GraphNode, SourceFile } from "../graph.js";
import type { Scopes } from "../scopes.js";

/** The analysed files with role, project, owner and size. Keys count for documents that the graph uses only: those that say something themselves or are read. */
export function sourceFiles(
  files: readonly LinkFile[], nodes: readonly GraphNode[], roleOf: (path: string) => FileRole, scopes: Scopes,
  ownerOf: LinkSettings["ownerOf"],
): SourceFile[] {
  const ids = new Set(nodes.map((node) => node.id));
  return files.map((file): SourceFile => {
    const { facts, path } = file;
    const isUsed = file.observations.some((it) => it.kind === "document") || ids.has(`file:${path.toLowerCase()}`);
    return {
      path, role: roleOf(path), language: facts.language, project: scopes.of(path), owner: ownerOf(path), codeLines: facts.lines.code, cells: facts.lines.cells,
      settingKeys: facts.language === "config" && isUsed ? facts.settings.filter((it) => it.kind === "scalar").length : 0,
    };
  });
}
