import { compareText } from "../facts/location.js";
import type { Score } from "./score.js";

/** Sums of one group of findings. Gains do not add up, so a group has none. */
export interface GroupSum {
  readonly name: string;
  readonly findings: number;
  readonly share: number;
  readonly principalMinutes: number;
  readonly interestMinutesPerYear: number;
}

/** Sums the shares of findings by a name of each, largest share first: the groups add up to the totals (SCORE section 8). */
export function sumBy(score: Score, nameOf: (key: string) => string): readonly GroupSum[] {
  const groups = new Map<string, { findings: number; share: number; principal: number; interest: number }>();
  for (const finding of score.findings) {
    const name = nameOf(finding.key);
    const group = groups.get(name) ?? { findings: 0, share: 0, principal: 0, interest: 0 };
    group.findings += 1;
    group.share += finding.share;
    group.principal += finding.principalMinutes;
    group.interest += finding.interestMinutesPerYear;
    groups.set(name, group);
  }
  const sums = [...groups].map(([name, { findings, share, principal, interest }]) => ({ name, findings, share, principalMinutes: principal, interestMinutesPerYear: interest }));
  return sums.sort((a, b) => b.share - a.share || compareText(a.name, b.name));
}
