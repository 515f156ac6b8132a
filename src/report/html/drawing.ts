import { h, type Child, type Html } from "./element.js";
import type { Layout, Placed, Shape } from "./layered.js";
import type { Station } from "./station.js";

/** An arrow to draw, with the word beside it. */
export interface Arrow { readonly from: string; readonly to: string; readonly word: string; readonly doubtful?: boolean }

const LONGEST = 26;
/** Generous: fonts differ, and a name must not leave its box. */
const CHARACTER = 7.6;
const MARGIN = 14;

/** The box that a station needs. */
export function shapeOf({ id, kind, name }: Station): Shape {
  return { id, width: Math.max(64, Math.max(shortened(name).length, kind.length) * CHARACTER + 24), height: 42 };
}

/** What a drawing is called: `label` for readers, `marker` for its arrow heads, which must have a name of their own on the page. */
export interface Caption { readonly label: string; readonly marker: string }

/** Stations and arrows of a layout as SVG; stations of `marked` stand out. Each carries its id, so that a page can light it. */
export function drawing(layout: Layout, stations: readonly Station[], arrows: readonly Arrow[], { label, marker }: Caption, marked: ReadonlySet<string> = new Set()): Html {
  const routes = arrows.flatMap((arrow) => { const [a, b] = [layout.boxes.get(arrow.from), layout.boxes.get(arrow.to)]; return a && b ? [{ arrow, route: routed(a, b, layout) }] : []; });
  const below = routes.some(({ route }) => route.below);
  const [width, height] = [layout.width + 2 * MARGIN, layout.height + 2 * MARGIN + (below ? 26 : 0)];
  const drawn = stations.flatMap((station) => { const box = layout.boxes.get(station.id); return box ? [stationMarkup(station, box, marked.has(station.id))] : []; });
  return h("svg", { class: "graph", viewBox: `${-MARGIN} ${-MARGIN} ${tenth(width)} ${tenth(height)}`, width: tenth(width), height: tenth(height), role: "img", "aria-label": label },
    h("defs", {}, h("marker", { id: marker, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, h("path", { d: "M0 0L8 4L0 8z", class: "head" }))),
    routes.map(({ arrow, route }) => arrowMarkup(arrow, route, marker)), drawn);
}

function stationMarkup({ id, kind, name }: Station, { x, y, width, height }: Placed, marked: boolean): Html {
  return h("g", { class: `station k-${kind}${marked ? " subject" : ""}`, "data-node": id, transform: `translate(${tenth(x)} ${tenth(y)})` },
    h("title", {}, `${name} (${kind})`),
    h("rect", { width: tenth(width), height, rx: 8 }),
    h("text", { class: "name", x: 12, y: 18 }, shortened(name)),
    h("text", { class: "kind", x: 12, y: 33 }, kind));
}

function arrowMarkup({ from, to, word, doubtful }: Arrow, { path, at }: Route, marker: string): Html {
  const children: Child[] = [h("path", { class: "line", d: path, "marker-end": `url(#${marker})` }), h("text", { class: "word", x: tenth(at.x), y: tenth(at.y), "text-anchor": "middle" }, word)];
  return h("g", { class: doubtful ? "arrow doubtful" : "arrow", "data-from": from, "data-to": to }, children);
}

interface Route { readonly path: string; readonly at: { readonly x: number; readonly y: number }; readonly below?: boolean }

/** To the right: a curve. To the left: straight along a row, a turn to the next row, else around below everything. */
function routed(a: Placed, b: Placed, layout: Layout): Route {
  const [ay, by] = [a.y + a.height / 2, b.y + b.height / 2];
  const sameRow = Math.abs(ay - by) < 1;
  if (a.x + a.width <= b.x) return curve(a.x + a.width, ay, b.x, by);
  if (sameRow && b.x + b.width <= a.x && !between(a, b, layout)) return curve(a.x, ay, b.x + b.width, by);
  const gap = Math.max(a.y - (b.y + b.height), b.y - (a.y + a.height));
  if (gap > 0 && gap < 2 * a.height) return turn(a, b);
  const below = layout.height + 22;
  const [x1, x2] = [a.x + a.width / 2, b.x + b.width / 2];
  return { path: `M${tenth(x1)} ${tenth(a.y + a.height)}C${tenth(x1)} ${tenth(below)} ${tenth(x2)} ${tenth(below)} ${tenth(x2)} ${tenth(b.y + b.height)}`, at: { x: (x1 + x2) / 2, y: below - 6 }, below: true };
}

function curve(x1: number, y1: number, x2: number, y2: number): Route {
  const bend = (x2 - x1) / 2;
  return { path: `M${tenth(x1)} ${tenth(y1)}C${tenth(x1 + bend)} ${tenth(y1)} ${tenth(x2 - bend)} ${tenth(y2)} ${tenth(x2)} ${tenth(y2)}`, at: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 5 } };
}

/** From one row to the next; the two ways of a pair keep apart. */
function turn(a: Placed, b: Placed): Route {
  const down = a.y < b.y;
  const shift = down ? 12 : -12;
  const [x1, x2] = [a.x + a.width / 2 + shift, b.x + b.width / 2 + shift];
  const [y1, y2] = down ? [a.y + a.height, b.y] : [a.y, b.y + b.height];
  const middle = (y1 + y2) / 2;
  return { path: `M${tenth(x1)} ${tenth(y1)}C${tenth(x1)} ${tenth(middle)} ${tenth(x2)} ${tenth(middle)} ${tenth(x2)} ${tenth(y2)}`, at: { x: (x1 + x2) / 2 + (down ? 26 : -26), y: middle + 3 } };
}

function between(a: Placed, b: Placed, layout: Layout): boolean {
  return [...layout.boxes.values()].some((box) => box !== a && box !== b && box.x > b.x && box.x < a.x && Math.abs(box.y - a.y) < box.height);
}

/** The end of a long name tells it from its neighbours; the whole is in the title. */
function shortened(name: string): string {
  return name.length > LONGEST ? `…${name.slice(1 - LONGEST)}` : name;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
