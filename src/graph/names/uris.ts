import type { SpellContext } from "../flow/spell.js";
import type { FilePlaces } from "./file-places.js";
import { hasHole, type HoleTable } from "./pattern.js";
import { normalSegments } from "./path-parts.js";
import { objectAt, spellPath } from "./paths.js";
import { countKnown, type Spelled } from "./spelled.js";
import { spellTable } from "./tables.js";

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s;
const OBJECT_SCHEMES: Readonly<Record<string, string>> = { s3: "s3", s3a: "s3", s3n: "s3", gs: "gs", gcs: "gs" };
const AZURE = new Set(["abfs", "abfss", "wasb", "wasbs", "adl"]);
/** Platforms of tables that are written as URIs. */
const TABLE_SCHEMES: Readonly<Record<string, string>> = { bq: "bigquery", bigquery: "bigquery", snowflake: "snowflake" };

/** Spells a URI or a path: object stores, distributed file systems, web addresses, git sources, local files. */
export function spellUri(text: string, context: SpellContext, places: FilePlaces, table: HoleTable): Spelled | null {
  const uri = text.trim();
  const arn = /^arn:aws[\w-]*:s3:[^:]*:[^:]*:(.+)$/s.exec(uri);
  if (arn) return objectAt("s3://", normalSegments(arn[1] ?? "", table), table);
  const found = SCHEME.exec(uri);
  if (!found || /^[A-Za-z]:[\\/]/.test(uri)) return spellPath(uri, context, places, table);
  const scheme = (found[1] ?? "").toLowerCase();
  const rest = found[2] ?? "";
  const object = OBJECT_SCHEMES[scheme];
  if (object) return objectAt(`${object}://`, normalSegments(withoutQuery(rest), table), table);
  if (AZURE.has(scheme)) return objectAt(`${scheme}://`, normalSegments(rest, table), table);
  if (scheme === "dbfs") return objectAt("dbfs:/", normalSegments(rest, table), table);
  if (scheme === "hdfs" || scheme === "viewfs" || scheme === "oss" || scheme === "cos" || scheme === "s3express") return distributed(scheme, rest, table);
  if (scheme === "file") return spellPath(fileUriPath(rest), context, places, table);
  if (scheme === "sqlite") return spellPath(sqlitePath(rest), context, places, table);
  const platform = TABLE_SCHEMES[scheme];
  if (platform) return spellTable(platform, { name: rest.replace(/^\/+/, "") }, table);
  if (scheme === "http" || scheme === "https") return spellWeb(scheme, rest, table);
  if (scheme.startsWith("git+")) return spellGit(scheme.slice(4), rest, "", table);
  if (!rest.startsWith("//") && !/^[a-z]/.test(scheme)) return spellPath(uri, context, places, table);
  return rest.startsWith("//") ? other(scheme, rest, table) : spellPath(uri, context, places, table);
}

/** `git+https://host/org/repo#path`. */
export function spellGit(scheme: string, rest: string, path: string, table: HoleTable): Spelled | null {
  const [address = "", fragment = ""] = rest.split("#");
  const segments = normalSegments(withoutUser(address), table).map((it, i, all) => (i === all.length - 1 ? it.replace(/\.git$/, "") : it));
  if (segments.length === 0) return null;
  const inside = normalSegments(path || fragment, table);
  const tail = inside.length > 0 ? `#${inside.join("/")}` : "";
  return { id: `git+${scheme}://${segments.join("/")}${tail}`, place: "external", known: countKnown([...segments, ...inside]), folds: true };
}

/** A web address; the hosts of object stores give the store's own spelling. */
export function spellWeb(scheme: string, rest: string, table: HoleTable): Spelled | null {
  const address = withoutUser(rest.replace(/^\/+/, ""));
  const slash = address.indexOf("/");
  const host = (slash < 0 ? address : address.slice(0, slash)).toLowerCase();
  const path = slash < 0 ? "" : address.slice(slash + 1);
  const store = objectStoreOf(host);
  if (store) {
    const key = withoutQuery(path);
    return objectAt(store.scheme, normalSegments(store.bucket === "" ? key : `${store.bucket}/${key}`, table), table);
  }
  if (host === "") return null;
  const [place = "", query = ""] = splitOnce(path.replace(/#.*$/s, ""), "?");
  const segments = normalSegments(place, table);
  const tail = query !== "" && !isSigned(query) ? `?${query}` : "";
  return {
    id: `${scheme}://${[host, ...segments].join("/")}${tail}`, place: "external",
    known: countKnown([host.replace(/:.*$/, ""), ...segments, ...query.split("&")]), folds: true,
  };
}

interface StoreHost { readonly scheme: string; readonly bucket: string }

function objectStoreOf(host: string): StoreHost | null {
  if (host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn")) {
    const virtual = /^(.+)\.s3(?:[.-](?:[a-z]{2}-[a-z-]+-\d|accelerate|dualstack))*\.amazonaws\.com(?:\.cn)?$/.exec(host);
    if (virtual) return { scheme: "s3://", bucket: virtual[1] ?? "" };
    return /^s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(host) ? { scheme: "s3://", bucket: "" } : null;
  }
  if (host === "storage.googleapis.com" || host === "storage.cloud.google.com") return { scheme: "gs://", bucket: "" };
  return host.endsWith(".storage.googleapis.com") ? { scheme: "gs://", bucket: host.slice(0, -".storage.googleapis.com".length) } : null;
}

function distributed(scheme: string, rest: string, table: HoleTable): Spelled | null {
  const authority = rest.startsWith("//") && !rest.startsWith("///");
  const segments = normalSegments(rest, table);
  if (authority) return objectAt(`${scheme}://`, segments, table);
  return objectAt(`${scheme}:///`, segments, table);
}

function other(scheme: string, rest: string, table: HoleTable): Spelled | null {
  const [address = ""] = rest.replace(/^\/+/, "").split("?");
  const segments = normalSegments(withoutUser(address), table);
  if (segments.length === 0) return null;
  return { id: `${scheme}://${segments.join("/")}`, place: "external", known: countKnown(segments), folds: true };
}

/** `file:///abs/x`, `file:rel/x`, `file://rel/x`: with two slashes people mean a relative path as often as a host. */
function fileUriPath(rest: string): string {
  if (rest.startsWith("///")) return rest.slice(2);
  return rest.startsWith("//") ? rest.slice(2).replace(/^localhost\//, "/") : rest;
}

function sqlitePath(rest: string): string {
  return rest.startsWith("////") ? rest.slice(3) : rest.replace(/^\/{1,3}/, "");
}

/** User names and passwords are never part of a name. */
function withoutUser(address: string): string {
  const body = address.replace(/^\/+/, "");
  const slash = body.indexOf("/");
  const at = (slash < 0 ? body : body.slice(0, slash)).lastIndexOf("@");
  return at < 0 ? body : body.slice(at + 1);
}

function withoutQuery(path: string): string {
  return path.split(/[?#]/)[0] ?? "";
}

function isSigned(query: string): boolean {
  return /(?:^|&)(?:x-amz-|x-goog-|sig=|signature=|token=|access_token=|api_?key=|key=|sv=|password=|secret=)/i.test(query) || hasHole(query);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
