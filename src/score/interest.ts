import type { Hazards, Player } from "./player.js";
import { noisyOrGain, noisyOrShares, noisyOrValue } from "./noisy-or.js";

/** How a total is split among players. */
export type Explainer = "shapley" | "proportional";

/** Interest of a set of players over the graph, in minutes a year. */
export interface Interest {
  readonly total: number;
  /** A_u by node: disturbances a year. */
  readonly hazards: Float64Array;
  /** By player, in the order given: share of the total, and what fixing it alone saves. */
  readonly shares: Float64Array;
  readonly gains: Float64Array;
  /** By player: what it would cost if it were the only finding. */
  readonly alone: Float64Array;
}

/** Players that disturb alike, with what each of them gets. */
interface Profile {
  readonly hazards: Hazards;
  players: number;
  share: number;
  gain: number;
  alone: number;
}

/** Noisy-OR on every node (SCORE section 3), split exactly; `weights` by node index. */
export function interestOf(players: readonly Player[], weights: ArrayLike<number>, explain: Explainer = "shapley"): Interest {
  const byHazards = new Map<Hazards, Profile>();
  for (const { hazards } of players) {
    const profile = byHazards.get(hazards) ?? { hazards, players: 0, share: 0, gain: 0, alone: 0 };
    profile.players += 1;
    byHazards.set(hazards, profile);
  }
  const hazards = new Float64Array(weights.length);
  let total = 0;
  for (const { node, rates, profiles } of meetings([...byHazards.values()], weights.length)) {
    const weight = weights[node] ?? 0;
    const counts = Int32Array.from(profiles, (profile) => profile.players);
    const sum = rates.reduce((all, rate, i) => all + rate * (counts[i] ?? 0), 0);
    if (weight <= 0 || sum <= 0) continue;
    hazards[node] = sum;
    const value = noisyOrValue(sum, weight);
    total += value;
    const shares = explain === "shapley" ? noisyOrShares(rates, weight, counts) : rates.map((rate) => (value * rate) / sum);
    profiles.forEach((profile, i) => {
      profile.share += shares[i] ?? 0;
      profile.gain += noisyOrGain(rates[i] ?? 0, sum, weight);
      profile.alone += noisyOrValue(rates[i] ?? 0, weight);
    });
  }
  const each = (read: (profile: Profile) => number): Float64Array => Float64Array.from(players.flatMap((player) => byHazards.get(player.hazards) ?? []), read);
  return { total, hazards, shares: each((it) => it.share), gains: each((it) => it.gain), alone: each((it) => it.alone) };
}

/** Minutes a year that one set of hazards costs alone. */
export function aloneInterest({ nodes, rates }: Hazards, weights: ArrayLike<number>): number {
  let sum = 0;
  nodes.forEach((node, i) => (sum += noisyOrValue(rates[i] ?? 0, weights[node] ?? 0)));
  return sum;
}

/** What one node meets: the profiles that disturb it, in their order, and how often each does. */
interface Meeting { readonly node: number; readonly rates: Float64Array; readonly profiles: readonly Profile[] }

/** Goes through the nodes by index. Each profile waits at the next node that it disturbs, so that memory is linear in profiles and nodes however far they reach. */
function* meetings(profiles: readonly Profile[], nodes: number): Iterable<Meeting> {
  const waiting: number[][] = Array.from({ length: nodes }, () => []);
  const cursors = new Int32Array(profiles.length);
  profiles.forEach(({ hazards }, p) => waiting[hazards.nodes[0] ?? -1]?.push(p));
  for (let node = 0; node < nodes; node++) {
    const here = Int32Array.from(waiting[node] ?? []).sort();
    waiting[node] = [];
    if (here.length === 0) continue;
    const met = Array.from(here, (p) => profiles[p]).filter((profile) => profile !== undefined);
    yield { node, rates: Float64Array.from(here, (p) => profiles[p]?.hazards.rates[cursors[p] ?? 0] ?? 0), profiles: met };
    for (const p of here) {
      const cursor = (cursors[p] ?? 0) + 1;
      cursors[p] = cursor;
      waiting[profiles[p]?.hazards.nodes[cursor] ?? -1]?.push(p);
    }
  }
}
