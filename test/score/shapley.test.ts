import { describe, expect, it } from "vitest";
import { playChange } from "../../src/score/change.js";
import { gaussLegendre } from "../../src/score/quadrature.js";
import { noisyOrShares, noisyOrValue } from "../../src/score/noisy-or.js";
import { airportShares, coverageShares } from "../../src/score/shapley.js";
import { furthest, members, seeded, shapleyByEnumeration, sum } from "./coalitions.js";

const GAMES = 200;

/** Draws `GAMES` games of up to 9 players (a few of 11) and gives the largest error against enumeration. */
function worst(seed: number, play: (random: () => number, players: number) => { shares: ArrayLike<number>; game: (coalition: number) => number; whole?: number }): number {
  let most = 0;
  for (let round = 0; round < GAMES; round++) {
    const random = seeded(seed + round);
    const players = round < 4 ? 11 : 1 + Math.floor(random() * 8);
    const { shares, game, whole } = play(random, players);
    most = Math.max(most, furthest(shares, shapleyByEnumeration(players, game)));
    if (whole !== undefined) most = Math.max(most, Math.abs(sum(Array.from(shares)) - whole));
  }
  return most;
}

describe("exact shares agree with the enumeration of all coalitions", () => {
  it("noisy-OR", () => {
    const error = worst(1, (random, n) => {
      const y = Array.from({ length: n }, () => 10 ** (random() * 4 - 3));
      return { shares: noisyOrShares(y, 1), game: (coalition) => noisyOrValue(sum(members(coalition, n).map((i) => y[i] ?? 0)), 1), whole: noisyOrValue(sum(y), 1) };
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("coverage", () => {
    const error = worst(2, (random, n) => {
      const weights = Array.from({ length: 6 }, () => random());
      const covers = Array.from({ length: n }, () => weights.flatMap((_, element) => (random() < 0.4 ? [element] : [])));
      const covered = (coalition: number): Set<number> => new Set(members(coalition, n).flatMap((i) => covers[i] ?? []));
      return { shares: coverageShares(covers, weights), game: (coalition) => sum([...covered(coalition)].map((element) => weights[element] ?? 0)) };
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("airport", () => {
    const error = worst(3, (random, n) => {
      const costs = Array.from({ length: n }, () => Math.round(random() * 20) / 2);
      return { shares: airportShares(costs), game: (coalition) => Math.max(0, ...members(coalition, n).map((i) => costs[i] ?? 0)), whole: Math.max(...costs) };
    });
    expect(error).toBeLessThanOrEqual(1e-11);
  });

  it("change, with growth as one more player", () => {
    const error = worst(4, (random, n) => {
      const deltas = Array.from({ length: n - 1 }, () => (random() < 0.5 ? -1 : 1) * random() * 0.6);
      const before = sum(deltas.filter((delta) => delta < 0).map((delta) => -delta)) + random();
      const scales = [0.5 + random(), 0.5 + random()] as const;
      const { shares, growth } = playChange(before, deltas, scales, 1);
      const value = (coalition: number): number => {
        const exposure = before + sum(members(coalition, n - 1).map((i) => deltas[i] ?? 0));
        return noisyOrValue(exposure * (coalition & (1 << (n - 1)) ? scales[1] : scales[0]), 1);
      };
      return { shares: [...shares, growth], game: (coalition) => value(coalition) - value(0), whole: value((1 << n) - 1) - value(0) };
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });
});

describe("fewer nodes than are exact lose nothing", () => {
  const figures = [{ n: 400, exponent: 60 }, { n: 400, exponent: 400 }, { n: 400, exponent: 1_900 }, { n: 400, exponent: 20_000 }, { n: 90, exponent: 99 }];

  it.each(figures)("$n findings with a total exponent of $exponent", ({ n, exponent }) => {
    const random = seeded(n + exponent);
    const raw = Array.from({ length: n }, () => random());
    const y = raw.map((it) => (it * exponent) / sum(raw));
    const exact = noisyOrShares(y, 1, undefined, Math.ceil(n / 2));
    const quick = noisyOrShares(y, 1);
    expect(Math.max(...exact.map((share, i) => Math.abs(share - (quick[i] ?? 0)) / share))).toBeLessThan(1e-12);
  });

  it("a crowd of 20,000 findings that weigh far more than the index can hold still adds up", () => {
    const y = Array.from({ length: 20_000 }, (_, i) => 10 + (i % 90));
    expect(sum(noisyOrShares(y, 100))).toBeCloseTo(100, 8);
  });
});

describe("small games by hand", () => {
  it("airport: the dearest pays for what it alone needs", () => expect([...airportShares([15, 15, 60])]).toEqual([5, 5, 50]));

  it("two equal findings share evenly", () => {
    const [first, second] = noisyOrShares([1, 1], 1);
    expect(first).toBeCloseTo(0.432332, 6);
    expect(second).toBe(first);
  });

  it("a finding split into six gains a little: root causes must be merged before", () => {
    const shares = noisyOrShares([1, ...Array.from({ length: 6 }, () => 1 / 6)], 1);
    expect(shares[0]).toBeCloseTo(0.405, 4);
    expect(shares[1]).toBeCloseTo(0.0766, 4);
  });

  it("nobody plays: nothing to share", () => expect([...noisyOrShares([], 1)]).toEqual([]));

  it("a finding without exposure has no share", () => expect(noisyOrShares([0, 2], 1)[0]).toBe(0));

  it("exposure beyond what a number can raise stays finite", () => {
    const shares = noisyOrShares([800, 1e6], 1);
    expect(shares[0]).toBeCloseTo(0.5, 12);
    expect(shares[1]).toBeCloseTo(0.5, 12);
  });
});

describe("quadrature", () => {
  it.each([1, 2, 5, 32, 64, 256])("%i nodes integrate every power they must", (count) => {
    const { nodes, weights } = gaussLegendre(count);
    for (const power of [0, 1, count, 2 * count - 1]) {
      expect(sum(nodes.map((node, i) => (weights[i] ?? 0) * node ** power))).toBeCloseTo(1 / (power + 1), 13);
    }
  });
});
