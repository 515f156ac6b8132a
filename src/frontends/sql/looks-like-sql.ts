import { afterJoin } from "./from-clause.js";
import { maskJinja } from "./jinja.js";
import { lexicalStyle } from "./lexical-style.js";
import { cteBody } from "./statement-start.js";
import { FILL, MARK_OPEN, afterGroup, endAt, isAdjacent, isName, kindAt, signAt, startsNameLike, textAt, wordAt, type Tokens } from "./token.js";
import { tokenize } from "./tokenize.js";
import { EXPRESSION_WORDS, NO_ALIAS } from "./words.js";

/** How much of a text is looked at. */
const LONGEST = 6000;
const CREATED = /^(?:SYNONYM|PROC|TABLE|VIEW|MODEL|FUNCTION|PROCEDURE|SCHEMA|DATABASE|INDEX|TRIGGER|SEQUENCE|STAGE|STREAM|TASK|PIPE|TYPE|EXTENSION|ROLE|USER)$/;
const FLAGS = /^(?:OR|REPLACE|ALTER|COLUMN|TEMP|TEMPORARY|EXTERNAL|MATERIALIZED|TRANSIENT|UNLOGGED|GLOBAL|LOCAL|UNIQUE|RECURSIVE|SECURE|SNAPSHOT|DYNAMIC)$/;
const AFTER_TABLE = /^(?:AS|LIKE|CLONE|USING|WITH|SELECT|PARTITION|PARTITIONED|OPTIONS|LOCATION|STORED|ROW|COMMENT|CLUSTER|ENGINE|COPY|SHALLOW|DEEP|FROM|TBLPROPERTIES|DISTKEY|SORTKEY|DISTSTYLE)$/;

const STARTS = new Set(
  "SELECT WITH FROM VALUES INSERT REPLACE UPDATE DELETE MERGE BULK CREATE ALTER RENAME DROP TRUNCATE COPY UNLOAD LOAD EXPORT CALL DECLARE BEGIN SHOW REFRESH EXECUTE EXPLAIN SET USE ADD DO PREPARE PUT GET CACHE ASSERT PIVOT UNPIVOT".split(" "),
);

/** Words of prose that no table is called. */
const ARTICLES = /^(?:THE|AN|THIS|THAT|THESE|YOUR|OUR|MY)$/;

/** True where a text starts with a SQL statement: its first words fit the grammar, not merely a keyword (`select a file from the list` does not). */
export function looksLikeSql(text: string): boolean {
  // Most texts are ruled out by their first word; comments, templates and parentheses are looked through.
  const first = /^[\s(;]*([A-Za-z_]\w*)/.exec(text.slice(0, 200))?.[1];
  if (first !== undefined && !STARTS.has(first.toUpperCase())) return false;
  const { text: masked, tags } = maskJinja(text.slice(0, LONGEST));
  const { tokens } = tokenize(masked, 0, lexicalStyle(masked, ""), tags);
  let at = 0;
  for (let skipped = 0; skipped < 8; skipped++) {
    const start = textAt(tokens, at).charAt(0);
    if (kindAt(tokens, at) === "tag" || signAt(tokens, at) === ";" || signAt(tokens, at) === "(" || start === FILL || start === MARK_OPEN) at++;
    else break;
  }
  if (wordAt(tokens, at) === "EXPLAIN") at += /^(?:ANALYZE|EXTENDED|VERBOSE)$/.test(wordAt(tokens, at + 1)) ? 2 : 1;
  // Settings of the session may stand before the statement.
  for (let statements = 0; statements < 8 && /^(?:SET|USE|ADD|DROP)$/.test(wordAt(tokens, at)); statements++) {
    let stop = at + 1;
    while (kindAt(tokens, stop) !== "end" && signAt(tokens, stop) !== ";" && wordAt(tokens, stop) !== "GO" && stop < at + 40) stop++;
    if (startsKnown(tokens, at) || kindAt(tokens, stop) === "end" || stop === at + 40) break;
    at = stop + 1;
  }
  return startsKnown(tokens, at);
}

function ends(tokens: Tokens, at: number): boolean {
  return kindAt(tokens, at) === "end" || /^[;)]$/.test(signAt(tokens, at));
}

/** Index after a dotted name, or -1. */
function afterName(tokens: Tokens, from: number): number {
  let at = from;
  if (wordAt(tokens, at) === "IF") at += wordAt(tokens, at + 1) === "NOT" ? 3 : 2;
  if (!startsNameLike(tokens, at) || NO_ALIAS.has(wordAt(tokens, at))) return -1;
  at++;
  while ((signAt(tokens, at) === "." && (startsNameLike(tokens, at + 1) || signAt(tokens, at + 1) === ".")) || (isAdjacent(tokens, at) && (startsNameLike(tokens, at) || kindAt(tokens, at) === "number" || signAt(tokens, at) === "-"))) at += signAt(tokens, at) === "." ? 2 : 1;
  return at;
}

function startsKnown(tokens: Tokens, at: number): boolean {
  const next = wordAt(tokens, at + 1);
  switch (wordAt(tokens, at)) {
    case "SELECT": return isSelect(tokens, at + 1);
    case "WITH": return cteBody(tokens, next === "RECURSIVE" ? at + 2 : at + 1) >= 0;
    case "FROM": {
      const after = signAt(tokens, at + 1) === "(" ? afterGroup(tokens, at + 1) : kindAt(tokens, at + 1) === "string" ? at + 2 : afterName(tokens, at + 1);
      return after > 0 && [0, 1, 2].some((step) => /^(?:SELECT|INSERT)$/.test(wordAt(tokens, after + step)) || signAt(tokens, after + step) === "|>");
    }
    case "VALUES": return signAt(tokens, at + 1) === "(";
    case "INSERT":
    case "REPLACE": return isInsert(tokens, at);
    case "BULK": return next === "INSERT" && wordAt(tokens, afterName(tokens, at + 2)) === "FROM";
    case "UPDATE": return isUpdate(tokens, at + 1);
    case "DELETE": {
      const target = next === "TOP" && signAt(tokens, at + 2) === "(" ? afterGroup(tokens, at + 2) : at + 1;
      if (wordAt(tokens, target) === "FROM") return isRowFilter(tokens, target + 1);
      let after = afterName(tokens, target);
      while (after > 0 && signAt(tokens, after) === ",") after = afterName(tokens, after + 1);
      return after > 0 && /^(?:WHERE|FROM)$/.test(wordAt(tokens, after));
    }
    case "MERGE": return [2, 3, 4, 5, 6, 7, 8, 9].some((step) => wordAt(tokens, at + step) === "USING");
    case "CREATE": return isCreate(tokens, at + 1);
    case "ALTER": return /^(?:TABLE|VIEW)$/.test(next) && (next === "VIEW" && wordAt(tokens, afterName(tokens, at + 2)) === "AS" ? true :  /^(?:ADD|DROP|RENAME|ALTER|SET|SWAP|CHANGE|MODIFY|ATTACH|DETACH|CLUSTER|OWNER|APPEND|EXCHANGE|REPLACE|UNSET|ENABLE|DISABLE)$/.test(wordAt(tokens, afterName(tokens, at + 2))));
    case "RENAME": return next === "TABLE" && wordAt(tokens, afterName(tokens, at + 2)) === "TO";
    case "DO": return kindAt(tokens, at + 1) === "string" || next === "LANGUAGE";
    case "PREPARE": return /^(?:AS|FROM)$/.test(wordAt(tokens, at + 2));
    case "PUT": return kindAt(tokens, at + 1) === "string" && (kindAt(tokens, at + 2) === "placeholder" || signAt(tokens, at + 2) === "@");
    case "GET": return kindAt(tokens, at + 1) === "placeholder" || signAt(tokens, at + 1) === "@";
    case "CACHE": return /^(?:TABLE|LAZY)$/.test(next) && afterName(tokens, next === "TABLE" ? at + 2 : at + 3) > 0;
    case "ASSERT": return signAt(tokens, at + 1) === "(" && /^(?:SELECT|EXISTS)$/.test(wordAt(tokens, at + 2));
    case "DROP": {
      if (!CREATED.test(next) && !FLAGS.test(next)) return false;
      const after = afterName(tokens, CREATED.test(next) ? at + 2 : at + 3);
      return after > 0 && (ends(tokens, after) || signAt(tokens, after) === "," || /^(?:CASCADE|RESTRICT|PURGE)$/.test(wordAt(tokens, after)));
    }
    case "TRUNCATE": {
      const after = afterName(tokens, next === "TABLE" ? at + 2 : at + 1);
      return after > 0 && (ends(tokens, after) || (next === "TABLE" && (signAt(tokens, after) === "," || /^(?:CASCADE|RESTART|PARTITION)$/.test(wordAt(tokens, after)))));
    }
    case "COPY": return isCopy(tokens, at);
    case "UNLOAD": return signAt(tokens, at + 1) === "(";
    case "LOAD": return next === "DATA" && /^(?:INPATH|INFILE|LOCAL|INTO|OVERWRITE)$/.test(wordAt(tokens, at + 2));
    case "EXPORT": return next === "MODEL" ? wordAt(tokens, afterName(tokens, at + 2)) === "OPTIONS" : next === "DATA" && /^(?:OPTIONS|WITH)$/.test(wordAt(tokens, at + 2));
    case "CALL": return signAt(tokens, afterName(tokens, at + 1)) === "(";
    case "DECLARE": return isName(tokens, at + 1) || kindAt(tokens, at + 1) === "placeholder" ? isName(tokens, at + 2) && !ends(tokens, at + 2) && /[;=(]/.test(signAt(tokens, at + 3) || (wordAt(tokens, at + 3) === "DEFAULT" ? "=" : "")) : false;
    case "BEGIN": return signAt(tokens, at + 1) === ";" || next === "TRANSACTION" || (next !== "" && startsKnown(tokens, at + 1));
    case "SHOW": return /^(?:TABLES|DATABASES|SCHEMAS|COLUMNS|PARTITIONS|VIEWS)$/.test(next) && (ends(tokens, at + 2) || /^(?:IN|FROM|LIKE)$/.test(wordAt(tokens, at + 2)));
    case "PIVOT":
    case "UNPIVOT": return wordAt(tokens, afterName(tokens, at + 1)) === "ON" && [2, 3, 4, 5, 6, 7, 8, 9, 10].some((step) => /^(?:USING|INTO|GROUP)$/.test(wordAt(tokens, at + step)));
    case "REFRESH": return next === "MATERIALIZED" && wordAt(tokens, at + 2) === "VIEW";
    case "EXECUTE": return next === "IMMEDIATE";
    default: return false;
  }
}

function isInsert(tokens: Tokens, at: number): boolean {
  let name = at + 1;
  if (/^(?:ALL|FIRST)$/.test(wordAt(tokens, name))) return /^(?:INTO|WHEN)$/.test(wordAt(tokens, name + 1));
  if (wordAt(tokens, name) === "TOP" && signAt(tokens, name + 1) === "(") name = afterGroup(tokens, name + 1);
  const first = name;
  while (/^(?:INTO|OVERWRITE|OR|IGNORE|TABLE|REPLACE|ROLLBACK)$/.test(wordAt(tokens, name)) && name < at + 8) name++;
  const bare = name === first;
  if (wordAt(tokens, name) === "DIRECTORY" || wordAt(tokens, name) === "LOCAL") return true;
  let after = afterName(tokens, name);
  if (bare && after > 0 && signAt(tokens, after) === "(") after = afterGroup(tokens, after);
  if (bare) return wordAt(tokens, at) === "INSERT" && after > 0 && /^(?:VALUES|SELECT|WITH|DEFAULT|EXEC)$/.test(wordAt(tokens, after));
  return after > 0 && (signAt(tokens, after) === "(" || /^(?:VALUES|SELECT|SET|DEFAULT|WITH|TABLE|PARTITION|FROM|AS|BY|EXEC|OVERRIDING)$/.test(wordAt(tokens, after)));
}

function isUpdate(tokens: Tokens, from: number): boolean {
  let start = from;
  while (/^(?:ONLY|LOW_PRIORITY|IGNORE)$/.test(wordAt(tokens, start)) && start < from + 3) start++;
  if (wordAt(tokens, start) === "TOP" && signAt(tokens, start + 1) === "(") start = afterGroup(tokens, start + 1);
  let at = afterName(tokens, start);
  if (at < 0) return false;
  if (wordAt(tokens, at) === "AS") at++;
  if (isName(tokens, at) && wordAt(tokens, at) !== "SET" && !NO_ALIAS.has(wordAt(tokens, at))) at++;
  if (afterJoin(tokens, at) > 0 || signAt(tokens, at) === ",") return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].some((step) => wordAt(tokens, at + step) === "SET" && signAt(tokens, at + step + 2) !== "");
  if (wordAt(tokens, at) !== "SET") return false;
  if (signAt(tokens, at + 1) === "(") return true;
  const column = afterName(tokens, at + 1);
  return column > 0 && (signAt(tokens, column) === "=" || signAt(tokens, column) === ":=");
}

/** `t [alias] [WHERE ...]` and nothing else. */
function isRowFilter(tokens: Tokens, from: number): boolean {
  let at = afterName(tokens, from);
  if (at < 0) return false;
  if (wordAt(tokens, at) === "AS") at++;
  if (isName(tokens, at) && !NO_ALIAS.has(wordAt(tokens, at))) at++;
  return ends(tokens, at) || /^(?:WHERE|USING|RETURNING|LIMIT|ORDER)$/.test(wordAt(tokens, at));
}

function isCreate(tokens: Tokens, from: number): boolean {
  let at = from;
  while (FLAGS.test(wordAt(tokens, at)) && at < from + 6) at++;
  const kind = wordAt(tokens, at);
  if (!CREATED.test(kind)) return false;
  if (kind === "TABLE" && wordAt(tokens, at + 1) === "FUNCTION") at++;
  const conditional = wordAt(tokens, at + 1) === "IF";
  const after = afterName(tokens, at + 1);
  if (after < 0) return false;
  const option = kindAt(tokens, after) === "word" && signAt(tokens, after + 1) === "=";
  if (kind === "TABLE") return option || signAt(tokens, after) === "(" || AFTER_TABLE.test(wordAt(tokens, after)) || (conditional && ends(tokens, after));
  if (kind === "VIEW") return signAt(tokens, after) === "(" || /^(?:AS|OPTIONS|COMMENT|WITH|TBLPROPERTIES|COPY|PARTITION|CLUSTER)$/.test(wordAt(tokens, after));
  if (kind === "FUNCTION" || kind === "PROCEDURE" || kind === "PROC") return signAt(tokens, after) === "(" || wordAt(tokens, after) === "AS" || kindAt(tokens, after) === "placeholder";
  if (kind === "MODEL") return /^(?:OPTIONS|AS|TRANSFORM|REMOTE|INPUT|FROM)$/.test(wordAt(tokens, after));
  return ends(tokens, after) || option || signAt(tokens, after) === "(" || signAt(tokens, after) === "=" || (kind === "SYNONYM" && wordAt(tokens, after) === "FOR") || /^(?:ON|AS|WITH|AUTHORIZATION|BEFORE|AFTER|LOCATION|OPTIONS|WAREHOUSE|COMMENT|URL)$/.test(wordAt(tokens, after));
}

function isCopy(tokens: Tokens, at: number): boolean {
  const place = (index: number): boolean => kindAt(tokens, index) === "string" || kindAt(tokens, index) === "placeholder" || signAt(tokens, index) === "@";
  if (wordAt(tokens, at + 1) === "INTO") return place(at + 2) || [2, 3, 4, 5, 6, 7, 8, 9].some((step) => wordAt(tokens, at + step) === "FROM");
  let after = signAt(tokens, at + 1) === "(" ? afterGroup(tokens, at + 1) : afterName(tokens, at + 1);
  if (after < 0) return false;
  if (signAt(tokens, after) === "(") after = afterGroup(tokens, after);
  return /^(?:FROM|TO)$/.test(wordAt(tokens, after)) && (place(after + 1) || /^(?:STDIN|STDOUT|PROGRAM)$/.test(wordAt(tokens, after + 1)));
}

/** A projection: expressions and at most one alias each; then FROM with a source, or proof that it computes something. */
function isSelect(tokens: Tokens, from: number): boolean {
  let at = from;
  while (/^(?:DISTINCT|ALL|TOP|AS|STRUCT|VALUE)$/.test(wordAt(tokens, at)) && at < from + 4) at += wordAt(tokens, at) === "TOP" ? 2 : 1;
  let operands = 0;
  let computes = false;
  let aliased = false;
  for (const start = at; !ends(tokens, at); ) {
    const word = wordAt(tokens, at);
    const sign = signAt(tokens, at);
    const kind = kindAt(tokens, at);
    if (word === "FROM" && at > start && signAt(tokens, at - 1) !== ".") return operands <= 2 && isSource(tokens, at + 1);
    if (word === "INTO" && at > start) return operands <= 2;
    if (sign === "(") {
      computes = true;
      at = afterGroup(tokens, at);
      if (operands === 0) operands = 1;
      continue;
    }
    if (sign === "," || (kind === "operator" && sign !== ".")) operands = 0;
    if (sign === "*") {
      computes ||= at > start;
      operands = 1;
    }
    if (kind === "word" && signAt(tokens, at - 1) === ".") {
      at++;
      continue;
    }
    if (signAt(tokens, at - 1) === "*" && /^(?:EXCLUDE|RENAME|ILIKE)$/.test(word)) {
      operands = 0;
      at++;
      continue;
    }
    if (word !== "" && EXPRESSION_WORDS.has(word)) {
      if (word === "CASE" || word === "INTERVAL") computes = true;
      operands = word === "END" || word === "NULL" || word.startsWith("CURRENT_") ? 1 : 0;
      aliased = word === "AS";
      const leavesOut = word === "EXCEPT" && signAt(tokens, at - 1) === "*";
      if (!leavesOut && NO_ALIAS.has(word) && /^(?:SELECT|WHERE|GROUP|ORDER|HAVING|LIMIT|UNION|EXCEPT|INTERSECT)$/.test(word)) return computes;
    } else if (kind !== "operator" && kind !== "tag") {
      if (kind === "number" || kind === "string") computes ||= !(kindAt(tokens, at + 1) === "word" && !EXPRESSION_WORDS.has(wordAt(tokens, at + 1)) && kind === "number");
      if (kind === "placeholder") computes = true;
      operands += aliased ? 1 : signAt(tokens, at - 1) === "." || textAt(tokens, at).charAt(0) === FILL ? 0 : 1;
      aliased = false;
      if (operands > 2) return false;
    }
    at++;
  }
  // The text was cut before FROM, or nothing follows the projection.
  return computes || endAt(tokens, at - 1) >= LONGEST - 1;
}

function isSource(tokens: Tokens, from: number): boolean {
  let at = wordAt(tokens, from) === "ONLY" ? from + 1 : from;
  while (kindAt(tokens, at) === "tag") at++;
  if (signAt(tokens, at) === "(" || kindAt(tokens, at) === "string" || signAt(tokens, at) === "@" || signAt(tokens, at) === "[") return true;
  if (/^(?:UNNEST|LATERAL|TABLE|VALUES)$/.test(wordAt(tokens, at))) return true;
  let after = afterName(tokens, at);
  if (after < 0 || ARTICLES.test(wordAt(tokens, at))) return false;
  if (signAt(tokens, after) === "(") return true;
  if (wordAt(tokens, after) === "AS") return isName(tokens, after + 1);
  const named = isName(tokens, after) && !NO_ALIAS.has(wordAt(tokens, after)) && afterJoin(tokens, after) < 0;
  if (named) after++;
  return ends(tokens, after) || signAt(tokens, after) === "," || signAt(tokens, after) === "|>" || signAt(tokens, after) === "(" || afterJoin(tokens, after) > 0 || kindAt(tokens, after) === "tag" || NO_ALIAS.has(wordAt(tokens, after)) || /^(?:SAMPLE|FOR|AT|BEFORE|FINAL|TIMESTAMP|VERSION|USE|FORCE|IGNORE|INDEXED)$/.test(wordAt(tokens, after));
}
