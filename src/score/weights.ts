import type { Confidence, NodeKind } from "../facts/vocabulary.js";
import type { Severity } from "../rule/rule.js";

/** Letter limits of the index: up to and including each figure. */
export interface Letters { readonly A: number; readonly B: number; readonly C: number; readonly D: number }

/** Every constant of a score model (SCORE section 14). A change of any value is a new number. */
export interface ScoreModel {
  readonly number: number;
  /** H: years of interest that the index takes into account. */
  readonly horizonYears: number;
  /** delta: what is left of a disturbance after one edge. */
  readonly decay: number;
  /** h: disturbances a year by severity. */
  readonly severity: Readonly<Record<Severity, number>>;
  /** q of a confidence word, where the rule gives no number. */
  readonly confidence: Readonly<Record<Confidence, number>>;
  /** lambda: bounds of the relative change rate, and its half-life. */
  readonly changeRate: { readonly halfLifeDays: number; readonly least: number; readonly most: number };
  /** w: minutes lost when a node of this kind is disturbed. */
  readonly nodeWeights: Readonly<Record<NodeKind, number>>;
  /** kappa: minutes of effort base. */
  readonly effort: { readonly line: number; readonly cell: number; readonly key: number; readonly asset: number };
  /** tau by category; `saturation` where it has none of its own. */
  readonly saturations: Readonly<Record<string, number>>;
  readonly saturation: number;
  readonly letters: Letters;
  /** SonarQube's grid: minutes to write a line, and letters of the ratio. */
  readonly sqale: { readonly minutesPerLine: number; readonly letters: Letters };
}

const SERVICE = 960;
const COMPUTES = 480;
const DATA = 240;
const CONSUMER = 120;

/** Score model 1. Conventions and their reasons are in the documentation of the score. */
export const SCORE_MODEL: ScoreModel = {
  number: 1,
  horizonYears: 1,
  decay: 0.7,
  severity: { note: 0.3, warn: 1, error: 2 },
  confidence: { certain: 0.95, likely: 0.75, possible: 0.3 },
  changeRate: { halfLifeDays: 90, least: 0.25, most: 4 },
  nodeWeights: {
    service: SERVICE,
    model: COMPUTES, pipeline: COMPUTES, job: COMPUTES, notebook: COMPUTES,
    dataset: DATA, table: DATA, file: DATA, object: DATA, topic: DATA, feature: DATA, "feature-view": DATA, prediction: DATA, metrics: DATA, external: DATA, artifact: DATA,
    consumer: CONSUMER,
    flag: 0, setting: 0, package: 0, function: 0, owner: 0, schedule: 0, experiment: 0,
  },
  effort: { line: 1, cell: 5, key: 1, asset: 480 },
  saturations: {},
  saturation: 0.02,
  letters: { A: 10, B: 25, C: 50, D: 75 },
  sqale: { minutesPerLine: 30, letters: { A: 0.05, B: 0.1, C: 0.2, D: 0.5 } },
};

/** tau of a category. */
export function saturationOf(model: ScoreModel, category: string): number {
  return model.saturations[category] ?? model.saturation;
}

/** The letter of a figure. */
export function letterOf(letters: Letters, figure: number): "A" | "B" | "C" | "D" | "E" {
  if (figure <= letters.A) return "A";
  if (figure <= letters.B) return "B";
  if (figure <= letters.C) return "C";
  return figure <= letters.D ? "D" : "E";
}
