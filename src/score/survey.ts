import { compareText } from "../facts/location.js";
import type { Graph } from "../graph/graph.js";
import type { JudgedFinding } from "../rule/judged-finding.js";
import { CATEGORIES } from "../rule/rule.js";
import { applicableCategories } from "./applicable.js";
import { Causes, nodeWeight, type Cause } from "./cause.js";
import type { ChangeRate } from "./change-rate.js";
import type { WeighedCategory } from "./debt-index.js";
import { sizeOf, type Size } from "./effort.js";
import type { Explainer } from "./interest.js";
import { ownersOf } from "./owner.js";
import { SCORE_MODEL, type ScoreModel } from "./weights.js";

/** `score:` of the settings. */
export interface ScoreSettings {
  readonly categoryWeights: Readonly<Record<string, number>>;
  /** By node id, or by kind. */
  readonly nodeWeights: Readonly<Record<string, number>>;
  readonly horizonYears: number;
  readonly explain: Explainer;
  /** Minutes of a rule's first unit. */
  readonly minutes: Readonly<Record<string, number>>;
}

/** What a score is computed from. */
export interface ScoreInput {
  readonly findings: readonly JudgedFinding[];
  readonly graph: Graph;
  readonly settings?: ScoreSettings;
  /** Null or absent where history is unknown: every file then changes like the median one. */
  readonly changeRate?: ChangeRate | null;
  /** Indices of the benchmark repositories. */
  readonly benchmark?: readonly number[];
}

/** The repository as the games need it: constants applied, nothing judged. */
export interface Terrain {
  /** w by node index. */
  readonly weights: ArrayLike<number>;
  readonly size: Size;
  readonly categories: readonly WeighedCategory[];
  readonly explain: Explainer;
}

const DEFAULTS: ScoreSettings = { categoryWeights: {}, nodeWeights: {}, horizonYears: SCORE_MODEL.horizonYears, explain: "shapley", minutes: {} };

/** A repository with its causes found, so that the constants can be varied without walking the graph again. */
export interface Survey {
  readonly causes: readonly Cause[];
  readonly terrain: Terrain;
  readonly suppressed: readonly Cause[];
  /** Findings that are neither counted nor without category. */
  readonly uncounted: readonly Cause[];
  readonly model: ScoreModel;
  readonly historyKnown: boolean;
  readonly owners: ReadonlyMap<string, string | null>;
  /** What the settings changed, by name. */
  readonly constants: Readonly<Record<string, number | string>>;
  readonly benchmark: readonly number[];
}

/** Finds the causes of a repository's findings and what they bear on. */
export function survey(input: ScoreInput, base: ScoreModel = SCORE_MODEL): Survey {
  const { graph, settings = DEFAULTS } = input;
  const model = { ...base, horizonYears: settings.horizonYears };
  const causes = new Causes(graph, (node) => nodeWeight(node, model, settings.nodeWeights), input.changeRate ?? null);
  const inScore = input.findings.filter((finding) => finding.category !== null);
  const causeOf = (finding: JudgedFinding): Cause => causes.of(finding, finding.category ?? "", settings.minutes[finding.rule] ?? finding.minutes);
  const counted = inScore.filter((finding) => finding.counted);
  const applicable = new Set<string>(applicableCategories(graph, new Set(counted.map((finding) => finding.category ?? ""))));
  const categories = CATEGORIES.map((id) => ({ id, applicable: applicable.has(id), weight: settings.categoryWeights[id] ?? 1 }));
  return {
    causes: counted.map(causeOf),
    suppressed: inScore.filter((finding) => finding.suppressed && finding.confidence !== "possible").map(causeOf),
    uncounted: inScore.filter((finding) => !finding.counted).map(causeOf),
    terrain: { weights: Float64Array.from(graph.nodes, (node) => nodeWeight(node, model, settings.nodeWeights)), size: sizeOf(graph), categories, explain: settings.explain },
    model, historyKnown: Boolean(input.changeRate), benchmark: input.benchmark ?? [],
    owners: ownersOf(input.findings, graph), constants: changedConstants(settings),
  };
}

/** Constants that the settings changed, sorted by name; scores with different ones are not to be compared. */
function changedConstants({ horizonYears, explain, ...records }: ScoreSettings): Readonly<Record<string, number | string>> {
  const changed: [string, number | string][] = [];
  if (horizonYears !== DEFAULTS.horizonYears) changed.push(["horizonYears", horizonYears]);
  if (explain !== DEFAULTS.explain) changed.push(["explain", explain]);
  for (const name of ["categoryWeights", "nodeWeights", "minutes"] as const) {
    for (const [key, value] of Object.entries(records[name])) changed.push([`${name}.${key}`, value]);
  }
  return Object.fromEntries(changed.sort(([a], [b]) => compareText(a, b)));
}

