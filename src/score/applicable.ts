import type { Act, Flow, NodeKind } from "../facts/vocabulary.js";
import type { Graph } from "../graph/graph.js";
import { CATEGORIES, type Category } from "../rule/rule.js";

/** What of a graph a category could concern: a node of these kinds, an edge of these acts, or a read or write with one of these flows. */
interface Concern {
  readonly kinds?: readonly NodeKind[];
  readonly acts?: readonly Act[];
  readonly flows?: readonly Flow[];
}

const STORES: readonly NodeKind[] = ["dataset", "file", "object", "table", "topic", "feature", "feature-view", "prediction", "artifact", "external"];
const JOBS: readonly NodeKind[] = ["job", "notebook", "service", "pipeline"];

const CONCERNS: Readonly<Record<Category, Concern>> = {
  "feedback-loops": { kinds: ["model", "prediction"] },
  "boundary-erosion": { kinds: ["model", "prediction", "feature", "feature-view", "consumer"], acts: ["writes"] },
  "unstable-data": { acts: ["reads"] },
  "unused-data": { kinds: STORES },
  glue: { kinds: JOBS },
  "dead-paths": { kinds: ["flag", "job", "pipeline", "notebook", "experiment"] },
  abstraction: { kinds: ["model", "prediction", "job", "pipeline", "notebook"] },
  configuration: { kinds: ["flag", "setting", "schedule"] },
  "external-world": { kinds: ["model", "prediction", "service", "external"] },
  validation: { kinds: ["model", ...STORES] },
  leakage: { kinds: ["model"], acts: ["trains"], flows: ["training", "evaluation"] },
  "train-serve-skew": { kinds: ["feature-view"], acts: ["serves"], flows: ["serving"] },
  process: { kinds: [...JOBS, "schedule", "experiment"] },
};

/** Categories that some node of the graph could concern, in the order of the closed list. One that has a finding always applies. */
export function applicableCategories(graph: Graph, found: ReadonlySet<string>): readonly Category[] {
  const kinds = new Set(graph.nodes.map((node) => node.kind));
  const acts = new Set(graph.edges.map((edge) => edge.act));
  const flows = new Set(graph.edges.flatMap((edge) => edge.flow));
  return CATEGORIES.filter((category) => {
    const { kinds: ofKind = [], acts: ofAct = [], flows: ofFlow = [] } = CONCERNS[category];
    return found.has(category) || ofKind.some((kind) => kinds.has(kind)) || ofAct.some((act) => acts.has(act)) || ofFlow.some((flow) => flows.has(flow));
  });
}
