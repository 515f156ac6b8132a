import { compareLocations, compareText, type Location } from "../../facts/location.js";
import type { FlagFacts, NodeId } from "../graph.js";
import { globMatcher } from "../glob.js";
import type { LinkInput } from "../input.js";
import type { ObjectId } from "./abstract.js";
import { bindCommandLine, type OptionSpec } from "./options.js";
import { partsKey } from "./text-algebra.js";
import type { World } from "./world.js";

type Read = FlagFacts["reads"][number];
type Write = FlagFacts["writes"][number];

/** Actions that end the program and give no value. */
const ACTS_ALONE: ReadonlySet<string> = new Set(["version", "help"]);
/** Actions that only put a value into the namespace. */
const STORES: ReadonlySet<string> = new Set([
  "store", "store_const", "store_true", "store_false", "append", "append_const", "count", "extend", "BooleanOptionalAction", "True", "False", "true", "false", "is_flag", "flag",
]);

/** Names of flags by the key of their source (`<parser> <dest>`, `env - NAME`). */
export function flagNames(world: World): (key: string) => NodeId | null {
  return (key) => {
    const [parser, ...rest] = key.split(" ");
    if (parser === "env") return `flag:env:-#${rest[1] ?? ""}`;
    const found = specOf(world, Number(parser), rest.join(" "));
    return found ? found.id : null;
  };
}

function specOf(world: World, parser: ObjectId, dest: string): { readonly id: NodeId; readonly spec: OptionSpec } | null {
  const spec = world.options.specsOf(parser).find((item) => item.dest === dest);
  return spec ? { id: flagId(world, parser, spec), spec } : null;
}

function scopeOf(world: World, parser: ObjectId, spec: OptionSpec): string {
  return spec.provider === "absl" ? "-" : world.heap.info(parser)?.at.path ?? world.files[spec.file]?.path ?? "-";
}

function flagId(world: World, parser: ObjectId, spec: OptionSpec): NodeId {
  return `flag:${spec.provider}:${scopeOf(world, parser, spec)}#${displayName(spec)}`;
}

function displayName(spec: OptionSpec): string {
  if (spec.provider === "absl") return spec.dest;
  return spec.names.find((name) => name.startsWith("--")) ?? spec.names[0] ?? spec.dest;
}

/** Declared switches with their reads, writes and escapes (FLAGS sections 1 and 6). */
export function flagFacts(world: World, settings: LinkInput["settings"]["flags"]): readonly FlagFacts[] {
  const out = new Map<NodeId, FlagFacts>();
  for (const [object, parser] of [...world.options.parsers].sort((a, b) => a[0] - b[0])) {
    const family = familyOf(world, object);
    for (const spec of [...parser.specs.values()].sort((a, b) => compareText(a.dest, b.dest))) {
      if (spec.action !== null && ACTS_ALONE.has(spec.action)) continue;
      const id = flagId(world, object, spec);
      const known = out.get(id);
      const facts = { ...oneFlag(world, object, family, spec, settings.closed, parser.open), ...permanence(settings.permanent, id, displayName(spec)) };
      out.set(id, known ? mergeFlags(known, facts) : facts);
    }
  }
  return [...out.values()].sort((a, b) => compareText(a.id, b.id));
}

/** A switch that the settings call permanent by its name or id. */
function permanence(globs: readonly string[], id: NodeId, name: string): { readonly permanent?: string } {
  const glob = globs.find((it) => globMatcher([it])(name) || globMatcher([it])(id));
  return glob === undefined ? {} : { permanent: `the settings call ${glob} permanent` };
}

/** A parser with the groups and sub-parsers that belong to it, and those that it belongs to. */
function familyOf(world: World, object: ObjectId): ReadonlySet<ObjectId> {
  const family = new Set<ObjectId>([object]);
  for (const id of family) {
    for (const [other, parser] of world.options.parsers) if (parser.children.has(id)) family.add(other);
    for (const child of world.options.parsers.get(id)?.children ?? []) family.add(child);
  }
  return family;
}

function oneFlag(world: World, object: ObjectId, family: ReadonlySet<ObjectId>, spec: OptionSpec, closed: boolean, open: boolean): FlagFacts {
  const reads: Read[] = [];
  for (const read of world.round.notes.optionReads.values()) if (family.has(read.parser) && read.name === spec.dest) reads.push({ ...read.at, role: read.role, unit: read.unit });
  const writes: Write[] = [];
  for (const write of world.round.notes.optionWrites.values()) if (family.has(write.parser) && write.name === spec.dest) writes.push({ ...write.at, value: write.value, by: "code", role: write.role });
  writes.push(...launchWrites(world, family, spec));
  const escapes = [...world.round.notes.escapes.values()].filter((escape) => family.has(escape.parser) && (escape.only === undefined || escape.only(spec.dest))).map((escape) => ({ ...escape.at, idiom: escape.idiom, silences: escape.silences }));
  if (spec.action !== null && !STORES.has(spec.action)) escapes.push({ ...spec.at, idiom: `E8 the action ${spec.action} may use it`, silences: true });
  const fallback = spec.default?.texts[0];
  return {
    id: flagId(world, object, spec), provider: spec.provider, scope: scopeOf(world, object, spec), name: displayName(spec), dest: spec.dest,
    declarations: [{ ...spec.at, default: fallback ? partsKey(fallback.parts) : null, role: world.files[spec.file]?.role ?? "production" }],
    reads: sortPlaces(reads), writes: sortPlaces(writes), escapes: sortPlaces(escapes), closed: closed || !open,
  };
}

/** Launchers of the scripts in whose process the parser is read. */
function launchWrites(world: World, family: ReadonlySet<ObjectId>, spec: OptionSpec): readonly Write[] {
  const out: Write[] = [];
  const scripts = new Set<number>([spec.file]);
  for (const use of world.round.notes.parserRoots.values()) if (family.has(use.parser)) scripts.add(use.root);
  const specs = [...family].sort((a, b) => a - b).flatMap((id) => [...(world.options.parsers.get(id)?.specs.values() ?? [])]);
  for (const script of [...scripts].sort((a, b) => a - b)) {
    for (const launch of world.launches.of(script)) {
      const given = bindCommandLine(specs, launch.words).get(spec.dest);
      const file = world.files.find((item) => item.path === launch.path);
      if (given) out.push({ ...launch.at, value: given[0] ? partsKey(given[0].parts) : null, by: "launcher", role: file?.role ?? "production" });
    }
  }
  return out;
}

function sortPlaces<T extends Location>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return [...items].sort(compareLocations).filter((item) => {
    const key = `${item.path} ${item.line} ${item.column}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

function mergeFlags(a: FlagFacts, b: FlagFacts): FlagFacts {
  return {
    ...a, declarations: sortPlaces([...a.declarations, ...b.declarations]), reads: sortPlaces([...a.reads, ...b.reads]), writes: sortPlaces([...a.writes, ...b.writes]),
    escapes: sortPlaces([...a.escapes, ...b.escapes]), closed: a.closed && b.closed,
  };
}
