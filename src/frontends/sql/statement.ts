import { readAlter, readExchange, readRename, readRenameProcedure, readTruncate } from "./alter.js";
import { readChange } from "./change.js";
import { startState } from "./clause.js";
import { readCreate } from "./create.js";
import type { Remainder } from "./create-body.js";
import { newBlock, newQuery, type Draft } from "./draft.js";
import { readExpression } from "./expression.js";
import { addWrite, readFurtherInserts } from "./insert.js";
import { readTarget } from "./factor.js";
import { readQuery } from "./query.js";
import { nextStatement } from "./statement-start.js";
import { afterGroup, isName, signAt, wordAt } from "./token.js";
import { readBulkInsert, readCopy, readExport, readLoad, readPut, readUnload } from "./transfer.js";

const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "UPSERT"]);

/** Reads a query; what follows its common table expressions may change a table. `from` is its first token. */
export function readQueryStatement(draft: Draft, from: number, to: number, perform = false): number {
  const { tokens } = draft;
  const query = newQuery(draft, -1, -1, 0);
  draft.output = query.id;
  const state = startState(query.id);
  if (perform) {
    // PL/pgSQL's PERFORM stands for SELECT.
    state.block = newBlock(draft, query.id).id;
    state.clause = "select";
  }
  const next = readQuery(draft, state, from, to, true);
  const word = wordAt(tokens, next);
  if (next < to && state.clause === "with" && CHANGES.has(word)) {
    draft.verb = verbOf(word);
    draft.output = -1;
    return readChange(draft, next, to, draft.queries[query.id]?.scope ?? -1, Infinity, true);
  }
  if (next < to && word === "INSERT" && state.block >= 0 && wordAt(tokens, from) === "FROM") return readFurtherInserts(draft, state, next, to);
  return next;
}

/** The verb of a statement that changes a table. */
export function verbOf(word: string): string {
  return word === "UPSERT" || word === "REPLACE" ? "insert" : word.toLowerCase();
}

/** Reads one statement from its first word on; null where the word starts none that moves data. */
export function readDataStatement(draft: Draft, at: number, to: number): Remainder | null {
  const { tokens } = draft;
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  switch (word) {
    case "SELECT":
    case "WITH":
    case "FROM":
      draft.verb = "select";
      return { next: readQueryStatement(draft, at, to) };
    case "VALUES": return signAt(tokens, at + 1) === "(" ? { next: readQueryStatement(draft, at, to) } : null;
    case "TABLE": return isName(tokens, at + 1) ? { next: readQueryStatement(draft, at, to) } : null;
    case "PERFORM": return { next: readQueryStatement(draft, at + 1, to, true) };
    case "SUMMARIZE":
    case "PIVOT":
    case "UNPIVOT": {
      if (next === "SELECT" || next === "FROM" || next === "WITH") return { next: readQueryStatement(draft, at + 1, to) };
      const target = readTarget(draft, at + 1, to);
      if (!target || (word !== "SUMMARIZE" && !/^(?:ON|USING|GROUP)$/.test(wordAt(tokens, target.next)))) return null;
      draft.reads.push({ spelled: target.name.spelled, name: target.name, form: "table", at: target.name });
      return { next: nextStatement(tokens, target.next, to) };
    }
    case "UPDATE":
      if (next === "STATISTICS") return null;
      draft.verb = "update";
      return { next: readChange(draft, at, to, -1, 0, true) };
    case "INSERT":
    case "DELETE":
    case "MERGE":
    case "REPLACE":
    case "UPSERT":
      if (word === "REPLACE" && next !== "INTO") return null;
      draft.verb = verbOf(word);
      return { next: readChange(draft, at, to, -1, 0, true) };
    case "CREATE": return readCreate(draft, at, to);
    case "ALTER": {
      const { next: after, query } = readAlter(draft, at, to);
      return { next: query ? readQueryStatement(draft, after, to) : after };
    }
    case "RENAME": return { next: readRename(draft, at, to) };
    case "TRUNCATE": return { next: readTruncate(draft, at, to) };
    case "EXCHANGE": return next === "TABLES" ? { next: readExchange(draft, at, to) } : null;
    case "COPY": return { next: readCopy(draft, at, to) };
    case "UNLOAD": return readUnload(draft, at, to);
    case "LOAD": return next === "DATA" ? { next: readLoad(draft, at, to) } : null;
    case "EXPORT": return next === "DATA" || next === "MODEL" ? { next: readExport(draft, at, to) } : null;
    case "PUT":
    case "GET": {
      const after = readPut(draft, at, to);
      return after < 0 ? null : { next: after };
    }
    case "BULK": return next === "INSERT" ? { next: readBulkInsert(draft, at, to) } : null;
    case "CACHE": return readCache(draft, at, to);
    case "REFRESH": {
      if (next !== "MATERIALIZED") return null;
      draft.verb = "refresh";
      const name = wordAt(tokens, at + 3) === "CONCURRENTLY" ? at + 4 : at + 3;
      const target = readTarget(draft, name, to);
      if (target) addWrite(draft, target.name);
      return { next: nextStatement(tokens, target?.next ?? name, to) };
    }
    case "EXEC":
    case "EXECUTE":
      return next.endsWith("SP_RENAME") ? { next: readRenameProcedure(draft, at + 2, to) } : null;
    default: return signAt(tokens, at) === "(" ? { next: readQueryStatement(draft, at, to) } : null;
  }
}

/** Spark's `CACHE [LAZY] TABLE t AS SELECT ...`. */
function readCache(draft: Draft, at: number, to: number): Remainder | null {
  const { tokens } = draft;
  const table = wordAt(tokens, at + 1) === "LAZY" ? at + 2 : at + 1;
  const target = wordAt(tokens, table) === "TABLE" ? readTarget(draft, table + 1, to) : null;
  if (!target) return null;
  let next = target.next;
  if (wordAt(tokens, next) === "OPTIONS") next = afterGroup(tokens, next + 1);
  if (wordAt(tokens, next) === "AS") next++;
  if (!/^(?:SELECT|WITH|FROM)$/.test(wordAt(tokens, next))) return { next: nextStatement(tokens, target.next, to) };
  draft.verb = "create-view";
  draft.temporary = true;
  addWrite(draft, target.name);
  return { next: readQueryStatement(draft, next, to) };
}

/** Reads the queries inside an expression: of a condition, a variable's value, an assertion. */
export function readLooseExpression(draft: Draft, from: number, to: number): void {
  readExpression(draft, { query: -1, block: -1, item: -1, late: false, order: false, callee: "", tables: false, start: from }, from, to);
}
