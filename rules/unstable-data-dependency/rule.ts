import type { EdgeId, Graph, GraphEdge, NodeId } from "../../src/graph/graph.js";
import { globMatcher } from "../../src/graph/glob.js";
import { immutableName } from "../../src/graph/immutable-name.js";
import { indexOf } from "../../src/graph/queries/graph-index.js";
import { keepsVersions, trainingReach, type TrainingReach } from "../../src/graph/training-reach.js";
import { weigh } from "../../src/rule/confidence.js";
import { finding } from "../../src/rule/finding.js";
import { label } from "../../src/rule/label.js";
import { listOption } from "../../src/rule/options.js";
import type { Finding, Rule, RuleMeta } from "../../src/rule/rule.js";
import { cited } from "../../src/rule/sentence.js";
import { edgePlace, edgeSteps } from "../../src/rule/step.js";
import { KINDS, wordsOf, type Kind } from "./words.js";

const meta: RuleMeta = {
  id: "unstable-data-dependency",
  category: "unstable-data",
  debt: "Unstable data dependencies",
  summary: "An input whose content can change, or be lost, without anything in the repository changing.",
  severity: "warn",
  kinds: KINDS,
  wave: "core",
  stage: "stable",
  minutes: 60,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["Sculley 2015 §3.1", "Rules of ML #8", "Rules of ML #31", "ML Test Score Infra 1"],
  instances: [],
  options: {
    allow: { default: [], about: "Globs over names of inputs that may move." },
  },
};

/** One use of a moving input. */
interface Use {
  readonly id: EdgeId;
  readonly edge: GraphEdge;
  readonly kind: Kind;
  readonly reach: TrainingReach;
}

const rule: Rule = {
  meta,
  *check(graph, options) {
    const allowed = globMatcher(listOption(options, "allow"));
    const bySource = new Map<NodeId, Use[]>();
    for (const use of movingUses(graph)) {
      if (allowed(use.edge.from) || keepsVersions(indexOf(graph).node(use.edge.from))) continue;
      bySource.set(use.edge.from, [...(bySource.get(use.edge.from) ?? []), use]);
    }
    for (const [source, uses] of bySource) yield* judgeSource(graph, source, uses);
  },
};
export default rule;

function* movingUses(graph: Graph): Generator<Use> {
  const limits = new Set(graph.statements.filter((it) => it.kind === "unordered-limit").map((it) => it.edge));
  const reachOf = trainingReach(graph);
  for (const [id, edge] of graph.edges.entries()) {
    if (edge.act !== "reads" && edge.act !== "predicts") continue;
    const kind = kindOf(edge, limits.has(id));
    if (kind) yield { id, edge, kind, reach: reachOf(id) };
  }
}

function kindOf(edge: GraphEdge, limited: boolean): Kind | null {
  if (edge.pin.state === "moving") {
    const kind = KINDS.find((it) => it === edge.pin.reason) ?? null;
    // A path in the roots is no hub, whatever call loads it.
    if (kind === "unpinned-pretrained" && /^(?:file|memory):/.test(edge.from)) return null;
    return kind === "mutable-url" && immutableName(edge.from) ? null : kind;
  }
  if (limited) return "unordered-limit";
  return edge.pin.state === "unknown" && /^https?:/.test(edge.from) && !immutableName(edge.from) ? "mutable-url" : null;
}

/** One finding for each training closure that the source enters; uses outside training join the first, or stand alone for models. */
function* judgeSource(graph: Graph, source: NodeId, uses: readonly Use[]): Generator<Finding> {
  const groups = new Map<string, Use[]>();
  const others: Use[] = [];
  for (const use of uses) {
    if (use.reach.snapshot) continue;
    const trained = use.reach.models[0] ?? (use.edge.flow.includes("training") ? use.edge.to : null);
    if (trained) groups.set(trained, [...(groups.get(trained) ?? []), use]);
    else if (servesModel(graph, use)) others.push(use);
  }
  const [first] = groups.values();
  if (first) first.push(...others);
  else if (others.length > 0) groups.set("", others);
  for (const [trained, group] of groups) {
    const told = tell(graph, source, trained, group);
    if (told) yield told;
  }
}

/** Is a model or a hosted model used to predict, outside evaluation? A load of weights whose use is not seen counts too. */
function servesModel(graph: Graph, use: Use): boolean {
  const isModel = indexOf(graph).node(use.edge.from)?.kind === "model" || use.kind === "hosted-model";
  return isModel && (predicts(graph, use) || !usesOf(graph, use.edge).some((it) => it.act === "evaluates" || it.flow.includes("evaluation")));
}

/** All that one job does with a source. */
function usesOf(graph: Graph, { from, to }: GraphEdge): readonly GraphEdge[] {
  return indexOf(graph).leaving(from).flatMap((id) => graph.edges[id] ?? []).filter((it) => it.to === to);
}

/** Does the model predict for something besides an evaluation in the same job? */
function predicts(graph: Graph, { edge }: Use): boolean {
  const uses = usesOf(graph, edge);
  if (uses.some((it) => it.flow.includes("serving") || (it.flow.includes("prediction") && !it.flow.includes("evaluation")))) return true;
  return uses.some((it) => it.act === "predicts") && !uses.some((it) => it.act === "evaluates" || it.flow.includes("evaluation"));
}

function tell(graph: Graph, source: NodeId, trained: string, uses: readonly Use[]): Finding | null {
  const kind = KINDS.find((it) => uses.some((use) => use.kind === it));
  const main = uses.find((use) => use.kind === kind);
  const at = main && edgePlace(main.edge);
  if (!kind || !main || !at) return null;
  const weight = weigh([main.edge.confidence], [
    { holds: trained === "" && !predicts(graph, main), steps: -1, says: "what becomes of the loaded model is not seen" },
    { holds: main.edge.pin.by !== undefined, steps: 0, says: `what moves it: ${main.edge.pin.by ?? ""}` },
    { holds: trained !== "", steps: 0, says: "no dated or versioned copy lies between the read and the fit" },
  ]);
  if (!weight) return null;
  const job = label(graph, main.edge.to);
  const words = wordsOf(kind, { job, source: label(graph, source), place: cited(at) });
  const path = main.reach.path.slice(1).flatMap((id) => graph.edges[id] ?? []);
  const rest = uses.filter((use) => use !== main);
  return finding(meta, {
    kind,
    severity: kind === "hosted-model" || (kind === "moving-latest" && trained === "") ? "note" : meta.severity,
    subject: source,
    discriminator: trained,
    at,
    ...words,
    trace: [
      ...edgeSteps(graph, main.edge, words.what),
      ...rest.flatMap((use) => edgeSteps(graph, use.edge)),
      ...path.flatMap((edge) => edgeSteps(graph, edge)),
    ],
    premises: weight.premises,
    refutedBy: "a wrapper outside the analysed roots that pins the version, or a recorded version that the fit reads",
    confidence: weight.confidence,
  });
}
