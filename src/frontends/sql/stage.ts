import type { ClauseState } from "./clause.js";
import { newSource, type Draft } from "./draft.js";
import { openGroup } from "./expression.js";
import { spell } from "./name.js";
import { afterGroup, endAt, isAdjacent, kindAt, signAt, startAt, textAt, wordAt } from "./token.js";
import type { Mention } from "./tree.js";

/** True where `@x` names a stage: by the dialect, by a path behind it, by COPY; elsewhere it is a variable. */
export function isStage(draft: Draft, at: number): boolean {
  const { tokens } = draft;
  if (signAt(tokens, at) === "@") return true;
  if (kindAt(tokens, at) !== "placeholder" || !textAt(tokens, at).startsWith("@") || textAt(tokens, at).startsWith("@@")) return false;
  if (draft.around.variables.has(textAt(tokens, at).toLowerCase())) return false;
  if (draft.around.dialect === "snowflake" || draft.verb === "copy") return true;
  const next = signAt(tokens, at + 1);
  const follows = isAdjacent(tokens, at + 1) && (next === "/" || next === ".");
  return follows || (next === "(" && /^(?:FILE_FORMAT|PATTERN)$/.test(wordAt(tokens, at + 2)));
}

/** Reads `@db.stage/path/file_*.csv` as one text. */
export function readStageName(draft: Draft, at: number, to: number): { readonly mention: Mention; readonly next: number } {
  const { tokens } = draft;
  let next = at + 1;
  while (next < to && isAdjacent(tokens, next) && !/^[(),;]$/.test(signAt(tokens, next))) next++;
  const start = startAt(tokens, at);
  const end = endAt(tokens, next - 1);
  const text = tokens.text.slice(start - tokens.base, end - tokens.base);
  return { mention: { spelled: spell(text, start, draft.around.source), name: null, form: "stage", at: { start, end } }, next };
}

/** Reads a stage as a source. */
export function readStage(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { mention, next } = readStageName(draft, at, to);
  draft.reads.push(mention);
  newSource(draft, state.block, { kind: "opaque", at: mention.at });
  state.factor = "seen";
  if (signAt(draft.tokens, next) === "(") {
    openGroup(draft, { query: state.query, block: -1, item: -1, late: false, order: false, callee: "STAGE", tables: false, start: next + 1 }, next, "STAGE");
    return afterGroup(draft.tokens, next);
  }
  return next;
}
