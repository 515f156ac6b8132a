import { compareText } from "../facts/location.js";
import type { ScoreModel } from "./weights.js";
import type { Cause } from "./cause.js";
import { weighCauses, type Player } from "./player.js";
import { scorePlayers, type Score } from "./score.js";
import type { Terrain } from "./survey.js";

/** How the index and the order of findings depend on one constant. */
export interface Sensitivity {
  readonly constant: string;
  /** The index with the constant at 50 % and at 150 %. */
  readonly low: number;
  readonly high: number;
  /** Findings whose place in the order by share differs, at 50 % and at 150 %. */
  readonly movedLow: number;
  readonly movedHigh: number;
}

/** What a score is computed from: constants, and the repository as the games see it. */
export interface Setting { readonly model: ScoreModel; readonly terrain: Terrain }

interface Constant { readonly name: string; scale(setting: Setting, factor: number): Setting }

/** Recomputes the index with each constant at half and at one and a half (SCORE section 15). `play` scores a setting. */
export function sensitivityOf(setting: Setting, play: (setting: Setting) => Score): readonly Sensitivity[] {
  const order = ranking(play(setting));
  return constantsOf(setting).map(({ name, scale }) => {
    const [low, high] = [play(scale(setting, 0.5)), play(scale(setting, 1.5))];
    return { constant: name, low: low.index, high: high.index, movedLow: moved(order, ranking(low)), movedHigh: moved(order, ranking(high)) };
  });
}

/** Scores causes in a setting: the `play` of a whole repository. */
export function playCauses(causes: readonly Cause[]): (setting: Setting) => Score {
  return ({ model, terrain }) => scorePlayers(weighCauses(causes, model), terrain, model);
}

/** Scores players whose hazards are given: constants behind the hazards then change nothing. */
export function playPlayers(players: readonly Player[]): (setting: Setting) => Score {
  return ({ model, terrain }) => scorePlayers(players, terrain, model);
}

function constantsOf({ terrain }: Setting): readonly Constant[] {
  const ofModel = (name: string, scale: (model: ScoreModel, factor: number) => ScoreModel): Constant => ({
    name, scale: ({ model, terrain: same }, factor) => ({ model: scale(model, factor), terrain: same }),
  });
  const omegas = terrain.categories.filter((category) => category.applicable).map(({ id }): Constant => ({
    name: `omega ${id}`,
    scale: ({ model, terrain: same }, factor) => ({
      model, terrain: { ...same, categories: same.categories.map((category) => (category.id === id ? { ...category, weight: category.weight * factor } : category)) },
    }),
  }));
  return [
    ofModel("tau", (model, factor) => ({ ...model, saturation: model.saturation * factor, saturations: scaled(model.saturations, factor) })),
    ofModel("H", (model, factor) => ({ ...model, horizonYears: model.horizonYears * factor })),
    { name: "w", scale: ({ model, terrain: same }, factor) => ({ model, terrain: { ...same, weights: Array.from(same.weights, (weight) => weight * factor) } }) },
    ofModel("delta", (model, factor) => ({ ...model, decay: Math.min(1, model.decay * factor) })),
    ...(["note", "warn", "error"] as const).map((severity) => ofModel(`h ${severity}`, (model, factor) => ({ ...model, severity: { ...model.severity, [severity]: model.severity[severity] * factor } }))),
    ...(["likely", "certain"] as const).map((word) => ofModel(`q ${word}`, (model, factor) => ({ ...model, confidence: { ...model.confidence, [word]: Math.min(1, model.confidence[word] * factor) } }))),
    ...(["line", "cell", "key", "asset"] as const).map((unit) => ofModel(`kappa ${unit}`, (model, factor) => ({ ...model, effort: { ...model.effort, [unit]: model.effort[unit] * factor } }))),
    ...omegas,
  ];
}

function scaled(figures: Readonly<Record<string, number>>, factor: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure * factor]));
}

/** Keys by share, largest first. */
function ranking(score: Score): readonly string[] {
  return [...score.findings].sort((a, b) => b.share - a.share || compareText(a.key, b.key)).map((finding) => finding.key);
}

function moved(before: readonly string[], after: readonly string[]): number {
  return before.filter((key, place) => after[place] !== key).length;
}
