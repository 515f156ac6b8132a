import { gaussLegendre, nodeCount } from "./quadrature.js";

/** Below this drop a factor 1 + t d is kept as powers of d, which makes its cost independent of the number of nodes: 18 powers of 1/8 are below rounding. */
const SMALL = 1 / 8;
const POWERS = 18;

/**
 * Exact Shapley shares of the game `worth * (1 - product of e^-y)` (SCORE section 5), for one player of each exponent `y`; `counts[i]` players have `exponents[i]`, one unless given.
 * Their sum is the game's value.
 */
export function noisyOrShares(exponents: ArrayLike<number>, worth: number, counts?: ArrayLike<number>, nodes?: number): Float64Array {
  const drops = Float64Array.from(exponents, (exponent) => Math.expm1(-exponent));
  const many = (i: number): number => (counts ? at(counts, i) : 1);
  let [total, players] = [0, 0];
  for (let i = 0; i < drops.length; i++) {
    total += at(exponents, i) * many(i);
    players += many(i);
  }
  const shares = new Float64Array(drops.length);
  if (players === 0) return shares;
  const large: number[] = [];
  const sums = new Float64Array(POWERS);
  drops.forEach((drop, i) => {
    if (drop < -SMALL) large.push(i);
    else for (let k = 0, power = drop; k < POWERS; k++, power *= drop) sums[k] = at(sums, k) + power * many(i);
  });
  const moments = new Float64Array(POWERS);
  const rule = gaussLegendre(nodes ?? nodeCount(players - 1, total));
  rule.nodes.forEach((t, node) => {
    const rest = at(rule.weights, node) * worth * Math.exp(logOfLarge(drops, large, many, t) + logOfSmall(sums, t));
    for (const i of large) shares[i] = at(shares, i) - (rest * at(drops, i)) / (1 + t * at(drops, i));
    for (let k = 0, power = rest; k < POWERS; k++, power *= t) moments[k] = at(moments, k) + power;
  });
  drops.forEach((drop, i) => {
    if (drop < -SMALL) return;
    // 1 / (1 + t d) as a geometric series, integrated term by term.
    let series = 0;
    for (let k = POWERS - 1; k >= 0; k--) series = series * -drop + at(moments, k);
    shares[i] = -drop * series;
  });
  return shares;
}

/** Logarithm of the product of the factors 1 + t d of some players; a product too small for a number adds nothing anywhere. */
function logOfLarge(drops: Float64Array, players: readonly number[], many: (i: number) => number, t: number): number {
  let [log, product] = [0, 1];
  for (const i of players) {
    const count = many(i);
    if (count === 1) product *= 1 + t * at(drops, i);
    else log += count * Math.log1p(t * at(drops, i));
  }
  return log + Math.log(product);
}

/** The same for small drops, of which `sums[k]` is the sum of the powers k + 1. */
function logOfSmall(sums: Float64Array, t: number): number {
  let series = 0;
  for (let k = POWERS - 1; k >= 0; k--) series = -t * series + at(sums, k) / (k + 1);
  return t * series;
}

/** What the game falls by when the player with exponent `own` of total exponent `total` is taken out. */
export function noisyOrGain(own: number, total: number, worth: number): number {
  return worth * Math.exp(-Math.max(0, total - own)) * -Math.expm1(-own);
}

/** Value of the game: `worth * (1 - e^-total)`. */
export function noisyOrValue(total: number, worth: number): number {
  return worth * -Math.expm1(-total);
}

function at(array: ArrayLike<number>, index: number): number {
  return array[index] ?? 0;
}
