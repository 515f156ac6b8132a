import type { Act } from "../facts/vocabulary.js";
import type { Graph, NodeId } from "../graph/graph.js";

/** Nodes that a disturbance gets to, with the edges in between; indices into `graph.nodes`, ascending. */
export interface Reach {
  readonly nodes: Int32Array;
  readonly distances: Int32Array;
}

/** Acts that say how things are arranged: nothing that one end suffers reaches the other by them. */
const ARRANGES: ReadonlySet<Act> = new Set<Act>(["declares", "contains", "imports", "precedes"]);

/** Answers how far a disturbance at some nodes travels in the direction of data; breadth first, so that loops need no care. Each set of origins is computed once. */
export class Travel {
  private readonly index = new Map<NodeId, number>();
  private readonly starts: Int32Array;
  private readonly targets: Int32Array;
  private readonly known = new Map<string, Reach>();

  constructor(graph: Graph) {
    graph.nodes.forEach((node, i) => this.index.set(node.id, i));
    const pairs = graph.edges.flatMap((edge) => {
      const from = this.index.get(edge.from);
      const to = this.index.get(edge.to);
      return ARRANGES.has(edge.act) || from === undefined || to === undefined ? [] : [{ from, to }];
    });
    this.starts = new Int32Array(graph.nodes.length + 1);
    for (const { from } of pairs) this.starts[from + 1] = (this.starts[from + 1] ?? 0) + 1;
    for (let i = 1; i < this.starts.length; i++) this.starts[i] = (this.starts[i] ?? 0) + (this.starts[i - 1] ?? 0);
    const next = this.starts.slice();
    this.targets = new Int32Array(pairs.length);
    for (const { from, to } of pairs) {
      const slot = next[from] ?? 0;
      this.targets[slot] = to;
      next[from] = slot + 1;
    }
  }

  /** Reach of a disturbance that starts at all of `origins` at once; unknown ids are left out. */
  from(origins: readonly NodeId[]): Reach {
    const seeds = [...new Set(origins.flatMap((id) => this.index.get(id) ?? []))].sort((a, b) => a - b);
    const key = seeds.join(" ");
    const reach = this.known.get(key) ?? this.walk(seeds);
    this.known.set(key, reach);
    return reach;
  }

  private walk(seeds: readonly number[]): Reach {
    const distance = new Int32Array(this.starts.length - 1).fill(-1);
    for (const seed of seeds) distance[seed] = 0;
    const queue = [...seeds];
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head] ?? 0;
      const end = this.starts[node + 1] ?? 0;
      for (let slot = this.starts[node] ?? 0; slot < end; slot++) {
        const target = this.targets[slot] ?? 0;
        if (distance[target] !== -1) continue;
        distance[target] = (distance[node] ?? 0) + 1;
        queue.push(target);
      }
    }
    const nodes = Int32Array.from(queue).sort();
    return { nodes, distances: nodes.map((node) => distance[node] ?? 0) };
  }
}
