import type { ScoreExplanation } from "../../score/explain-score.js";
import { duration } from "../duration.js";
import { figure } from "../figure.js";
import type { Report } from "../report.js";
import { h, type Html } from "./element.js";
import { findingLink, htmlTable } from "./tables.js";

const SHOWN = 8;

/** What to do first: single fixes by what they save for the work, then the plan for a budget if one was asked for. */
export function fixPanel({ findings, score }: Report, { returns, plan }: ScoreExplanation): Html | null {
  const own = new Map(findings.map((finding) => [finding.key, finding]));
  const best = returns.filter((it) => it.savedPerMinute > 0).slice(0, SHOWN);
  if (best.length === 0) return null;
  const rows = best.map(({ key, minutes, savedPerMinute, indexAfter }) => {
    const finding = own.get(key);
    return [finding?.rule ?? "", findingLink(finding, key), finding?.advice ?? "", duration(minutes), duration(savedPerMinute * minutes), figure(indexAfter)];
  });
  return h("section", { id: "fixes" },
    h("h2", {}, "Best return"),
    h("p", { class: "muted" }, "Single fixes by the yearly work that they save for each minute spent. Savings of several fixes do not add up, since debts overlap."),
    htmlTable(["rule", "place", "what to do", "work", "saves a year", "index after"], rows, new Set([3, 4, 5])),
    plan ? planTable(plan, score.index, own) : null);
}

function planTable(plan: NonNullable<ScoreExplanation["plan"]>, index: number, own: ReadonlyMap<string, Report["findings"][number]>): Html {
  const rows = plan.steps.map((step, i) => [i + 1, step.keys.map((key, n) => [n > 0 ? ", " : null, findingLink(own.get(key), key)]), step.bundle ? "they pay together" : "", duration(step.minutes), figure(step.points), figure(step.index)]);
  return h("div", {}, h("h3", {}, `A plan for ${duration(plan.budgetMinutes)}: from ${figure(index)} to ${figure(plan.index)}`),
    htmlTable(["", "fixes", "", "work", "points", "index after"], rows, new Set([0, 3, 4, 5])));
}
