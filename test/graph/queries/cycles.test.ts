import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Graph, GraphEdge, GraphNode, Through } from "../../../src/graph/graph.js";
import { ArcList } from "../../../src/graph/queries/arcs.js";
import { componentsOf } from "../../../src/graph/queries/components.js";
import { closure, flowPath } from "../../../src/graph/queries/closure.js";
import { cycles } from "../../../src/graph/queries/cycles.js";
import { influences } from "../../../src/graph/queries/influences.js";
import { confidenceAt, pathTo, reachFrom } from "../../../src/graph/queries/reach.js";
import { drawGraph } from "../../harness/graph-builder.js";

const shown = (graph: Graph, ids: readonly number[]): string[] => ids.map((id) => `${graph.edges[id]?.from} ${graph.edges[id]?.act} ${graph.edges[id]?.to}`);

describe("cycles of data", () => {
  const loop = `
    read: jobs/rank.py#main reads table:clicks
    write: jobs/rank.py#main writes table:shown
    back: jobs/join.py#main reads table:shown
    close: jobs/join.py#main writes table:clicks`;
  it("close where each job passes the value on", () => {
    const graph = drawGraph(`${loop}\n read -> write\n back -> close likely`);
    const [cycle, ...more] = cycles(graph);
    expect(more).toEqual([]);
    expect(cycle?.nodes).toEqual(["job:jobs/join.py#main", "job:jobs/rank.py#main", "table:clicks", "table:shown"]);
    expect(shown(graph, cycle?.edges ?? [])).toEqual([
      "job:jobs/join.py#main writes table:clicks", "table:clicks reads job:jobs/rank.py#main", "job:jobs/rank.py#main writes table:shown", "table:shown reads job:jobs/join.py#main",
    ]);
  });
  it("stay open where a job reads and writes without passing on", () => expect(cycles(drawGraph(`${loop}\n read -> write`))).toEqual([]));
  it("a table that a job reads and rewrites is a cycle of its own", () => {
    const graph = drawGraph("a: jobs/x.py#main reads table:t\n b: jobs/x.py#main writes table:t\n a -> b");
    expect(cycles(graph).map((it) => it.nodes)).toEqual([["job:jobs/x.py#main", "table:t"]]);
  });
  it("edges can be left out", () => {
    const graph = drawGraph(`${loop}\n read -> write\n back -> close`);
    expect(cycles(graph, undefined, (id) => graph.edges[id]?.to !== "table:clicks")).toEqual([]);
  });
  it("the shortest cycle of a component is its witness", () => {
    const graph = drawGraph(`
      a: jobs/a.py#main reads table:one
      b: jobs/a.py#main writes table:two
      c: jobs/b.py#main reads table:two
      d: jobs/b.py#main writes table:one
      e: jobs/b.py#main writes table:three
      f: jobs/c.py#main reads table:three
      g: jobs/c.py#main writes table:one
      a -> b
      c -> d
      c -> e
      f -> g`);
    expect(cycles(graph).map((it) => [it.nodes.length, it.edges.length])).toEqual([[6, 4]]);
  });
  it("order and calls need no values", () => {
    const graph = drawGraph("jobs/a.py#main precedes jobs/b.py#main\n jobs/b.py#main precedes jobs/a.py#main");
    expect(cycles(graph)).toEqual([]);
    expect(cycles(graph, ["precedes"]).map((it) => it.edges.length)).toEqual([2]);
  });
  it("a folder passes to what lies in it and back, siblings do not pass to each other", () => {
    const lines = (file: string): string => `
      jobs/dir.py#main contains table:unused
      w: jobs/a.py#main writes file:out/${file}
      r: jobs/b.py#main reads file:out
      x: jobs/b.py#main writes file:in
      i: jobs/a.py#main reads file:in
      i -> w
      r -> x`;
    const contains = (graph: Graph, ...files: readonly string[]): Graph => ({
      ...graph, edges: [...graph.edges, ...files.map((file): GraphEdge => ({ ...(graph.edges[0] as GraphEdge), from: "file:out", to: file, act: "contains" }))], // the first edge is the pattern of one that contains
    });
    const graph = drawGraph(lines("a.csv"));
    expect(cycles(graph)).toEqual([]);
    expect(cycles(contains(graph, "file:out/a.csv"))).toHaveLength(1);
    const siblings = drawGraph("w: jobs/a.py#main writes file:out/a.csv\n r: jobs/b.py#main reads file:out/b.csv\n jobs/c.py#main reads file:out");
    expect(closure(contains(siblings, "file:out/a.csv", "file:out/b.csv"), "job:jobs/a.py#main", "down").members.map((it) => it.id)).toEqual(["file:out/a.csv", "job:jobs/c.py#main"]);
  });
});

describe("components and walks against brute force", () => {
  const size = 9;
  const random = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.nat(2)), { maxLength: 26 });
  const reachable = (arcs: readonly (readonly [number, number, number])[], from: number): Set<number> => {
    const seen = new Set([from]);
    for (let grown = true; grown;) {
      grown = false;
      for (const [a, b] of arcs) if (seen.has(a) && !seen.has(b)) {
        seen.add(b);
        grown = true;
      }
    }
    return seen;
  };
  const build = (arcs: readonly (readonly [number, number, number])[]) => {
    const list = new ArcList();
    for (const [a, b, strength] of arcs) list.add(a, b, strength);
    return list.build(size);
  };
  it("two vertices share a component exactly where each reaches the other", () => {
    fc.assert(fc.property(random, (arcs) => {
      const { of, sizes } = componentsOf(build(arcs));
      const closures = Array.from({ length: size }, (_, v) => reachable(arcs, v));
      for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) expect(of[a] === of[b]).toBe(Boolean(closures[a]?.has(b) && closures[b]?.has(a)));
      expect(sizes.reduce((sum, it) => sum + it, 0)).toBe(size);
    }));
  });
  it("a walk goes where the weakest link is strongest, and there the shortest way", () => {
    fc.assert(fc.property(random, (arcs) => {
      const reach = reachFrom(build(arcs), [0]);
      for (let v = 1; v < size; v++) {
        const position = reach.vertices.indexOf(v);
        const level = [2, 1, 0].find((strength) => reachable(arcs.filter((it) => it[2] >= strength), 0).has(v));
        expect(position >= 0).toBe(level !== undefined);
        if (level === undefined) continue;
        expect(confidenceAt(reach, position)).toBe(["possible", "likely", "certain"][level]);
        const path = pathTo(reach, position);
        const usable = arcs.filter((it) => it[2] >= level);
        expect([path[0], path.at(-1)]).toEqual([0, v]);
        for (let i = 1; i < path.length; i++) expect(usable.some(([a, b]) => a === path[i - 1] && b === path[i])).toBe(true);
        if (level === 2) expect(path.length - 1).toBe(distance(usable, 0, v));
      }
    }));
  });
  const distance = (arcs: readonly (readonly [number, number, number])[], from: number, to: number): number => {
    let steps = 0;
    for (let seen = new Set([from]); !seen.has(to); steps++) seen = new Set([...seen, ...arcs.filter(([a]) => seen.has(a)).map(([, b]) => b)]);
    return steps;
  };
});

describe("cycles of random graphs", () => {
  // Jobs alternate with tables; each job passes some of its reads to some of its writes.
  const job = fc.record({ reads: fc.uniqueArray(fc.nat(4), { maxLength: 3 }), writes: fc.uniqueArray(fc.nat(4), { maxLength: 3 }), passes: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }) });
  it("agree with a search over tables", () => {
    fc.assert(fc.property(fc.array(job, { maxLength: 5 }), (jobs) => {
      const lines: string[] = [];
      const steps: [number, number][] = [];
      jobs.forEach((it, j) => {
        it.reads.forEach((table, r) => lines.push(`r${j}x${r}: jobs/j${j}.py#main reads table:t${table}`));
        it.writes.forEach((table, w) => lines.push(`w${j}x${w}: jobs/j${j}.py#main writes table:t${table}`));
        it.reads.forEach((from, r) => it.writes.forEach((to, w) => {
          if (!it.passes[r * 3 + w]) return;
          lines.push(`r${j}x${r} -> w${j}x${w}`);
          steps.push([from, to]);
        }));
      });
      const graph = drawGraph(lines.join("\n"));
      const length = (from: number): number => {
        let seen = new Set([from]);
        for (let n = 1; n <= 5; n++) {
          seen = new Set(steps.filter(([a]) => seen.has(a)).map(([, b]) => b));
          if (seen.has(from)) return n;
        }
        return Infinity;
      };
      const girths = [0, 1, 2, 3, 4].map(length);
      const found = cycles(graph);
      expect(found.flatMap((it) => it.nodes.filter((id) => id.startsWith("table:"))).sort()).toEqual(girths.flatMap((n, t) => (n < Infinity ? [`table:t${t}`] : [])));
      for (const cycle of found) {
        const own = girths.filter((_, t) => cycle.nodes.includes(`table:t${t}`));
        expect(cycle.edges.length).toBe(2 * Math.min(...own));
        cycle.edges.forEach((id, i) => expect(graph.edges[id]?.to).toBe(graph.edges[cycle.edges[(i + 1) % cycle.edges.length] ?? 0]?.from));
        expect(graph.edges[cycle.edges[0] ?? 0]?.from).toBe(cycle.edges.map((id) => graph.edges[id]?.from ?? "").sort()[0]);
      }
    }), { numRuns: 200 });
  });
});

describe("long chains", () => {
  const LENGTH = 100_000;
  const node = (id: string, kind: "job" | "table"): GraphNode => ({ id, kind, roles: [], name: id, owner: null, declared: false, locations: [], attributes: {} });
  const edge = (from: string, to: string, act: "reads" | "writes"): GraphEdge => ({
    from, to, act, actor: act === "reads" ? "to" : "from", flow: [], columns: [], evidence: [], confidence: "certain", carries: [], pin: { state: "unknown" }, guards: [], swallowed: false, mode: null,
    role: "production", predictedBy: [], filters: [],
  });
  const pad = (i: number): string => String(i).padStart(6, "0");
  /** table 0 -> job 0 -> table 1 -> job 1 -> ...; closed, the last job writes table 0. */
  function chain(closed: boolean): Graph {
    const nodes: GraphNode[] = [];
    const edges: GraphEdge[] = [];
    const through: Through[] = [];
    for (let i = 0; i < LENGTH; i++) {
      nodes.push(node(`job:${pad(i)}`, "job"), node(`table:${pad(i)}`, "table"));
      edges.push(edge(`table:${pad(i)}`, `job:${pad(i)}`, "reads"), edge(`job:${pad(i)}`, `table:${pad(closed ? (i + 1) % LENGTH : i + 1)}`, "writes"));
      through.push({ job: `job:${pad(i)}`, in: 2 * i, out: 2 * i + 1, confidence: "certain", at: null });
    }
    if (!closed) nodes.push(node(`table:${pad(LENGTH)}`, "table"));
    nodes.sort((a, b) => (a.id < b.id ? -1 : 1));
    return { ...drawGraph(""), nodes, edges, through };
  }
  it("of 200,000 nodes are walked without deep recursion", () => {
    const open = chain(false);
    expect(cycles(open)).toEqual([]);
    expect(closure(open, `table:${pad(LENGTH)}`, "up").members).toHaveLength(2 * LENGTH);
    expect(flowPath(open, `table:${pad(0)}`, `table:${pad(LENGTH)}`)).toHaveLength(2 * LENGTH);
    expect(influences(open)).toEqual([]);
  });
  it("that close are one cycle", () => {
    const [ring, ...more] = cycles(chain(true));
    expect([ring?.nodes.length, ring?.edges.length, more.length]).toEqual([2 * LENGTH, 2 * LENGTH, 0]);
  });
});
