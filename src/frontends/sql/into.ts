import { placeOf, leaveClause, type ClauseState } from "./clause.js";
import type { Draft } from "./draft.js";
import { readOperand } from "./expression.js";
import { readTarget } from "./factor.js";
import { spellContent } from "./name.js";
import { endAt, kindAt, signAt, startAt, textAt, wordAt } from "./token.js";
import { NO_ALIAS } from "./words.js";

const KINDS = new Set(["TABLE", "TEMP", "TEMPORARY", "UNLOGGED", "TRANSIENT", "GLOBAL", "LOCAL"]);

/** Reads `INTO` of a SELECT: a new table, a file, or variables of a procedure, which are no tables. */
export function readInto(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  const word = wordAt(tokens, at + 1);
  leaveClause(draft, state, at);
  state.clause = "from";
  state.factor = "seen";
  if (word === "OUTFILE" || word === "DUMPFILE") {
    if (kindAt(tokens, at + 2) === "string") draft.writes.push({ spelled: spellContent(tokens, at + 2, draft.around.source), name: null, form: "path", at: { start: startAt(tokens, at + 2), end: endAt(tokens, at + 2) } });
    return at + 3;
  }
  let next = at + 1;
  let created = false;
  let temporary = false;
  for (let kind = wordAt(tokens, next); KINDS.has(kind); kind = wordAt(tokens, ++next)) {
    created = true;
    if (kind === "TEMP" || kind === "TEMPORARY") temporary = true;
  }
  const target = wordAt(tokens, next) === "STRICT" ? null : readTarget(draft, next, to);
  const several = target !== null && signAt(tokens, target.next) === ",";
  const text = textAt(tokens, next);
  const known = draft.around.variables.has(text.toLowerCase()) || kindAt(tokens, next) === "placeholder";
  const plain = target !== null && target.name.parts.length === 1 && !text.startsWith("#");
  const variable = target === null || several || known || (!created && plain && draft.around.inBody && draft.around.dialect !== "tsql");
  if (variable) {
    // A list of variables ends where the next clause starts.
    while (next < to && !(kindAt(tokens, next) === "word" && NO_ALIAS.has(wordAt(tokens, next)))) next = Math.max(next + 1, readOperand(draft, { ...placeOf(draft, state), block: -1 }, next, to));
    return next;
  }
  draft.writes.push({ spelled: target.name.spelled, name: target.name, form: "table", at: target.name, ...(temporary && { temporary }) });
  if (temporary) draft.temporary = true;
  if (draft.verb === "select") draft.verb = "select-into";
  return target.next;
}
