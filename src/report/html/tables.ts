import { h, type Child, type Html } from "./element.js";

/** A table with a heading row; cells of numbers stand to the right. */
export function htmlTable(titles: readonly string[], rows: readonly (readonly Child[])[], figures: ReadonlySet<number>): Html {
  const kind = (column: number): string | null => (figures.has(column) ? "figure" : null);
  return h("div", { class: "scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, titles.map((title, i) => h("th", { scope: "col", class: kind(i) }, title)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) => h("td", { class: kind(i) }, cell)))))));
}

/** A link to a finding's card by its place. */
export function findingLink(finding: { readonly key: string; readonly path: string; readonly line: number } | undefined, key: string): Html {
  return finding ? h("a", { href: `#${anchorOf(key)}` }, h("code", {}, `${finding.path}:${finding.line}`)) : h("code", {}, key);
}

/** The fragment of a finding's card. */
export function anchorOf(key: string): string {
  return `f-${key.replace(/[^0-9a-z]/g, "")}`;
}
