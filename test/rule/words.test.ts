import { describe, expect, it } from "vitest";
import type { Confidence } from "../../src/facts/vocabulary.js";
import { weigh } from "../../src/rule/confidence.js";
import { label, unitLabel } from "../../src/rule/label.js";
import { counted, listed } from "../../src/rule/sentence.js";
import { edgeSentence } from "../../src/rule/step.js";
import { drawGraph } from "../harness/graph-builder.js";

describe("confidence", () => {
  it.each<[readonly Confidence[], readonly number[], Confidence | null]>([
    [["certain"], [], "certain"],
    [["certain", "likely"], [], "likely"],
    [["certain"], [-1], "likely"],
    [["certain"], [-1, 1], "certain"],
    [["likely"], [1, 1], "likely"],
    [["likely"], [-1, -1], null],
    [["possible"], [-1, 1], null],
    [["certain"], [-1, -1], "possible"],
    [["certain"], [-3, 1], null],
    [[], [0], "certain"],
  ])("%j moved by %j is %s", (required, steps, expected) => {
    expect(weigh(required, steps.map((it) => ({ holds: true, steps: it, says: "so" })))?.confidence ?? null).toBe(expected);
  });
  it("keeps only what holds as premises", () => {
    expect(weigh(["certain"], [{ holds: false, steps: -1, says: "a" }, { holds: true, steps: 0, says: "b" }])).toEqual({ confidence: "certain", premises: ["b"] });
  });
});

describe("words", () => {
  it("list, count and name", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"]), listed(["a", "b", "c", "d", "e"])]).toEqual(["", "a", "a and b", "a, b and c", "a, b and 3 more"]);
    expect([counted(1, "module"), counted(2, "module"), counted(2, "entry", "entries")]).toEqual(["1 module", "2 modules", "2 entries"]);
    expect([unitLabel("job:jobs/fit.py#Trainer.fit"), unitLabel("job:jobs/fit.py#<module>"), unitLabel("service:app.py")]).toEqual(["jobs/fit.py:Trainer.fit", "jobs/fit.py", "app.py"]);
  });
  it("name nodes as their owner spells them", () => {
    const graph = drawGraph("jobs/fit.py#main writes table:feed.clicks\n jobs/fit.py#main trains mlflow:ranker\n serve.py predicts mlflow:ranker", { nodes: [{ id: "table:feed.clicks", attributes: { spelled: "Feed.Clicks" } }] });
    expect([label(graph, "table:feed.clicks"), label(graph, "mlflow:ranker"), label(graph, "job:jobs/fit.py#main"), label(graph, "table:unknown")]).toEqual(["table Feed.Clicks", "model ranker", "jobs/fit.py:main", "table:unknown"]);
    expect(graph.edges.map((edge) => edgeSentence(graph, edge))).toEqual(["jobs/fit.py:main writes table Feed.Clicks", "jobs/fit.py:main trains model ranker", "serve.py predicts with model ranker"]);
  });
});
