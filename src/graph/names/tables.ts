import { isDated } from "./dates.js";
import { hasHole, holeAt, type HoleTable } from "./pattern.js";
import { isKnown, type Spelled } from "./spelled.js";

/** Parts of a table's name as patterns; `name` may itself be qualified. */
export interface TableParts {
  readonly name: string;
  readonly schema?: string;
  readonly database?: string;
  /** Server or account: an attribute, never part of the id. */
  readonly host?: string;
}

/** Platforms whose names are always complete in three parts; what the text leaves out is a default of the session. */
const THREE_PARTS = new Set(["bigquery"]);

/** Spells a table: `<platform>:<qualified name>`. Null for names that are no identifiers (a whole query, a file). */
export function spellTable(platform: string | undefined, parts: TableParts, table: HoleTable): Spelled | null {
  const uri = /^(bq|bigquery|snowflake):\/{0,2}(.*)$/s.exec(parts.name);
  const owner = uri ? (uri[1] === "bq" ? "bigquery" : uri[1]) : platform;
  let text = (uri ? (uri[2] ?? "") : parts.name).trim();
  if (/[\s();]/.test(text.replace(/["`[\]]/g, "")) && !/^["`[].*["`\]]$/s.test(text)) return null;
  const attributes: Record<string, string | readonly string[]> = {};
  if (parts.host) attributes["namespaces"] = [parts.host];
  const decorator = /^(.*)\$([0-9_]{4,}|__\w+)$/s.exec(text);
  if (decorator) {
    text = decorator[1] ?? "";
    attributes["partition"] = [decorator[2] ?? ""];
  }
  let names = identifiers(text, owner === "bigquery");
  if (names.length === 0) return null;
  if (parts.schema && names.length === 1) names = [...identifiers(parts.schema, false), ...names];
  if (parts.database && names.length === 2) names = [...identifiers(parts.database, false), ...names];
  const sharded = dateShard(names.at(-1) ?? "", table);
  if (sharded) {
    names = [...names.slice(0, -1), sharded.name];
    if (sharded.partition !== "") attributes["partition"] = [sharded.partition];
  }
  const known = names.filter(isKnown).length;
  if (known === 0) return null;
  while (owner !== undefined && THREE_PARTS.has(owner) && names.length > 1 && names.length < 3) names = [table.add({ kind: "environment", name: "" }), ...names];
  const qualified = names.join(".");
  return { id: `${owner ?? "table"}:${qualified}`, name: qualified, place: "table", known, folds: true, attributes };
}

/** Splits a qualified name; quotes, brackets and backticks go. In BigQuery's legacy form the project ends in a colon. */
function identifiers(text: string, legacy: boolean): string[] {
  const out: string[] = [];
  let part = "";
  let quote = "";
  const end = (): void => {
    const name = part.trim();
    if (name !== "") out.push(name);
    part = "";
  };
  for (const character of text) {
    if (quote !== "") {
      if (character === quote) quote = "";
      // BigQuery quotes a whole qualified name at once.
      else if (character === "." && quote === "`") end();
      else part += character;
    } else if (character === '"' || character === "`") quote = character;
    else if (character === "[") quote = "]";
    else if (character === "." || (legacy && character === ":" && out.length === 0)) end();
    else part += character;
  }
  end();
  return out;
}

/** `events_20240102` and `events_*` are one table by day. */
function dateShard(name: string, table: HoleTable): { readonly name: string; readonly partition: string } | null {
  const dated = /^(.*[A-Za-z].*?_)(\d{8}|\d{6})$/s.exec(name);
  if (dated && isDated(dated[2] ?? "")) return { name: `${dated[1] ?? ""}${table.add({ kind: "date", name: "" })}`, partition: dated[2] ?? "" };
  const wildcard = /^(.+_)[^_]$/s.exec(name);
  if (!wildcard || !hasHole(name.slice(-1)) || hasHole(wildcard[1] ?? "")) return null;
  if (holeAt(name.slice(-1), table.holes)?.kind !== "shard") return null;
  return { name: `${wildcard[1] ?? ""}${table.add({ kind: "date", name: "" })}`, partition: "" };
}
