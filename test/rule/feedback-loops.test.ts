import { describe, expect, it } from "vitest";
import direct from "../../rules/direct-feedback-loop/rule.js";
import hidden from "../../rules/hidden-feedback-loop/rule.js";
import type { Graph } from "../../src/graph/graph.js";
import { checkRule, inShort } from "../harness/check-rule.js";
import { drawGraph, place } from "../harness/graph-builder.js";

/** The ranker scores, its rows land in a table, it is trained on the table. The words after each edge vary. */
const loop = (words: { score?: string; write?: string; read?: string; store?: string; more?: string } = {}): string => `
  score: serve.py#rank predicts mlflow:ranker @8 flow=serving ${words.score ?? ""}
  put: serve.py#rank writes ${words.store ?? "table:feed.clicks"} @9 carries=prediction by=mlflow:ranker mode=append ${words.write ?? ""}
  score -> put
  get: train.py#fit reads ${words.store ?? "table:feed.clicks"} @4 flow=training ${words.read ?? ""}
  fit: train.py#fit trains mlflow:ranker @7
  get -> fit
  ${words.more ?? ""}
`;
const verdicts = (graph: Graph): string[] => [...checkRule(direct, graph).map((it) => `direct ${inShort(it)}`), ...checkRule(hidden, graph).map((it) => `hidden ${inShort(it)}`)];
const FOUND = "direct serve.py:9 - error certain";

describe("a model that learns from its own decisions", () => {
  it("is one finding at the write, with the proof from prediction to fit", () => {
    const [found] = checkRule(direct, drawGraph(loop()));
    expect(found).toMatchObject({ subject: "table:feed.clicks", discriminator: "mlflow:ranker", what: "model ranker learns from its own decisions through table feed.clicks" });
    expect(found?.trace.map((it) => `${it.path}:${it.line} ${it.says}`)).toEqual([
      "serve.py:8 serve.py:rank predicts with model ranker", "serve.py:9 serve.py:rank writes table feed.clicks", "train.py:4 train.py:fit reads table feed.clicks", "train.py:7 train.py:fit trains model ranker",
    ]);
  });

  it.each<[string, string, string[]]>([
    ["a table in between", loop({ more: "a: etl.py reads table:feed.clicks @2\n b: etl.py writes table:feed.daily @3\n a -> b" }).replace("train.py#fit reads table:feed.clicks", "train.py#fit reads table:feed.daily"), [FOUND]],
    ["scores that nobody trains on", loop().replace("fit: train.py#fit trains", "fit: report.py#main evaluates"), []],
    ["scores of another table than the one trained on", loop().replace("get: train.py#fit reads table:feed.clicks", "get: train.py#fit reads table:feed.sessions"), []],
    ["a read that reaches no fit", loop().replace("get -> fit", ""), []],
    ["a read for evaluation only", loop().replace("flow=training", "flow=evaluation"), []],
    ["a write that carries no prediction", loop().replace("carries=prediction by=mlflow:ranker", "carries=raw"), []],
    ["a store in memory", loop({ store: "memory:scores" }), []],
    ["a job that appends to its own prediction file", "a: s.py predicts mlflow:ranker\n b: s.py reads file:scores.csv\n c: s.py writes file:scores.csv carries=prediction by=mlflow:ranker\n a -> c\n b -> c", []],
    ["a warm start", "a: train.py reads mlflow:ranker\n b: train.py trains mlflow:ranker\n a -> b", []],
    ["a guessed name", loop({ read: "confidence=likely" }), ["direct serve.py:9 - error likely"]],
    ["another job that replaces the whole table", loop({ more: "label.py writes table:feed.clicks @3 mode=replace" }), ["direct serve.py:9 - error likely"]],
  ])("%s", (_, lines, expected) => expect(verdicts(drawGraph(lines))).toEqual(expected));

  it.each<[string, string, string, string]>([
    ["rows alone", "columns=item,score", "columns=item_age,clicked", "direct serve.py:9 selection error likely"],
    ["columns that are read by name", "columns=item,score confidence=likely", "columns=score,clicked", "direct serve.py:9 - error likely"],
    ["everything", "columns=item,score", "columns=*", FOUND],
  ])("returns by %s", (_, write, read, expected) => expect(verdicts(drawGraph(loop({ write, read })))).toEqual([expected]));

  it("tells label from feature where columns of predictions and of labels are known", () => {
    const graph = drawGraph(loop({ write: "columns=item,verdict", read: "columns=verdict,amount" }));
    const kind = (labels: string[]): string | null | undefined =>
      checkRule(direct, { ...graph, edges: graph.edges.map((edge) => ({ ...edge, ...(edge.act === "writes" && { predicted: ["verdict"] }), ...(edge.act === "reads" && { labels }) })) })[0]?.kind;
    expect([kind(["verdict"]), kind(["fraud"])]).toEqual(["label", "feature"]);
  });

  it("scores beside rows that were there anyway close no loop, rows that are added do", () => {
    const verdict = (mode: "append" | "replace"): string[] => {
      const graph = drawGraph(loop({ read: "columns=amount,fraud" }));
      return verdicts({ ...graph, edges: graph.edges.map((edge) => (edge.act === "writes" ? { ...edge, mode, predicted: ["score"] } : edge)) });
    };
    expect(verdict("replace")).toEqual([]);
    expect(verdict("append")).toEqual(["direct serve.py:9 selection error likely"]);
  });
});

describe("an open loop is a note that says what keeps it open", () => {
  const NOTE = "direct serve.py:9 - note certain";
  it.each<[string, string]>([
    ["a random draw guards the write", loop({ write: "guard=random" })],
    ["a random draw guards the prediction", loop({ score: "guard=random" })],
    ["the fit keeps a random slice", loop({ read: "filters=slice~=~'random'" })],
    ["the fit keeps rows without a model", loop({ read: "filters=model_version~IS~NULL" })],
    ["the fit keeps human labels", loop({ read: "filters=source~=~'human'" })],
  ])("%s", (_, lines) => expect(verdicts(drawGraph(lines))).toEqual([NOTE]));

  it("the fit reads the logged propensity", () => expect(verdicts(drawGraph(loop({ write: "columns=item,propensity", read: "columns=propensity,clicked" })))).toEqual([NOTE]));
  it.each(["slice~=~'paid'", "is_holdout~=~0", "not~is_holdout", "random_id~<>~3"])("a filter %s opens nothing", (filter) => expect(verdicts(drawGraph(loop({ read: `filters=${filter}` })))).toEqual([FOUND]));

  const entry = (exploration: string | null): Partial<Graph> => ({ feedback: [{ through: "table:feed.clicks", isCausedBy: "mlflow:ranker", exploration, at: place("mldebt.yaml:3") }] });
  it("the settings declare exploration", () => {
    expect(verdicts(drawGraph(loop(), entry("5% random slice")))).toEqual([NOTE]);
    expect(verdicts(drawGraph(loop(), entry(null)))).toEqual([FOUND]);
    expect(verdicts(drawGraph(loop(), { feedback: [{ through: "table:feed.other", isCausedBy: "mlflow:ranker", exploration: "yes", at: place("mldebt.yaml:3") }] }))).toEqual([FOUND]);
  });
});

describe("hops that the settings declare", () => {
  const feedback = [{ through: "table:feed.clicks", isCausedBy: "mlflow:ranker", exploration: null, at: place("mldebt.yaml:3") }];
  const served = "serve.py#rank predicts mlflow:ranker @8 flow=serving\n get: train.py#fit reads table:feed.clicks @4 flow=training\n fit: train.py#fit trains mlflow:ranker @7\n get -> fit";
  it("close a direct loop by exposure", () => {
    expect(verdicts(drawGraph(served))).toEqual([]);
    expect(verdicts(drawGraph(served, { feedback }))).toEqual(["direct train.py:4 exposure error certain"]);
  });
  it("close a circle of two models", () => {
    const two = `
      serve.py#rank predicts mlflow:ranker @8 flow=serving
      get: pace.py#fit reads table:feed.clicks @4 flow=training
      fit: pace.py#fit trains mlflow:pacing @7
      get -> fit
      score: apply.py predicts mlflow:pacing @2
      put: apply.py writes table:budgets @3 carries=prediction by=mlflow:pacing
      score -> put
      back: train.py#fit reads table:budgets @4 flow=training
      refit: train.py#fit trains mlflow:ranker @7
      back -> refit
    `;
    expect(verdicts(drawGraph(two))).toEqual([]);
    expect(verdicts(drawGraph(two, { feedback }))).toEqual(["hidden apply.py:3 through-settings warn certain"]);
  });
});

describe("models that train on each other's output", () => {
  const arm = (from: string, store: string, to: string, words = ""): string => `
    ${from}1: apply_${from}.py predicts mlflow:${from} @2
    ${from}2: apply_${from}.py writes table:${store} @3 carries=prediction by=mlflow:${from} ${words}
    ${from}1 -> ${from}2
    ${from}3: train_${to}.py reads table:${store} @4 flow=training
    ${from}4: train_${to}.py trains mlflow:${to} @7
    ${from}3 -> ${from}4
  `;
  it("are one finding, traced around the circle", () => {
    const [found] = checkRule(hidden, drawGraph(arm("ranker", "bids", "pacing") + arm("pacing", "budgets", "ranker")));
    expect(found && inShort(found)).toBe("apply_pacing.py:3 through-models warn certain");
    expect(found?.what).toBe("model pacing and model ranker change each other's data through table budgets and table bids");
    expect(found?.trace.map((it) => `${it.path}:${it.line}`)).toEqual(["apply_pacing.py:2", "apply_pacing.py:3", "train_ranker.py:4", "train_ranker.py:7", "apply_ranker.py:2", "apply_ranker.py:3", "train_pacing.py:4", "train_pacing.py:7"]);
  });
  it("one way alone is a cascade, no loop", () => expect(verdicts(drawGraph(arm("ranker", "bids", "pacing")))).toEqual([]));
  it("a circle of three is one finding", () => expect(verdicts(drawGraph(arm("a", "t1", "b") + arm("b", "t2", "c") + arm("c", "t3", "a")))).toHaveLength(1));
  it("a direct loop beside is its own finding, and the circle of two is still traced", () => {
    const graph = drawGraph(arm("ranker", "bids", "pacing") + arm("pacing", "budgets", "ranker") + arm("ranker", "bids", "pacing").replaceAll("ranker1", "r1").replaceAll("ranker2", "r2").replaceAll("ranker3", "r3").replaceAll("ranker4", "r4").replaceAll("train_pacing.py", "train_ranker.py").replaceAll("trains mlflow:pacing", "trains mlflow:ranker"));
    expect(verdicts(graph)).toEqual(["direct apply_ranker.py:3 - error certain", "hidden apply_pacing.py:3 through-models warn certain"]);
    expect(checkRule(hidden, graph)[0]?.trace).toHaveLength(8);
  });
  it("two fits that alternate in one job are one training", () => {
    const together = (arm("a", "t1", "b") + arm("b", "t2", "a")).replaceAll(/(apply|train)_[ab]\.py/g, "game.py");
    expect(verdicts(drawGraph(together)).filter((it) => it.startsWith("hidden"))).toEqual([]);
  });
  it("a random slice on one side makes it a note", () => expect(verdicts(drawGraph(arm("ranker", "bids", "pacing", "guard=random") + arm("pacing", "budgets", "ranker")))).toEqual(["hidden apply_pacing.py:3 through-models note certain"]));
});
