import { locate, type Location } from "../facts/location.js";
import type { Act } from "../facts/vocabulary.js";
import type { Graph, GraphEdge } from "../graph/graph.js";
import { label } from "./label.js";
import type { Step } from "./rule.js";

const VERBS: Readonly<Record<Act, string>> = {
  reads: "reads", writes: "writes", trains: "trains", predicts: "predicts with", evaluates: "evaluates", serves: "serves", declares: "declares", schedules: "schedules",
  runs: "runs", tests: "tests", logs: "logs", gates: "gates", precedes: "runs before", calls: "calls", contains: "contains", imports: "imports",
};

/** Where the act of an edge happens in the code; null for an edge without evidence. */
export function edgePlace(edge: GraphEdge): Location | null {
  const first = edge.evidence[0];
  return first ? locate(first.path, first) : null;
}

/** `jobs/train.py:fit reads table feed.clicks`: an edge as a sentence, the actor first. */
export function edgeSentence(graph: Graph, edge: GraphEdge): string {
  const [actor, other] = edge.actor === "from" ? [edge.from, edge.to] : [edge.to, edge.from];
  return `${label(graph, actor)} ${VERBS[edge.act]} ${label(graph, other)}`;
}

/** The step that an edge adds to a trace, none without evidence. `says` replaces the sentence of the act. */
export function edgeSteps(graph: Graph, edge: GraphEdge, says = edgeSentence(graph, edge)): readonly Step[] {
  const place = edgePlace(edge);
  return place ? [step(place, says)] : [];
}

/** A step at a place. */
export function step(at: Location, says: string): Step {
  return { ...locate(at.path, at), says };
}
