import { describe, expect, it } from "vitest";
import rule from "../../rules/glue-code/rule.js";
import type { Conversion, PackageUse } from "../../src/graph/graph.js";
import { checkRule, inShort } from "../harness/check-rule.js";
import { drawGraph, place } from "../harness/graph-builder.js";

const use = (tags: readonly string[], name = "xgboost"): PackageUse => ({ package: name, tags, path: "train.py", role: "production", calls: [] });
const convert = (path: string, beside: string | null = "xgboost", converts = "pandas->numpy"): Conversion => ({ converts, beside, at: place(`${path}:7`), path, unit: "main", role: "production", confidence: "certain" });
const found = (conversions: readonly Conversion[], tags: readonly string[] = ["ml"], options = {}): readonly string[] =>
  checkRule(rule, drawGraph("", { conversions, packageUses: [use(tags)] }), options).map(inShort);
const three = ["score.py", "train.py", "tune.py"];

describe("repeated conversions", () => {
  it("three modules that convert for one package are one finding at the first", () => {
    const findings = checkRule(rule, drawGraph("", { conversions: three.map((path) => convert(path)), packageUses: [use(["ml"])] }));
    expect(findings.map(inShort)).toEqual(["score.py:7 repeated-conversion warn certain"]);
    expect(findings[0]?.what).toBe("3 modules turn pandas into numpy for xgboost, each by hand");
    expect(findings[0]?.trace.map((it) => `${it.path}:${it.line}`)).toEqual(["score.py:7", "train.py:7", "tune.py:7"]);
    expect(findings[0]?.subject).toBe("package:pypi:xgboost");
  });
  it("two modules are not enough, unless the settings say so", () => {
    expect(found(three.slice(1).map((path) => convert(path)))).toEqual([]);
    expect(found(three.slice(1).map((path) => convert(path)), ["ml"], { modules: 2 })).toHaveLength(1);
  });
  it("one shared function with many calls is one module", () => expect(found([1, 2, 3].map(() => convert("matrix.py")))).toEqual([]));
  it("conversions beside no package, or beside different ones, do not add up", () => {
    expect(found(three.map((path) => convert(path, null)))).toEqual([]);
    expect(found(three.map((path, i) => convert(path, ["xgboost", "lightgbm", "catboost"][i])))).toEqual([]);
  });
  it("different conversions do not add up, two repeated ones are one finding", () => {
    expect(found(three.map((path, i) => convert(path, "xgboost", ["pandas->numpy", "polars->numpy", "numpy->torch"][i])))).toEqual([]);
    expect(found(three.flatMap((path) => [convert(path), convert(path, "xgboost", "numpy->xgboost")]))).toHaveLength(1);
  });
  it("a package that builds its own container is served, whatever takes the container", () => {
    const conversions = three.map((path) => ({ ...convert(path, "scikit-learn", "numpy->dmatrix"), by: "xgboost" }));
    expect(checkRule(rule, drawGraph("", { conversions, packageUses: [use(["ml"]), use(["ml"], "scikit-learn")] }))[0]?.what).toBe("3 modules turn numpy into dmatrix for xgboost, each by hand");
    expect(found(three.map((path) => ({ ...convert(path), by: "pandas" })))).toHaveLength(1);
  });
  it("a learner that makes a container of anything need not convert", () => {
    expect(found(three.map((path) => ({ ...convert(path, null, "any->torch"), by: "xgboost" })))).toEqual([]);
    expect(found(three.map((path) => ({ ...convert(path, "xgboost", "any->numpy"), by: "numpy" })))).toHaveLength(1);
  });
  it.each([["container"], ["web"], ["orchestration"]])("a package tagged %s is an end of conversions, never the glued one", (tag) => expect(found(three.map((path) => convert(path)), ["ml", tag])).toEqual([]));
  it("types that are not sure lower the finding", () => expect(found([...three.slice(1).map((path) => convert(path)), { ...convert("score.py"), confidence: "likely" as const }])).toEqual(["score.py:7 repeated-conversion warn likely"]));
});
