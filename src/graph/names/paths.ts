import type { SpellContext } from "../flow/spell.js";
import { trimPartitions } from "./dates.js";
import type { FilePlaces } from "./file-places.js";
import { hasHole, type HoleTable } from "./pattern.js";
import { isInside, normalSegments } from "./path-parts.js";
import { belowRoot } from "./root-mark.js";
import { countKnown, type Spelled } from "./spelled.js";

/** Spells a path of a file system: below the roots, absolute, or a mount of an object store. Null for the working directory itself at the root. */
export function spellPath(text: string, context: SpellContext, places: FilePlaces, table: HoleTable): Spelled | null {
  const path = posix(text.trim());
  const marked = belowRoot(path);
  if (marked !== null) return fileAt(normalSegments(marked, table), "", places, table);
  const mount = mountOf(path, table);
  if (mount) return mount;
  if (path.startsWith("/") || /^(?:~|[A-Za-z]:\/)/.test(path)) {
    const segments = normalSegments(path, table);
    return fileAt(segments, path.startsWith("/") ? "/" : "", places, table);
  }
  const segments = normalSegments(path, table);
  const first = segments[0];
  // A name that starts with an unknown folder starts nowhere in particular.
  if (first !== undefined && first.length === 1 && hasHole(first) && segments.length > 1) return fileAt(segments, "", places, table);
  const resolved = places.resolve(segments, context);
  const scope = segments.length > 0 && resolved !== segments.join("/") && isInside(resolved, context.project) ? context.project : "";
  const spelled = fileAt(resolved.split("/").filter((it) => it !== ""), "", places, table);
  if (!spelled || scope === "") return spelled;
  // The scope's own folders were not in the text: they make nothing known.
  const given = countKnown(segments);
  return given === 0 && segments.some(hasHole) ? { ...spelled, known: 0 } : spelled;
}

function fileAt(segments: readonly string[], lead: string, places: FilePlaces, table: HoleTable): Spelled | null {
  if (segments.length === 0) return null;
  const whole = segments.join("/");
  const tracked = lead === "" && places.has(whole);
  const trimmed = tracked ? { segments, partitions: [] } : trimPartitions(segments, table);
  const path = `${lead}${trimmed.segments.join("/")}`;
  return {
    id: `file:${path}`, name: path, place: "file", known: countKnown(trimmed.segments), folds: true,
    attributes: trimmed.partitions.length > 0 ? { partition: trimmed.partitions } : {},
  };
}

/** `/gcs/b/k` (Vertex) and `/dbfs/x` (Databricks) are object stores. */
function mountOf(path: string, table: HoleTable): Spelled | null {
  const found = /^\/(gcs|dbfs)\/(.+)$/s.exec(path);
  if (!found) return null;
  return objectAt(found[1] === "gcs" ? "gs://" : "dbfs:/", normalSegments(found[2] ?? "", table), table);
}

/** An object below a bucket or volume: `scheme` ends where the first segment begins. */
export function objectAt(scheme: string, segments: readonly string[], table: HoleTable): Spelled | null {
  const [bucket, ...key] = segments;
  if (bucket === undefined) return null;
  // The bucket stands apart: a key of one segment is still not the only segment.
  const trimmed = trimPartitions([bucket, ...key], table);
  const path = [bucket, ...trimmed.segments.slice(1)].join("/");
  return {
    id: `${scheme}${path}`, place: "object", known: countKnown([bucket, ...trimmed.segments.slice(1)]), folds: true,
    attributes: trimmed.partitions.length > 0 ? { partition: trimmed.partitions } : {},
  };
}

function posix(path: string): string {
  if (/^[A-Za-z]:\\/.test(path) || (path.includes("\\") && !path.includes("/"))) return path.replace(/\\+/g, "/");
  return path;
}
