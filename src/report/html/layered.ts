/** Something to place: a box of the size that its label needs. */
export interface Shape { readonly id: string; readonly width: number; readonly height: number }

/** A connection in the direction of reading. */
export interface Link { readonly from: string; readonly to: string }

/** Where a box is: its top left corner. */
export interface Placed extends Shape { readonly x: number; readonly y: number }

/** Boxes by id, and the size of the whole. */
export interface Layout { readonly boxes: ReadonlyMap<string, Placed>; readonly width: number; readonly height: number }

const COLUMN_GAP = 64;
const ROW_GAP = 16;
const SWEEPS = 6;

/** Places boxes in columns so that links run from left to right, but for those that close a loop. Deterministic: no randomness, ties by id. */
export function layered(shapes: readonly Shape[], links: readonly Link[]): Layout {
  const ids = shapes.map((shape) => shape.id);
  const known = new Set(ids);
  const forward = withoutLoops(ids, links.filter((link) => known.has(link.from) && known.has(link.to) && link.from !== link.to));
  const columns = ordered(columnsOf(ids, forward), forward);
  const sizes = new Map(shapes.map((shape) => [shape.id, shape]));
  const heights = columns.map((column) => column.reduce((sum, id) => sum + (sizes.get(id)?.height ?? 0) + ROW_GAP, -ROW_GAP));
  const height = Math.max(0, ...heights);
  const boxes = new Map<string, Placed>();
  let x = 0;
  columns.forEach((column, i) => {
    const width = Math.max(0, ...column.map((id) => sizes.get(id)?.width ?? 0));
    let y = (height - (heights[i] ?? 0)) / 2;
    for (const id of column) {
      const shape = sizes.get(id);
      if (!shape) continue;
      boxes.set(id, { ...shape, x, y });
      y += shape.height + ROW_GAP;
    }
    x += width + COLUMN_GAP;
  });
  return { boxes, width: Math.max(0, x - COLUMN_GAP), height };
}

/** The links without those that lead back to a node on the way to them (depth first, with a stack of its own). */
function withoutLoops(ids: readonly string[], links: readonly Link[]): readonly Link[] {
  const leaving = group(links, (link) => link.from);
  const state = new Map<string, "open" | "done">();
  const kept: Link[] = [];
  for (const root of ids) {
    if (state.has(root)) continue;
    state.set(root, "open");
    const stack = [{ id: root, next: 0 }];
    for (let top = stack[0]; top; top = stack[stack.length - 1]) {
      const link = leaving.get(top.id)?.[top.next++];
      if (!link) {
        state.set(top.id, "done");
        stack.pop();
      } else if (state.get(link.to) !== "open") {
        kept.push(link);
        if (!state.has(link.to)) {
          state.set(link.to, "open");
          stack.push({ id: link.to, next: 0 });
        }
      }
    }
  }
  return kept;
}

/** Each node as far to the right as its longest way from a source; a source stands beside its nearest reader. */
function columnsOf(ids: readonly string[], links: readonly Link[]): readonly (readonly string[])[] {
  const [leaving, entering] = [group(links, (link) => link.from), group(links, (link) => link.to)];
  const waiting = new Map(ids.map((id) => [id, entering.get(id)?.length ?? 0]));
  const depth = new Map<string, number>(ids.map((id) => [id, 0]));
  const queue = ids.filter((id) => waiting.get(id) === 0);
  // The queue grows while it is walked.
  for (const id of queue) {
    for (const { to } of leaving.get(id) ?? []) {
      depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(id) ?? 0) + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) queue.push(to);
    }
  }
  for (const id of ids) {
    const readers = leaving.get(id) ?? [];
    if (!entering.has(id) && readers.length > 0) depth.set(id, Math.min(...readers.map((link) => depth.get(link.to) ?? 1)) - 1);
  }
  const columns: string[][] = [];
  for (const id of ids) (columns[depth.get(id) ?? 0] ??= []).push(id);
  return Array.from(columns, (column) => [...(column ?? [])].sort());
}

/** Rows of each column by the middle of their neighbours, swept to and fro. */
function ordered(columns: readonly (readonly string[])[], links: readonly Link[]): readonly (readonly string[])[] {
  const [leaving, entering] = [group(links, (link) => link.from), group(links, (link) => link.to)];
  let current = columns;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const rows = new Map(current.flatMap((column) => column.map((id, row) => [id, (row + 0.5) / column.length] as const)));
    const near = sweep % 2 === 0 ? (id: string) => (entering.get(id) ?? []).map((link) => link.from) : (id: string) => (leaving.get(id) ?? []).map((link) => link.to);
    const middle = (id: string): number => {
      const places = near(id).map((other) => rows.get(other) ?? 0.5);
      return places.length === 0 ? (rows.get(id) ?? 0.5) : places.reduce((sum, place) => sum + place, 0) / places.length;
    };
    current = current.map((column) => [...column].sort((a, b) => middle(a) - middle(b) || (a < b ? -1 : 1)));
  }
  return current;
}

function group(links: readonly Link[], keyOf: (link: Link) => string): ReadonlyMap<string, readonly Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) groups.set(keyOf(link), [...(groups.get(keyOf(link)) ?? []), link]);
  return groups;
}
