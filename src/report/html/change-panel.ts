import { figure } from "../figure.js";
import type { Report } from "../report.js";
import { changeParts, signed } from "../terminal/verdict.js";
import { h, type Html } from "./element.js";
import { findingLink, htmlTable } from "./tables.js";

/** The step from the base: every part of the difference, adding up to it. */
export function changePanel({ change, findings }: Report): Html | null {
  if (!change) return null;
  const own = new Map([...findings, ...change.fixed].map((finding) => [finding.key, finding]));
  const rows = changeParts(change).map(({ label, key, points }) => [signed(points), label.trim(), key === null ? "" : (own.get(key)?.rule ?? ""), key === null ? "" : place(key)]);
  function place(key: string): Html {
    const finding = own.get(key);
    const gone = change?.fixed.some((it) => it.key === key);
    return gone && finding ? h("code", {}, `${finding.path}:${finding.line}`) : findingLink(finding, key);
  }
  return h("section", { id: "change" }, h("h2", {}, `Since ${change.base}`),
    h("p", {}, `The index went from ${figure(change.from)} to ${figure(change.to)} (${signed(Number(figure(change.to)) - Number(figure(change.from)))}).`),
    htmlTable(["points", "", "rule", "place"], rows, new Set([0])));
}
