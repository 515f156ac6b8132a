import type { Explainer } from "./interest.js";
import { noisyOrGain, noisyOrShares, noisyOrValue } from "./noisy-or.js";
import { saturationOf, type ScoreModel } from "./weights.js";

/** A category of the closed list, as data: omega is `weight` over the sum of the weights that apply. */
export interface WeighedCategory {
  readonly id: string;
  readonly applicable: boolean;
  readonly weight: number;
}

/** Stand-alone exposure of one finding, in minutes. */
export interface Exposure {
  readonly key: string;
  readonly category: string;
  readonly minutes: number;
}

/** One category's part of the index. */
export interface CategoryIndex {
  readonly id: string;
  readonly applicable: boolean;
  /** Points that it has at most: 100 omega. */
  readonly worth: number;
  /** Points that it has: they add up to the index. */
  readonly index: number;
  readonly findings: number;
  readonly exposureMinutes: number;
  /** Minutes at which it has 63 % of its worth. */
  readonly scaleMinutes: number;
}

/** Index of SCORE section 4 with its split; arrays by exposure, in the order given. */
export interface DebtIndex {
  readonly total: number;
  readonly categories: readonly CategoryIndex[];
  readonly shares: Float64Array;
  readonly gains: Float64Array;
  readonly alone: Float64Array;
}

/** Computes and splits the index; `effort` is E in minutes. A repository without effort base has no index. */
export function debtIndexOf(exposures: readonly Exposure[], categories: readonly WeighedCategory[], effort: number, model: ScoreModel, explain: Explainer = "shapley"): DebtIndex {
  const shares = new Float64Array(exposures.length);
  const gains = new Float64Array(exposures.length);
  const alone = new Float64Array(exposures.length);
  const parts = worths(categories).map(({ id, applicable, worth }): CategoryIndex => {
    const members = exposures.flatMap((exposure, i) => (exposure.category === id ? [i] : []));
    const minutes = members.map((i) => exposures[i]?.minutes ?? 0);
    const sum = [...minutes].sort((a, b) => a - b).reduce((all, it) => all + it, 0);
    const scale = saturationOf(model, id) * effort;
    if (scale === 0) return { id, applicable, worth, index: 0, findings: members.length, exposureMinutes: sum, scaleMinutes: 0 };
    const total = sum / scale;
    const index = noisyOrValue(total, worth);
    const split = explain === "shapley" ? noisyOrShares(minutes.map((x) => x / scale), worth) : minutes.map((x) => (sum === 0 ? 0 : (index * x) / sum));
    members.forEach((member, i) => {
      shares[member] = split[i] ?? 0;
      gains[member] = noisyOrGain((minutes[i] ?? 0) / scale, total, worth);
      alone[member] = noisyOrValue((minutes[i] ?? 0) / scale, worth);
    });
    return { id, applicable, worth, index, findings: members.length, exposureMinutes: sum, scaleMinutes: scale };
  });
  return { total: parts.reduce((all, part) => all + part.index, 0), categories: parts, shares, gains, alone };
}

/** Points of each category, in the order given: 100 shared out by weight over those that apply. */
export function worths(categories: readonly WeighedCategory[]): readonly { readonly id: string; readonly applicable: boolean; readonly worth: number }[] {
  const sum = categories.reduce((all, it) => all + (it.applicable ? it.weight : 0), 0);
  return categories.map(({ id, applicable, weight }) => ({ id, applicable, worth: applicable && sum > 0 ? (100 * weight) / sum : 0 }));
}
