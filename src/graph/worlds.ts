import type { Act } from "../facts/vocabulary.js";
import type { Graph, GraphEdge, GraphNode, NodeId, SourceFile } from "./graph.js";

/** Production code is one world; `null` is code that never counts (tests, prose, vendored and generated files). */
type World = string | null;
const PRODUCTION = "";
const STARTS: ReadonlySet<Act> = new Set(["runs", "schedules", "contains", "precedes", "calls"]);

/**
 * The parts of a graph in which evidence may be combined (RULES section 2): production as a whole, and each folder of examples and each notebook
 * that nothing runs by itself. Production comes first, the others by name; edges of tests, prose, vendored and generated files are in none.
 */
export function worlds(graph: Graph): readonly Graph[] {
  const files = new Map(graph.files.map((file) => [file.path, file]));
  const pathOf = new Map(graph.nodes.map((node) => [node.id, node.locations[0]?.path]));
  const running = runningNotebooks(graph, files, pathOf);
  const worldOf = (path: string | undefined): World => (path === undefined ? PRODUCTION : worldOfFile(files.get(path), running));
  const edgeWorlds = graph.edges.map((edge) => (counts(edge) ? worldOf(pathOf.get(actorOf(edge))) : null));
  const names = new Set<string>([PRODUCTION]);
  const met = [...edgeWorlds, ...graph.files.map((file) => worldOf(file.path))];
  for (const world of met) if (world !== null) names.add(world);
  if (names.size === 1 && !met.includes(null)) return [graph];
  return split(graph, [...names].sort(), edgeWorlds, worldOf);
}

function counts(edge: GraphEdge): boolean {
  return edge.role === "production" || edge.role === "example";
}

function actorOf(edge: GraphEdge): NodeId {
  return edge.actor === "from" ? edge.from : edge.to;
}

function worldOfFile(file: SourceFile | undefined, running: ReadonlySet<string>): World {
  if (!file) return PRODUCTION;
  if (file.role === "example") return file.language === "notebook" ? file.path : file.project || folderOf(file.path);
  if (file.role !== "production") return null;
  return file.language === "notebook" && !running.has(file.path) ? file.path : PRODUCTION;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";
}

/** Notebooks that a schedule, job or pipeline runs, or that alone write what production reads; to a fixed point, since a notebook that runs reads too. */
function runningNotebooks(graph: Graph, files: ReadonlyMap<string, SourceFile>, pathOf: ReadonlyMap<NodeId, string | undefined>): ReadonlySet<string> {
  const running = new Set<string>();
  const isNotebook = (path: string | undefined): path is string => path !== undefined && files.get(path)?.language === "notebook" && files.get(path)?.role === "production";
  const writers = new Map<NodeId, Set<string | undefined>>();
  const readsOf = new Map<string | undefined, NodeId[]>();
  for (const edge of graph.edges) {
    if (edge.role !== "production") continue;
    const [from, to] = [pathOf.get(edge.from), pathOf.get(edge.to)];
    if (edge.act === "writes") entry(writers, edge.to, () => new Set<string | undefined>()).add(from);
    if (edge.act === "reads") entry(readsOf, to, (): NodeId[] => []).push(edge.from);
    // A folder of files contains too, but starts nothing.
    if (!STARTS.has(edge.act) || from === to || !edge.to.startsWith("job:")) continue;
    if (isNotebook(to) && !isNotebook(from)) running.add(to);
  }
  const queue = [...readsOf.keys()].filter((path) => !isNotebook(path) || running.has(path));
  // The queue grows while it is walked.
  for (let next = 0; next < queue.length; next++) {
    for (const store of readsOf.get(queue[next]) ?? []) {
      const [only, another] = writers.get(store) ?? [];
      if (another !== undefined || !isNotebook(only) || running.has(only)) continue;
      running.add(only);
      queue.push(only);
    }
  }
  return running;
}

/** One view of the graph for each world, with edges numbered anew. */
function split(graph: Graph, names: readonly string[], edgeWorlds: readonly World[], worldOf: (path: string | undefined) => World): Graph[] {
  const numbers = new Map<string, number>();
  const renumbered = edgeWorlds.map((world) => {
    if (world === null) return -1;
    const next = numbers.get(world) ?? 0;
    numbers.set(world, next + 1);
    return next;
  });
  const edges = grouped(graph.edges, (_, index) => edgeWorlds[index] ?? null);
  const through = grouped(graph.through, (it) => shared(edgeWorlds[it.in], edgeWorlds[it.out]));
  const statements = grouped(graph.statements, (it) => edgeWorlds[it.edge] ?? null);
  const flags = grouped(graph.flags, (it) => worldOf(it.declarations[0]?.path ?? it.reads[0]?.path));
  const uses = grouped(graph.packageUses, (it) => worldOf(it.path));
  const conversions = grouped(graph.conversions, (it) => worldOf(it.path));
  const files = grouped(graph.files, (it) => worldOf(it.path));
  const unresolved = grouped(graph.unresolved, (it) => worldOf(it.path));
  const located = grouped(graph.nodes, (it) => worldOf(it.locations[0]?.path));
  return names.map((name) => ({
    ...graph,
    nodes: name === PRODUCTION ? graph.nodes : nodesOf(graph, edges.get(name) ?? [], located.get(name) ?? []),
    edges: edges.get(name) ?? [],
    through: (through.get(name) ?? []).map((it) => ({ ...it, in: renumbered[it.in] ?? -1, out: renumbered[it.out] ?? -1 })),
    statements: (statements.get(name) ?? []).map((it) => ({ ...it, edge: renumbered[it.edge] ?? -1 })),
    flags: flags.get(name) ?? [],
    packageUses: uses.get(name) ?? [],
    conversions: conversions.get(name) ?? [],
    files: files.get(name) ?? [],
    unresolved: unresolved.get(name) ?? [],
  }));
}

function shared(a: World | undefined, b: World | undefined): World {
  return a !== undefined && a === b ? a : null;
}

function grouped<T>(items: readonly T[], worldOf: (item: T, index: number) => World): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  items.forEach((item, index) => {
    const world = worldOf(item, index);
    if (world === null) return;
    entry(groups, world, (): T[] => []).push(item);
  });
  return groups;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function nodesOf(graph: Graph, edges: readonly GraphEdge[], located: readonly GraphNode[]): GraphNode[] {
  const ids = new Set(located.map((node) => node.id));
  for (const edge of edges) ids.add(edge.from).add(edge.to);
  return graph.nodes.filter((node) => ids.has(node.id));
}
