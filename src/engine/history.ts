import type { Commit } from "../score/change-rate.js";
import { git } from "./git.js";

/** What git knows of a root: the commit, its time, and which commits touched which files. */
export interface History {
  readonly commit: string;
  /** Committer time of the commit, seconds. */
  readonly time: number;
  /** Newest first, paths relative to the root; null in a shallow clone, whose history is not all there. */
  readonly commits: readonly Commit[] | null;
}

/** Older commits weigh less than 2^-16 of a new one and are not read. */
const HORIZON_DAYS = 16 * 90;
const SECONDS_A_DAY = 86_400;

/** Reads the history of a root from git; null without git or without a commit. */
export async function readHistory(root: string): Promise<History | null> {
  const head = await git(root, ["log", "-1", "--format=%H %ct"]);
  const [commit, seconds] = head?.trim().split(" ") ?? [];
  if (!commit || !seconds) return null;
  const time = Number(seconds);
  const shallow = (await git(root, ["rev-parse", "--is-shallow-repository"]))?.trim() === "true";
  return { commit, time, commits: shallow ? null : await readCommits(root, time) };
}

async function readCommits(root: string, asOf: number): Promise<Commit[]> {
  const since = new Date((asOf - HORIZON_DAYS * SECONDS_A_DAY) * 1000).toISOString();
  const log = await git(root, ["log", "--format=%x01%ct", "--name-only", "-z", "--no-renames", "--relative", `--since=${since}`]);
  const commits: { time: number; paths: string[] }[] = [];
  for (const token of (log ?? "").split("\0")) {
    if (token.startsWith("\u0001")) commits.push({ time: Number(token.slice(1)), paths: [] });
    else if (token.trim()) commits.at(-1)?.paths.push(token.replace(/^\n/, ""));
  }
  return commits;
}
