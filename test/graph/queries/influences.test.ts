import { describe, expect, it } from "vitest";
import type { Graph } from "../../../src/graph/graph.js";
import { influenceLoops, influences, influencesBetween } from "../../../src/graph/queries/influences.js";
import { drawGraph } from "../../harness/graph-builder.js";

const lines = (graph: Graph): string[] => influences(graph).map((it) => `${it.from} ${it.kind} ${it.to} ${it.confidence} ${it.path.length}`);

// The ranker's scores reach the table that it is fitted on.
const own = `
  score: jobs/rank.py#main predicts mlflow:ranker
  store: jobs/rank.py#main writes table:shown carries=prediction by=mlflow:ranker
  load: jobs/fit.py#main reads table:shown flow=training
  fit: jobs/fit.py#main trains mlflow:ranker
  score -> store
  load -> fit`;

describe("what a model's predictions change", () => {
  it("its own training", () => expect(lines(drawGraph(own))).toEqual(["mlflow:ranker train mlflow:ranker certain 4"]));
  it("through jobs in between", () => {
    const graph = drawGraph(`
      score: jobs/rank.py#main predicts mlflow:ranker
      store: jobs/rank.py#main writes table:shown carries=prediction
      join: jobs/join.py#main reads table:shown
      out: jobs/join.py#main writes table:clicks confidence=likely
      load: jobs/fit.py#main reads table:clicks flow=training
      fit: jobs/fit.py#main trains mlflow:ranker
      score -> store
      join -> out
      load -> fit`);
    expect(lines(graph)).toEqual(["mlflow:ranker train mlflow:ranker likely 6"]);
    expect(influences(graph)[0]?.path.map((id) => graph.edges[id]?.act)).toEqual(["predicts", "writes", "reads", "writes", "reads", "trains"]);
  });
  it.each([
    ["nothing where the stored value is no prediction", own.replace("carries=prediction by=mlflow:ranker", "carries=metric")],
    ["nothing where the stored value does not come from the prediction", own.replace("score -> store", "")],
    ["nothing where the read does not reach the fit", own.replace("load -> fit", "")],
    ["nothing where the read is for evaluation", own.replace("flow=training", "flow=evaluation")],
  ])("%s", (_, graph) => expect(lines(drawGraph(graph))).toEqual([]));

  it("of two ways the surer one is the proof, of equals the shorter", () => {
    const graph = drawGraph(`${own}
      load2: jobs/fit2.py#main reads table:shown flow=training
      fit2: jobs/fit2.py#main trains mlflow:ranker
      load2 -> fit2 possible`);
    expect(influences(graph).map((it) => [it.confidence, it.path.length])).toEqual([["certain", 4]]);
  });
  it("a model that predicts from the scores is influenced, and what it predicts is its own influence", () => {
    const graph = drawGraph(`
      score: jobs/rank.py#main predicts mlflow:ranker
      store: jobs/rank.py#main writes table:scores carries=prediction by=mlflow:ranker
      use: jobs/pace.py#main reads table:scores flow=prediction
      pace: jobs/pace.py#main predicts mlflow:pacer
      bids: jobs/pace.py#main writes table:bids carries=prediction by=mlflow:pacer
      load: jobs/fit.py#main reads table:bids flow=training
      fit: jobs/fit.py#main trains mlflow:ranker
      score -> store
      use -> bids
      pace -> bids
      load -> fit`);
    expect(lines(graph)).toEqual(["mlflow:pacer train mlflow:ranker certain 4", "mlflow:ranker infer mlflow:pacer certain 3"]);
    expect(influencesBetween(graph, "mlflow:ranker", "mlflow:ranker")).toEqual([]);
    expect(influenceLoops(graph).map((it) => [it.models, it.influences.map((one) => one.kind), it.confidence])).toEqual([[["mlflow:pacer", "mlflow:ranker"], ["train", "infer"], "certain"]]);
  });
  it("two models that score side by side do not feed each other", () => {
    const graph = drawGraph(`
      a: jobs/rank.py#main predicts mlflow:ranker
      b: jobs/rank.py#main predicts mlflow:pacer
      store: jobs/rank.py#main writes table:scores carries=prediction by=mlflow:ranker,mlflow:pacer
      a -> store
      b -> store`);
    expect(lines(graph)).toEqual([]);
  });
});

describe("circles of models", () => {
  const circle = (kindBack: string): string => `
    a: jobs/rank.py#main predicts mlflow:ranker
    as: jobs/rank.py#main writes table:a carries=prediction by=mlflow:ranker
    al: jobs/fitpace.py#main reads table:a flow=training
    af: jobs/fitpace.py#main trains mlflow:pacer
    b: jobs/pace.py#main predicts mlflow:pacer
    bs: jobs/pace.py#main writes table:b carries=prediction by=mlflow:pacer
    bl: jobs/fitrank.py#main reads table:b flow=${kindBack}
    bf: jobs/fitrank.py#main trains mlflow:ranker
    a -> as
    al -> af
    b -> bs
    bl -> bf`;
  it("close over two trainings", () => {
    expect(influenceLoops(drawGraph(circle("training"))).map((it) => it.influences.map((one) => `${one.from} ${one.to}`))).toEqual([["mlflow:pacer mlflow:ranker", "mlflow:ranker mlflow:pacer"]]);
  });
  it("stay open where one way only evaluates", () => expect(influenceLoops(drawGraph(circle("evaluation")))).toEqual([]));
  it("one model that trains itself is no circle of models", () => expect(influenceLoops(drawGraph(own))).toEqual([]));
  it("without a training are no feedback", () => {
    const graph = drawGraph(`
      a: jobs/rank.py#main predicts mlflow:ranker
      as: jobs/rank.py#main writes table:a carries=prediction by=mlflow:ranker
      ar: jobs/pace.py#main reads table:a flow=prediction
      b: jobs/pace.py#main predicts mlflow:pacer
      bs: jobs/pace.py#main writes table:b carries=prediction by=mlflow:pacer
      br: jobs/rank.py#main reads table:b flow=prediction
      a -> as
      ar -> bs
      b -> bs
      br -> as`);
    expect(influences(graph).map((it) => it.kind)).toEqual(["infer", "infer"]);
    expect(influenceLoops(graph)).toEqual([]);
  });
});
