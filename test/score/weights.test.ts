import { describe, expect, it } from "vitest";
import { letterOf, saturationOf, SCORE_MODEL } from "../../src/score/weights.js";

describe("score model 1", () => {
  it("has the constants of its number: a change of any value is a new number", () => {
    expect(SCORE_MODEL).toEqual({
      number: 1, horizonYears: 1, decay: 0.7, severity: { note: 0.3, warn: 1, error: 2 }, confidence: { certain: 0.95, likely: 0.75, possible: 0.3 }, changeRate: { halfLifeDays: 90, least: 0.25, most: 4 },
      nodeWeights: {
        service: 960, model: 480, pipeline: 480, job: 480, notebook: 480, dataset: 240, table: 240, file: 240, object: 240, topic: 240, feature: 240, "feature-view": 240, prediction: 240, metrics: 240,
        external: 240, artifact: 240, consumer: 120, flag: 0, setting: 0, package: 0, function: 0, owner: 0, schedule: 0, experiment: 0,
      },
      effort: { line: 1, cell: 5, key: 1, asset: 480 }, saturations: {}, saturation: 0.02, letters: { A: 10, B: 25, C: 50, D: 75 },
      sqale: { minutesPerLine: 30, letters: { A: 0.05, B: 0.1, C: 0.2, D: 0.5 } },
    });
  });

  it.each([[0, "A"], [10, "A"], [10.000001, "B"], [25, "B"], [50, "C"], [75, "D"], [75.1, "E"], [100, "E"]])("an index of %d has the letter %s", (index, letter) => expect(letterOf(SCORE_MODEL.letters, index)).toBe(letter));

  it("a category without a tau of its own has the common one", () => expect([saturationOf(SCORE_MODEL, "glue"), saturationOf({ ...SCORE_MODEL, saturations: { glue: 0.5 } }, "glue")]).toEqual([0.02, 0.5]));
});
