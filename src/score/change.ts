import { compareText } from "../facts/location.js";
import { gaussLegendre, nodeCount } from "./quadrature.js";
import type { Score } from "./score.js";
import { noisyOrValue } from "./noisy-or.js";
import { saturationOf, SCORE_MODEL, type ScoreModel } from "./weights.js";

/** What one finding did to the index between two states, in points. */
export interface ChangePart {
  readonly kind: "added" | "fixed" | "changed";
  /** Key in the head; of a fixed finding, in the base. */
  readonly key: string;
  readonly category: string;
  readonly points: number;
}

/** The exact sum of a change of the index: parts, growth and applicability add up to `to - from`. */
export interface ScoreChange {
  readonly from: number;
  readonly to: number;
  /** Sorted by key, then kind. */
  readonly parts: readonly ChangePart[];
  /** What the change of size did: more code bears more debt. */
  readonly growth: number;
  /** What the change of applicable categories, hence of their weights, did. */
  readonly applicability: number;
}

/** The two states of the effort base in one category, each as an inverse scale; 0 where there is no effort base, hence no index. */
type Scales = readonly [base: number, head: number];

/**
 * Explains the step from `base` to `head` (SCORE section 7). Both must be scored with the change rates, node weights and constants of the base.
 * `matched` gives the base's key of a finding of the head that is the same debt.
 */
export function explainChange(base: Score, head: Score, matched: ReadonlyMap<string, string>, model: ScoreModel = SCORE_MODEL): ScoreChange {
  const deltas = differences(base, head, matched);
  const parts: ChangePart[] = [];
  let [growth, reweighed] = [0, 0];
  for (const { id, worth } of head.categories) {
    const tau = saturationOf(model, id);
    const scales: Scales = [inverse(tau * base.effortMinutes), inverse(tau * head.effortMinutes)];
    const before = base.categories.find((category) => category.id === id)?.exposureMinutes ?? 0;
    const mine = deltas.filter((delta) => delta.category === id);
    const game = playChange(before, mine.map((delta) => delta.minutes), scales, worth);
    mine.forEach(({ kind, key, category }, i) => parts.push({ kind, key, category, points: game.shares[i] ?? 0 }));
    growth += game.growth;
    reweighed += noisyOrValue(before * scales[0], worth);
  }
  return { from: base.index, to: head.index, parts: parts.sort((a, b) => compareText(a.key, b.key) || compareText(a.kind, b.kind)), growth, applicability: reweighed - base.index };
}

/** The game of one category: players change the exposure `before` by `deltas`, and one more moves the scale. */
export function playChange(before: number, deltas: readonly number[], scales: Scales, worth: number): { readonly shares: Float64Array; readonly growth: number } {
  const shares = new Float64Array(deltas.length);
  const swing = deltas.reduce((sum, delta) => sum + Math.abs(delta), 0) * Math.max(...scales);
  const rule = gaussLegendre(nodeCount(deltas.length, swing));
  let growth = 0;
  rule.nodes.forEach((t, k) => {
    const weight = (rule.weights[k] ?? 0) * worth;
    const rests = scales.map((scale) => Math.exp(deltas.reduce((log, delta) => log + logFactor(t, -delta * scale), -before * scale)));
    growth += weight * ((rests[0] ?? 0) - (rests[1] ?? 0));
    deltas.forEach((delta, i) => {
      const atBase = (1 - t) * (rests[0] ?? 0) * ratio(t, -delta * scales[0]);
      const atHead = t * (rests[1] ?? 0) * ratio(t, -delta * scales[1]);
      shares[i] = (shares[i] ?? 0) + weight * (atBase + atHead);
    });
  });
  return { shares, growth };
}

/** log(1 - t + t e^y) without overflow for removed exposure (y > 0). */
function logFactor(t: number, y: number): number {
  return y <= 0 ? Math.log1p(t * Math.expm1(y)) : y + Math.log1p((1 - t) * Math.expm1(-y));
}

/** (1 - e^y) / (1 - t + t e^y) without overflow. */
function ratio(t: number, y: number): number {
  return y <= 0 ? -Math.expm1(y) / (1 + t * Math.expm1(y)) : Math.expm1(-y) / (t + (1 - t) * Math.exp(-y));
}

function inverse(scale: number): number {
  return scale > 0 ? 1 / scale : 0;
}

interface Delta { readonly kind: ChangePart["kind"]; readonly key: string; readonly category: string; readonly minutes: number }

function differences(base: Score, head: Score, matched: ReadonlyMap<string, string>): readonly Delta[] {
  const before = new Map(base.findings.map((finding) => [finding.key, finding]));
  const deltas: Delta[] = [];
  for (const { key, category, exposureMinutes } of head.findings) {
    const same = before.get(matched.get(key) ?? key);
    const old = same?.category === category ? same : undefined;
    if (old) before.delete(old.key);
    const minutes = exposureMinutes - (old?.exposureMinutes ?? 0);
    if (!old || minutes !== 0) deltas.push({ kind: old ? "changed" : "added", key, category, minutes });
  }
  for (const { key, category, exposureMinutes } of before.values()) deltas.push({ kind: "fixed", key, category, minutes: -exposureMinutes });
  return deltas;
}
