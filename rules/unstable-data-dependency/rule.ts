import type { Graph, NodeId } from "../../src/graph/graph.js";
import { globMatcher } from "../../src/graph/glob.js";
import { indexOf } from "../../src/graph/queries/graph-index.js";
import { keepsVersions } from "../../src/graph/training-reach.js";
import { weigh } from "../../src/rule/confidence.js";
import { finding } from "../../src/rule/finding.js";
import { label } from "../../src/rule/label.js";
import { listOption } from "../../src/rule/options.js";
import type { Finding, Rule, RuleMeta } from "../../src/rule/rule.js";
import { cited } from "../../src/rule/sentence.js";
import { edgePlace, edgeSteps } from "../../src/rule/step.js";
import { movingUses, predicts, servesModel, type Use } from "./moving-use.js";
import { KINDS, wordsOf } from "./words.js";

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

/** One finding for each training closure that the source enters, or fewer where one place serves several; loads outside training join the first. */
function* judgeSource(graph: Graph, source: NodeId, uses: readonly Use[]): Generator<Finding> {
  const groups: { readonly keys: Set<string>; readonly trained: string[]; readonly uses: Use[] }[] = [];
  for (const use of uses) {
    if (use.reach.snapshot) continue;
    const trained = use.reach.models.length > 0 ? use.reach.models : use.edge.flow.includes("training") ? [use.edge.to] : [];
    if (trained.length === 0 && !servesModel(graph, use)) continue;
    const at = edgePlace(use.edge);
    const merged = { keys: new Set([...(trained.length > 0 ? trained : ["served"]), at ? cited(at) : ""]), trained: [...trained], uses: [use] };
    for (let i = groups.length - 1; i >= 0; i--) {
      const group = groups[i];
      if (!group || ![...group.keys].some((key) => merged.keys.has(key))) continue;
      groups.splice(i, 1);
      for (const key of group.keys) merged.keys.add(key);
      merged.trained.push(...group.trained);
      merged.uses.unshift(...group.uses);
    }
    groups.push(merged);
  }
  const served = groups.find((group) => group.trained.length === 0);
  const first = groups.find((group) => group.trained.length > 0);
  if (first && served) first.uses.push(...served.uses);
  for (const group of groups) {
    const told = group === served && first ? null : tell(graph, source, group.trained.sort()[0] ?? "", group.uses);
    if (told) yield told;
  }
}

function tell(graph: Graph, source: NodeId, trained: string, uses: readonly Use[]): Finding | null {
  const kind = KINDS.find((it) => uses.some((use) => use.kind === it));
  const main = uses.find((use) => use.kind === kind);
  const at = main && edgePlace(main.edge);
  if (!kind || !main || !at) return null;
  const weight = weigh([main.edge.confidence], [
    { holds: trained === "" && !predicts(graph, main), steps: -1, says: "what becomes of the loaded model is not seen" },
    { holds: main.edge.pin.by !== undefined, steps: 0, says: `what moves it: ${main.edge.pin.by ?? ""}` },
    { holds: main.edge.pin.settable === true, steps: -1, says: "a switch may name the version, and names none by default" },
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
