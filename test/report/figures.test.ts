import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duration, years } from "../../src/report/duration.js";
import { amount, figure, grouped, roundedToSum } from "../../src/report/figure.js";
import { bar } from "../../src/report/terminal/bar.js";
import { beside, wrap } from "../../src/report/terminal/wrap.js";

describe("durations", () => {
  it.each([[0, "0 min"], [0.4, "under 1 min"], [15, "15 min"], [59.6, "1 h"], [60, "1 h"], [390, "6 h 30 min"], [959, "15 h 59 min"], [960, "2 days"], [1_130, "2 days 3 h"], [48_000, "100 days"]])("%d minutes: %s", (minutes, text) => expect(duration(minutes)).toBe(text));

  it.each([[0.01, "under a month"], [1 / 12, "1 month"], [0.51, "6 months"], [1.49, "1.5 years"], [7, "7.0 years"], [400, "over 100 years"]])("%d years: %s", (figures, text) => expect(years(figures)).toBe(text));
});

describe("figures", () => {
  it("have no negative zero", () => expect([figure(-0.04), figure(-0.06), figure(41.25, 0)]).toEqual(["0.0", "-0.1", "41"]));

  it("are grouped and counted", () => expect([grouped(999), grouped(18_400), grouped(1_000_000), amount(1, "finding"), amount(2, "category", "categories")]).toEqual(["999", "18,400", "1,000,000", "1 finding", "2 categories"]));

  it("printed parts add up to the printed total", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { maxLength: 12 }), (values) => {
      const total = Math.round(values.reduce((sum, value) => sum + value, 0) * 10);
      const shown = roundedToSum(values);
      return Math.round(shown.reduce((sum, value) => sum + value, 0) * 10) === total && shown.every((value, i) => Math.abs(value - (values[i] ?? 0)) <= 0.1 + 1e-9);
    }), { seed: 7 });
  });

  it("the largest remainder is raised, the earlier of equals", () => expect([roundedToSum([1 / 3, 1 / 3, 1 / 3]), roundedToSum([0.06, 0.04], 1, 0.1), roundedToSum([0.11, 0.12], 1, 0.1)]).toEqual([[0.4, 0.3, 0.3], [0.1, 0], [0, 0.1]]));
});

describe("lines", () => {
  it("break at blanks and never inside a name", () => expect(wrap("the table warehouse.events_of_all_time is read", 12)).toEqual(["the table", "warehouse.events_of_all_time", "is read"]));

  it("go on under their beginning", () => expect(beside("why", "one two three four five six seven", { indent: 2, column: 6, width: 26 })).toBe("  why one two three four\n      five six seven"));

  it("bars fill by eighths and stay within their cells", () => expect([bar(0, 4), bar(0.5, 4), bar(0.53, 4), bar(1, 4), bar(7, 4)]).toEqual([["", "░░░░"], ["██", "░░"], ["██▏", "░"], ["████", ""], ["████", ""]]));
});
