import { debtIndexOf, type CategoryIndex } from "./debt-index.js";
import { effortOf, type Size } from "./effort.js";
import { aloneInterest, interestOf, type Explainer } from "./interest.js";
import { principalOf, weighCauses, type Player } from "./player.js";
import { survey, type ScoreInput, type Survey, type Terrain } from "./survey.js";
import { letterOf, type ScoreModel } from "./weights.js";

/** What one finding costs and how much of each total is its own. */
export interface FindingScore {
  readonly key: string;
  readonly category: string;
  readonly principalMinutes: number;
  /** x: what the finding would cost if it were the only one, principal and interest together. */
  readonly exposureMinutes: number;
  readonly interestMinutesPerYear: number;
  readonly interestGainMinutesPerYear: number;
  readonly share: number;
  readonly gain: number;
  /** What the index would be if it were the only finding: gain <= share <= alone. */
  readonly alone: number;
}

/** The three numbers and their exact explanation. */
export interface Score {
  readonly model: number;
  readonly explain: Explainer;
  readonly index: number;
  readonly grade: string;
  /** Rank among the benchmark repositories: part of them, of 100, that have more debt. */
  readonly percentile: { readonly value: number; readonly of: number } | null;
  readonly principalMinutes: number;
  readonly interestMinutesPerYear: number;
  /** Null where there is no interest to break even with. */
  readonly breakingPointYears: number | null;
  readonly size: Size;
  readonly effortMinutes: number;
  readonly debtRatio: number | null;
  readonly sqaleRatio: number | null;
  readonly sqaleGrade: string | null;
  readonly categories: readonly CategoryIndex[];
  /** Players, sorted by key. */
  readonly findings: readonly FindingScore[];
  /** Principal of findings that are shown but not counted, by key. */
  readonly uncounted: ReadonlyMap<string, number>;
  readonly suppressed: { readonly findings: number; readonly exposureMinutes: number };
  readonly historyKnown: boolean;
  /** By key of every finding, counted or not. */
  readonly owners: ReadonlyMap<string, string | null>;
  /** What the settings changed in the model. */
  readonly constants: Readonly<Record<string, number | string>>;
}

/** The score of a repository: pure, and the same for any order of the findings. */
export function scoreFindings(input: ScoreInput): Score {
  return scoreSurvey(survey(input));
}

/** The score of a survey. */
export function scoreSurvey(surveyed: Survey): Score {
  const { model, terrain } = surveyed;
  const score = scorePlayers(weighCauses(surveyed.causes, model), terrain, model);
  const hidden = weighCauses(surveyed.suppressed, model).map((player) => exposureOf(player, terrain, model));
  return {
    ...score,
    percentile: percentileOf(score.index, surveyed.benchmark),
    uncounted: new Map(surveyed.uncounted.map((cause) => [cause.key, principalOf(cause, model)])),
    suppressed: { findings: hidden.length, exposureMinutes: hidden.reduce((sum, minutes) => sum + minutes, 0) },
    historyKnown: surveyed.historyKnown, owners: surveyed.owners, constants: surveyed.constants,
  };
}

/** Plays all games for players sorted by key. */
export function scorePlayers(players: readonly Player[], terrain: Terrain, model: ScoreModel): Score {
  const interest = interestOf(players, terrain.weights, terrain.explain);
  const effort = effortOf(terrain.size, model);
  const exposures = players.map((player, i) => ({ key: player.key, category: player.category, minutes: player.principal + model.horizonYears * (interest.alone[i] ?? 0) }));
  const index = debtIndexOf(exposures, terrain.categories, effort, model, terrain.explain);
  const principal = players.reduce((sum, player) => sum + player.principal, 0);
  const sqale = terrain.size.lines > 0 ? principal / (model.sqale.minutesPerLine * terrain.size.lines) : null;
  return {
    model: model.number, explain: terrain.explain,
    index: index.total, grade: letterOf(model.letters, round(index.total)), percentile: null,
    principalMinutes: principal, interestMinutesPerYear: interest.total, breakingPointYears: interest.total > 0 ? principal / interest.total : null,
    size: terrain.size, effortMinutes: effort,
    debtRatio: effort > 0 ? (principal + model.horizonYears * interest.total) / effort : null,
    sqaleRatio: sqale, sqaleGrade: sqale === null ? null : letterOf(model.sqale.letters, sqale),
    categories: index.categories,
    findings: players.map((player, i) => ({
      key: player.key, category: player.category, principalMinutes: player.principal, exposureMinutes: exposures[i]?.minutes ?? 0,
      interestMinutesPerYear: interest.shares[i] ?? 0, interestGainMinutesPerYear: interest.gains[i] ?? 0, share: index.shares[i] ?? 0, gain: index.gains[i] ?? 0, alone: index.alone[i] ?? 0,
    })),
    uncounted: new Map(), suppressed: { findings: 0, exposureMinutes: 0 }, historyKnown: true, owners: new Map(), constants: {},
  };
}

function exposureOf(player: Player, terrain: Terrain, model: ScoreModel): number {
  return player.principal + model.horizonYears * aloneInterest(player.hazards, terrain.weights);
}

function percentileOf(index: number, benchmark: readonly number[]): Score["percentile"] {
  if (benchmark.length === 0) return null;
  const worse = benchmark.filter((other) => other > index).length;
  const equal = benchmark.filter((other) => other === index).length;
  return { value: (100 * (worse + equal / 2)) / benchmark.length, of: benchmark.length };
}

/** Comparisons use what is printed: six decimals. */
function round(figure: number): number {
  return Math.round(figure * 1e6) / 1e6;
}
