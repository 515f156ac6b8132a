import type { Confidence } from "../../facts/vocabulary.js";
import type { Graph, NodeId } from "../../graph/graph.js";
import { printable } from "../printable.js";

interface Member { readonly id: NodeId; readonly confidence: Confidence; path(): readonly number[] }

/** Both closures of a node, as the graph's queries give them. */
export interface ClosureView {
  readonly id: NodeId;
  readonly graph: Graph;
  readonly up: { readonly members: readonly Member[]; readonly unresolved: readonly { readonly path: string; readonly line: number; readonly why: string }[] };
  readonly down: ClosureView["up"];
}

/** `mldebt explain --closure NODE`: every node that it depends on and that depends on it, each with the way there. */
export function renderClosure(view: ClosureView, json: boolean): string {
  return json ? `${JSON.stringify({ version: 1, node: view.id, dependsOn: sideJson(view, view.up), neededBy: sideJson(view, view.down) }, null, 2)}\n` : text(view);
}

function sideJson({ graph }: ClosureView, side: ClosureView["up"]): unknown {
  return {
    nodes: side.members.map((member) => ({ id: member.id, confidence: member.confidence, path: steps(graph, member) })),
    unresolved: side.unresolved.map(({ path, line, why }) => ({ path, line, why })),
  };
}

function text(view: ClosureView): string {
  const side = (title: string, { members, unresolved }: ClosureView["up"]): string[] => [
    `${title} (${members.length})`,
    ...members.flatMap((member) => [
      `  ${printable(member.id)}  ${member.confidence}`,
      ...steps(view.graph, member).map((step) => `      ${printable(step.from)} ${step.act} ${printable(step.to)}  ${step.at ? `${printable(step.at.path)}:${step.at.line}` : ""}`.trimEnd()),
    ]),
    ...(unresolved.length > 0 ? [`  not known by name (${unresolved.length}), so something may be missing:`, ...unresolved.map((it) => `      ${printable(it.path)}:${it.line} ${printable(it.why)}`)] : []),
  ];
  return [printable(view.id), "", ...side("depends on", view.up), "", ...side("is needed by", view.down), ""].join("\n");
}

function steps(graph: Graph, member: Member): { from: string; act: string; to: string; at: { path: string; line: number } | null }[] {
  return member.path().flatMap((id) => {
    const edge = graph.edges[id];
    const [at] = edge?.evidence ?? [];
    return edge ? [{ from: edge.from, act: edge.act, to: edge.to, at: at ? { path: at.path, line: at.line } : null }] : [];
  });
}
