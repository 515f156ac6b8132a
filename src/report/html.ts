import type { Confidence } from "../facts/vocabulary.js";
import type { PublishedGraph } from "../graph/publish.js";
import type { ScoreExplanation } from "../score/explain-score.js";
import { categoryChart } from "./html/category-chart.js";
import { changePanel } from "./html/change-panel.js";
import { h, trusted, type Child } from "./html/element.js";
import { findingCards, housekeeping } from "./html/finding-cards.js";
import { fixPanel } from "./html/fix-panel.js";
import { groupPanel } from "./html/group-panel.js";
import { method } from "./html/method.js";
import { overview } from "./html/overview.js";
import { PAGE_SCRIPT } from "./html/page-script.js";
import { PAGE_STYLE } from "./html/page-style.js";
import { stationsOf } from "./html/station.js";
import { systemMap } from "./html/system-map.js";
import { edgesByPlace } from "./html/trace-graph.js";
import type { Report } from "./report.js";
import { shownOf } from "./shown.js";

/** What the page shows beside the report. */
export interface HtmlOptions {
  /** Base64 of the SHA-256 of a text's UTF-8 bytes: the page allows its own style and script by their hashes, and nothing else. */
  readonly hash: (text: string) => string;
  readonly explanation?: ScoreExplanation | null;
  readonly graph?: PublishedGraph | null;
  readonly minConfidence?: Confidence | undefined;
}

/** One page that stands alone: no network, no external font or script, readable without script, in light and dark and on paper. */
export function renderHtml(report: Report, { hash, explanation = null, graph = null, minConfidence }: HtmlOptions): string {
  const shown = shownOf(report, minConfidence);
  const traces = graph ? { edges: edgesByPlace(graph), stations: stationsOf(graph.nodes) } : null;
  const sections = [
    ["categories", "Where", categoryChart(report)], ["change", "Change", changePanel(report)], ["fixes", "Best return", explanation && fixPanel(report, explanation)],
    ["findings", "Findings", findingCards(shown, traces)], ["map", "System", graph && systemMap(graph, shown.findings)], ["groups", "Owners", explanation && groupPanel(explanation)],
    ["housekeeping", "Not counted", housekeeping(report, shown)], ["method", "Method", method(report, explanation)],
  ] as const;
  const there = sections.filter(([, , section]) => section !== null);
  const policy = `default-src 'none'; style-src 'sha256-${hash(PAGE_STYLE)}'; script-src 'sha256-${hash(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const body: Child = h("main", {},
    h("nav", { "aria-label": "Sections" }, there.map(([id, name]) => h("a", { href: `#${id}` }, name)), h("button", { id: "theme", type: "button", class: "scripted" }, "Light / dark")),
    overview(report, shown), there.map(([, , section]) => section),
    h("footer", {}, `${report.tool.name} ${report.tool.version} · score model ${report.score.model}`));
  const page = h("html", { lang: "en" },
    h("head", {},
      h("meta", { charset: "utf-8" }), h("meta", { "http-equiv": "Content-Security-Policy", content: policy }), h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("title", {}, `Debt index ${report.score.index.toFixed(1)} (${report.score.grade})`), trusted("style", {}, PAGE_STYLE)),
    h("body", {}, body, trusted("script", {}, PAGE_SCRIPT)));
  return `<!doctype html>\n${page.markup}\n`;
}
