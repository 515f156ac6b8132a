import { duration, years } from "../duration.js";
import { amount, figure, grouped } from "../figure.js";
import type { Report } from "../report.js";
import { indexSentence } from "../terminal/score-box.js";
import type { Shown } from "../shown.js";
import { h, type Html } from "./element.js";

const RADIUS = 54;

/** Title, ring with letter, and the figures that a reader takes away. */
export function overview(report: Report, shown: Shown): Html {
  const { score } = report;
  const count = (severity: string): number => shown.findings.filter((finding) => finding.severity === severity).length;
  const cards = [
    card("To fix", duration(score.principalMinutes), "principal: work to repair what is found"),
    card("Every year", duration(score.interestMinutesPerYear), "interest: work that it costs until then"),
    card("Pays back", score.breakingPointYears === null ? "–" : years(score.breakingPointYears), "work to fix over cost a year"),
    card("Findings", grouped(shown.findings.length), `${amount(count("error"), "error")}, ${amount(count("warn"), "warning")}, ${amount(count("note"), "note")}`),
  ];
  return h("header", { class: "overview" },
    h("div", { class: "title" },
      h("h1", {}, "Machine-learning debt"),
      h("p", { class: "muted" }, subtitle(report)),
      h("p", { class: "sentence" }, indexSentence(report) ?? "No finding counts towards the index.")),
    h("div", { class: "figures" }, ring(score.index, score.grade), h("div", { class: "cards" }, cards)),
    verdict(report));
}

function subtitle({ roots, commit, asOf, tool }: Report): string {
  const of = roots.length === 1 && roots[0] === "." ? null : roots.join(", ");
  return [of, commit === null ? null : `commit ${commit.slice(0, 10)}`, asOf === null ? null : `as of ${asOf}`, `${tool.name} ${tool.version}`].filter((part) => part !== null).join(" · ");
}

function ring(index: number, grade: string): Html {
  const length = 2 * Math.PI * RADIUS;
  const circle = (name: string, dashes: string): Html => h("circle", { class: name, cx: 70, cy: 70, r: RADIUS, fill: "none", "stroke-width": 13, "stroke-dasharray": dashes, transform: "rotate(-90 70 70)", "stroke-linecap": "round" });
  return h("svg", { class: `ring grade-${grade}`, viewBox: "0 0 140 140", width: 168, height: 168, role: "img", "aria-label": `Debt index ${figure(index)} of 100, grade ${grade}` },
    circle("track", `${figure(length)} 0`), circle("value", `${figure((length * index) / 100)} ${figure(length)}`),
    h("text", { class: "letter", x: 70, y: 74, "text-anchor": "middle" }, grade),
    h("text", { class: "points", x: 70, y: 95, "text-anchor": "middle" }, `${figure(index)} of 100`));
}

function card(name: string, value: string, about: string): Html {
  return h("div", { class: "card" }, h("div", { class: "name" }, name), h("div", { class: "value" }, value), h("div", { class: "about" }, about));
}

function verdict({ gate }: Report): Html {
  const lines = gate.conditions.map(({ passed, says }) => h("li", { class: passed === null ? "unjudged" : passed ? "passed" : "failed" }, `${passed === null ? "?" : passed ? "✔" : "✖"} ${says}`));
  const title = gate.passed ? (lines.length === 0 ? "No gate is set" : "✔ Gate passed") : "✖ Gate failed";
  return h("div", { class: `verdict ${gate.passed ? "passed" : "failed"}` }, h("strong", {}, title), lines.length > 0 ? h("ul", {}, lines) : null);
}
