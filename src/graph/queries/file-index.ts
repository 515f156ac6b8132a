import type { Graph, SourceFile } from "../graph.js";

const known = new WeakMap<Graph, ReadonlyMap<string, SourceFile>>();

/** The file of this path; undefined where it was not analysed. */
export function fileAt(graph: Graph, path: string): SourceFile | undefined {
  const before = known.get(graph);
  if (before) return before.get(path);
  const made = new Map(graph.files.map((file) => [file.path, file]));
  known.set(graph, made);
  return made.get(path);
}
