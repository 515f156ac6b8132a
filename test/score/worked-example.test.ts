import { describe, expect, it } from "vitest";
import { bestReturns } from "../../src/score/best-return.js";
import { sumBy } from "../../src/score/breakdown.js";
import type { Cause } from "../../src/score/cause.js";
import { explainChange } from "../../src/score/change.js";
import { interestOf } from "../../src/score/interest.js";
import { weighCauses } from "../../src/score/player.js";
import { Travel } from "../../src/score/reach.js";
import { scorePlayers } from "../../src/score/score.js";
import { playPlayers, sensitivityOf } from "../../src/score/sensitivity.js";
import { SCORE_MODEL } from "../../src/score/weights.js";
import { edge, graphOf, node } from "./graph-builder.js";
import { nodes, owners, player, players, terrain, weights } from "./worked-example.js";

const score = scorePlayers(players, terrain, SCORE_MODEL);

describe("vector A: hazards given", () => {
  it.each([
    ["F1", 1650.696858, 769.085095, 435.419009, 22.838718, 18.605397],
    ["F2", 266.060322, 119.180351, 95.220272, 5.149026, 0.915705],
    ["F3", 1400.92891, 797.898225, 446.401406, 23.386375, 20.936389],
    ["F4", 149.182659, 43.81846, 11.547542, 3.239638, 0.789651],
    ["F5", 86.860171, 29.633029, 6.703323, 1.748498, 1.192146],
    ["F6", 467.679791, 237.591405, 88.227535, 9.098979, 8.542627],
    ["F7", 556.492756, 215.742036, 128.676352, 10.872638, 10.872638],
  ])("%s", (key, exposure, interest, interestGain, share, gain) => {
    const finding = score.findings.find((it) => it.key === key);
    expect(finding?.exposureMinutes).toBeCloseTo(exposure, 6);
    expect(finding?.interestMinutesPerYear).toBeCloseTo(interest, 6);
    expect(finding?.interestGainMinutesPerYear).toBeCloseTo(interestGain, 6);
    expect(finding?.share).toBeCloseTo(share, 6);
    expect(finding?.gain).toBeCloseTo(gain, 6);
  });

  it("totals", () => {
    expect(score.effortMinutes).toBe(35_470);
    expect(score.principalMinutes).toBe(1_130);
    expect(score.index).toBeCloseTo(76.333874, 6);
    expect(score.grade).toBe("E");
    expect(score.interestMinutesPerYear).toBeCloseTo(2212.948601, 6);
    expect(score.breakingPointYears).toBeCloseTo(0.510631, 6);
    expect(score.debtRatio).toBeCloseTo(0.094247, 6);
    expect(score.sqaleRatio).toBeCloseTo(0.002047, 6);
    expect(score.sqaleGrade).toBe("A");
    expect(score.findings.reduce((sum, it) => sum + it.exposureMinutes, 0)).toBeCloseTo(4577.901467, 6);
    expect(score.findings.reduce((sum, it) => sum + it.exposureMinutes - it.principalMinutes, 0)).toBeCloseTo(3447.9, 1);
  });

  it("categories", () => {
    const points = Object.fromEntries(score.categories.map(({ id, index }) => [id, index]));
    expect(points["feedback"]).toBeCloseTo(27.987745, 6);
    expect(points["data"]).toBeCloseTo(26.626013, 6);
    expect(points["config"]).toBeCloseTo(10.847478, 6);
    expect(points["structure"]).toBeCloseTo(10.872638, 6);
  });

  it("hazards by node", () => {
    const { hazards } = interestOf(players, weights);
    [2.0, 2.45, 1.7, 1.3, 1.2, 0].forEach((hazard, i) => expect(hazards[i]).toBeCloseTo(hazard, 12));
  });

  it("owners", () => {
    const sums = sumBy(score, (key) => owners[key] ?? "");
    expect(sums.map((it) => it.name)).toEqual(["ranking", "data", "serving", "analytics"]);
    // 33.686195 is what the rounded shares add up to; unrounded it is 33.686196.
    [33.686196, 26.626013, 10.872638, 5.149026].forEach((share, i) => expect(sums[i]?.share).toBeCloseTo(share, 6));
  });

  it("interest saved a minute", () => {
    const returns = bestReturns(score);
    expect(returns.map((it) => it.key)).toEqual(["F6", "F3", "F1", "F2", "F7", "F5", "F4"]);
    [2.941, 2.48, 0.907, 0.794, 0.536, 0.335, 0.192].forEach((saved, i) => expect(returns[i]?.savedPerMinute).toBeCloseTo(saved, 3));
    expect(returns[1]?.indexAfter).toBeCloseTo(55.397485, 6);
  });

  it("the proportional split has other parts and the same sum", () => {
    const proportional = scorePlayers(players, { ...terrain, explain: "proportional" }, SCORE_MODEL);
    const shares = [24.102835, 3.88491, 24.063527, 2.562486, 1.699091, 9.148387, 10.872638];
    shares.forEach((share, i) => expect(proportional.findings[i]?.share).toBeCloseTo(share, 6));
    expect(proportional.index).toBe(score.index);
  });

  it("the change that adds F8, fixes F6 and grows by 3 %", () => {
    const grown = { ...terrain, size: { lines: 36_534.1, cells: 0, keys: 0, assets: 0 } };
    const head = scorePlayers([...players.filter((it) => it.key !== "F6"), player("F8", "data", 120, { features_tbl: 0.4 })], grown, SCORE_MODEL);
    const change = explainChange(score, head, new Map());
    expect(head.findings.find((it) => it.key === "F8")?.exposureMinutes).toBeCloseTo(199.123189, 6);
    expect(change.to - change.from).toBeCloseTo(-8.345544, 6);
    expect(change.parts.map((it) => `${it.kind} ${it.key}`)).toEqual(["fixed F6", "added F8"]);
    expect(change.parts[0]?.points).toBeCloseTo(-8.468848, 6);
    expect(change.parts[1]?.points).toBeCloseTo(0.841732, 6);
    expect(change.growth).toBeCloseTo(-0.718428, 6);
    expect(change.applicability).toBeCloseTo(0, 12);
  });

  it("sensitivity to each constant", () => {
    const found = new Map(sensitivityOf({ model: SCORE_MODEL, terrain }, playPlayers(players)).map((it) => [it.constant, it]));
    for (const [constant, low, high] of [
      ["tau", 91.13, 64.33], ["H", 61.95, 84.15], ["w", 61.95, 84.15], ["kappa asset", 82.08, 71.08], ["kappa line", 83.75, 69.72],
      ["kappa cell", 77.12, 75.56], ["kappa key", 76.57, 76.1], ["omega feedback", 73.34, 78.55],
    ] as const) {
      expect(found.get(constant)?.low).toBeCloseTo(low, 2);
      expect(found.get(constant)?.high).toBeCloseTo(high, 2);
    }
    expect(found.get("kappa line")?.movedLow).toBe(0);
    expect(found.get("omega feedback")?.movedLow).toBeGreaterThan(0);
  });
});

describe("vector B: from raw inputs", () => {
  const graph = graphOf(
    [node("table:features_tbl"), node("job:train"), node("model:ranker"), node("service:serving"), node("consumer:dash"), node("object:export")],
    [edge("table:features_tbl", "reads", "job:train"), edge("job:train", "trains", "model:ranker"), edge("model:ranker", "serves", "service:serving"), edge("table:features_tbl", "reads", "consumer:dash")],
  );
  const idOf = { features_tbl: "table:features_tbl", train: "job:train", ranker: "model:ranker", serving: "service:serving", dash: "consumer:dash", export: "object:export" };
  const order = graph.nodes.map((it) => nodes.findIndex((name) => idOf[name] === it.id));
  const travel = new Travel(graph);
  const cause = (key: string, category: string, anchor: keyof typeof idOf, minutes: number, minutesPerGap: number, gap: number, confidence: number, severity: Cause["severity"], changeRate: number): Cause => ({
    key, category, minutes, minutesPerGap, gap, confidence, severity, changeRate, reach: travel.from([idOf[anchor]]),
  });
  const causes = [
    cause("F1", "feedback", "train", 480, 60, 2, 0.8, "error", 0.5),
    cause("F2", "feedback", "dash", 60, 30, 3, 0.8, "note", 6),
    cause("F3", "data", "features_tbl", 60, 20, 7, 0.9, "warn", 1.5),
    cause("F4", "data", "features_tbl", 15, 60, 1, 0.8, "note", 0.1),
    cause("F5", "config", "train", 15, 5, 2, 0.8, "note", 0.625),
    cause("F6", "config", "train", 15, 5, 5, 0.75, "error", 0.4),
    cause("F7", "structure", "serving", 240, 15, 4, 0.8, "warn", 0.5),
  ];
  const weighed = weighCauses(causes, SCORE_MODEL);
  const raw = scorePlayers(weighed, { ...terrain, weights: order.map((i) => weights[i] ?? 0) }, SCORE_MODEL);

  it.each([
    ["F1", 480, 0.8, 1467.2854, 572.86, 257.656, 23.0721, 19.936],
    ["F2", 120, 0.96, 194.0529, 50.5156, 27.599, 4.0436, 0.9075],
    ["F3", 180, 1.35, 1544.9543, 888.733, 515.8363, 24.127, 21.6526],
    ["F4", 60, 0.06, 146.0227, 43.9444, 14.6967, 3.1067, 0.6323],
    ["F5", 20, 0.15, 250.5779, 115.1627, 38.3001, 3.9121, 1.8725],
    ["F6", 30, 0.6, 820.34, 438.9511, 179.5128, 11.668, 9.6285],
    ["F7", 240, 0.4, 556.4928, 187.9485, 91.3018, 10.8726, 10.8726],
  ])("%s", (key, principal, hazard, exposure, interest, interestGain, share, gain) => {
    const finding = raw.findings.find((it) => it.key === key);
    expect(finding?.principalMinutes).toBeCloseTo(principal, 9);
    expect(Math.max(...(weighed.find((it) => it.key === key)?.hazards.rates ?? []))).toBeCloseTo(hazard, 9);
    expect(finding?.exposureMinutes).toBeCloseTo(exposure, 4);
    expect(finding?.interestMinutesPerYear).toBeCloseTo(interest, 4);
    expect(finding?.interestGainMinutesPerYear).toBeCloseTo(interestGain, 4);
    expect(finding?.share).toBeCloseTo(share, 4);
    expect(finding?.gain).toBeCloseTo(gain, 4);
  });

  it("totals", () => {
    expect(raw.principalMinutes).toBeCloseTo(1_130, 9);
    expect(raw.interestMinutesPerYear).toBeCloseTo(2298.115194, 6);
    expect(raw.findings.reduce((sum, it) => sum + it.exposureMinutes - it.principalMinutes, 0)).toBeCloseTo(3849.726003, 6);
    expect(raw.index).toBeCloseTo(80.802012, 6);
    expect(raw.breakingPointYears).toBeCloseTo(0.491707, 6);
    expect(raw.debtRatio).toBeCloseTo(0.096648, 6);
    [27.1156, 27.2337, 15.5801, 10.8726].forEach((points, i) => expect(raw.categories[i]?.index).toBeCloseTo(points, 4));
  });

  it("hazards by node", () => {
    const hazards = interestOf(weighed, order.map((i) => weights[i] ?? 0)).hazards;
    const byName = Object.fromEntries(order.map((i, at) => [nodes[i] ?? "", hazards[at]]));
    expect(byName["features_tbl"]).toBeCloseTo(1.41, 9);
    expect(byName["train"]).toBeCloseTo(2.537, 9);
    expect(byName["ranker"]).toBeCloseTo(1.7759, 9);
    expect(byName["serving"]).toBeCloseTo(1.64313, 9);
    expect(byName["dash"]).toBeCloseTo(1.947, 9);
    expect(byName["export"]).toBe(0);
  });
});
