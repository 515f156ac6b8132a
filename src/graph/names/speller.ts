import type { NameForm } from "../../facts/observation.js";
import type { NodeKind } from "../../facts/vocabulary.js";
import type { Resource } from "../effect.js";
import type { SpellContext, SpellResource } from "../flow/spell.js";
import type { Text } from "../text.js";
import { combinations, type Combination } from "./alternatives.js";
import { spellCodeName, spellRoute } from "./code-names.js";
import { spellFeature } from "./features.js";
import type { FilePlaces } from "./file-places.js";
import { foldDefaults, type Candidate } from "./fold-defaults.js";
import { foldPattern, hasHole, holesOf, holeTable, patternOf, renderPattern, type HoleTable } from "./pattern.js";
import { normalSegments } from "./path-parts.js";
import { objectAt, spellPath } from "./paths.js";
import { selectorAttributes, spellAzureUri, spellHub, spellMlflowUri, spellRegistered, spellRunArtifact } from "./registries.js";
import type { Spelled } from "./spelled.js";
import { spellKey, spellStream } from "./streams.js";
import { spellTable } from "./tables.js";
import { spellGit, spellUri, spellWeb } from "./uris.js";

/** What the speller knows of the project besides the name itself. */
export interface SpellerOptions {
  readonly places: FilePlaces;
  /** Feast project that a file belongs to (`feature_store.yaml`). */
  readonly feastProject: (context: SpellContext) => string | undefined;
}

type Parts = Readonly<Record<string, string>>;
type Spell = (parts: Parts, platform: string | undefined, kind: NodeKind, context: SpellContext, table: HoleTable) => Spelled | null;

/** A longer text is no name but content (convention); the bound also keeps every pattern that is matched against a name cheap. */
const LONGEST_NAME = 2048;
const STORES = new Set(["s3", "gs", "gcs", "abfs", "abfss", "wasb", "wasbs", "hdfs"]);
const KEY_STORES = new Set(["redis", "memcached", "dynamodb-key"]);
/** Data formats that `load_dataset` takes in place of a repository: the data files are named elsewhere. */
const PACKAGED_BUILDERS = new Set([
  "csv", "json", "parquet", "text", "imagefolder", "audiofolder", "arrow", "pandas", "webdataset", "generator", "sql",
]);
/** Kinds that say what a place holds; they win over the kind of place. */
const CONTENTS: ReadonlySet<NodeKind> = new Set(["model", "prediction", "metrics", "experiment", "feature", "feature-view", "artifact"]);
const PLACES: ReadonlySet<NodeKind> = new Set(["dataset", "file", "object", "table", "topic", "external"]);

/** The speller of resource names of one project: CONTRACT section 2. */
export function createSpeller(options: SpellerOptions): SpellResource {
  const { places } = options;
  const uri: Spell = (parts, platform, kind, context, table) => {
    const name = parts["name"] ?? "";
    // A client of one store needs no scheme.
    if (platform && STORES.has(platform) && !/^[a-z][a-z0-9+.-]*:/i.test(name)) return objectAt(
      `${platform === "gcs" ? "gs" : platform}://`, normalSegments(name, table), table,
    );
    if (platform === "git" || (parts["path"] && /^(?:https?|git\+https?|ssh):\/\//.test(name))) {
      const found = /^(?:git\+)?(\w+):\/\/(.*)$/s.exec(name);
      if (found) return spellGit(found[1] ?? "https", found[2] ?? "", parts["path"] ?? "", table);
    }
    return spellMlflowUri(name, table) ?? spellAzureUri(name, kind, table)
      ?? (name.startsWith("hf://") ? spellHub(name, false, parts["version"], table) : spellUri(name, context, places, table));
  };
  const registry: Spell = (parts, platform, kind) => spellRegistered(platform ?? "registry", { ...parts, name: parts["name"] ?? "" }, kind);
  const stream = (fallback: string): Spell => (parts, platform, _kind, _context, table) =>
    (platform && KEY_STORES.has(platform) ? spellKey(platform, parts["name"] ?? "", table) : spellStream(platform ?? fallback, parts["name"] ?? "", parts["project"]));
  const feature = (fallback: string): Spell => (parts, platform, _kind, context, table) => {
    const owner = platform ?? fallback;
    return spellFeature(
      owner, parts["name"] ?? "", parts["project"] ?? (owner === "feast" ? options.feastProject(context) : undefined), parts["version"],
      table,
    );
  };
  const tableName: Spell = (parts, platform, _kind, _context, table) => {
    if (platform && KEY_STORES.has(platform)) return spellKey(platform, parts["name"] ?? "", table);
    return spellTable(platform, tableParts(parts), table);
  };
  const hub = (isDataset: boolean): Spell => (parts, _platform, _kind, context, table) => spellHubOrPath(parts, isDataset, context, places, table);
  const forms: Partial<Record<NameForm, Spell>> = {
    uri, url: (parts, platform, kind, context, table) => {
      const name = parts["name"] ?? "";
      if (/^\/(?!\/)/.test(name)) return spellRoute(parts["method"], name);
      // An unknown beginning is the server's, not a folder's.
      return hasHole(name.charAt(0)) ? spellWeb("http", name, table) : uri(parts, platform, kind, context, table);
    },
    path: (parts, platform, kind, context, table) => (/^[a-z][a-z0-9+.-]+:/i.test(parts["name"] ?? "") || (platform && STORES.has(platform)) ? uri(parts, platform, kind, context, table) : spellPath(joined(parts), context, places, table)),
    table: tableName, "sql-or-table": tableName,
    "bucket-key": (parts, platform, _kind, _context, table) => spellBucket(platform ?? "s3", parts, table),
    topic: stream("topic"), queue: stream("queue"), stream: stream("stream"),
    "model-uri": (parts, platform, kind, context, table) => {
      const name = parts["name"] ?? "";
      return spellMlflowUri(name, table) ?? (platform && /^[\w.-]+$/.test(name) && !places.has(name) ? registry(parts, platform, kind, context, table) : uri(parts, platform, kind, context, table));
    },
    registry: (parts, platform, kind, context, table) => spellMlflowUri(parts["name"] ?? "", table) ?? spellAzureUri(parts["name"] ?? "", kind, table) ?? registry(parts, platform, kind, context, table),
    artifact: (parts, platform, kind, context, table) => (platform === "mlflow" ? spellMlflowUri(parts["name"] ?? "", table) ?? spellRunArtifact("", parts["name"] ?? "", table) : registry(parts, platform ?? "artifact", kind, context, table)),
    "hf-repo": hub(false), "hf-dataset": hub(true),
    "feature-ref": feature("feast"), "feature-view": feature("feast"), "feature-group": feature("hopsworks"),
    route: (parts) => spellRoute(parts["method"], parts["name"] ?? ""),
  };
  return (form, platform, kind, parts, context) => {
    const candidates = combinations(parts).flatMap((combination): Candidate[] => {
      if (Object.values(combination.parts).some((text) => lengthOf(text) > LONGEST_NAME)) return [];
      const table = holeTable();
      const texts = patterns(combination, table);
      const spell = forms[form];
      const spelled = spell ? (texts["name"] === undefined && form !== "bucket-key" ? null : spell(texts, platform, kind, context, table)) : spellCodeName(form, platform, kind, texts, context);
      return spelled ? [{ combination, resource: finish(spelled, kind, form, combination, table) }] : [];
    });
    return foldDefaults(candidates);
  };
}

function lengthOf(text: Text): number {
  return text.parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0);
}

function patterns(combination: Combination, table: HoleTable): Parts {
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(combination.parts)) {
    const pattern = patternOf(text, table);
    if (pattern !== "") texts[name] = pattern;
  }
  return texts;
}

function finish(spelled: Spelled, kind: NodeKind, form: NameForm, combination: Combination, table: HoleTable): Resource {
  const id = renderPattern(spelled.folds ? foldPattern(spelled.id) : spelled.id, table.holes);
  const original = renderPattern(spelled.id, table.holes);
  const holes = form === "route" ? [] : holesOf(spelled.id, table.holes);
  const attributes: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(spelled.attributes ?? {})) attributes[name] = typeof value === "string" ? renderPattern(value, table.holes) : value.map((it) => renderPattern(it, table.holes));
  if (original !== id) attributes["spelled"] = original;
  if (holes.length > 0) attributes["holes"] = holes.map((hole) => (hole.name === "" ? hole.kind : `${hole.kind}:${hole.name}`));
  const name = renderPattern(spelled.name ?? spelled.id.replace(/^[a-z0-9+.-]+:(?:\/\/)?/, ""), table.holes);
  const holds = CONTENTS.has(kind) || !PLACES.has(kind) ? kind : (spelled.place ?? kind);
  return {
    id, kind: holds, name, holes, known: spelled.known, attributes, provenance: combination.provenance, bound: combination.bound,
    ...(spelled.place && spelled.place !== holds ? { place: spelled.place } : {}),
    aliases: (spelled.aliases ?? []).map((alias) => renderPattern(alias, table.holes)),
  };
}

function tableParts(parts: Parts): { name: string; schema?: string; database?: string; host?: string } {
  const schema = parts["schema"] ?? parts["dataset"];
  const database = parts["database"] ?? parts["project"] ?? parts["catalog"];
  const host = parts["host"] ?? parts["server"] ?? parts["account"];
  return { name: parts["name"] ?? "", ...(schema ? { schema } : {}), ...(database ? { database } : {}), ...(host && !hasHole(host) ? { host } : {}) };
}

/** A folder given apart from the file's name. */
function joined(parts: Parts): string {
  const [folder, name = ""] = [parts["directory"] ?? parts["folder"], parts["name"]];
  return folder === undefined || /^(?:\/|~|[A-Za-z]:)/.test(name) ? name : `${folder}/${name}`;
}

function spellBucket(platform: string, parts: Parts, table: HoleTable): Spelled | null {
  const bucket = parts["bucket"] ?? parts["container"];
  const key = parts["key"] ?? parts["name"] ?? parts["blob"] ?? "";
  const scheme = platform === "gcs" ? "gs" : platform;
  const place = bucket ?? table.add({ kind: "unknown", name: "" });
  const account = parts["account"] ?? parts["host"];
  const owner = /^(?:wasbs?|abfss?)$/.test(scheme) && account ? `${place}@${account}` : place;
  return objectAt(`${scheme}://`, normalSegments(`${owner.replace(/^(?:s3|gs):\/\//, "")}/${key}`, table), table);
}

/** A repository of the hub, unless the text is plainly a folder or a folder of that name is there. */
function spellHubOrPath(parts: Parts, isDataset: boolean, context: SpellContext, places: FilePlaces, table: HoleTable): Spelled | null {
  const name = (parts["name"] ?? "").trim();
  if (isDataset && PACKAGED_BUILDERS.has(name)) return null;
  const first = name.split("/")[0] ?? "";
  const unknownFolder = first.length === 1 && hasHole(first) && name.includes("/");
  if (/^(?:\.{1,2}\/|\.{1,2}$|\/|~|[a-z0-9]+:\/\/)/.test(name) && !name.startsWith("hf://")) return spellUri(name, context, places, table);
  if (name.startsWith("hf://")) return spellHub(name, isDataset, parts["version"], table);
  const local = spellPath(name, context, places, table);
  if (unknownFolder || name.split("/").length > 2 || (local && !hasHole(name) && places.has(local.name ?? ""))) return local;
  const hub = spellHub(name, isDataset, parts["version"], table);
  // A folder that some job writes under this name is what is loaded: the assembler decides.
  return hub && local ? {
    ...hub, aliases: [local.id.toLowerCase()], attributes: { ...hub.attributes, ...selectorAttributes(parts["version"]) },
  } : hub;
}
