/** Relative change rate of a set of files, before its bounds: 1 is as often as the median file. */
export type ChangeRate = (paths: readonly string[]) => number;

/** One commit as history tells it: seconds since the epoch, and the files that it touches. */
export interface Commit {
  readonly time: number;
  readonly paths: readonly string[];
}

const SECONDS_A_DAY = 86_400;

/**
 * Change rate from the commits up to the as-of time, over the tracked source files. Each commit counts by its age, halved every `halfLifeDays`; a commit counts once for a set of files.
 * Ages start at the newest commit: the ratio is the same for every as-of time. Null where the median file has no commit.
 */
export function changeRateOf(commits: readonly Commit[], sources: readonly string[], halfLifeDays: number): ChangeRate | null {
  const newest = commits.reduce((latest, commit) => Math.max(latest, commit.time), -Infinity);
  const heats = commits.map((commit) => 2 ** (-(newest - commit.time) / (halfLifeDays * SECONDS_A_DAY)));
  const touching = new Map<string, number[]>();
  commits.forEach((commit, i) => {
    for (const path of new Set(commit.paths)) {
      const list = touching.get(path) ?? [];
      list.push(i);
      touching.set(path, list);
    }
  });
  const heatOf = (indices: Iterable<number>): number => [...indices].map((i) => heats[i] ?? 0).sort((a, b) => a - b).reduce((sum, heat) => sum + heat, 0);
  const middle = median([...new Set(sources)].map((path) => heatOf(touching.get(path) ?? [])));
  if (middle === 0) return null;
  return (paths) => heatOf(new Set(paths.flatMap((path) => touching.get(path) ?? []))) / middle;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
