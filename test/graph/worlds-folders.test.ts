import { describe, expect, it } from "vitest";
import { worlds } from "../../src/graph/worlds.js";
import { drawGraph, place, sourceFile } from "../harness/graph-builder.js";

describe("a folder of files", () => {
  const files = [sourceFile("jobs/score.py"), sourceFile("explore.ipynb")];
  const lines = (started: string): string => `
    jobs/score.py#main writes file:out
    explore.ipynb writes file:out/look.csv
    ${started}`;
  const names = (started: string): number => worlds(drawGraph(lines(started), { files, nodes: [{ id: "file:out/look.csv", locations: [place("explore.ipynb:3")] }] })).length;
  it("starts nothing that lies in it; a job that runs the notebook does", () => {
    expect(names("file:out contains file:out/look.csv @jobs/score.py:3")).toBe(2);
    expect(names("jobs/score.py#main runs explore.ipynb")).toBe(1);
  });
});
