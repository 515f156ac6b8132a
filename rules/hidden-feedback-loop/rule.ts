import { weaker, type Confidence } from "../../src/facts/vocabulary.js";
import type { EdgeId, Graph, NodeId } from "../../src/graph/graph.js";
import { declaredHops, type DeclaredHop } from "../../src/graph/queries/declared-hops.js";
import { openingOf } from "../../src/graph/queries/exploration.js";
import { influenceLoops, influences, type Influence } from "../../src/graph/queries/influences.js";
import { finding } from "../../src/rule/finding.js";
import { label } from "../../src/rule/label.js";
import type { Finding, Rule, RuleMeta } from "../../src/rule/rule.js";
import { listed } from "../../src/rule/sentence.js";
import { edgePlace, edgeSteps, step } from "../../src/rule/step.js";

const meta: RuleMeta = {
  id: "hidden-feedback-loop",
  category: "feedback-loops",
  debt: "Hidden feedback loops",
  summary: "Two or more models change each other's training data without a direct link.",
  severity: "warn",
  kinds: ["through-models", "through-settings"],
  wave: "core",
  stage: "stable",
  minutes: 480,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["Sculley 2015 §4.2"],
  instances: [],
  options: {},
};

/** One way between two models: written in code, or with a hop through the world that the settings declare. */
type Link = Pick<Influence, "from" | "to" | "path" | "confidence"> & { readonly hop: DeclaredHop | null };

const rule: Rule = {
  meta,
  *check(graph) {
    const inLoops = new Set<NodeId>();
    for (const loop of influenceLoops(graph)) {
      if (loop.models.length < 2) continue;
      for (const model of loop.models) inLoops.add(model);
      if (!trainedTogether(graph, loop.influences)) yield* tell(graph, "through-models", loop.models, loop.influences.map((it) => ({ ...it, hop: null })));
    }
    for (const circle of declaredCircles(graph)) {
      const models = [...new Set(circle.map((it) => it.from))].sort();
      if (models.some((model) => inLoops.has(model))) continue;
      for (const model of models) inLoops.add(model);
      yield* tell(graph, "through-settings", models, circle);
    }
  },
};
export default rule;

/** Alternating fits inside one job (an ensemble, a game of two networks) are one training. */
function trainedTogether(graph: Graph, circle: readonly Influence[]): boolean {
  const jobs = new Set(circle.map((it) => graph.edges[it.path.at(-1) ?? -1]?.from));
  return circle.every((it) => it.kind === "train") && jobs.size === 1;
}

/** Circles of two or more models that one declared hop closes: the shortest way back by influences, breadth first. */
function* declaredCircles(graph: Graph): Generator<readonly Link[]> {
  const links = new Map<NodeId, Link[]>();
  for (const it of influences(graph)) if (it.from !== it.to) links.set(it.from, [...(links.get(it.from) ?? []), { ...it, hop: null }]);
  for (const hop of declaredHops(graph)) {
    if (hop.model === hop.trained) continue;
    const start: Link = { from: hop.model, to: hop.trained, path: hop.path, confidence: hop.confidence, hop };
    const before = new Map<NodeId, Link>([[hop.trained, start]]);
    const queue = [hop.trained];
    // The queue grows while it is walked.
    for (let next = 0; next < queue.length && !before.has(hop.model); next++) {
      for (const link of links.get(queue[next] ?? "") ?? []) {
        if (before.has(link.to)) continue;
        before.set(link.to, link);
        queue.push(link.to);
      }
    }
    const circle: Link[] = [];
    for (let link = before.get(hop.model); link && link !== start; link = before.get(link.from)) circle.push(link);
    if (circle.length > 0) yield [start, ...circle.reverse()];
  }
}

function* tell(graph: Graph, kind: "through-models" | "through-settings", models: readonly NodeId[], circle: readonly Link[]): Generator<Finding> {
  const stores = [...new Set(circle.flatMap((link) => link.hop?.store ?? storesOf(graph, link.path)))];
  const edges = circle.flatMap((link) => link.path.flatMap((id) => graph.edges[id] ?? []));
  const first = edges.find((edge) => edge.act === "writes") ?? edges[0];
  const at = first && edgePlace(first);
  const [subject] = stores;
  if (!at || subject === undefined) return;
  const opening = circle.map((link) => (link.hop?.entry.exploration ? { says: `the settings declare exploration: ${link.hop.entry.exploration}`, at: link.hop.entry.at } : openingOf(graph, link.path, link.from))).find((it) => it !== null);
  const names = listed(models.map((model) => label(graph, model)));
  const data = listed(stores.map((store) => label(graph, store)));
  const hops = circle.flatMap((link) => link.hop ?? []);
  yield finding(meta, {
    kind,
    severity: opening ? "note" : meta.severity,
    subject,
    discriminator: models.join("+"),
    at,
    what: `${names} change each other's data through ${data}`,
    why: "Each model answers to what the other did last, so an improvement of one shows up as a change of the world for the other, and no test of one model sees it.",
    advice: opening ? `Keep the exploration alive, and record who owns the coupling of ${names}` : `Isolate one side by a randomised slice, or lag and freeze ${label(graph, stores.at(-1) ?? subject)}; record who owns the coupling`,
    trace: [
      ...circle.flatMap((link) => [
        ...(link.hop ? [step(link.hop.entry.at, `the settings declare that ${label(graph, link.hop.model)} causes ${label(graph, link.hop.store)}`)] : []),
        ...link.path.flatMap((id) => (graph.edges[id] ? edgeSteps(graph, graph.edges[id]) : [])),
      ]),
      ...(opening?.at ? [step(opening.at, opening.says)] : []),
    ],
    premises: [
      ...hops.map((hop) => `the settings declare that ${label(graph, hop.model)} causes ${label(graph, hop.store)}`),
      opening ? opening.says : "no random draw, holdout filter, propensity or declared exploration lies on the way",
      ...(models.length > 2 ? [`${models.length} models are tied together; the trace shows the shortest circle`] : []),
    ],
    refutedBy: "a read or write on the way that never runs in production, or exploration outside the analysed roots",
    confidence: circle.map((link) => link.confidence).reduce((a, b): Confidence => weaker(a, b), "certain"),
  });
}

function storesOf(graph: Graph, path: readonly EdgeId[]): NodeId[] {
  return path.flatMap((id) => (graph.edges[id]?.act === "writes" ? (graph.edges[id]?.to ?? []) : []));
}
