import { describe, expect, it } from "vitest";
import rule from "../../rules/undeclared-consumer/rule.js";
import type { Graph } from "../../src/graph/graph.js";
import { checkRule, inShort } from "../harness/check-rule.js";
import { drawGraph, place, sourceFile } from "../harness/graph-builder.js";

const files = [sourceFile("report.py"), sourceFile("score.py"), sourceFile("finance/forecast.py", { project: "finance" }), sourceFile("finance/audit.py", { project: "finance" }), sourceFile("ranker/bid.py", { project: "ranker" }), sourceFile("ranker/drift.py", { project: "ranker" })];
const S = "s3://ads-lake/predictions/ctr.parquet";
const WRITE = `ranker/bid.py writes ${S} @9 carries=prediction`;
const READ = `finance/forecast.py reads ${S} @4`;
const found = (lines: string, rest: Partial<Graph> = {}, options = {}): string[] => checkRule(rule, drawGraph(lines, { files, ...rest }), options).map(inShort);

describe("a read of a model's product across domains", () => {
  it("is one finding at the first read, with the write and every read as proof", () => {
    const findings = checkRule(rule, drawGraph(`${WRITE}\n${READ}\n finance/audit.py reads ${S} @2`, { files }));
    expect(findings.map(inShort)).toEqual(["finance/forecast.py:4 prediction warn certain"]);
    expect(findings[0]).toMatchObject({ subject: S, discriminator: "folder:finance", what: "finance reads s3://ads-lake/predictions/ctr.parquet of ranker and is not declared" });
    expect(findings[0]?.trace.map((it) => `${it.path}:${it.line}`)).toEqual(["ranker/bid.py:9", "finance/forecast.py:4", "finance/audit.py:2"]);
  });

  it.each<[string, string, string[]]>([
    ["inside the producer's own domain", `${WRITE}\n ranker/drift.py reads ${S} @4`, []],
    ["of raw data", `ranker/bid.py writes ${S} @9 carries=raw\n${READ}`, []],
    ["of what nobody in the roots writes", READ, []],
    ["of raw data stored beside predictions", `ranker/bid.py writes ${S} @9 carries=raw\n ranker/bid.py predicts mlflow:ranker @8\n${READ}`, ["finance/forecast.py:4 by-product warn certain"]],
    ["of a model", "ranker/bid.py trains mlflow:ranker @9\n finance/forecast.py reads mlflow:ranker @4", ["finance/forecast.py:4 model warn certain"]],
    ["of a feature view", "ranker/bid.py writes feast:ads/user @9\n finance/forecast.py reads feast:ads/user @4", ["finance/forecast.py:4 feature warn certain"]],
    ["by a guessed name", `${WRITE}\n${READ} confidence=likely`, ["finance/forecast.py:4 prediction warn likely"]],
    ["from the root, which holds the producer's project", `${WRITE}\n report.py reads ${S} @4`, []],
    ["by a project of what the root writes", `score.py writes ${S} @9 carries=prediction\n${READ}`, ["finance/forecast.py:4 prediction warn certain"]],
    ["by a task of the workflow that also writes", `${WRITE}\n ${READ}\n ranker/drift.py writes ${S} @9 carries=prediction\n ranker/drift.py reads ${S} @finance/forecast.py:4`, []],
    ["by a step of the pipeline that holds the writer", `${WRITE}\n ${READ}\n pipeline:dvc:ads contains finance/forecast.py @dvc.yaml:2\n pipeline:dvc:ads contains ranker/bid.py @dvc.yaml:5`, []],
    ["by a step of another pipeline", `${WRITE}\n ${READ}\n pipeline:dvc:money contains finance/forecast.py @dvc.yaml:2\n pipeline:dvc:ads contains ranker/bid.py @dvc.yaml:5`, ["finance/forecast.py:4 prediction warn certain"]],
    ["by a store that the reader writes too", `${WRITE}\n finance/audit.py writes ${S} @3\n${READ}`, []],
  ])("%s", (_, lines, expected) => expect(found(lines)).toEqual(expected));

  it("by two domains is two findings", () => {
    const more = [...files, sourceFile("billing/invoice.py", { project: "billing" })];
    expect(found(`${WRITE}\n${READ}\n billing/invoice.py reads ${S} @7`, { files: more })).toHaveLength(2);
  });

  it("is quiet where the settings declare the reader", () => {
    const consumer = (name: string) => ({ consumers: [{ name, owner: null, reads: [S], until: null, at: place("mldebt.yaml:2") }] });
    expect(found(`${WRITE}\n${READ}`, consumer("finance"))).toEqual([]);
    expect(found(`${WRITE}\n${READ}`, consumer("billing"))).toHaveLength(1);
  });

  it("is quiet where one owner answers for both", () => expect(found(`${WRITE}\n${READ}`, { files: files.map((file) => ({ ...file, owner: "@ads" })) })).toEqual([]));

  it("counts all stores where the option says so", () => {
    expect(found(`ranker/bid.py writes ${S} @9 carries=raw\n${READ}`, {}, { stores: "all" })).toHaveLength(1);
  });
});
