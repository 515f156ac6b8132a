import { describe, expect, it } from "vitest";
import { focus, nodeMeant } from "../../src/graph/focus.js";
import { toGraphlib } from "../../src/graph/to-graphlib.js";
import { closure, flowPath } from "../../src/graph/queries/closure.js";
import { drawGraph } from "../harness/graph-builder.js";

const graph = drawGraph(`
  in: jobs/load.py#main reads table:raw
  out: jobs/load.py#main writes table:clicks confidence=likely
  side: jobs/load.py#main writes table:log
  fit: jobs/fit.py#main reads table:clicks
  jobs/other.py#main reads table:raw
  in -> out`, { nodes: [{ id: "table:clicks", name: "clicks", attributes: { aliases: ["s3://lake/clicks"] } }], unresolved: [{ path: "jobs/load.py", line: 3, column: 1, act: "reads", via: "x", why: "y" }] });

describe("closure", () => {
  it("goes where values go", () => {
    expect(closure(graph, "table:raw", "down").members.map((it) => [it.id, it.confidence])).toEqual([
      ["job:jobs/fit.py#main", "likely"], ["job:jobs/load.py#main", "certain"], ["job:jobs/other.py#main", "certain"], ["table:clicks", "likely"],
    ]);
    expect(closure(graph, "table:clicks", "up").members.map((it) => it.id)).toEqual(["job:jobs/load.py#main", "table:raw"]);
    expect(closure(graph, "table:log", "up").members.map((it) => it.id)).toEqual(["job:jobs/load.py#main"]);
  });
  it("proves each member in the direction of the data", () => {
    const raw = closure(graph, "table:clicks", "up").members.find((it) => it.id === "table:raw");
    expect(raw?.path().map((id) => `${graph.edges[id]?.from} ${graph.edges[id]?.to}`)).toEqual(["table:raw job:jobs/load.py#main", "job:jobs/load.py#main table:clicks"]);
    expect(flowPath(graph, "table:raw", "table:clicks")).toHaveLength(2);
    expect(flowPath(graph, "table:raw", "table:log")).toBeNull();
  });
  it("lists what may be missing", () => {
    expect(closure(graph, "table:clicks", "up").unresolved).toHaveLength(1);
    expect(closure(graph, "table:raw", "up").unresolved).toEqual([]);
  });
  it("keeps to sure links when asked, and is empty for what is no node", () => {
    expect(closure(graph, "table:raw", "down", { atLeast: "certain" }).members.map((it) => it.id)).toEqual(["job:jobs/load.py#main", "job:jobs/other.py#main"]);
    expect(closure(graph, "table:none", "down").members).toEqual([]);
  });
});

describe("focus", () => {
  const ids = (text: string, depth?: number): string[] => focus(graph, text, depth)?.nodes.map((node) => node.id) ?? [];
  it("keeps what leads to the node and what it leads to", () => {
    expect(ids("table:clicks")).toEqual(["job:jobs/fit.py#main", "job:jobs/load.py#main", "table:clicks", "table:raw"]);
    expect(ids("table:clicks", 1)).toEqual(["job:jobs/fit.py#main", "job:jobs/load.py#main", "table:clicks"]);
  });
  it("numbers edges anew", () => {
    const part = focus(graph, "table:clicks");
    expect(part?.through.map((it) => [part.edges[it.in]?.from, part.edges[it.out]?.to])).toEqual([["table:raw", "table:clicks"]]);
  });
  it("takes an id, an alias or a name, and nothing that is unclear", () => {
    expect(["s3://lake/clicks", "CLICKS", "TABLE:clicks", "main", "none"].map((text) => nodeMeant(graph, text))).toEqual(["table:clicks", "table:clicks", "table:clicks", null, null]);
    expect(focus(graph, "main")).toBeNull();
  });
});

describe("the exchange shape", () => {
  it("is a multigraph whose edges go by their acts", () => {
    const out = toGraphlib(drawGraph("jobs/a.py#main reads table:t\n jobs/a.py#main writes table:t\n jobs/a.py#main logs table:t"));
    expect(out.isMultigraph()).toBe(true);
    expect(out.edges().map((edge) => `${edge.v} ${edge.w} ${edge.name}`).sort()).toEqual(["job:jobs/a.py#main table:t logs", "job:jobs/a.py#main table:t writes", "table:t job:jobs/a.py#main reads"]);
    expect(out.edge("table:t", "job:jobs/a.py#main", "reads")?.act).toBe("reads");
  });
});
