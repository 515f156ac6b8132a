import { startsLine } from "./statement-start.js";
import { kindAt, signAt, textAt, wordAt, type Tokens } from "./token.js";

/** Tokens that are looked at. */
const MOST_TOKENS = 20_000;

/** The dialect that the text itself proves by words which only one dialect has; "" where none or several do. */
export function guessDialect(tokens: Tokens): string {
  const found = new Set<string>();
  for (let at = 0; at < Math.min(tokens.kinds.length, MOST_TOKENS); at++) {
    const dialect = evidenceAt(tokens, at);
    if (dialect !== "") found.add(dialect);
    if (found.size > 1) return "";
  }
  const [only] = found;
  return only ?? "";
}

function evidenceAt(tokens: Tokens, at: number): string {
  const kind = kindAt(tokens, at);
  if (kind === "quoted") {
    const text = textAt(tokens, at);
    // One pair of backticks around a path of dotted names is BigQuery's alone.
    return text.startsWith("`") && /^`[\w-]+(?:\.[\w-]+)+[\w$*-]*`$/.test(text) ? "bigquery" : "";
  }
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  switch (word) {
    case "SAFE_CAST": return signAt(tokens, at + 1) === "(" ? "bigquery" : "";
    case "WITH": return next === "OFFSET" ? "bigquery" : "";
    case "LATERAL": return next === "FLATTEN" ? "snowflake" : "";
    case "GO": return startsLine(tokens, at) && (at + 1 >= tokens.kinds.length || startsLine(tokens, at + 1)) && !/^(?:SELECT|AS)$/.test(wordAt(tokens, at - 1)) ? "tsql" : "";
    case "DECLARE": return /^@\w/.test(textAt(tokens, at + 1)) ? "tsql" : "";
    case "NOLOCK": return signAt(tokens, at - 1) === "(" ? "tsql" : "";
    case "CROSS":
    case "OUTER": return next === "APPLY" ? "tsql" : "";
    case "UNLOAD": return signAt(tokens, at + 1) === "(" && kindAt(tokens, at + 2) === "string" ? "redshift" : "";
    case "DISTKEY":
    case "DISTSTYLE": return "redshift";
    case "READ_PARQUET":
    case "READ_CSV_AUTO": return signAt(tokens, at + 1) === "(" ? "duckdb" : "";
    case "ENGINE": return signAt(tokens, at + 1) === "=" && /^(?:INNODB|MYISAM)$/.test(wordAt(tokens, at + 2)) ? "mysql" : "";
    case "COPY": return next === "INTO" && /^@/.test(textAt(tokens, at + 4)) ? "snowflake" : "";
    case "LANGUAGE": return next === "PLPGSQL" ? "postgres" : "";
    default: return "";
  }
}

/** True where double quotes hold texts (`= "x"`, `THEN "x"`) and nowhere names (`"s"."t"`, `FROM "t"`). */
export function quotesTexts(tokens: Tokens): boolean {
  let texts = false;
  for (let at = 0; at < Math.min(tokens.kinds.length, MOST_TOKENS); at++) {
    if (tokens.words[at] !== '"' || kindAt(tokens, at) !== "quoted") continue;
    const before = signAt(tokens, at - 1);
    if (before === "." || signAt(tokens, at + 1) === "." || /^(?:FROM|JOIN|INTO|UPDATE|TABLE|BY|SELECT)$/.test(wordAt(tokens, at - 1))) return false;
    if (/^(?:=|!=|<>|==)$/.test(before) || /^(?:THEN|ELSE|LIKE)$/.test(wordAt(tokens, at - 1)) || (before === "(" && wordAt(tokens, at - 2) === "IN")) texts = true;
  }
  return texts;
}
