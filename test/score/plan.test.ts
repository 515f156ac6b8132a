import { describe, expect, it } from "vitest";
import { planFixes } from "../../src/score/plan.js";
import { scorePlayers } from "../../src/score/score.js";
import { SCORE_MODEL } from "../../src/score/weights.js";
import { player, players, terrain } from "./worked-example.js";

const score = scorePlayers(players, terrain, SCORE_MODEL);

describe("a plan for a budget of minutes", () => {
  it("takes the best pace first, and goes on while something fits", () => {
    const plan = planFixes(score, 300);
    expect(plan.steps.map((step) => step.keys.join("+"))).toEqual(["F6", "F3", "F5", "F4"]);
    expect(plan.minutes).toBe(290);
    expect(plan.index).toBeCloseTo(76.333874 - 20 * (1 - Math.exp(-(467.679791 + 86.860171) / 709.4)) - 30 * (1 - Math.exp(-(1400.92891 + 149.182659) / 709.4)), 5);
  });

  it("can do nothing with a budget below the cheapest fix", () => {
    expect(planFixes(score, 19)).toEqual({ budgetMinutes: 19, steps: [], minutes: 0, index: score.index });
  });

  it("fixes everything when the budget allows it", () => {
    const plan = planFixes(score, 10_000);
    expect(plan.steps.flatMap((step) => step.keys).sort()).toEqual(["F1", "F2", "F3", "F4", "F5", "F6", "F7"]);
    expect(plan.index).toBeCloseTo(0, 9);
  });

  it("sees that two fixes of a saturated category pay only together, and marks the bundle", () => {
    const saturated = scorePlayers([player("A", "data", 100, { serving: 50 }), player("B", "data", 100, { serving: 50 }), player("C", "config", 200, { dash: 0.3 })], { ...terrain, size: { lines: 2_000, cells: 0, keys: 0, assets: 0 } }, SCORE_MODEL);
    expect(saturated.findings.find((it) => it.key === "A")?.gain).toBeLessThan(1e-6);
    const [first] = planFixes(saturated, 200).steps;
    expect(first?.keys).toEqual(["A", "B"]);
    expect(first?.bundle).toBe(true);
  });

  it("takes fixes one by one where nothing is gained by making them together", () => {
    const light = scorePlayers([player("A", "data", 10, { dash: 0.1 }), player("B", "data", 10, { dash: 0.1 })], { ...terrain, size: { lines: 900_000, cells: 0, keys: 0, assets: 0 } }, SCORE_MODEL);
    expect(planFixes(light, 100).steps.map((step) => [step.keys, step.bundle])).toEqual([[["A"], false], [["B"], false]]);
  });

  it("leaves out a fix that is too dear instead of stopping at it", () => {
    const dear = scorePlayers([player("A", "data", 500, { serving: 50, train: 50, ranker: 50 }), player("B", "data", 100, { dash: 0.5 })], terrain, SCORE_MODEL);
    expect(planFixes(dear, 100).steps.map((step) => step.keys)).toEqual([["B"]]);
  });
});
