/** The script of the page. All of it is convenience: without it every finding, table and picture is there. Runs in the reader's browser, not here. */
export const PAGE_SCRIPT = `
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);

  one("#theme")?.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const cards = all(".finding");
  const filter = () => {
    const words = (one("#search")?.value ?? "").toLowerCase().split(/\\s+/).filter(Boolean);
    const severities = new Set(all("[data-severity]:checked").map((box) => box.dataset.severity));
    const category = one("#category")?.value ?? "";
    let shown = 0;
    for (const card of cards) {
      const fits = severities.has(card.dataset.severity) && (!category || card.dataset.category === category) && words.every((word) => card.dataset.words.includes(word));
      card.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    const count = one("#count");
    if (count) count.textContent = shown === cards.length ? "" : shown + " of " + cards.length;
  };
  for (const control of all("#search, #category, input[data-severity]")) control.addEventListener("input", filter);
  for (const row of all(".waterfall .row")) {
    row.addEventListener("click", () => {
      const select = one("#category");
      if (!select) return;
      select.value = row.dataset.category;
      filter();
      one("#findings").scrollIntoView({ behavior: "smooth" });
    });
  }

  const open = () => {
    const card = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (card instanceof HTMLDetailsElement) card.open = true;
  };
  addEventListener("hashchange", open);
  open();
  addEventListener("beforeprint", () => { for (const card of cards) card.open = true; });

  const map = one("#map");
  const stations = map ? new Map(all("[data-node]", map).map((element) => [element.dataset.node, element])) : new Map();
  const arrows = map ? all("[data-from]", map) : [];
  const light = (start) => {
    const reached = new Set([start]);
    for (const id of reached) for (const arrow of arrows) if (arrow.dataset.from === id) reached.add(arrow.dataset.to);
    const on = start !== null;
    for (const [id, element] of stations) mark(element, on, reached.has(id));
    for (const arrow of arrows) mark(arrow, on, reached.has(arrow.dataset.from));
  };
  const mark = (element, on, is) => {
    element.classList.toggle("lit", on && is);
    element.classList.toggle("faded", on && !is);
  };
  for (const [id, element] of stations) {
    element.addEventListener("click", (event) => { event.stopPropagation(); light(id); });
  }
  map?.addEventListener("click", () => light(null));
  for (const card of cards) {
    const id = card.dataset.subject;
    if (!stations.has(id)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Show what it reaches";
    button.addEventListener("click", () => {
      light(id);
      stations.get(id).scrollIntoView({ behavior: "smooth", block: "center", inline: "center" });
    });
    card.querySelector(".body").append(button);
  }
})();
`;
