import type { NodeKind } from "../facts/vocabulary.js";
import type { PublishedEdge, PublishedGraph } from "../graph/publish.js";
import { printable } from "./printable.js";

const SHAPES: Partial<Readonly<Record<NodeKind, string>>> = {
  job: "box", notebook: "note", service: "component", pipeline: "folder", schedule: "oval", model: "hexagon", consumer: "house", flag: "diamond", setting: "diamond", topic: "cds",
  table: "cylinder", dataset: "cylinder", feature: "ellipse", "feature-view": "cylinder", prediction: "cylinder", package: "box3d", owner: "plain",
};
const FILLS: Partial<Readonly<Record<NodeKind, string>>> = { model: "#ffe8cc", job: "#e7f0ff", notebook: "#e7f0ff", service: "#e3f8e8", prediction: "#fff3bf", consumer: "#f3e8ff", flag: "#f1f3f5", setting: "#f1f3f5" };

/** The graph in the language of Graphviz; data flows from left to right, guesses are dashed. */
export function renderDot(document: PublishedGraph): string {
  const nodes = document.nodes.map(({ id, kind, name }) => `  ${quoted(id)} [label=${quoted(`${printable(name)}\n${kind}`)}, shape=${SHAPES[kind] ?? "note"}, fillcolor="${FILLS[kind] ?? "#ffffff"}"];`);
  const edges = document.edges.map((edge) => `  ${quoted(edge.from)} -> ${quoted(edge.to)} [label=${quoted(edge.act)}${edge.confidence === "possible" ? ", style=dashed" : ""}${tooltip(edge)}];`);
  return ["digraph mldebt {", '  rankdir=LR; node [style=filled, fontname="Helvetica", fontsize=10]; edge [fontname="Helvetica", fontsize=8, color="#868e96"];', ...nodes, ...edges, "}", ""].join("\n");
}

function tooltip({ evidence }: PublishedEdge): string {
  const first = evidence[0];
  return first ? `, tooltip=${quoted(`${printable(first.path)}:${first.line}`)}` : "";
}

function quoted(text: string): string {
  return `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}
