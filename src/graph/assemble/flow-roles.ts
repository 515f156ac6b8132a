import { FLOWS, ROLES, type Flow, type NodeKind, type Role } from "../../facts/vocabulary.js";
import type { EdgeId, GraphEdge, NodeId, Through } from "../graph.js";

const CARRIED: readonly Flow[] = ["training", "evaluation"];

/**
 * Hands `training` and `evaluation` back to the reads whose values reach, through jobs and stores, a read that has them: a table that feeds the table that is trained on is
 * training data too. Models, predictions and metrics end the way: what was learnt or scored is no longer the data.
 */
export function spreadFlow(edges: readonly GraphEdge[], through: readonly Through[], kindOf: (id: NodeId) => NodeKind | undefined): GraphEdge[] {
  const flows = edges.map((edge) => new Set(edge.flow));
  const feeding = new Map<EdgeId, EdgeId[]>();
  for (const it of through) {
    if (it.confidence === "possible" || edges[it.in]?.act !== "reads" || edges[it.out]?.act !== "writes") continue;
    const list = feeding.get(it.out);
    if (list) list.push(it.in);
    else feeding.set(it.out, [it.in]);
  }
  const writes = new Map<NodeId, EdgeId[]>();
  edges.forEach((edge, id) => {
    const kind = kindOf(edge.to);
    if (edge.act !== "writes" || edge.confidence === "possible" || edge.carries.includes("prediction") || edge.carries.includes("metric") || kind === "model" || kind === "prediction" || kind === "metrics") return;
    const list = writes.get(edge.to);
    if (list) list.push(id);
    else writes.set(edge.to, [id]);
  });
  const queue = edges.flatMap((edge, id) => (edge.act === "reads" && CARRIED.some((flow) => edge.flow.includes(flow)) ? [id] : []));
  // The queue grows while it is walked; an edge enters it again only with a flow that it did not have.
  for (let next = 0; next < queue.length; next++) {
    const id = queue[next] ?? 0;
    const edge = edges[id];
    if (!edge || edge.confidence === "possible") continue;
    for (const write of writes.get(edge.from) ?? []) {
      for (const read of feeding.get(write) ?? []) {
        const known = flows[read];
        const fresh = CARRIED.filter((flow) => flows[id]?.has(flow) && known && !known.has(flow));
        for (const flow of fresh) known?.add(flow);
        if (fresh.length > 0) queue.push(read);
      }
    }
  }
  return edges.map((edge, id) => (flows[id]?.size === edge.flow.length ? edge : { ...edge, flow: FLOWS.filter((flow) => flows[id]?.has(flow)) }));
}

/** Roles of a data node by what is done with it. */
export function rolesOf(kind: NodeKind, given: Iterable<Role>, entering: readonly GraphEdge[], leaving: readonly GraphEdge[]): Role[] {
  const roles = new Set(given);
  const isData = kind !== "model" && kind !== "metrics" && kind !== "experiment" && !roles.has("config");
  for (const edge of leaving) {
    if (edge.act !== "reads" || !isData) continue;
    if (edge.flow.includes("training")) roles.add("training-data");
    if (edge.flow.includes("evaluation")) roles.add("evaluation-data");
  }
  for (const edge of entering) {
    if (edge.act !== "writes") continue;
    if (edge.carries.includes("prediction") && kind !== "model") roles.add("prediction");
    if (edge.carries.includes("metric") && kind !== "model") roles.add("metrics");
  }
  if (kind === "metrics") roles.add("metrics");
  if (kind === "prediction") roles.add("prediction");
  return ROLES.filter((role) => roles.has(role));
}
