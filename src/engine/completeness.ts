import type { Analysis } from "./analyze.js";

/** Fewer files without facts than this never make an analysis incomplete. */
const HANDFUL = 5;

/** Why a verdict cannot be relied on: something inside failed, or more files gave no facts than the settings allow; null where neither holds. */
export function incompleteness({ graph, problems, roots, policy }: Analysis): string | null {
  const failed = [...graph.problems, ...problems].find((problem) => problem.kind === "internal");
  if (failed) return failed.message;
  const files = roots.flatMap((root) => root.files);
  const unread = files.filter(({ facts }) => facts.lines.total === 0 && facts.problems.length > 0).length + roots.flatMap((root) => root.problems).filter((problem) => problem.kind === "io").length;
  const maxShare = policy.settings.gate?.unreadable?.maxShare ?? 0.02;
  return unread > HANDFUL && unread > maxShare * files.length ? `${unread} files could not be read (gate.unreadable.maxShare is ${maxShare})` : null;
}
