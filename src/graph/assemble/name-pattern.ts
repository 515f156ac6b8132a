import type { Resource } from "../effect.js";
import { hasHole, holeAt, holeTable, renderPattern, type Hole } from "../names/pattern.js";

/** A resource's id taken apart for matching: its scheme or platform, and the parts of its name with holes as characters. */
export interface NamePattern {
  /** `file:`, `s3://`, `bigquery:`; names of different schemes never match, but for tables of an unknown platform. */
  readonly scheme: string;
  /** Path segments, or the identifiers of a table. */
  readonly segments: readonly string[];
  readonly shape: "path" | "object" | "table" | "registry" | "other";
  readonly holes: readonly Hole[];
}

const OBJECT = /^(?:s3|gs|abfss?|wasbs?|adl|hdfs|viewfs|oss|cos|dbfs)$/;
const REGISTRIES = new Set([
  "mlflow", "wandb", "hf", "azureml", "sagemaker", "vertex", "feast", "hopsworks", "tecton", "clearml", "neptune", "comet",
]);
const NO_NAMES = new Set([
  "job", "model", "prediction", "service", "function", "experiment", "pipeline", "schedule", "flag", "feature", "setting", "package",
  "owner", "consumer", "memory", "http", "https",
]);

/** The pattern of a resource: its rendered holes become characters again. */
export function patternOfResource(resource: Resource): NamePattern {
  const table = holeTable();
  let text = "";
  let rest = resource.id;
  for (const hole of resource.holes) {
    const probe = holeTable();
    const shown = renderPattern(probe.add(hole), probe.holes);
    const at = rest.indexOf(shown);
    if (at < 0) continue;
    text += rest.slice(0, at) + table.add(hole);
    rest = rest.slice(at + shown.length);
  }
  return takeApart(text + rest, (resource.place ?? resource.kind) === "table", table.holes);
}

function takeApart(text: string, isTable: boolean, holes: readonly Hole[]): NamePattern {
  const found = /^([a-z][a-z0-9+.-]*):(\/\/\/?|\/)?(.*)$/s.exec(text);
  const name = found?.[1] ?? "";
  const slashes = found?.[2] ?? "";
  const rest = found?.[3] ?? text;
  if (name === "file") return { scheme: slashes === "/" ? "file:/" : "file:", segments: rest.split("/"), shape: "path", holes };
  if (OBJECT.test(name)) return { scheme: `${name}:${slashes}`, segments: rest.split("/"), shape: "object", holes };
  if (slashes === "//" || name.startsWith("git+")) return {
    scheme: `${name}:${slashes}`, segments: rest.split("/"), shape: name === "http" || name === "https" ? "other" : "object", holes,
  };
  if (isTable) return { scheme: `${name}:`, segments: rest.split(rest.includes("/") ? "/" : "."), shape: "table", holes };
  if (REGISTRIES.has(name)) return { scheme: `${name}:`, segments: rest.split("/"), shape: "registry", holes };
  return { scheme: `${name}:`, segments: rest.split("/"), shape: NO_NAMES.has(name) ? "other" : "registry", holes };
}

const HOLES = /[\ue000-\uf8ff]+/u;

/** What one part may stand for: `same` literal, `fits` by a hole, or not at all. */
export function partMeets(a: string, b: string, holesA: readonly Hole[], holesB: readonly Hole[]): "same" | "fits" | null {
  const [openA, openB] = [hasHole(a), hasHole(b)];
  if (!openA && !openB) return a === b ? "same" : null;
  if (openA && openB) return bothOpen(a, b, holesA, holesB) ? "fits" : null;
  return openA ? (fills(a, b, holesA) ? "fits" : null) : fills(b, a, holesB) ? "fits" : null;
}

const SHARD_TEXT = /^[A-Za-z0-9]*\d[A-Za-z0-9-]*$/;
const DATE_TEXT = /^\d[\dTZ:._-]*$/;

/** May the literal text fill the holes of the pattern? A single hole of a closed kind takes only text of its kind. */
function fills(pattern: string, text: string, holes: readonly Hole[]): boolean {
  const parts = pattern.split(HOLES);
  const [head = "", ...rest] = parts;
  const tail = rest.pop() ?? "";
  if (text.length < head.length + tail.length + 1 || !text.startsWith(head) || !text.endsWith(tail)) return false;
  if (rest.length === 0) {
    const hole = holeAt(pattern.charAt(head.length), holes);
    const filled = text.slice(head.length, text.length - tail.length);
    if (hole?.kind === "date") return DATE_TEXT.test(filled);
    return hole?.kind !== "shard" || hole.name !== "" || SHARD_TEXT.test(filled);
  }
  let at = head.length + 1;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length + 1;
  }
  return at <= text.length - tail.length;
}

/** Two parts with holes can be one text when what they begin and end with agrees; holes of a closed kind only meet their like or open holes. */
function bothOpen(a: string, b: string, holesA: readonly Hole[], holesB: readonly Hole[]): boolean {
  const [startA, startB] = [a.slice(0, startOf(a)), b.slice(0, startOf(b))];
  const [endA, endB] = [a.slice(a.length - tailOf(a)), b.slice(b.length - tailOf(b))];
  if (!startA.startsWith(startB) && !startB.startsWith(startA)) return false;
  if (!endA.endsWith(endB) && !endB.endsWith(endA)) return false;
  const kindOf = (text: string, holes: readonly Hole[]): string => (text.length === startOf(text) + 1 + tailOf(text) ? (holeAt(text.charAt(startOf(text)), holes)?.kind ?? "") : "");
  const [kindA, kindB] = [kindOf(a, holesA), kindOf(b, holesB)];
  const closed = (kind: string): boolean => kind === "date" || kind === "partition";
  return !(closed(kindA) && closed(kindB) && kindA !== kindB);
}

/** Characters before the first hole. */
function startOf(text: string): number {
  return text.search(HOLES);
}

/** Characters behind the last hole. */
function tailOf(text: string): number {
  return text.length - 1 - text.search(/[\ue000-\uf8ff][^\ue000-\uf8ff]*$/);
}
