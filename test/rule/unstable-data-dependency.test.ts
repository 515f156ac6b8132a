import { describe, expect, it } from "vitest";
import rule from "../../rules/unstable-data-dependency/rule.js";
import type { Graph } from "../../src/graph/graph.js";
import { immutableName } from "../../src/graph/immutable-name.js";
import { checkRule, inShort } from "../harness/check-rule.js";
import { drawGraph, place } from "../harness/graph-builder.js";

const found = (lines: string, rest: Partial<Graph> = {}): string[] => checkRule(rule, drawGraph(lines, rest)).map(inShort);
const URL = "https://rates.example.org/today.csv";

describe("uses of a moving input", () => {
  it.each<[string, string, string[]]>([
    ["a fit on the newest version", "a: train.py reads mlflow:embeddings @8 flow=training pin=moving:moving-latest\n b: train.py trains model:ranker @20\n a -> b", ["train.py:8 moving-latest warn certain"]],
    ["the same, a version named", "a: train.py reads mlflow:embeddings @8 flow=training pin=pinned\n b: train.py trains model:ranker @20\n a -> b", []],
    ["a fit on a web address", `a: train.py reads ${URL} @8 flow=training\n b: train.py trains model:ranker @20\n a -> b`, ["train.py:8 mutable-url warn certain"]],
    ["the same behind a checksum", `a: train.py reads ${URL} @8 flow=training pin=pinned\n b: train.py trains model:ranker @20\n a -> b`, []],
    ["a web address that reaches no fit", `report.py reads ${URL} @8 flow=monitoring`, []],
    ["a served alias, by design", "serve.py predicts mlflow:ranker @8 flow=serving pin=moving:moving-latest", ["serve.py:8 moving-latest note certain"]],
    ["the newest model as the baseline of an evaluation", "gate.py reads mlflow:ranker @8 flow=evaluation pin=moving:moving-latest", []],
    ["pretrained weights that predict", "score.py reads hf:org/bert @8 flow=prediction pin=moving:unpinned-pretrained", ["score.py:8 unpinned-pretrained warn certain"]],
    ["pretrained weights whose use is not seen", "score.py reads hf:org/bert @8 pin=moving:unpinned-pretrained", ["score.py:8 unpinned-pretrained warn likely"]],
    ["a hosted model", "ask.py predicts model:hosted/large @8 pin=moving:hosted-model flow=prediction", ["ask.py:8 hosted-model note certain"]],
    ["a hosted model by its build", "ask.py predicts model:hosted/large-002 @8 pin=moving:hosted-model flow=prediction", []],
    ["an input of another file's reason", "a: train.py reads table:t @8 flow=training pin=moving:by-position\n b: train.py trains model:r @9\n a -> b", []],
    ["a guessed name", "a: train.py reads hf:org/bert @8 flow=training pin=moving:unpinned-pretrained confidence=likely\n b: train.py trains model:r @9\n a -> b", ["train.py:8 unpinned-pretrained warn likely"]],
  ])("%s", (_, lines, expected) => expect(found(lines)).toEqual(expected));

  it("a limit without order counts where the rows are trained on", () => {
    const statements = [{ kind: "unordered-limit" as const, job: "job:sample.py#<module>", edge: 0, at: place("sample.py:8") }];
    expect(found("a: sample.py reads table:bank.payments @8 flow=training\n b: sample.py trains model:outliers @9\n a -> b", { statements })).toEqual(["sample.py:8 unordered-limit warn certain"]);
    expect(found("sample.py reads table:bank.payments @8", { statements })).toEqual([]);
  });
});

describe("snapshots and ways", () => {
  const fetch = (copy: string): string => `
    get: fetch.py reads ${URL} @5
    put: fetch.py writes ${copy} @6 carries=raw
    get -> put
    load: train.py reads ${copy} @3 flow=training
    fit: train.py trains model:ranker @9
    load -> fit
  `;
  it("follows the value through a store that each run overwrites", () => {
    const findings = checkRule(rule, drawGraph(fetch("file:data/rates.csv")));
    expect(findings.map(inShort)).toEqual(["fetch.py:5 mutable-url warn certain"]);
    expect(findings[0]?.trace.map((it) => `${it.path}:${it.line}`)).toEqual(["fetch.py:5", "fetch.py:6", "train.py:3", "train.py:9"]);
  });
  it("is quiet when the read only feeds a dated snapshot", () => expect(found(fetch("file:data/{date}/rates.csv"))).toEqual([]));
  it("is quiet when the fit reads the copy by its recorded version", () => expect(found(fetch("file:data/rates.csv").replace("@3 flow=training", "@3 flow=training pin=pinned"))).toEqual([]));
  it("is quiet when settings call the copy versioned", () => expect(found(fetch("file:data/rates.csv"), { nodes: [{ id: "file:data/rates.csv", attributes: { versioned: "true" } }] } as never)).toEqual([]));
  it("a dated model file is no snapshot of its data", () => {
    const direct = `a: train.py reads ${URL} @8 flow=training\n b: train.py trains model:r @9\n c: train.py writes model:runs/2024-05-01 @10 carries=raw\n a -> b\n a -> c`;
    expect(found(direct)).toEqual(["train.py:8 mutable-url warn certain"]);
  });
});

describe("one finding for each source and training closure", () => {
  const load = (path: string, model: string, label: string): string => `${label}: ${path} reads hf:org/bert @8 flow=training pin=moving:unpinned-pretrained\n ${label}2: ${path} trains ${model} @9\n ${label} -> ${label}2\n`;
  it("two loads into one model are one finding", () => {
    const findings = checkRule(rule, drawGraph(load("a.py", "model:ranker", "a") + load("b.py", "model:ranker", "b")));
    expect(findings.map(inShort)).toEqual(["a.py:8 unpinned-pretrained warn certain"]);
    expect(findings[0]?.trace.map((it) => it.path)).toEqual(["a.py", "b.py", "a.py"]);
  });
  it("one place that serves two models is one finding", () => {
    const shared = (load("a.py", "model:ranker", "a") + load("b.py", "model:filter", "b")).replaceAll("@8", "@lib/load.py:8");
    expect(checkRule(rule, drawGraph(shared)).map((it) => `${inShort(it)} ${it.discriminator}`)).toEqual(["lib/load.py:8 unpinned-pretrained warn certain model:filter"]);
  });
  it("two models are two findings", () => expect(found(load("a.py", "model:ranker", "a") + load("b.py", "model:filter", "b"))).toHaveLength(2));
  it("a serving load joins the finding of its training", () => expect(found(`${load("a.py", "model:ranker", "a")} serve.py reads hf:org/bert @8 flow=serving pin=moving:unpinned-pretrained`)).toHaveLength(1));
  it("what settings allow to move is quiet", () => {
    expect(checkRule(rule, drawGraph(load("a.py", "model:ranker", "a")), { allow: ["hf:org/*"] })).toEqual([]);
  });
});

describe("names that fix their content", () => {
  it.each([
    ["https://raw.githubusercontent.com/bank/list/0123456789abcdef0123456789abcdef01234567/a.csv", "a commit in its name"],
    ["https://raw.githubusercontent.com/bank/calendar/v2.3.1/holidays.csv", "a release in its name"],
    ["https://files.example.org/ratings-1.2.csv", "a release in its name"],
    ["https://doi.org/10.5281/zenodo.123456", "a DOI"],
    ["https://zenodo.example.org/record?version=4", "a version in its address"],
    ["s3://lake/clicks/2024-05-01/part.parquet", "a day in its name"],
    ["s3://lake/clicks/{date}/part.parquet", "a day in its name"],
    ["https://hub.example.org/bank/detector/2", "a number in its name"],
    ["https://hub.example.org/bank/detector/2?format=compressed", "a number in its name"],
    ["https://raw.githubusercontent.com/bank/list/main/a.csv", null],
    ["https://api.example.org/v1/rates", null],
    ["https://example.org/data?version=latest", null],
    ["s3://lake/clicks/2024/part.parquet", null],
    ["https://example.org/20999999/a.csv", null],
  ])("%s: %s", (id, reason) => expect(immutableName(id)).toBe(reason));
});
