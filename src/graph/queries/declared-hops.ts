import type { Confidence } from "../../facts/vocabulary.js";
import { globMatcher } from "../glob.js";
import type { DeclaredFeedback, EdgeId, Graph, NodeId } from "../graph.js";
import { closure } from "./closure.js";

/** A hop that the settings declare (`feedback:`): the world carries what `model` decides into `store`, from which `trained` learns. */
export interface DeclaredHop {
  readonly entry: DeclaredFeedback;
  readonly model: NodeId;
  readonly store: NodeId;
  readonly trained: NodeId;
  /** From the read of the store to the fit. */
  readonly path: readonly EdgeId[];
  readonly confidence: Confidence;
}

/** Hops of the settings whose model and store are nodes, each with the models that learn from the store; no other model's prediction lies between. */
export function declaredHops(graph: Graph): readonly DeclaredHop[] {
  const hops: DeclaredHop[] = [];
  for (const entry of graph.feedback) {
    const [through, causes] = [globMatcher([entry.through]), globMatcher([entry.isCausedBy])];
    const models = graph.nodes.filter((node) => node.kind === "model" && causes(node.id));
    for (const store of models.length > 0 ? graph.nodes.filter((node) => through(node.id)) : []) {
      for (const { id, path: pathTo, confidence } of closure(graph, store.id, "down").members) {
        const path = pathTo();
        const acts = path.map((edge) => graph.edges[edge]?.act);
        if (acts.at(-1) !== "trains" || acts.includes("predicts") || acts.indexOf("trains") < acts.length - 1) continue;
        for (const model of models) hops.push({ entry, model: model.id, store: store.id, trained: id, path, confidence });
      }
    }
  }
  return hops;
}
