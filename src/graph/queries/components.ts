import type { Arcs } from "./arcs.js";

/** Number of the strongly connected component of each vertex; components are numbered in the order in which they are closed. Iterative, O(V + E). */
export function componentsOf(arcs: Arcs): { readonly of: Int32Array; readonly sizes: readonly number[] } {
  const { size, offsets, targets } = arcs;
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const of = new Int32Array(size).fill(-1);
  const sizes: number[] = [];
  const stack: number[] = [];
  const walk: number[] = [];
  const cursor = offsets.slice(0, size);
  let count = 0;
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    walk.push(root);
    while (walk.length > 0) {
      const vertex = walk[walk.length - 1] ?? 0;
      if (order[vertex] === -1) {
        order[vertex] = low[vertex] = count++;
        stack.push(vertex);
      }
      const at = cursor[vertex] ?? 0;
      if (at < (offsets[vertex + 1] ?? 0)) {
        cursor[vertex] = at + 1;
        const target = targets[at] ?? 0;
        if (order[target] === -1) walk.push(target);
        else if (of[target] === -1) low[vertex] = Math.min(low[vertex] ?? 0, order[target] ?? 0);
        continue;
      }
      walk.pop();
      const parent = walk[walk.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[vertex] ?? 0);
      if (low[vertex] !== order[vertex]) continue;
      let members = 0;
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        of[member] = sizes.length;
        members++;
        if (member === vertex) break;
      }
      sizes.push(members);
    }
  }
  return { of, sizes };
}
