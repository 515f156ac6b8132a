import { CONFIDENCES, type Confidence } from "../../facts/vocabulary.js";
import type { Arcs } from "./arcs.js";

/** What a walk reached: parallel lists, the strongest weakest link first, the nearest first among those. */
export interface Reach {
  readonly vertices: readonly number[];
  /** Position of the vertex from which each was reached; -1 for a start. */
  readonly parents: readonly number[];
  /** Strength of the weakest link on the best way. */
  readonly strengths: readonly number[];
}

/** May the walk go on from this vertex, and may it enter the next one? */
export interface WalkLimits {
  readonly leave?: (vertex: number) => boolean;
  readonly enter?: (vertex: number, from: number) => boolean;
  /** Weakest link that may be used. */
  readonly atLeast?: Confidence;
}

const BEST = CONFIDENCES.length - 1;

// One list a set of arcs, zero but during a walk: only what is reached costs anything, so that many walks over one large graph stay cheap.
const scratch = new WeakMap<Arcs, Int32Array>();

/** The shared scratch list of some arcs; whoever writes into it leaves it zero. */
export function scratchOf(arcs: Arcs): Int32Array {
  const before = scratch.get(arcs);
  if (before) return before;
  const made = new Int32Array(arcs.size);
  scratch.set(arcs, made);
  return made;
}

/**
 * Walks from the starts over arcs, breadth first, the strongest links first: a vertex is reached by the way whose weakest link is strongest, and by the shortest of these
 * as long as all links are of the best strength.
 */
export function reachFrom(arcs: Arcs, starts: readonly number[], limits: WalkLimits = {}): Reach {
  const seen = scratchOf(arcs);
  const vertices: number[] = [];
  const parents: number[] = [];
  const strengths: number[] = [];
  const distances: number[] = [];
  const visit = (vertex: number, parent: number, strength: number, distance: number): void => {
    seen[vertex] = vertices.push(vertex);
    parents.push(parent);
    strengths.push(strength);
    distances.push(distance);
  };
  for (const start of starts) if (!seen[start]) visit(start, -1, BEST, 0);
  const lowest = limits.atLeast ? CONFIDENCES.indexOf(limits.atLeast) : 0;
  let weaker: number[] = [];
  let next = 0;
  for (let strength = BEST; strength >= lowest; strength--) {
    // Vertices that were passed at a stronger level may go on over weaker links now, in the order of their distance.
    const again = weaker.sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b);
    weaker = [];
    let turn = 0;
    while (turn < again.length || next < vertices.length) {
      const old = again[turn];
      const takeOld = old !== undefined && (next >= vertices.length || (distances[old] ?? 0) <= (distances[next] ?? 0));
      const position = takeOld ? old : next;
      if (takeOld) turn++;
      else next++;
      const vertex = vertices[position] ?? 0;
      if (limits.leave && !limits.leave(vertex)) continue;
      let left = false;
      for (let i = arcs.offsets[vertex] ?? 0; i < (arcs.offsets[vertex + 1] ?? 0); i++) {
        const target = arcs.targets[i] ?? 0;
        if (seen[target]) continue;
        if ((arcs.strengths[i] ?? 0) < strength) left = true;
        else if (!limits.enter || limits.enter(target, vertex)) visit(target, position, strength, (distances[position] ?? 0) + 1);
      }
      if (left) weaker.push(position);
    }
  }
  for (const vertex of vertices) seen[vertex] = 0;
  return { vertices, parents, strengths };
}

/** Vertices from a start to the vertex at this position, both included. */
export function pathTo(reach: Reach, position: number): number[] {
  const path: number[] = [];
  for (let at = position; at >= 0; at = reach.parents[at] ?? -1) path.push(reach.vertices[at] ?? 0);
  return path.reverse();
}

/** The weakest link of the way to the vertex at this position. */
export function confidenceAt(reach: Reach, position: number): Confidence {
  return CONFIDENCES[reach.strengths[position] ?? 0] ?? "possible";
}
