import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planFixes } from "../../src/score/plan.js";
import type { Cause } from "../../src/score/cause.js";
import { explainChange } from "../../src/score/change.js";
import { changeRateOf } from "../../src/score/change-rate.js";
import { weighCauses } from "../../src/score/player.js";
import { Travel } from "../../src/score/reach.js";
import { scorePlayers, type FindingScore, type Score } from "../../src/score/score.js";
import type { Terrain } from "../../src/score/survey.js";
import { SCORE_MODEL, type ScoreModel } from "../../src/score/weights.js";
import { sum } from "./coalitions.js";
import { edge, graphOf, node } from "./graph-builder.js";

/** A repository as the generators draw it: nodes in a random graph, causes anchored at them. */
interface World {
  readonly weights: readonly number[];
  readonly arrows: readonly (readonly [number, number])[];
  readonly categories: number;
  readonly lines: number;
  readonly causes: readonly Drawn[];
}

type Drawn = Omit<Cause, "reach" | "category"> & { readonly anchor: number; readonly category: number };

const logUniform = fc.double({ min: -3, max: 3, noNaN: true }).map((power) => 10 ** power);

const drawn = fc.record({
  key: fc.constant(""), category: fc.nat(4), anchor: fc.nat(6), severity: fc.constantFrom("note", "warn", "error" as const),
  confidence: fc.oneof(fc.constantFrom("likely" as const, "certain" as const), fc.double({ min: 0.5, max: 1, noNaN: true })),
  minutes: logUniform, minutesPerGap: fc.constantFrom(0, 5, 30), gap: fc.nat(6), changeRate: fc.option(logUniform),
});

const world: fc.Arbitrary<World> = fc.integer({ min: 1, max: 7 }).chain((size) =>
  fc.record({
    weights: fc.array(fc.constantFrom(0, 60, 240, 480, 960), { minLength: size, maxLength: size }),
    arrows: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 12 }),
    categories: fc.integer({ min: 1, max: 5 }), lines: fc.constantFrom(0, 10, 500, 18_000, 400_000),
    causes: fc.array(drawn, { maxLength: 12 }).map((causes) => causes.map((cause, i) => ({ ...cause, key: `k${String.fromCharCode(97 + i)}`, anchor: cause.anchor % size }))),
  }),
);

/** Exposures far beyond the scale of a category come from tiny repositories. */
const crowded = world.filter(({ causes }) => causes.length > 0);

function terrainOf({ weights, categories, lines }: World): Terrain {
  return {
    weights, size: { lines, cells: 0, keys: 0, assets: 0 }, explain: "shapley",
    categories: Array.from({ length: categories }, (_, i) => ({ id: `c${i}`, applicable: true, weight: i + 1 })),
  };
}

function causesOf({ weights, arrows, categories, causes }: World): Cause[] {
  // Padded, so that sorting by id keeps the numbers' order.
  const id = (i: number): string => `table:n${String(i).padStart(2, "0")}`;
  const travel = new Travel(graphOf(weights.map((_, i) => node(id(i))), arrows.map(([from, to]) => edge(id(from), "reads", id(to)))));
  return causes.map(({ anchor, category, ...cause }) => ({ ...cause, category: `c${category % categories}`, reach: travel.from([id(anchor)]) }));
}

function scoreOf(of: World, model: ScoreModel = SCORE_MODEL, terrain: Terrain = terrainOf(of)): Score {
  return scorePlayers(weighCauses(causesOf(of), model), terrain, model);
}

const totals = (score: Score): number[] => [score.principalMinutes, score.interestMinutesPerYear, score.index];
const near = (a: number, b: number, tolerance = 1e-9): boolean => Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
const column = (score: Score, read: (finding: FindingScore) => number): number => sum(score.findings.map(read));
const change = (of: World, index: number, more: Partial<Drawn>): World => ({ ...of, causes: of.causes.map((cause, i) => (i === index ? { ...cause, ...more } : cause)) });
const check = (property: fc.IProperty<unknown>): void => fc.assert(property, { numRuns: 300, seed: 20_150_612 });

describe("the score", () => {
  it("never falls when something gets worse", () => {
    const worse: ((cause: Drawn) => Partial<Drawn>)[] = [
      () => ({ severity: "error" }), () => ({ confidence: 1 }), ({ gap }) => ({ gap: gap + 1 }), ({ minutes }) => ({ minutes: minutes * 2 }),
      ({ minutesPerGap }) => ({ minutesPerGap: minutesPerGap + 5 }), ({ changeRate }) => ({ changeRate: Math.max(changeRate ?? 1, 1) * 3 }),
    ];
    check(fc.property(crowded, fc.nat(), fc.nat(worse.length - 1), (of, which, how) => {
      const index = which % of.causes.length;
      const cause = of.causes[index];
      const more = cause && worse[how]?.(cause);
      const [before, after] = [totals(scoreOf(of)), totals(scoreOf(change(of, index, more ?? {})))];
      return after.every((total, i) => total >= (before[i] ?? 0) - 1e-12 * Math.max(1, total));
    }));
  });

  it("never falls when a finding is added", () => {
    check(fc.property(crowded, (of) => {
      const [fewer, all] = [totals(scoreOf({ ...of, causes: of.causes.slice(1) })), totals(scoreOf(of))];
      return all.every((total, i) => total >= (fewer[i] ?? 0) - 1e-12 * Math.max(1, total));
    }));
  });

  it("stays within its bounds", () => {
    check(fc.property(world, (of) => {
      const score = scoreOf(of);
      return score.index >= 0 && score.index < 100 + 1e-12 && score.categories.every((category) => category.index <= category.worth + 1e-12) && score.interestMinutesPerYear <= sum(of.weights) + 1e-9;
    }));
  });

  it("is free of size: two copies of a repository have one index, and twice the minutes", () => {
    check(fc.property(world, (of) => {
      const size = of.weights.length;
      const twice: World = {
        ...of, lines: of.lines * 2, weights: [...of.weights, ...of.weights], arrows: [...of.arrows, ...of.arrows.map(([a, b]) => [a + size, b + size] as const)],
        causes: [...of.causes, ...of.causes.map((cause) => ({ ...cause, key: `${cause.key}2`, anchor: cause.anchor + size }))],
      };
      const [one, two] = [scoreOf(of), scoreOf(twice)];
      return near(one.index, two.index) && near(2 * one.principalMinutes, two.principalMinutes) && near(2 * one.interestMinutesPerYear, two.interestMinutesPerYear) && two.effortMinutes === 2 * one.effortMinutes;
    }));
  });

  it("is continuous: a small step of an input is a small step of the index", () => {
    check(fc.property(crowded, fc.nat(), (of, which) => {
      const index = which % of.causes.length;
      const minutes = of.causes[index]?.minutes ?? 0;
      const step = 1e-4 * minutes;
      const moved = Math.abs(scoreOf(change(of, index, { minutes: minutes + step })).index - scoreOf(of).index);
      // One minute of exposure moves a category by at most its worth over its scale.
      return moved <= (of.lines > 0 ? (100 * step * 7) / (0.02 * of.lines) : 0) + 1e-9;
    }));
  });

  it("is free of order: any permutation gives the same figures to the last bit", () => {
    check(fc.property(crowded.chain((of) => fc.tuple(fc.constant(of), fc.shuffledSubarray([...of.causes], { minLength: of.causes.length }))), ([of, shuffled]) => {
      expect(scoreOf({ ...of, causes: shuffled })).toEqual(scoreOf(of));
    }));
  });
});

describe("the shares", () => {
  it("add up: to the index, to the interest, to the principal", () => {
    check(fc.property(world, (of) => {
      const score = scoreOf(of);
      return near(column(score, (it) => it.share), score.index) && near(column(score, (it) => it.interestMinutesPerYear), score.interestMinutesPerYear) && near(column(score, (it) => it.principalMinutes), score.principalMinutes);
    }));
  });

  it("treat equals equally, and give nothing for nothing", () => {
    check(fc.property(crowded, (of) => {
      const first = of.causes[0];
      const score = scoreOf(first ? { ...of, causes: [...of.causes, { ...first, key: "twin" }, { ...first, key: "void", minutes: 0, minutesPerGap: 0, confidence: 0 }] } : of);
      const [one, twin, nothing] = [first?.key, "twin", "void"].map((key) => score.findings.find((it) => it.key === key));
      return one?.share === twin?.share && one?.interestMinutesPerYear === twin?.interestMinutesPerYear && nothing?.share === 0 && nothing.interestMinutesPerYear === 0;
    }));
  });

  it("lie between the gain and the value alone", () => {
    check(fc.property(world, (of) => {
      const score = scoreOf(of);
      return score.findings.every((finding) => {
        const alone = scoreOf({ ...of, causes: of.causes.filter((cause) => cause.key === finding.key) });
        const between = (gain: number, share: number, most: number): boolean => gain <= share + 1e-9 * Math.max(1, share) && share <= most + 1e-9 * Math.max(1, most);
        return near(finding.alone, alone.index) && between(finding.gain, finding.share, alone.index) && between(finding.interestGainMinutesPerYear, finding.interestMinutesPerYear, alone.interestMinutesPerYear);
      });
    }));
  });

  it("are local: a finding of another category does not touch an index share, one on other nodes no interest share", () => {
    check(fc.property(crowded, drawn, (of, other) => {
      const wide = { ...of, categories: of.categories + 1, weights: [...of.weights, 960] };
      const terrain = terrainOf(wide);
      const stranger = { ...other, key: "stranger", anchor: of.weights.length, category: of.categories };
      const causes = of.causes.map((cause) => ({ ...cause, category: cause.category % of.categories }));
      const [before, after] = [scoreOf({ ...wide, causes }, SCORE_MODEL, terrain), scoreOf({ ...wide, causes: [...causes, stranger] }, SCORE_MODEL, terrain)];
      return before.findings.every((finding) => {
        const now = after.findings.find((it) => it.key === finding.key);
        return now?.share === finding.share && now.interestMinutesPerYear === finding.interestMinutesPerYear;
      });
    }));
  });

  it("have the same sum under either explainer", () => {
    check(fc.property(world, (of) => {
      const proportional = scoreOf(of, SCORE_MODEL, { ...terrainOf(of), explain: "proportional" });
      const shapley = scoreOf(of);
      return near(column(proportional, (it) => it.share), shapley.index) && near(column(proportional, (it) => it.interestMinutesPerYear), shapley.interestMinutesPerYear);
    }));
  });

  it("gain is what the index falls by", () => {
    check(fc.property(crowded, (of) => {
      const score = scoreOf(of);
      const first = score.findings[0];
      const without = scoreOf({ ...of, causes: of.causes.filter((cause) => cause.key !== first?.key) });
      return near(score.index - without.index, first?.gain ?? 0) && near(score.interestMinutesPerYear - without.interestMinutesPerYear, first?.interestGainMinutesPerYear ?? 0, 1e-8);
    }));
  });
});

describe("the explanation of a change", () => {
  it("adds up to the difference of the two indices", () => {
    check(fc.property(world, world, (base, head) => {
      const before = scoreOf({ ...base, categories: 4 });
      const terrain = terrainOf({ ...head, categories: 4 });
      const after = scoreOf({ ...head, categories: 4 }, SCORE_MODEL, { ...terrain, categories: terrain.categories.map((it) => ({ ...it, applicable: it.id !== "c3" || head.causes.some((cause) => cause.category % 4 === 3) })) });
      const { parts, growth, applicability, from, to } = explainChange(before, after, new Map());
      return near(sum(parts.map((part) => part.points)) + growth + applicability, to - from, 1e-8);
    }));
  });

  it("is empty between a state and itself", () => {
    check(fc.property(world, (of) => {
      const { parts, growth, applicability } = explainChange(scoreOf(of), scoreOf(of), new Map());
      return parts.length === 0 && growth === 0 && near(applicability, 0);
    }));
  });
});

describe("the plan", () => {
  it("keeps its budget and ends where the score of the rest is", () => {
    check(fc.property(world, fc.double({ min: 0, max: 4_000, noNaN: true }), (of, budget) => {
      const plan = planFixes(scoreOf(of), budget);
      const fixed = new Set(plan.steps.flatMap((step) => step.keys));
      const rest = scoreOf({ ...of, causes: of.causes.filter((cause) => !fixed.has(cause.key)) });
      return plan.minutes <= budget + 1e-9 && near(plan.index, rest.index, 1e-8);
    }));
  });
});

describe("the change rate", () => {
  const commit = fc.record({ time: fc.integer({ min: 1_500_000_000, max: 1_700_000_000 }), paths: fc.subarray(["jobs/rank.py", "jobs/train.py", "feed/clicks.sql", "conf/prod.yaml"], { minLength: 1 }) });
  const sources = ["jobs/rank.py", "jobs/train.py", "feed/clicks.sql"];

  it("is free of time: it does not move with the as-of time", () => {
    check(fc.property(fc.array(commit, { minLength: 1, maxLength: 20 }), fc.integer({ min: -1e9, max: 1e9 }), (commits, shift) => {
      const [then, later] = [changeRateOf(commits, sources, 90), changeRateOf(commits.map((it) => ({ ...it, time: it.time + shift })), sources, 90)];
      return (then === null && later === null) || then?.(["jobs/rank.py"]) === later?.(["jobs/rank.py"]);
    }));
  });

  it("is 1 for the median file, and counts a commit once for a set of files", () => {
    const commits = [{ time: 90 * 86_400, paths: ["jobs/rank.py", "jobs/train.py"] }, { time: 0, paths: ["feed/clicks.sql"] }];
    const rate = changeRateOf(commits, sources, 90);
    expect(rate?.(["jobs/rank.py"])).toBe(1);
    expect(rate?.(["jobs/rank.py", "jobs/train.py"])).toBe(1);
    expect(rate?.(["feed/clicks.sql"])).toBe(0.5);
    expect(rate?.(["jobs/rank.py", "feed/clicks.sql"])).toBe(1.5);
  });

  it("is unknown without commits, or where most files have none", () => {
    expect(changeRateOf([], sources, 90)).toBeNull();
    expect(changeRateOf([{ time: 0, paths: ["jobs/rank.py"] }], sources, 90)).toBeNull();
  });
});
