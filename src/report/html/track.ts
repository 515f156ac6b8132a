import type { Layout, Placed, Shape } from "./layered.js";

const GAP_X = 56;
const GAP_Y = 44;
const PER_ROW = 4;

/** Places the stations of a way: rows that turn at their ends, so that the way is read like a track. A closed way has two rows and meets itself. */
export function track(shapes: readonly Shape[], closed: boolean): Layout {
  const perRow = closed ? Math.ceil(shapes.length / 2) : Math.min(PER_ROW, shapes.length);
  const cell = { width: Math.max(0, ...shapes.map((shape) => shape.width)), height: Math.max(0, ...shapes.map((shape) => shape.height)) };
  const boxes = new Map<string, Placed>();
  shapes.forEach((shape, i) => {
    const row = Math.floor(i / perRow);
    const column = row % 2 === 0 ? i % perRow : perRow - 1 - (i % perRow);
    boxes.set(shape.id, { ...shape, x: column * (cell.width + GAP_X) + (cell.width - shape.width) / 2, y: row * (cell.height + GAP_Y) + (cell.height - shape.height) / 2 });
  });
  const rows = Math.ceil(shapes.length / Math.max(1, perRow));
  return { boxes, width: Math.max(0, perRow * (cell.width + GAP_X) - GAP_X), height: Math.max(0, rows * (cell.height + GAP_Y) - GAP_Y) };
}
