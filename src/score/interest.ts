import type { Hazards, Player } from "./player.js";
import { distinctShares, noisyOrGain, noisyOrValue } from "./shapley.js";

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

/** Players that disturb alike. */
interface Profile {
  readonly hazards: Hazards;
  players: number;
  share: number;
  gain: number;
  alone: number;
}

/** What one node meets: distinct hazard rates, ascending, with the number of players and the profiles of each. */
interface Meeting { readonly rates: number[]; readonly counts: number[]; readonly profiles: Profile[][] }

/** Noisy-OR on every node (SCORE section 3), split exactly; `weights` by node index. */
export function interestOf(players: readonly Player[], weights: ArrayLike<number>, explain: Explainer = "shapley"): Interest {
  const profiles = new Map<Hazards, Profile>();
  for (const { hazards } of players) {
    const profile = profiles.get(hazards) ?? { hazards, players: 0, share: 0, gain: 0, alone: 0 };
    profile.players += 1;
    profiles.set(hazards, profile);
  }
  const hazards = new Float64Array(weights.length);
  let total = 0;
  meetings([...profiles.values()], weights).forEach((meeting, node) => {
    const weight = weights[node] ?? 0;
    const sum = meeting.rates.reduce((all, rate, i) => all + rate * (meeting.counts[i] ?? 0), 0);
    hazards[node] = sum;
    total += noisyOrValue(sum, weight);
    const shares = explain === "shapley" ? distinctShares(meeting.rates, meeting.counts, weight) : meeting.rates.map((rate) => (noisyOrValue(sum, weight) * rate) / sum);
    meeting.rates.forEach((rate, i) => {
      for (const profile of meeting.profiles[i] ?? []) {
        profile.share += shares[i] ?? 0;
        profile.gain += noisyOrGain(rate, sum, weight);
        profile.alone += noisyOrValue(rate, weight);
      }
    });
  });
  const each = (read: (profile: Profile) => number): Float64Array => Float64Array.from(players, (player) => read(profiles.get(player.hazards) ?? EMPTY));
  return { total, hazards, shares: each((it) => it.share), gains: each((it) => it.gain), alone: each((it) => it.alone) };
}

const EMPTY: Profile = { hazards: { nodes: new Int32Array(), rates: new Float64Array() }, players: 0, share: 0, gain: 0, alone: 0 };

/** Minutes a year that one set of hazards costs alone. */
export function aloneInterest({ nodes, rates }: Hazards, weights: ArrayLike<number>): number {
  let sum = 0;
  nodes.forEach((node, i) => (sum += noisyOrValue(rates[i] ?? 0, weights[node] ?? 0)));
  return sum;
}

/** Nodes that something disturbs and that lose time by it, by index ascending. */
function meetings(profiles: readonly Profile[], weights: ArrayLike<number>): ReadonlyMap<number, Meeting> {
  const byNode = new Map<number, { rate: number; profile: Profile }[]>();
  for (const profile of profiles) {
    profile.hazards.nodes.forEach((node, i) => {
      const rate = profile.hazards.rates[i] ?? 0;
      if (rate <= 0 || (weights[node] ?? 0) <= 0) return;
      const list = byNode.get(node);
      if (list) list.push({ rate, profile });
      else byNode.set(node, [{ rate, profile }]);
    });
  }
  const nodes = [...byNode.keys()].sort((a, b) => a - b);
  return new Map(nodes.map((node) => [node, meet(byNode.get(node) ?? [])]));
}

function meet(entries: { rate: number; profile: Profile }[]): Meeting {
  const meeting: Meeting = { rates: [], counts: [], profiles: [] };
  for (const { rate, profile } of entries.sort((a, b) => a.rate - b.rate)) {
    if (meeting.rates[meeting.rates.length - 1] !== rate) {
      meeting.rates.push(rate);
      meeting.counts.push(0);
      meeting.profiles.push([]);
    }
    const last = meeting.rates.length - 1;
    meeting.counts[last] = (meeting.counts[last] ?? 0) + profile.players;
    meeting.profiles[last]?.push(profile);
  }
  return meeting;
}
