import type { Location } from "../facts/location.js";
import type { Act } from "../facts/vocabulary.js";
import type { Graph, GraphNode, NodeId } from "../graph/graph.js";
import type { JudgedFinding } from "../rule/judged-finding.js";
import type { Severity } from "../rule/rule.js";
import type { ChangeRate } from "./change-rate.js";
import { Travel, type Reach } from "./reach.js";
import type { ScoreModel } from "./weights.js";

/** A root cause before any constant is applied: what the finding says, where its disturbance travels, how often its files change. */
export interface Cause {
  readonly key: string;
  readonly category: string;
  readonly severity: Severity;
  /** Word of the confidence, or the rule's own number. */
  readonly confidence: JudgedFinding["confidence"] | number;
  readonly minutes: number;
  readonly minutesPerGap: number;
  readonly gap: number;
  /** lambda before its bounds; null where history is unknown. */
  readonly changeRate: number | null;
  readonly reach: Reach;
}

const STARTS: ReadonlySet<Act> = new Set<Act>(["schedules", "runs", "contains"]);
const COMPUTES: ReadonlySet<string> = new Set(["job", "notebook", "service"]);

/** Reads a finding as a cause. A category of null never gets here. */
export class Causes {
  private readonly travel: Travel;
  private readonly nodes: ReadonlyMap<NodeId, GraphNode>;
  private readonly jobs: readonly GraphNode[];
  /** Actors by the file that holds evidence of what they do. */
  private readonly actors = new Map<string, Set<NodeId>>();

  constructor(private readonly graph: Graph, private readonly weightOf: (node: GraphNode) => number, private readonly changeRate: ChangeRate | null) {
    this.travel = new Travel(graph);
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.jobs = graph.nodes.filter((node) => COMPUTES.has(node.kind));
    for (const edge of graph.edges) {
      const actor = edge.actor === "from" ? edge.from : edge.to;
      for (const { path } of edge.evidence) this.actors.set(path, (this.actors.get(path) ?? new Set()).add(actor));
    }
  }

  of(finding: JudgedFinding, category: string, minutes: number): Cause {
    const anchor = this.nodes.get(finding.subject);
    const paths = [...new Set((anchor?.locations.length ? anchor.locations : [finding.at]).map((at) => at.path))].sort();
    return {
      key: finding.key, category, severity: finding.severity, confidence: finding.certainty ?? finding.confidence,
      minutes, minutesPerGap: finding.minutesPerGap, gap: finding.gap,
      changeRate: this.changeRate?.(paths) ?? null,
      reach: this.travel.from(this.origins(anchor, finding.at)),
    };
  }

  /** Where the disturbance starts: the anchor, or for one that loses no time itself the jobs that it bears on (DECISIONS 8). */
  private origins(anchor: GraphNode | undefined, at: Location): readonly NodeId[] {
    if (anchor && this.weightOf(anchor) > 0) return [anchor.id];
    const bearing = anchor?.kind === "schedule" ? this.scheduled(anchor.id) : anchor?.kind === "package" ? this.callers(anchor) : [];
    return bearing.length > 0 ? bearing : this.jobsAt(at);
  }

  /** Jobs that a schedule starts, also through the pipelines that it starts; a pipeline without known jobs stands for them. */
  private scheduled(schedule: NodeId): readonly NodeId[] {
    const jobs: NodeId[] = [];
    const seen = new Set([schedule]);
    for (const id of seen) {
      const started = this.graph.edges.filter((edge) => edge.from === id && STARTS.has(edge.act)).map((edge) => edge.to);
      if (id !== schedule && (started.length === 0 || this.nodes.get(id)?.kind !== "pipeline")) jobs.push(id);
      else for (const next of started) seen.add(next);
    }
    return jobs;
  }

  private callers(anchor: GraphNode): readonly NodeId[] {
    const uses = this.graph.packageUses.filter((use) => use.package === anchor.name || use.package === anchor.id);
    return uses.flatMap((use) => use.calls.flatMap((call) => (this.nodes.has(`job:${use.path}#${call.unit}`) ? [`job:${use.path}#${call.unit}`] : this.jobsAt(call.at))));
  }

  /** Jobs whose entry unit spans the place; else those of the file; else those whose effects are evident there. */
  private jobsAt(at: Location): readonly NodeId[] {
    const near = this.jobs.filter((job) => job.locations.some((it) => it.path === at.path));
    const around = near.filter((job) => job.locations.some((it) => spans(it, at)));
    const found = around.length > 0 ? around : near;
    return found.length > 0 ? found.map((job) => job.id) : [...(this.actors.get(at.path) ?? [])].sort();
  }
}

/** w of a node: settings by id, then by kind, then the model's. */
export function nodeWeight(node: GraphNode, model: ScoreModel, overrides: Readonly<Record<string, number>>): number {
  return overrides[node.id] ?? overrides[node.kind] ?? model.nodeWeights[node.kind];
}

function spans(outer: Location, inner: Location): boolean {
  if (outer.path !== inner.path) return false;
  const after = inner.line > outer.line || (inner.line === outer.line && inner.column >= outer.column);
  const before = inner.endLine < outer.endLine || (inner.endLine === outer.endLine && inner.endColumn <= outer.endColumn);
  return after && before;
}
