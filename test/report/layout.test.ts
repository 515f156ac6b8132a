import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layered, type Layout, type Link, type Shape } from "../../src/report/html/layered.js";
import { track } from "../../src/report/html/track.js";

const shape = (id: string): Shape => ({ id, width: 80, height: 40 });
const chain = (ids: string): Link[] => [...ids].slice(1).map((to, i) => ({ from: ids[i] ?? "", to }));
const place = ({ boxes }: Layout, id: string): readonly [number, number] => [boxes.get(id)?.x ?? NaN, boxes.get(id)?.y ?? NaN];

function overlaps({ boxes }: Layout): string[] {
  const all = [...boxes.values()];
  return all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height ? [`${a.id} ${b.id}`] : [])));
}

describe("columns", () => {
  it("follow the data: a chain runs to the right", () => {
    const layout = layered([..."abcd"].map(shape), chain("abcd"));
    expect([..."abcd"].map((id) => place(layout, id)[0])).toEqual([0, 144, 288, 432]);
  });

  it("a loop is cut where it closes", () => {
    const layout = layered([..."abc"].map(shape), [...chain("abc"), { from: "c", to: "a" }]);
    expect([..."abc"].map((id) => place(layout, id)[0])).toEqual([0, 144, 288]);
  });

  it("a source stands beside its reader, not at the far left", () => {
    const layout = layered([..."abcs"].map(shape), [...chain("abc"), { from: "s", to: "c" }]);
    expect(place(layout, "s")[0]).toBe(place(layout, "b")[0]);
  });

  it("place every box once, without overlap, the same for any order of links", () => {
    const ids = [..."abcdefgh"];
    const link = fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) });
    fc.assert(fc.property(fc.array(link, { maxLength: 16 }), (links) => {
      const layout = layered(ids.map(shape), links);
      expect(layout.boxes.size).toBe(ids.length);
      expect(overlaps(layout)).toEqual([]);
      for (const box of layout.boxes.values()) expect(box.x + box.width <= layout.width + 1e-9 && box.y + box.height <= layout.height + 1e-9 && box.y >= -1e-9).toBe(true);
    }), { numRuns: 200, seed: 11 });
  });

  it("stand a chain of 20,000 nodes", () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `n${String(i).padStart(5, "0")}`);
    const links = ids.slice(1).map((to, i) => ({ from: ids[i] ?? "", to }));
    expect(layered(ids.map(shape), links).width).toBe(20_000 * 144 - 64);
  });

  it("of nothing are nothing", () => expect(layered([], [])).toEqual({ boxes: new Map(), width: 0, height: 0 }));
});

describe("a track", () => {
  it("a closed way has two rows and comes back below its start", () => {
    const layout = track([..."abcd"].map(shape), true);
    expect([..."abcd"].map((id) => place(layout, id))).toEqual([[0, 0], [136, 0], [136, 84], [0, 84]]);
  });

  it("a long way turns after four stations", () => {
    const layout = track([..."abcdef"].map(shape), false);
    expect(place(layout, "e")[0]).toBe(place(layout, "d")[0]);
    expect(place(layout, "f")[0]).toBe(place(layout, "c")[0]);
    expect(overlaps(layout)).toEqual([]);
  });
});
