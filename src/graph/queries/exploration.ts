import { globMatcher } from "../glob.js";
import type { EdgeId, Graph, NodeId } from "../graph.js";
import type { Location } from "../../facts/location.js";

/** What keeps a feedback loop open (RULES-1 section 1), in words, and where it is seen. */
export interface Opening {
  readonly says: string;
  readonly at: Location | null;
}

/** A predicate that keeps rows which no model chose or labelled. The names are words of the field, compared as whole parts of a column's name. */
const UNCHOSEN = new Set(["holdout", "random", "randomized", "randomised", "exploration", "explore", "unbiased", "uniform"]);
const HUMAN = new Set(["human", "manual", "expert", "annotator"]);
const PROPENSITY = new Set(["propensity", "pscore", "ips", "snips"]);

/** Looks for exploration, a holdout or a propensity on the way from a prediction to a fit, and in the settings; null where the loop is closed. */
export function openingOf(graph: Graph, path: readonly EdgeId[], model: NodeId): Opening | null {
  for (const id of path) {
    const edge = graph.edges[id];
    if (!edge) continue;
    const at = edge.evidence[0] ?? null;
    const draw = edge.guards.find((guard) => guard.random);
    if (draw && (edge.act === "predicts" || edge.act === "writes")) return { says: `a random draw decides: ${draw.condition}`, at: draw.at };
    if (edge.act !== "reads") continue;
    const filter = edge.filters.find(keepsUnchosen);
    if (filter) return { says: `the training read keeps only rows with ${filter}`, at };
    const weight = edge.columns.find((column) => wordsIn(column).some((word) => PROPENSITY.has(word)) || /^(?:action_prob|prob_logged)$/i.test(column));
    if (weight) return { says: `the fit reads the logged propensity ${weight}`, at };
  }
  const stores = new Set(path.flatMap((id) => (graph.edges[id]?.act === "writes" ? [graph.edges[id]?.to ?? ""] : [])));
  const declared = graph.feedback.find((it) => it.exploration !== null && globMatcher([it.isCausedBy])(model) && [...stores].some(globMatcher([it.through])));
  return declared ? { says: `the settings declare exploration: ${declared.exploration}`, at: declared.at } : null;
}

function keepsUnchosen(filter: string): boolean {
  const words = wordsIn(filter);
  if (/\b(?:not|false)\b|!=|<>|=\s*0\b/i.test(filter)) return /<>|!=/.test(filter) && /'(?:model|predicted|prediction)'/i.test(filter);
  return words.some((word) => UNCHOSEN.has(word)) || (words.some((word) => HUMAN.has(word)) && filter.includes("=")) || /\bmodel_version\s+is\s+null\b/i.test(filter);
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().split(/[^a-z]+/).filter(Boolean);
}
