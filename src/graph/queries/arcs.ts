/** Arcs between numbered vertices in compressed rows: the targets of `v` are `targets[offsets[v] .. offsets[v + 1]]`, in the order in which they were added. */
export interface Arcs {
  readonly size: number;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** Strength of each arc: 0 possible, 1 likely, 2 certain. */
  readonly strengths: Uint8Array;
}

/** Collects arcs one by one. */
export class ArcList {
  private sources = new Int32Array(1024);
  private targets = new Int32Array(1024);
  private strengths = new Uint8Array(1024);
  private count = 0;

  /** Adds an arc. */
  add(source: number, target: number, strength: number): void {
    if (this.count === this.sources.length) this.grow();
    this.sources[this.count] = source;
    this.targets[this.count] = target;
    this.strengths[this.count++] = strength;
  }

  /** Compressed rows over `size` vertices; `backwards` turns every arc around. */
  build(size: number, backwards = false): Arcs {
    const from = backwards ? this.targets : this.sources;
    const to = backwards ? this.sources : this.targets;
    const offsets = new Int32Array(size + 1);
    for (let i = 0; i < this.count; i++) offsets[(from[i] ?? 0) + 1] = (offsets[(from[i] ?? 0) + 1] ?? 0) + 1;
    for (let v = 0; v < size; v++) offsets[v + 1] = (offsets[v + 1] ?? 0) + (offsets[v] ?? 0);
    const next = offsets.slice(0, size);
    const targets = new Int32Array(this.count);
    const strengths = new Uint8Array(this.count);
    for (let i = 0; i < this.count; i++) {
      const at = next[from[i] ?? 0] ?? 0;
      next[from[i] ?? 0] = at + 1;
      targets[at] = to[i] ?? 0;
      strengths[at] = this.strengths[i] ?? 0;
    }
    return { size, offsets, targets, strengths };
  }

  private grow(): void {
    const length = this.sources.length * 2;
    const [sources, targets, strengths] = [new Int32Array(length), new Int32Array(length), new Uint8Array(length)];
    sources.set(this.sources);
    targets.set(this.targets);
    strengths.set(this.strengths);
    [this.sources, this.targets, this.strengths] = [sources, targets, strengths];
  }
}
