import { compareText } from "../facts/location.js";
import type { FindingScore, Score } from "./score.js";

/** Fixes to be made together, with what they cost and give. */
export interface PlanStep {
  readonly keys: readonly string[];
  readonly category: string;
  readonly minutes: number;
  /** Points that the index falls by, given the steps before. */
  readonly points: number;
  /** The index after this step. */
  readonly index: number;
  /** Several fixes that pay together: done one by one, each alone would give clearly less than its part. */
  readonly bundle: boolean;
}

/** Fixes for a budget of minutes, in the order to make them. */
export interface Plan {
  readonly budgetMinutes: number;
  readonly steps: readonly PlanStep[];
  readonly minutes: number;
  readonly index: number;
}

interface Candidate { readonly category: string; readonly members: readonly FindingScore[]; readonly minutes: number; readonly points: number; readonly pace: number; readonly bundle: boolean }

/** A longer prefix must beat a shorter one by this factor (convention): steps stay small where size does not matter. */
const WORTH_MORE = 1.01;
/** Fixes are a bundle where together they give more than this much of what each gives alone (convention). */
const REINFORCED = 1.25;

/** What is left of one category while the plan grows. */
interface Ledger { readonly id: string; readonly worth: number; readonly scale: number; exposure: number; rest: readonly FindingScore[] }

/**
 * Picks the fixes that bring the index down most for a budget: at each step the best prefix, in points a minute, of any category's fixes sorted by exposure a minute (SCORE section 8).
 * A heuristic: the exact best plan is a knapsack.
 */
export function planFixes(score: Score, budgetMinutes: number): Plan {
  const ledgers = score.categories.flatMap(({ id, worth, scaleMinutes, exposureMinutes }): Ledger[] => {
    const rest = score.findings.filter((finding) => finding.category === id).sort((a, b) => pay(b) - pay(a) || compareText(a.key, b.key));
    return scaleMinutes > 0 && rest.length > 0 ? [{ id, worth, scale: scaleMinutes, exposure: exposureMinutes, rest }] : [];
  });
  const steps: PlanStep[] = [];
  let [left, index] = [budgetMinutes, score.index];
  for (;;) {
    const candidates = ledgers.flatMap((ledger) => bestPrefix(ledger, left) ?? []);
    const first = candidates[0];
    if (!first) break;
    const best = candidates.reduce((a, b) => (b.pace > a.pace ? b : a), first);
    index -= best.points;
    left -= best.minutes;
    steps.push({ keys: best.members.map((member) => member.key), category: best.category, minutes: best.minutes, points: best.points, index, bundle: best.bundle });
    for (const ledger of ledgers) if (ledger.id === best.category) take(ledger, best.members);
  }
  return { budgetMinutes, steps, minutes: budgetMinutes - left, index };
}

/** The prefix with the most points a minute that fits, a shorter one unless the longer is clearly better. Null where nothing fits or gains. */
function bestPrefix(ledger: Ledger, left: number): Candidate | null {
  const fitting = ledger.rest.filter((finding) => finding.principalMinutes <= left);
  let best: Candidate | null = null;
  let [minutes, removed, single] = [0, 0, 0];
  const reduction = (exposure: number): number => ledger.worth * (Math.exp(-Math.max(0, ledger.exposure - exposure) / ledger.scale) - Math.exp(-ledger.exposure / ledger.scale));
  for (const [i, finding] of fitting.entries()) {
    minutes += finding.principalMinutes;
    removed += finding.exposureMinutes;
    if (minutes > left) break;
    single += reduction(finding.exposureMinutes);
    const points = reduction(removed);
    const pace = points / minutes;
    if (points > 0 && (best === null || pace > best.pace * WORTH_MORE)) best = { category: ledger.id, members: fitting.slice(0, i + 1), minutes, points, pace, bundle: i > 0 && points > single * REINFORCED };
  }
  return best;
}

function take(ledger: Ledger, members: readonly FindingScore[]): void {
  const gone = new Set(members.map((member) => member.key));
  ledger.rest = ledger.rest.filter((finding) => !gone.has(finding.key));
  ledger.exposure = ledger.rest.reduce((sum, finding) => sum + finding.exposureMinutes, 0);
}

function pay(finding: FindingScore): number {
  return finding.exposureMinutes / finding.principalMinutes;
}
