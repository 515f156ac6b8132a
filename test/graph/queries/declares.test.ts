import { describe, expect, it } from "vitest";
import type { Graph, GraphEdge } from "../../../src/graph/graph.js";
import { declares } from "../../../src/graph/queries/declares.js";
import { domainOf, domainOfPath } from "../../../src/graph/queries/domains.js";
import { drawGraph, place, sourceFile } from "../../harness/graph-builder.js";

const files = [
  sourceFile("batch/score.py", { project: "batch" }), sourceFile("api/app.py", { project: "api" }), sourceFile("batch/io.py", { project: "batch" }),
  sourceFile("money/report.py", { owner: "@org/team-money" }), sourceFile("dvc.yaml", { language: "config" }), sourceFile("other.yaml", { language: "config" }),
];
const lines = "batch/score.py#main writes s3://lake/scores/all.csv\n api/app.py#main reads s3://lake/scores/all.csv\n money/report.py#main reads s3://lake/scores/all.csv";
const reader = "job:api/app.py#main";
const store = "s3://lake/scores/all.csv";
const graphWith = (more: NonNullable<Parameters<typeof drawGraph>[1]>): Graph => drawGraph(lines, { files, ...more });
const consumer = (name: string, owner: string | null, ...reads: string[]) => ({ name, owner, reads, until: null, at: place("mldebt.yaml:3") });

describe("domains", () => {
  it("an owner goes before a folder", () => {
    const graph = graphWith({});
    expect(["job:batch/score.py#main", reader, "job:money/report.py#main"].map((id) => domainOf(graph, id)?.key)).toEqual(["folder:batch", "folder:api", "owner:@org/team-money"]);
    expect([domainOfPath(graph, "api/app.py")?.name, domainOfPath(graph, "unknown.py")]).toEqual(["api", null]);
  });
  it("a store belongs to its writers where they agree", () => {
    expect(domainOf(graphWith({}), store)?.key).toBe("folder:batch");
    expect(domainOf(drawGraph(`${lines}\n api/app.py#main writes s3://lake/scores/all.csv`, { files }), store)).toBeNull();
    expect(domainOf(graphWith({ nodes: [{ id: store, owner: "feed" }] }), store)?.key).toBe("owner:feed");
  });
  it("nothing tells of a node that is not there", () => expect(domainOf(graphWith({}), "table:none")).toBeNull());
});

describe("a consumer is declared", () => {
  it.each([
    ["by the name of its folder", consumer("api", null, "s3://lake/scores/**"), "consumers"],
    ["by an upper case name", consumer("api", null, "S3://lake/scores/*"), "consumers"],
    ["not by another name", consumer("web", null, "s3://lake/scores/**"), undefined],
    ["not for another store", consumer("api", null, "s3://lake/clicks/**"), undefined],
  ] as const)("in the settings %s", (_, entry, by) => expect(declares(graphWith({ consumers: [entry] }), reader, store)?.by).toBe(by));

  it("by its owner, whatever the organisation", () => {
    const graph = graphWith({ consumers: [consumer("dashboard", "team-money", "s3://lake/**")] });
    expect(declares(graph, "job:money/report.py#main", store)?.by).toBe("consumers");
    expect(declares(graph, reader, store)).toBeNull();
  });
  it("for a folder that the store lies in", () => {
    const inFolder = drawGraph(`${lines}\n batch/score.py#main writes s3://lake/scores`, { files, consumers: [consumer("api", null, "s3://lake/scores")] });
    expect(declares(inFolder, reader, store)).toBeNull();
    const contains: GraphEdge = { ...(inFolder.edges[0] as GraphEdge), from: "s3://lake/scores", to: store, act: "contains" }; // the first edge is the pattern
    expect(declares({ ...inFolder, edges: [...inFolder.edges, contains] }, reader, store)?.by).toBe("consumers");
  });
  it("by an exposure", () => {
    const graph = drawGraph(`${lines}\n consumer:api reads s3://lake/scores/all.csv @models/exposures.yml:4 via=dbt.exposures`, { files, nodes: [{ id: "consumer:api", kind: "consumer", name: "api" }] });
    expect(declares(graph, reader, store)).toMatchObject({ by: "exposure", at: { path: "models/exposures.yml" } });
    expect(declares(graph, "job:money/report.py#main", store)).toBeNull();
  });
  it("as a step of the pipeline that has the writing step", () => {
    const steps = (document: string): string => `${lines}
      dvc.yaml#score writes s3://lake/scores/all.csv
      ${document}#serve reads s3://lake/scores/all.csv
      ${document}#serve runs job:api/app.py#main`;
    expect(declares(drawGraph(steps("dvc.yaml"), { files }), reader, store)?.by).toBe("step-input");
    expect(declares(drawGraph(steps("other.yaml"), { files }), reader, store)).toBeNull();
  });
  it("where it reads through the producer's own code", () => {
    const through = lines.replace("api/app.py#main reads s3://lake/scores/all.csv", "api/app.py#main reads s3://lake/scores/all.csv @batch/io.py:9");
    expect(declares(drawGraph(through, { files }), reader, store)).toMatchObject({ by: "import", at: { path: "batch/io.py" } });
  });
  it("else not", () => expect(declares(graphWith({}), reader, store)).toBeNull());
});
