import { describe, expect, it } from "vitest";
import { evaluateGate, type GateInput, type GateSettings, type GateState } from "../../src/rule/gate.js";
import type { JudgedFinding } from "../../src/rule/judged-finding.js";
import { finding } from "../score/graph-builder.js";

const error = finding("v1:aa", "table:feed.clicks", { severity: "error" });
const warning = finding("v1:bb", "table:feed.clicks", { severity: "warn", rule: "glue-code", category: "glue" });
const guess = finding("v1:cc", "table:feed.clicks", { severity: "error", confidence: "possible" });
const silenced = finding("v1:dd", "table:feed.clicks", { severity: "error", suppressed: { by: "comment", reason: "retired in May", until: null } });
const expired = finding("v1:ee", "setting:a.py#suppress/glue-code", { rule: "stale-suppression", kind: "expired", category: null, confidence: "certain" });

function state(findings: readonly JudgedFinding[], index = 40, more: Partial<GateState> = {}): GateState {
  return { findings, index, categories: [{ id: "glue", index: 5 }, { id: "leakage", index: 2 }], ...more };
}

function gate(settings: GateSettings | null, more: Partial<GateInput> = {}) {
  return evaluateGate({ settings, head: state([error, warning, guess, silenced, expired]), base: null, newKeys: null, principalOf: () => 60, ...more });
}

/** Conditions as `id value/limit passed`. */
function lines(settings: GateSettings | null, more: Partial<GateInput> = {}): string[] {
  return gate(settings, more).conditions.map((it) => `${it.id} ${it.value}/${it.limit} ${it.passed}`);
}

const allNew = new Set(["v1:aa", "v1:bb", "v1:cc", "v1:dd", "v1:ee"]);

describe("without settings", () => {
  it("nothing fails where there is nothing to compare with", () => expect(gate(null)).toEqual({ passed: true, conditions: [] }));

  it("a new error fails; a guess and a suppressed one do not", () => {
    const { passed, conditions } = gate(null, { newKeys: allNew });
    expect(passed).toBe(false);
    expect(conditions).toEqual([{ id: "newFindings.error", passed: false, limit: 0, value: 1, findings: ["v1:aa"], says: "new findings of severity error: 1, at most 0 allowed" }]);
  });

  it("an old error does not", () => expect(gate(null, { newKeys: new Set(["v1:bb"]) }).passed).toBe(true));
});

describe("new findings", () => {
  it("are counted by severity", () => {
    expect(lines({ newFindings: { warn: 1, error: 0 } }, { newKeys: allNew })).toEqual(["newFindings.error 1/0 false", "newFindings.warn 2/1 false"]);
    expect(lines({ newFindings: { warn: 2 } }, { newKeys: allNew })).toEqual(["newFindings.warn 2/2 true"]);
  });

  it("count from the confidence that the gate names", () => expect(lines({ newFindings: { error: 1 }, minConfidence: "possible" }, { newKeys: allNew })).toEqual(["newFindings.error 2/1 false"]));

  it("cannot be judged without base or baseline, and then fail nothing", () => {
    const { passed, conditions } = gate({ newFindings: { error: 0 } });
    expect([passed, conditions[0]?.passed, conditions[0]?.says]).toEqual([true, null, "new findings of severity error: not judged, since there is nothing to compare with"]);
  });

  it("bring their minutes", () => {
    expect(lines({ newPrincipalMinutes: { max: 100 } }, { newKeys: new Set(["v1:aa", "v1:bb"]) })).toEqual(["newPrincipalMinutes.max 120/100 false"]);
    expect(lines({ newPrincipalMinutes: { max: 100 } }, { newKeys: new Set(["v1:bb"]) })).toEqual(["newPrincipalMinutes.max 60/100 true"]);
  });
});

describe("levels and increases", () => {
  const base = state([error], 39.4, { categories: [{ id: "glue", index: 4.9 }], staleBaseline: ["v1:00"], measures: { "glue share": 30 } });

  it("of the index", () => {
    expect(lines({ index: { max: 40, maxIncrease: 0.5 } }, { base })).toEqual(["index.max 40/40 true", "index.maxIncrease 0.6/0.5 false"]);
    expect(lines({ index: { max: 39.9, maxIncrease: 0.6 } }, { base })).toEqual(["index.max 40/39.9 false", "index.maxIncrease 0.6/0.6 true"]);
  });

  it("compare what is printed: six decimals", () => expect(gate({ index: { max: 40 } }, { head: state([], 40.0000004) }).passed).toBe(true));

  it("say all decimals where two would hide the difference", () => expect(gate({ index: { max: 40 } }, { head: state([], 40.0001) }).conditions[0]?.says).toBe("debt index: 40.0001, at most 40 allowed"));

  it("of a category, with the findings of that category", () => {
    const [condition] = gate({ categories: { glue: { maxIncrease: 0 } } }, { base }).conditions;
    expect([condition?.id, condition?.passed, condition?.findings]).toEqual(["categories.glue.maxIncrease", false, ["v1:bb"]]);
  });

  it("of a rule, suppressed findings and guesses left out", () => expect(lines({ rules: { "hidden-feedback-loop": { max: 0 }, "glue-code": { max: 1 } } })).toEqual(["rules.glue-code.max 1/1 true", "rules.hidden-feedback-loop.max 1/0 false"]));

  it("of expired suppressions and of stale baseline entries", () => {
    expect(lines({ expiredSuppressions: { max: 0 } })).toEqual(["expiredSuppressions.max 1/0 false"]);
    expect(gate({ staleBaseline: { max: 0 } }, { head: state([], 0, { staleBaseline: ["v1:99"] }) }).conditions[0]?.findings).toEqual(["v1:99"]);
  });

  it("of measures, where both states have them", () => {
    expect(lines({ measures: { "glue share": { maxIncrease: 1 } } }, { base, head: state([], 0, { measures: { "glue share": 32 } }) })).toEqual(["measures.glue share.maxIncrease 2/1 false"]);
    expect(lines({ measures: { "glue share": { maxIncrease: 1 } } }, { base })).toEqual(["measures.glue share.maxIncrease null/1 null"]);
  });

  it("of new sources", () => {
    expect(lines({ newSources: { max: 0 } }, { newSources: ["s3://lake/clicks"] })).toEqual(["newSources.max 1/0 false"]);
    expect(lines({ newSources: { max: 0 } })).toEqual(["newSources.max null/0 null"]);
  });
});

describe("a ratchet", () => {
  const base = state([], 35, { categories: [{ id: "glue", index: 1 }] });

  it("makes the base's level the limit, with some slack for indices", () => {
    expect(lines({ ratchet: true, index: { max: 60 }, categories: { glue: { max: 9 } } }, { base })).toEqual(["index.max 40/35.05 false", "categories.glue.max 5/1.05 false"]);
    expect(lines({ ratchet: true, rules: { "glue-code": { max: 3 } } }, { base })).toEqual(["rules.glue-code.max 1/0 false"]);
  });

  it("never loosens, and does nothing without a base", () => {
    expect(lines({ ratchet: true, index: { max: 30 } }, { base })).toEqual(["index.max 40/30 false"]);
    expect(lines({ ratchet: true, index: { max: 60 } })).toEqual(["index.max 40/60 true"]);
  });
});
