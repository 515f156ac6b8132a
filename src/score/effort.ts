import type { FileRole, NodeKind } from "../facts/vocabulary.js";
import type { Graph, NodeId } from "../graph/graph.js";
import type { ScoreModel } from "./weights.js";

/** Size of a repository: what the effort base counts (DECISIONS 9). */
export interface Size {
  /** Lines of production code that are neither blank nor comment; notebooks count by cells. */
  readonly lines: number;
  readonly cells: number;
  /** Leaves of configuration documents that the graph uses. */
  readonly keys: number;
  readonly assets: number;
}

const ASSETS: ReadonlySet<NodeKind> = new Set(["dataset", "table", "file", "object", "topic", "feature-view", "model", "pipeline"]);

/** An example is production inside its own folder, so rules fire there and its size counts. */
const COUNTED: ReadonlySet<FileRole> = new Set(["production", "example"]);

/** Counts the graph. */
export function sizeOf(graph: Graph): Size {
  const files = graph.files.filter((file) => COUNTED.has(file.role));
  return {
    lines: sum(files.map((file) => (file.language === "notebook" ? 0 : file.codeLines))),
    cells: sum(files.map((file) => file.cells)),
    keys: sum(files.map((file) => file.settingKeys)),
    assets: countAssets(graph),
  };
}

/** E: minutes of the effort base. */
export function effortOf(size: Size, { effort }: ScoreModel): number {
  return effort.line * size.lines + effort.cell * size.cells + effort.key * size.keys + effort.asset * size.assets;
}

function countAssets(graph: Graph): number {
  const evident = new Set<NodeId>();
  for (const edge of graph.edges) {
    if (!COUNTED.has(edge.role) || edge.evidence.length === 0) continue;
    evident.add(edge.from);
    evident.add(edge.to);
  }
  return graph.nodes.filter((node) => (node.kind === "feature" ? node.declared : ASSETS.has(node.kind) && evident.has(node.id))).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
