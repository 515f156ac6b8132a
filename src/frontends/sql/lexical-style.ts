/** How a text spells quotes and comments where dialects differ. */
export interface LexicalStyle {
  /** A backslash in a string protects the next unit; `guess` decides at the first `\'` of a string. */
  readonly backslash: "escape" | "plain" | "guess";
  readonly doubleQuote: "name" | "string";
  /** `#x` is a name (temporary tables of SQL Server) or starts a comment. */
  readonly hash: "comment" | "name";
  /** `[x]` quotes a name wherever it is no subscript. */
  readonly brackets: boolean;
  /** `'''` and `"""` open strings that span quotes. */
  readonly triple: boolean;
}

const ESCAPING = new Set(["bigquery", "snowflake", "mysql", "spark", "hive"]);
const PLAIN = new Set(["postgres", "trino", "athena", "duckdb", "sqlite", "tsql"]);
const DOUBLE_QUOTED_STRINGS = new Set(["bigquery", "mysql", "spark", "hive"]);

/** A dotted path in one pair of backticks, or a triple quote, is BigQuery's; plain backticks are shared with MySQL, Hive and Spark. */
const DOTTED_BACKTICKS = /`[\w{}$ -]+\.[^`\n]*`|"""/;
/** A string that opens with three quotes and a line end: the long texts of scripts. What goes on with an operator is the end of a string instead. */
const LONG_TEXT = /(?:[=(]|\bimmediate|\bas)\s*'''[ \t]*\r?\n[ \t]*[^\s+|,);]/i;
const HASH_NAME = /\b(?:table|into|insert|exists|from|join|update)[ \t]+##?[a-z_]/i;
const BRACKET_NAME = /\][ \t]*\.[ \t]*\[|\b(?:from|join|into|update|table|exec|use)[ \t\r\n]+\[[a-z_]|\b(?:select|set|by|and|where|insert|as)[ \t\r\n]+\[[a-z_][\w ]*\]/i;

/** Decides the style from the dialect where it is known, else from what the text holds. */
export function lexicalStyle(text: string, dialect: string): LexicalStyle {
  const known = dialect !== "";
  const bigquery = dialect === "bigquery" || (!known && DOTTED_BACKTICKS.test(text));
  const backticks = bigquery || (!known && text.includes("`") && !text.includes("$$"));
  return {
    backslash: ESCAPING.has(dialect) ? "escape" : PLAIN.has(dialect) ? "plain" : "guess",
    doubleQuote: DOUBLE_QUOTED_STRINGS.has(dialect) || backticks ? "string" : "name",
    hash: dialect === "tsql" || (!known && HASH_NAME.test(text)) ? "name" : "comment",
    brackets: dialect === "tsql" || (!known && BRACKET_NAME.test(text)),
    triple: bigquery || (!known && LONG_TEXT.test(text)),
  };
}
