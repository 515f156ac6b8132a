import { amount, figure, roundedToSum } from "../figure.js";
import type { Report } from "../report.js";
import { h, type Html } from "./element.js";

const [NAME, CHART, ROW] = [150, 560, 30];

/** The index as a waterfall: each category begins where the one before ended, so that the last one ends at the index. */
export function categoryChart({ score }: Report): Html {
  const found = score.categories.filter((category) => category.findings > 0).sort((a, b) => b.index - a.index || (a.id < b.id ? -1 : 1));
  const shown = roundedToSum(found.map((category) => category.index));
  const scale = CHART / Math.max(10, Math.min(100, Math.ceil((score.index * 1.05) / 5) * 5));
  let start = 0;
  const rows = found.map(({ id, index, worth, findings }, i) => {
    const [x, y] = [NAME + start * scale, i * ROW];
    start += index;
    return h("g", { class: "row", "data-category": id },
      h("title", {}, `${id}: ${figure(shown[i] ?? 0)} of at most ${figure(worth)} points, ${amount(findings, "finding")}`),
      h("text", { class: "label", x: NAME - 12, y: y + 19, "text-anchor": "end" }, id),
      h("rect", { class: "ghost", x: figure(x), y: y + 6, width: figure(worth * scale), height: 18, rx: 4 }),
      h("rect", { class: "bar", x: figure(x), y: y + 6, width: figure(Math.max(2, index * scale)), height: 18, rx: 4 }),
      h("text", { class: "amount", x: figure(x + worth * scale + 8), y: y + 19 }, `${figure(shown[i] ?? 0)}`),
      i + 1 < found.length ? h("line", { class: "step", x1: figure(NAME + start * scale), x2: figure(NAME + start * scale), y1: y + 24, y2: y + ROW + 6 }) : null);
  });
  const quiet = score.categories.filter((category) => category.findings === 0);
  const clean = quiet.filter((category) => category.applicable).map((category) => category.id);
  const idle = quiet.filter((category) => !category.applicable).map((category) => category.id);
  const height = found.length * ROW + 4;
  return h("section", { id: "categories" },
    h("h2", {}, "Where it comes from"),
    h("p", { class: "muted" }, "Points of the index by category. The pale bar is the most that a category can have; points fill it ever more slowly, so that no category hides the others."),
    found.length > 0 ? h("div", { class: "scroll" }, h("svg", { class: "waterfall", viewBox: `0 0 ${NAME + CHART + 50} ${height}`, role: "img", "aria-label": "Points of the index by category" }, rows)) : null,
    clean.length > 0 ? h("p", { class: "muted" }, h("strong", {}, "Without a finding: "), clean.join(", ")) : null,
    idle.length > 0 ? h("p", { class: "muted" }, h("strong", {}, "Not applicable here: "), idle.join(", ")) : null);
}
