import type { Location } from "../../src/facts/location.js";
import type { Act, Carries, Confidence, FileRole, Flow, NodeKind } from "../../src/facts/vocabulary.js";
import { ACTS } from "../../src/facts/vocabulary.js";
import type { FlagFacts, Graph, GraphEdge, GraphNode, SourceFile, Through } from "../../src/graph/graph.js";

/** Everything of a graph that is not drawn by lines. */
type Rest = Partial<Omit<Graph, "nodes" | "edges" | "through">> & { readonly nodes?: readonly Partial<GraphNode>[] };

const ACTOR_FROM: ReadonlySet<Act> = new Set(["writes", "trains", "gates", "precedes", "schedules", "runs", "contains", "declares", "logs", "calls", "imports", "tests"]);
const KIND_OF_SCHEME: Readonly<Record<string, NodeKind>> = {
  job: "job", table: "table", file: "file", model: "model", mlflow: "model", prediction: "prediction", s3: "object", gs: "object", kafka: "topic", flag: "flag", feature: "feature",
  feast: "feature-view", package: "package", pipeline: "pipeline", schedule: "schedule", service: "service", consumer: "consumer", metrics: "metrics", hf: "model", https: "external",
};

/**
 * Draws a graph from lines, one edge each, the actor first:
 *
 *     load: jobs/fit.py#main reads table:feed.clicks @12 flow=training columns=item,score
 *     jobs/fit.py#main trains mlflow:ranker @20
 *     load -> fit          the value of edge `load` reaches edge `fit`
 *
 * `@12` is a line of the actor's file, `@lib/io.py:3` of another. Keys: flow, columns, carries, by (models that predicted), mode, role, confidence, pin (`moving:moving-latest`), filters (`~` for a blank), guard (`random`).
 */
export function drawGraph(lines: string, rest: Rest = {}): Graph {
  const edges: GraphEdge[] = [];
  const labels = new Map<string, number>();
  const throughs: [string, string, Confidence][] = [];
  for (const line of lines.split("\n").map((it) => it.trim()).filter(Boolean)) {
    const flow = /^(\S+) -> (\S+)(?: (\w+))?$/.exec(line);
    if (flow) throughs.push([flow[1] ?? "", flow[2] ?? "", (flow[3] ?? "certain") as Confidence]);
    else {
      const labelled = /^(\w+): (.*)$/.exec(line);
      if (labelled) labels.set(labelled[1] ?? "", edges.length);
      edges.push(edgeOf(labelled?.[2] ?? line));
    }
  }
  const number = (name: string): number => {
    const index = labels.get(name);
    if (index === undefined) throw new Error(`no edge is labelled ${name}`);
    return index;
  };
  const through = throughs.map(([from, to, confidence]): Through => {
    const [into, out] = [number(from), number(to)];
    const edge = edges[into];
    return { job: edge ? actorOf(edge) : "", in: into, out, confidence, at: null };
  });
  const nodes = nodesOf(edges, rest.nodes ?? []);
  const files = rest.files ?? filesOf(edges);
  return {
    roots: ["."], flags: [], packageUses: [], conversions: [], statements: [], consumers: [], feedback: [], unresolved: [], problems: [],
    stats: { files: files.length, lines: 0, calls: 0, resolvedResources: 0, templateResources: 0, unresolvedResources: 0 },
    ...rest, files, nodes, edges, through,
  };
}

/** A place in a file, one line long. */
export function place(text: string): Location {
  const [path = "", line = "1"] = text.split(":");
  return { path, line: Number(line), column: 1, endLine: Number(line), endColumn: 40 };
}

/** A switch; what is not given is empty, and the set is closed. */
export function drawFlag(given: Partial<FlagFacts> & { readonly name: string }): FlagFacts {
  const dest = given.name.replace(/^-+/, "").replaceAll("-", "_");
  const declared = { ...place("train.py:10"), default: null, role: "production" as FileRole };
  const scope = given.declarations?.[0]?.path ?? declared.path;
  return {
    id: `flag:${given.provider ?? "argparse"}:${scope}#${given.name}`, provider: "argparse", scope, dest, declarations: [declared], reads: [], writes: [], escapes: [], closed: true, ...given,
  };
}

/** A source file in production, in Python, of the root project, unless told otherwise. */
export function sourceFile(path: string, given: Partial<SourceFile> = {}): SourceFile {
  const language = path.endsWith(".ipynb") ? "notebook" : "python";
  return { path, role: "production", language, project: "", owner: null, codeLines: 50, cells: 0, settingKeys: 0, ...given };
}

function edgeOf(text: string): GraphEdge {
  const [actor = "", act = "", resource = "", ...words] = text.split(/\s+/);
  if (!(ACTS as readonly string[]).includes(act)) throw new Error(`no act in: ${text}`);
  const act_ = act as Act;
  const job = nodeId(actor);
  const fields = new Map(words.filter((word) => word.includes("=")).map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));
  const list = (key: string): string[] => fields.get(key)?.split(",").map((item) => item.replaceAll("~", " ")) ?? [];
  const at = words.find((word) => word.startsWith("@"))?.slice(1) ?? "1";
  const where = place(at.includes(":") ? at : `${pathOf(job)}:${at}`);
  const confidence = (fields.get("confidence") ?? "certain") as Confidence;
  const [state = "unknown", reason] = fields.get("pin")?.split(":") ?? [];
  const actorFirst = ACTOR_FROM.has(act_);
  const other = nodeId(resource);
  return {
    from: actorFirst ? job : other, to: actorFirst ? other : job, act: act_, actor: actorFirst ? "from" : "to",
    flow: list("flow") as Flow[], columns: fields.get("columns")?.split(",") ?? [], evidence: [{ ...where, via: fields.get("via") ?? act, confidence }], confidence,
    carries: list("carries") as Carries[], predictedBy: (fields.get("by")?.split(",") ?? []).map(nodeId),
    pin: { state: state as "pinned" | "moving" | "unknown", ...(reason !== undefined && { reason, at: where }), ...(fields.has("pinned-by") && { by: fields.get("pinned-by") ?? "" }) },
    guards: fields.has("guard") ? [{ condition: fields.get("guard") ?? "", holds: true, at: where, flags: [], random: fields.get("guard") === "random" }] : [],
    swallowed: false, mode: (fields.get("mode") ?? null) as GraphEdge["mode"], role: (fields.get("role") ?? "production") as FileRole, filters: list("filters"),
  };
}

function actorOf(edge: GraphEdge): string {
  return edge.actor === "from" ? edge.from : edge.to;
}

/** `jobs/fit.py#main` is short for the job of that name; `jobs/fit.py` is its module body. */
function nodeId(text: string): string {
  if (/^[\w-]+:/.test(text)) return text;
  return text.includes("#") ? `job:${text}` : `job:${text}#<module>`;
}

function pathOf(job: string): string {
  return /^\w+:([^#]*)/.exec(job)?.[1] ?? "";
}

function nodesOf(edges: readonly GraphEdge[], given: readonly Partial<GraphNode>[]): GraphNode[] {
  const ids = new Set([...edges.flatMap((edge) => [edge.from, edge.to]), ...given.flatMap((node) => node.id ?? [])]);
  const overlay = new Map(given.map((node) => [node.id, node]));
  return [...ids].sort().map((id) => {
    const kind = id.startsWith("job:") && id.endsWith(".ipynb#<module>") ? "notebook" : (KIND_OF_SCHEME[/^([\w-]+):/.exec(id)?.[1] ?? ""] ?? "external");
    const own = edges.find((edge) => actorOf(edge) === id)?.evidence[0];
    const locations = id.startsWith("job:") ? [place(`${pathOf(id)}:1`)] : own ? [place(`${own.path}:${own.line}`)] : [];
    const name = id.startsWith("job:") ? (id.split("#")[1] ?? "") : id.slice(id.indexOf(":") + 1).replace(/^\/\//, "");
    return { id, kind, roles: [], name, owner: null, declared: false, locations, attributes: {}, ...overlay.get(id) };
  });
}

function filesOf(edges: readonly GraphEdge[]): SourceFile[] {
  const roles = new Map(edges.map((edge) => [pathOf(actorOf(edge)), edge.role]));
  return [...roles].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, role]) => sourceFile(path, { role }));
}
