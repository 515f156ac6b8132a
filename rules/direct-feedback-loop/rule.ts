import type { Confidence } from "../../src/facts/vocabulary.js";
import type { EdgeId, Graph, GraphEdge, NodeId } from "../../src/graph/graph.js";
import { declaredHops, type DeclaredHop } from "../../src/graph/queries/declared-hops.js";
import { openingOf } from "../../src/graph/queries/exploration.js";
import { influences } from "../../src/graph/queries/influences.js";
import { weigh } from "../../src/rule/confidence.js";
import { finding } from "../../src/rule/finding.js";
import { label } from "../../src/rule/label.js";
import type { Finding, Rule, RuleMeta } from "../../src/rule/rule.js";
import { listed } from "../../src/rule/sentence.js";
import { edgePlace, edgeSteps, step } from "../../src/rule/step.js";

const meta: RuleMeta = {
  id: "direct-feedback-loop",
  category: "feedback-loops",
  debt: "Direct feedback loops",
  summary: "A model decides which data it is trained on next.",
  severity: "error",
  kinds: ["label", "selection", "feature", "exposure"],
  wave: "core",
  stage: "stable",
  minutes: 240,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["Sculley 2015 §4.1", "Rules of ML #34", "Rules of ML #36"],
  instances: [],
  options: {},
};

/** A way from a model's prediction back into its own fit. */
interface Loop {
  readonly model: NodeId;
  readonly path: readonly EdgeId[];
  readonly confidence: Confidence;
  /** The hop through the world, where the settings declare it. */
  readonly hop: DeclaredHop | null;
}

const rule: Rule = {
  meta,
  *check(graph) {
    const written = influences(graph).filter((it) => it.kind === "train" && it.from === it.to);
    const closed = new Set(written.map((it) => it.from));
    for (const { from, path, confidence } of written) yield* judge(graph, { model: from, path, confidence, hop: null });
    for (const hop of declaredHops(graph)) {
      if (hop.model !== hop.trained || closed.has(hop.model)) continue;
      closed.add(hop.model);
      yield* judge(graph, { model: hop.model, path: hop.path, confidence: hop.confidence, hop });
    }
  },
};
export default rule;

function* judge(graph: Graph, loop: Loop): Generator<Finding> {
  const edges = loop.path.flatMap((id) => graph.edges[id] ?? []);
  const writes = edges.filter((edge) => edge.act === "writes");
  const store = loop.hop?.store ?? writes.find((edge) => outlives(edge.to))?.to;
  const first = loop.hop ? edges[0] : (writes[0] ?? edges[0]);
  const at = first && edgePlace(first);
  if (!store || !at) return;
  const returning = loop.hop ? null : columnsBack(writes[0], edges.findLast((edge) => edge.act === "reads"));
  if (onlyBeside(writes[0], returning?.shared)) return;
  const replaced = loop.hop ? undefined : replacingWrite(graph, loop.path, store);
  const weight = weigh([loop.confidence], [
    { holds: returning?.shared.length === 0, steps: -1, says: "only the choice of rows returns, no column of the prediction is read by name" },
    { holds: (returning?.shared.length ?? 0) > 0, steps: 1, says: `the fit reads by name what the prediction's job wrote: ${listed(returning?.shared ?? [])}` },
    { holds: replaced !== undefined, steps: -1, says: `another job replaces ${label(graph, store)} as a whole, perhaps between prediction and fit` },
    { holds: loop.hop !== null, steps: 0, says: `the settings declare that ${label(graph, loop.model)} causes ${label(graph, store)}` },
  ]);
  if (!weight) return;
  const opening = loop.hop?.entry.exploration ? { says: `the settings declare exploration: ${loop.hop.entry.exploration}`, at: loop.hop.entry.at } : openingOf(graph, loop.path, loop.model);
  const [model, data] = [label(graph, loop.model), label(graph, store)];
  yield finding(meta, {
    kind: loop.hop ? "exposure" : (returning?.kind ?? null),
    severity: opening ? "note" : meta.severity,
    subject: store,
    discriminator: loop.model,
    at,
    what: `${model} learns from its own decisions through ${data}${opening ? ", kept open by exploration" : ""}`,
    why: "What the model did not choose leaves no trace in its next training data, so its mistakes confirm themselves and offline quality says little.",
    advice: opening
      ? `Keep the exploration of ${data} alive and evaluate on its rows`
      : `Serve a small random slice, log its propensity in ${data}, and train or at least evaluate on it; else declare the loop under feedback`,
    trace: [
      ...(loop.hop ? [step(loop.hop.entry.at, `the settings declare that ${model} causes ${data}`)] : []),
      ...edges.flatMap((edge) => edgeSteps(graph, edge)),
      ...(opening?.at ? [step(opening.at, opening.says)] : []),
    ],
    premises: [...weight.premises, opening ? opening.says : "no random draw, holdout filter, propensity or declared exploration lies on the way"],
    refutedBy: "exploration outside the analysed roots, or a label that no decision of the model touches",
    confidence: weight.confidence,
  });
}

/** Values in memory end with the run. */
function outlives(store: NodeId): boolean {
  return !store.startsWith("memory:") && !/^prediction:.*#/.test(store);
}

/** Columns of predictions, or else of the first write, that the last read names; null where either side is not known. The kind follows from which they are. */
function columnsBack(write: GraphEdge | undefined, read: GraphEdge | undefined): { readonly shared: readonly string[]; readonly kind: string | null } | null {
  const written = write?.predicted ?? write?.columns ?? [];
  if (!read || written.length === 0 || read.columns.length === 0 || written.includes("*") || read.columns.includes("*")) return null;
  const named = new Set(read.columns);
  const shared = written.filter((column) => named.has(column));
  if (shared.length === 0) return { shared, kind: "selection" };
  if (!write?.predicted || !read.labels) return { shared, kind: null };
  return { shared, kind: shared.some((column) => read.labels?.includes(column)) ? "label" : "feature" };
}

/** Scores beside rows that were there anyway: the fit names other columns, and the write adds no rows. */
function onlyBeside(write: GraphEdge | undefined, shared: readonly string[] | undefined): boolean {
  return write?.predicted !== undefined && write.mode !== "append" && shared?.length === 0;
}

/** A write from outside the loop that replaces the whole store. */
function replacingWrite(graph: Graph, path: readonly EdgeId[], store: NodeId): GraphEdge | undefined {
  const inside = new Set(path);
  const jobs = new Set(path.map((id) => graph.edges[id]?.from));
  return graph.edges.find((edge, id) => edge.act === "writes" && edge.to === store && edge.mode === "replace" && !inside.has(id) && !jobs.has(edge.from));
}
