import { gaussLegendre, nodeCount } from "./quadrature.js";

/**
 * Exact Shapley shares of the game `worth * (1 - product of e^-y)` over exponents `y` (SCORE section 5), in the order given; their sum is the game's value.
 * Equal exponents share one computation, so that the result depends on the multiset alone.
 */
export function noisyOrShares(exponents: ArrayLike<number>, worth: number, nodes?: number): Float64Array {
  const order = Array.from({ length: exponents.length }, (_, i) => i).sort((a, b) => at(exponents, a) - at(exponents, b));
  const values: number[] = [];
  const counts: number[] = [];
  const slot = new Int32Array(exponents.length);
  for (const i of order) {
    const value = at(exponents, i);
    if (values.length === 0 || values[values.length - 1] !== value) {
      values.push(value);
      counts.push(0);
    }
    counts[counts.length - 1] = (counts[counts.length - 1] ?? 0) + 1;
    slot[i] = values.length - 1;
  }
  const each = distinctShares(values, counts, worth, nodes);
  return Float64Array.from(slot, (s) => at(each, s));
}

/** Shares of the same game for distinct exponents, `counts[i]` players having `values[i]`; the share of one player each. */
export function distinctShares(values: ArrayLike<number>, counts: ArrayLike<number>, worth: number, nodes?: number): Float64Array {
  const shares = new Float64Array(values.length);
  const drops = Float64Array.from({ length: values.length }, (_, i) => Math.expm1(-at(values, i)));
  let total = 0;
  let players = 0;
  for (let i = 0; i < values.length; i++) {
    total += at(values, i) * at(counts, i);
    players += at(counts, i);
  }
  if (players === 0) return shares;
  const rule = gaussLegendre(nodes ?? nodeCount(players - 1, total));
  for (let k = 0; k < rule.nodes.length; k++) {
    const t = at(rule.nodes, k);
    let log = 0;
    for (let i = 0; i < values.length; i++) log += at(counts, i) * Math.log1p(t * at(drops, i));
    const scale = at(rule.weights, k) * worth * Math.exp(log);
    for (let i = 0; i < values.length; i++) shares[i] = at(shares, i) - (scale * at(drops, i)) / (1 + t * at(drops, i));
  }
  return shares;
}

/** What the game falls by when the player with exponent `own` of total exponent `total` is taken out. */
export function noisyOrGain(own: number, total: number, worth: number): number {
  return worth * Math.exp(-Math.max(0, total - own)) * -Math.expm1(-own);
}

/** Value of the game: `worth * (1 - e^-total)`. */
export function noisyOrValue(total: number, worth: number): number {
  return worth * -Math.expm1(-total);
}

/** Shapley shares of the airport game: the largest of `costs` is paid once by all who need it. */
export function airportShares(costs: readonly number[]): Float64Array {
  const order = costs.map((_, i) => i).sort((a, b) => at(costs, a) - at(costs, b));
  const shares = new Float64Array(costs.length);
  let [share, paid] = [0, 0];
  order.forEach((player, rank) => {
    share += (at(costs, player) - paid) / (costs.length - rank);
    paid = at(costs, player);
    shares[player] = share;
  });
  return shares;
}

/** Shapley shares of weighted coverage: the weight of a covered element is split evenly among those that cover it. */
export function coverageShares(covers: readonly (readonly number[])[], weights: ArrayLike<number>): Float64Array {
  const covering = new Int32Array(weights.length);
  for (const cover of covers) for (const element of cover) covering[element] = at(covering, element) + 1;
  return Float64Array.from(covers, (cover) => cover.reduce((sum, element) => sum + at(weights, element) / at(covering, element), 0));
}

function at(array: ArrayLike<number>, index: number): number {
  return array[index] ?? 0;
}
