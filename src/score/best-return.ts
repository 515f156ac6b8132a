import { compareText } from "../facts/location.js";
import type { Score } from "./score.js";

/** What a minute of one fix gives: minutes of interest saved a year, and points of the index. */
export interface FixReturn {
  readonly key: string;
  readonly minutes: number;
  readonly savedPerMinute: number;
  readonly pointsPerMinute: number;
  /** Years until the fix has paid for itself; null where it saves nothing. */
  readonly breakingPointYears: number | null;
  /** The index after this fix alone. */
  readonly indexAfter: number;
}

/** Single fixes, most interest saved a minute first. */
export function bestReturns(score: Score): readonly FixReturn[] {
  const returns = score.findings.map(({ key, principalMinutes, interestGainMinutesPerYear, gain }): FixReturn => ({
    key, minutes: principalMinutes,
    savedPerMinute: principalMinutes > 0 ? interestGainMinutesPerYear / principalMinutes : 0,
    pointsPerMinute: principalMinutes > 0 ? gain / principalMinutes : 0,
    breakingPointYears: interestGainMinutesPerYear > 0 ? principalMinutes / interestGainMinutesPerYear : null,
    indexAfter: score.index - gain,
  }));
  return returns.sort((a, b) => b.savedPerMinute - a.savedPerMinute || b.pointsPerMinute - a.pointsPerMinute || compareText(a.key, b.key));
}
