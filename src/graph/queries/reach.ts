import { CONFIDENCES, type Confidence } from "../../facts/vocabulary.js";
import type { Arcs } from "./arcs.js";

/** What a walk reached. */
export interface Reach {
  /** Vertices in the order in which they were reached; all with the strongest weakest link first, nearest first among those. */
  readonly order: readonly number[];
  has(vertex: number): boolean;
  /** Strength of the weakest link on the best way. */
  confidence(vertex: number): Confidence;
  /** Vertices from a start to `vertex`, both included. */
  path(vertex: number): number[];
}

/** May the walk go on from this vertex, and may it enter the next one? */
export interface WalkLimits {
  readonly leave?: (vertex: number) => boolean;
  readonly enter?: (vertex: number, from: number) => boolean;
  /** Weakest link that may be used. */
  readonly atLeast?: Confidence;
  /** Largest number of arcs. */
  readonly depth?: number;
}

/**
 * Walks from the starts over arcs, breadth first, the strongest links first: a vertex is reached by the way whose weakest link is strongest, and by the shortest of these.
 * Only what is reached costs anything, so that many walks over one large graph stay cheap.
 */
export function reachFrom(arcs: Arcs, starts: readonly number[], limits: WalkLimits = {}): Reach {
  const before = new Map<number, number>();
  const level = new Map<number, number>();
  const order: number[] = [];
  const lowest = limits.atLeast ? CONFIDENCES.indexOf(limits.atLeast) : 0;
  const farthest = limits.depth ?? Infinity;
  const distance = new Map<number, number>();
  let weaker: number[] = [];
  const visit = (vertex: number, from: number, strength: number, steps: number): void => {
    before.set(vertex, from);
    level.set(vertex, strength);
    distance.set(vertex, steps);
    order.push(vertex);
  };
  for (const start of starts) if (!before.has(start)) visit(start, -1, CONFIDENCES.length - 1, 0);
  let next = 0;
  for (let strength = CONFIDENCES.length - 1; strength >= lowest; strength--) {
    // Vertices that were passed at a stronger level may go on over weaker links now, in the order of their distance.
    const again = weaker.sort((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0));
    weaker = [];
    let turn = 0;
    for (;;) {
      const fresh = order[next];
      const old = again[turn];
      const takeOld = old !== undefined && (fresh === undefined || (distance.get(old) ?? 0) <= (distance.get(fresh) ?? 0));
      const vertex = takeOld ? old : fresh;
      if (vertex === undefined) break;
      if (takeOld) turn++;
      else next++;
      const steps = distance.get(vertex) ?? 0;
      if (steps >= farthest || (limits.leave && !limits.leave(vertex))) continue;
      let left = false;
      for (let i = arcs.offsets[vertex] ?? 0; i < (arcs.offsets[vertex + 1] ?? 0); i++) {
        const target = arcs.targets[i] ?? 0;
        if (before.has(target)) continue;
        if ((arcs.strengths[i] ?? 0) < strength) {
          left = true;
          continue;
        }
        if (limits.enter && !limits.enter(target, vertex)) continue;
        visit(target, vertex, strength, steps + 1);
      }
      if (left) weaker.push(vertex);
    }
  }
  return {
    order,
    has: (vertex) => before.has(vertex),
    confidence: (vertex) => CONFIDENCES[level.get(vertex) ?? 0] ?? "possible",
    path: (vertex) => {
      const path: number[] = [];
      for (let at = vertex; at >= 0 && before.has(at); at = before.get(at) ?? -1) path.push(at);
      return path.reverse();
    },
  };
}
