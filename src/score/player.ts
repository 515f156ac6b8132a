import type { Cause } from "./cause.js";
import type { Reach } from "./reach.js";
import type { ScoreModel } from "./weights.js";

/** Hazard rates of a player: disturbances a year on each node, by index ascending. Players that disturb alike share one object. */
export interface Hazards {
  readonly nodes: Int32Array;
  readonly rates: Float64Array;
}

/** A player of the games: minutes to fix, and what it disturbs until then. */
export interface Player {
  readonly key: string;
  readonly category: string;
  readonly principal: number;
  readonly hazards: Hazards;
}

/** Applies the constants of a model to causes: principal of SCORE section 2, hazards of section 3. Sorted by key, whatever the order given. */
export function weighCauses(causes: readonly Cause[], model: ScoreModel): readonly Player[] {
  const profiles = new Map<Reach, Map<number, Hazards>>();
  const players = causes.map((cause): Player => {
    const strength = certaintyOf(cause, model) * model.severity[cause.severity] * changeFactor(cause.changeRate, model);
    const known = profiles.get(cause.reach) ?? new Map<number, Hazards>();
    const hazards = known.get(strength) ?? spread(cause.reach, strength, model.decay);
    profiles.set(cause.reach, known.set(strength, hazards));
    return { key: cause.key, category: cause.category, principal: principalOf(cause, model), hazards };
  });
  return players.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** P of one cause. */
export function principalOf(cause: Pick<Cause, "confidence" | "minutes" | "minutesPerGap" | "gap">, model: ScoreModel): number {
  return certaintyOf(cause, model) * (cause.minutes + cause.minutesPerGap * cause.gap);
}

function certaintyOf({ confidence }: Pick<Cause, "confidence">, model: ScoreModel): number {
  return typeof confidence === "number" ? confidence : model.confidence[confidence];
}

function changeFactor(rate: number | null, { changeRate }: ScoreModel): number {
  return rate === null ? 1 : Math.min(changeRate.most, Math.max(changeRate.least, rate));
}

function spread(reach: Reach, strength: number, decay: number): Hazards {
  const left: number[] = [];
  return { nodes: reach.nodes, rates: Float64Array.from(reach.distances, (distance) => strength * (left[distance] ??= decay ** distance)) };
}
