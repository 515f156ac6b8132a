import type { GroupSum } from "../../score/breakdown.js";
import type { ScoreExplanation } from "../../score/explain-score.js";
import { duration } from "../duration.js";
import { figure, roundedToSum } from "../figure.js";
import { h, type Html } from "./element.js";
import { htmlTable } from "./tables.js";

const SHOWN = 12;
const BAR = 120;

/** Who and what holds the debt: shares of the index by owner, rule and file. */
export function groupPanel({ groups }: ScoreExplanation): Html | null {
  if (groups.rule.length === 0) return null;
  return h("section", { id: "groups" }, h("h2", {}, "Who and what holds it"),
    h("div", { class: "columns" }, groupTable("owner", groups.owner), groupTable("rule", groups.rule), groupTable("file", groups.file)));
}

function groupTable(name: string, groups: readonly GroupSum[]): Html {
  const shares = roundedToSum(groups.map((group) => group.share));
  const most = Math.max(0.1, ...groups.map((group) => group.share));
  const rows = groups.slice(0, SHOWN).map((group, i) => [group.name, bar(group.share / most), figure(shares[i] ?? 0), duration(group.interestMinutesPerYear)]);
  const rest = groups.length - rows.length;
  return h("div", {}, h("h3", {}, `By ${name}`), htmlTable([name, "", "points", "costs a year"], rows, new Set([2, 3])), rest > 0 ? h("p", { class: "muted" }, `${rest} more`) : null);
}

function bar(share: number): Html {
  return h("svg", { class: "spark", viewBox: `0 0 ${BAR} 10`, width: BAR, height: 10, "aria-hidden": "true" }, h("rect", { class: "ghost", width: BAR, height: 10, rx: 3 }), h("rect", { class: "bar", width: figure(Math.max(1, share * BAR)), height: 10, rx: 3 }));
}
