import { bestReturns, type FixReturn } from "./best-return.js";
import { sumBy, type GroupSum } from "./breakdown.js";
import { planFixes, type Plan } from "./plan.js";
import { scoreSurvey, type Score } from "./score.js";
import { playCauses, sensitivityOf, type Sensitivity } from "./sensitivity.js";
import { survey, type ScoreInput } from "./survey.js";

/** What is asked beside the breakdown. */
export interface ExplainOptions {
  /** Minutes to plan for. */
  readonly budgetMinutes?: number | null;
  readonly sensitivity?: boolean;
}

/** The exact breakdown of a score: sums of shares, what fixes give, and on request a plan and the sensitivity to each constant. */
export interface ScoreExplanation {
  readonly score: Score;
  readonly groups: { readonly category: readonly GroupSum[]; readonly rule: readonly GroupSum[]; readonly owner: readonly GroupSum[]; readonly file: readonly GroupSum[] };
  readonly returns: readonly FixReturn[];
  readonly plan: Plan | null;
  readonly sensitivity: readonly Sensitivity[] | null;
}

/** Sums by this name hold what nobody owns. */
export const NOBODY = "(nobody)";

/** Explains the score of a repository. */
export function explainScore(input: ScoreInput, { budgetMinutes = null, sensitivity = false }: ExplainOptions = {}): ScoreExplanation {
  const surveyed = survey(input);
  const score = scoreSurvey(surveyed);
  const findings = new Map(input.findings.map((finding) => [finding.key, finding]));
  const by = (nameOf: (key: string) => string | null | undefined): readonly GroupSum[] => sumBy(score, (key) => nameOf(key) ?? NOBODY);
  return {
    score,
    groups: { category: by((key) => findings.get(key)?.category), rule: by((key) => findings.get(key)?.rule), owner: by((key) => score.owners.get(key)), file: by((key) => findings.get(key)?.at.path) },
    returns: bestReturns(score),
    plan: budgetMinutes === null ? null : planFixes(score, budgetMinutes),
    sensitivity: sensitivity ? sensitivityOf(surveyed, playCauses(surveyed.causes)) : null,
  };
}
