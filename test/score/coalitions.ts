/** A game: the worth of a coalition given as a bit mask. */
export type Game = (coalition: number) => number;

/** Shapley values by enumerating every coalition; for small games only. */
export function shapleyByEnumeration(players: number, game: Game): number[] {
  const factorial = [1];
  for (let i = 1; i <= players; i++) factorial.push((factorial[i - 1] ?? 1) * i);
  const worth = Float64Array.from({ length: 1 << players }, (_, coalition) => game(coalition));
  return Array.from({ length: players }, (_, player) => {
    let sum = 0;
    for (let coalition = 0; coalition < 1 << players; coalition++) {
      if (coalition & (1 << player)) continue;
      const size = members(coalition, players).length;
      const weight = ((factorial[size] ?? 1) * (factorial[players - size - 1] ?? 1)) / (factorial[players] ?? 1);
      sum += weight * ((worth[coalition | (1 << player)] ?? 0) - (worth[coalition] ?? 0));
    }
    return sum;
  });
}

/** Players of a coalition. */
export function members(coalition: number, players: number): number[] {
  return Array.from({ length: players }, (_, i) => i).filter((i) => coalition & (1 << i));
}

/** A repeatable stream of numbers in [0, 1): a linear congruential generator. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Largest absolute difference. */
export function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

/** Sum in the order given. */
export function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
