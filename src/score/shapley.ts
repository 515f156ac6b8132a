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
