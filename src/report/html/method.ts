import type { ScoreExplanation } from "../../score/explain-score.js";
import { amount, figure, grouped } from "../figure.js";
import type { Report } from "../report.js";
import { h, type Html } from "./element.js";
import { htmlTable } from "./tables.js";

/** How the figures come about, so that they can be argued with. */
export function method(report: Report, explanation: ScoreExplanation | null): Html {
  const { score, stats } = report;
  const { lines, cells, keys, assets } = score.size;
  const paragraphs = [
    `Score model ${score.model}. Each finding has a principal (work to fix it, times how certain it is) and disturbs nodes of the data graph, less with each step away from it; what it costs a year is its interest. A node is never paid for twice: several findings on it add up like independent risks.`,
    `The index sets principal and a year of interest against the size of the repository, ${grouped(Math.round(score.effortMinutes))} minutes (${amount(lines, "line")}, ${amount(cells, "notebook cell")}, ${amount(keys, "settings key")}, ${amount(assets, "asset")}). It does not grow with a repository's size.`,
    score.explain === "shapley" ? "Shares are exact Shapley values: they treat equal findings equally and add up to the index. Gains are what one fix alone gives; since debts overlap, gains do not add up." : "Shares are proportional to exposure and add up to the index.",
    score.debtRatio === null ? null : `Debt ratio ${figure(score.debtRatio * 100, 2)} %.${score.sqaleRatio === null ? "" : ` SQALE ratio ${figure(score.sqaleRatio * 100, 2)} %, letter ${score.sqaleGrade ?? ""} of that scale; it is not the letter of the index.`}`,
    score.history === "unknown" ? "History is unknown: every file counts as changing like the median one." : null,
    Object.keys(score.constants).length > 0 ? `Set by the settings: ${Object.entries(score.constants).map(([name, value]) => `${name} ${value}`).join(", ")}.` : null,
    `Read: ${Object.entries(stats).map(([name, value]) => `${name.replace(/([A-Z])/g, " $1").toLowerCase()} ${grouped(value)}`).join(", ")}.`,
  ];
  return h("section", { id: "method" }, h("h2", {}, "Method"), paragraphs.filter((text) => text !== null).map((text) => h("p", { class: "muted" }, text)),
    explanation?.sensitivity ? h("details", {}, h("summary", {}, "How the index depends on each constant"), htmlTable(["constant", "at 50 %", "at 150 %"], explanation.sensitivity.map((row) => [row.constant, figure(row.low, 2), figure(row.high, 2)]), new Set([1, 2]))) : null);
}
