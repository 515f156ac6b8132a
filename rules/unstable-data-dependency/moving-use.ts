import type { EdgeId, Graph, GraphEdge } from "../../src/graph/graph.js";
import { immutableName } from "../../src/graph/immutable-name.js";
import { indexOf } from "../../src/graph/queries/graph-index.js";
import { trainingReach, type TrainingReach } from "../../src/graph/training-reach.js";
import { KINDS, type Kind } from "./words.js";

/** One use of a moving input. */
export interface Use {
  readonly id: EdgeId;
  readonly edge: GraphEdge;
  readonly kind: Kind;
  readonly reach: TrainingReach;
}

/** Reads and predictions whose source moves, each with where its value goes. */
export function* movingUses(graph: Graph): Generator<Use> {
  const limits = new Set(graph.statements.filter((it) => it.kind === "unordered-limit").map((it) => it.edge));
  const reachOf = trainingReach(graph);
  for (const [id, edge] of graph.edges.entries()) {
    if (edge.act !== "reads" && edge.act !== "predicts") continue;
    const kind = kindOf(edge, limits.has(id));
    if (kind) yield { id, edge, kind, reach: reachOf(id) };
  }
}

/** The end of a hosted model's name by which its provider freezes it: a running number (`-001`), month and day (`-0613`), or year and month (`-2407`); no context length (`-8192`). */
const SNAPSHOT = /-(?:0\d{2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|2\d(?:0[1-9]|1[0-2]))(?:-preview)?$/;

function kindOf(edge: GraphEdge, limited: boolean): Kind | null {
  if (edge.pin.state === "moving") {
    const kind = KINDS.find((it) => it === edge.pin.reason) ?? null;
    // A path in the roots is no hub, whatever call loads it.
    if (kind === "unpinned-pretrained" && /^(?:file|memory):/.test(edge.from)) return null;
    if (kind === "hosted-model" && SNAPSHOT.test(edge.from)) return null;
    return kind === "mutable-url" && immutableName(edge.from) ? null : kind;
  }
  if (limited) return "unordered-limit";
  return edge.pin.state === "unknown" && /^https?:/.test(edge.from) && !immutableName(edge.from) ? "mutable-url" : null;
}

/** Is a model or a hosted model used to predict, outside evaluation? A load of weights whose use is not seen counts too. */
export function servesModel(graph: Graph, use: Use): boolean {
  const isModel = indexOf(graph).node(use.edge.from)?.kind === "model" || use.kind === "hosted-model";
  return isModel && (predicts(graph, use) || !usesOf(graph, use.edge).some((it) => it.act === "evaluates" || it.flow.includes("evaluation")));
}

/** All that one job does with a source. */
function usesOf(graph: Graph, { from, to }: GraphEdge): readonly GraphEdge[] {
  return indexOf(graph).leaving(from).flatMap((id) => graph.edges[id] ?? []).filter((it) => it.to === to);
}

/** Does the model predict for something besides an evaluation in the same job? */
export function predicts(graph: Graph, { edge }: Use): boolean {
  const uses = usesOf(graph, edge);
  if (uses.some((it) => it.flow.includes("serving") || (it.flow.includes("prediction") && !it.flow.includes("evaluation")))) return true;
  return uses.some((it) => it.act === "predicts") && !uses.some((it) => it.act === "evaluates" || it.flow.includes("evaluation"));
}
