import { endsOperand } from "./expression.js";
import { afterGroup, isName, kindAt, previous, signAt, startAt, startsNameLike, wordAt, type Tokens } from "./token.js";

const CREATED = new Set([
  "TABLE", "VIEW", "OR", "TEMP", "TEMPORARY", "EXTERNAL", "MATERIALIZED", "FUNCTION", "PROCEDURE", "PROC", "SCHEMA", "DATABASE", "INDEX", "UNIQUE", "MODEL", "SNAPSHOT", "TRANSIENT", "VOLATILE", "UNLOGGED", "GLOBAL",
  "LOCAL", "DYNAMIC", "STAGE", "STREAM", "TASK", "PIPE", "SEQUENCE", "TRIGGER", "ROLE", "USER", "EXTENSION", "TYPE", "CLUSTERED", "NONCLUSTERED", "RECURSIVE", "FORCE", "MULTISET", "WAREHOUSE", "FILE", "CATALOG",
]);
const LINE_WORDS = new Set(["BEGIN", "END", "ELSE", "ELSEIF", "ELSIF", "GO", "IF", "WHILE", "PRINT", "RETURN", "COMMIT", "ROLLBACK", "GRANT", "REVOKE", "USE", "EXEC", "EXECUTE", "DECLARE", "SET", "CALL", "LOOP", "RAISERROR", "THROW"]);

/** True where a token is the first of its line. */
export function startsLine(tokens: Tokens, at: number): boolean {
  for (let from = startAt(tokens, at) - tokens.base - 1; from >= 0; from--) {
    const unit = tokens.text.charCodeAt(from);
    if (unit === 10 || unit === 13) return true;
    if (unit !== 32 && unit !== 9 && unit !== 92) return false;
  }
  return true;
}

/** True where `WITH` names a common table expression. */
export function startsWith(tokens: Tokens, at: number): boolean {
  if (wordAt(tokens, at) !== "WITH") return false;
  const name = wordAt(tokens, at + 1) === "RECURSIVE" && isName(tokens, at + 2) && wordAt(tokens, at + 2) !== "AS" ? at + 2 : at + 1;
  return cteBody(tokens, name) >= 0;
}

/** Index of the parenthesis that opens the body of the common table expression named at `at`, or -1. */
export function cteBody(tokens: Tokens, at: number): number {
  if (!startsNameLike(tokens, at)) return -1;
  let next = at + 1;
  while (next < at + 6 && wordAt(tokens, next) !== "AS" && startsNameLike(tokens, next) && tokens.starts[next] === tokens.ends[next - 1]) next++;
  if (signAt(tokens, next) === "(") next = afterGroup(tokens, next);
  if (wordAt(tokens, next) !== "AS") return -1;
  next++;
  if (wordAt(tokens, next) === "NOT") next++;
  if (wordAt(tokens, next) === "MATERIALIZED") next++;
  return signAt(tokens, next) === "(" ? next : -1;
}

/** True where a statement starts although nothing ended the one before it (SQL Server, texts put together by templates). */
export function startsStatement(tokens: Tokens, at: number): boolean {
  const word = wordAt(tokens, at);
  if (word === "") return false;
  const before = previous(tokens, at);
  const star = signAt(tokens, before) === "*" && startsLine(tokens, at);
  if (before >= 0 && !endsOperand(tokens, before) && !star && !/^[;{}]$/.test(signAt(tokens, before))) return false;
  const next = wordAt(tokens, at + 1);
  switch (word) {
    case "SELECT": return signAt(tokens, at + 1) !== "," && next !== "ON" && !/^(?:GRANT|REVOKE|DENY)$/.test(wordAt(tokens, before));
    case "WITH": return startsWith(tokens, at);
    case "INSERT": return next === "INTO" || next === "OVERWRITE" || next === "OR" || next === "IGNORE" || (startsLine(tokens, at) && startsNameLike(tokens, at + 1) && next !== "ON");
    case "UPDATE": return startsNameLike(tokens, at + 1) && [2, 3, 4, 5, 6, 7, 8].some((step) => wordAt(tokens, at + step) === "SET");
    case "DELETE": return next === "FROM" || (startsLine(tokens, at) && startsNameLike(tokens, at + 1) && next !== "ON");
    case "MERGE": return next === "INTO";
    case "CREATE": return CREATED.has(next);
    case "ALTER":
    case "DROP": return CREATED.has(next);
    case "TRUNCATE": return next === "TABLE";
    case "COPY": return next === "INTO" || wordAt(tokens, at + 2) === "FROM" || (startsLine(tokens, at) && startsNameLike(tokens, at + 1));
    case "EXPORT": return next === "DATA";
    case "LOAD": return next === "DATA";
    case "UNLOAD": return signAt(tokens, at + 1) === "(" && startsLine(tokens, at);
    default:
      if (!LINE_WORDS.has(word) || !startsLine(tokens, at)) return false;
      return word !== "SET" || startsNameLike(tokens, at + 1);
  }
}

/** Index of the next place at which a statement starts, from `at` on, or `to`. */
export function nextStatement(tokens: Tokens, at: number, to: number): number {
  for (let index = at; index < to; ) {
    if (signAt(tokens, index) === ";" || ((startsLine(tokens, index) || signAt(tokens, index - 1) === "{") && startsStatement(tokens, index))) return index;
    index = signAt(tokens, index) === "(" ? Math.max(index + 1, afterGroup(tokens, index)) : index + 1;
  }
  return to;
}

/** True where a token is a number, a placeholder or a group: what LIMIT and TOP take. */
export function isCount(tokens: Tokens, at: number): boolean {
  const kind = kindAt(tokens, at);
  return kind === "number" || kind === "placeholder" || signAt(tokens, at) === "(" || (kind === "word" && wordAt(tokens, at) !== "FROM");
}
