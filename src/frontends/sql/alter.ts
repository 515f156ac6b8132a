import type { Draft } from "./draft.js";
import { readTarget } from "./factor.js";
import { addWrite } from "./insert.js";
import { spellContent, type Name } from "./name.js";
import { readPath } from "./options.js";
import { joinSpelled, knownText } from "./spelling.js";
import { nextStatement } from "./statement-start.js";
import { afterGroup, endAt, kindAt, signAt, startAt, wordAt } from "./token.js";

function addRead(draft: Draft, name: Name): void {
  draft.reads.push({ spelled: name.spelled, name, form: "table", at: name });
}

/** Skips `IF [NOT] EXISTS` and `ONLY`. */
function afterExists(draft: Draft, at: number): number {
  const { tokens } = draft;
  if (wordAt(tokens, at) === "IF") return wordAt(tokens, at + 1) === "NOT" ? at + 3 : at + 2;
  return wordAt(tokens, at) === "ONLY" ? at + 1 : at;
}

/** Reads ALTER: only a change of names, contents or places is lineage; gives the index after it, or of a view's new query. */
export function readAlter(draft: Draft, from: number, to: number): { readonly next: number; readonly query: boolean } {
  const { tokens } = draft;
  draft.verb = "alter";
  let at = from + 1;
  while (/^(?:EXTERNAL|MATERIALIZED|FOREIGN|DYNAMIC|ICEBERG|SECURE)$/.test(wordAt(tokens, at))) at++;
  const kind = wordAt(tokens, at);
  if (kind !== "TABLE" && kind !== "VIEW") return { next: nextStatement(tokens, from + 1, to), query: false };
  const target = readTarget(draft, afterExists(draft, at + 1), to);
  if (!target) return { next: nextStatement(tokens, from + 1, to), query: false };
  const { name } = target;
  for (at = target.next; at < to; at = signAt(tokens, at) === "(" ? afterGroup(tokens, at) : at + 1) {
    const word = wordAt(tokens, at);
    const next = wordAt(tokens, at + 1);
    if (kind === "VIEW" && word === "AS" && /^(?:SELECT|WITH)$/.test(next)) {
      draft.verb = "create-view";
      addWrite(draft, name);
      return { next: at + 1, query: true };
    }
    const both = (verb: string, index: number): { next: number; query: boolean } => {
      const other = readTarget(draft, index, to);
      if (!other) return { next: nextStatement(tokens, at + 1, to), query: false };
      draft.verb = verb;
      addRead(draft, verb === "append" ? other.name : name);
      addWrite(draft, verb === "append" ? name : verb === "rename" ? besides(name, other.name) : other.name);
      if (verb === "swap") {
        addRead(draft, other.name);
        addWrite(draft, name);
      }
      return { next: nextStatement(tokens, other.next, to), query: false };
    };
    if (word === "RENAME" && next === "TO") return both("rename", at + 2);
    if (word === "RENAME" && next === "AS") return both("rename", at + 2);
    if (word === "SWAP" && next === "WITH") return both("swap", at + 2);
    if (word === "APPEND" && next === "FROM") return both("append", at + 2);
    if (word === "WITH" && next === "TABLE") return both("swap", at + 2);
    if (word === "ATTACH" && next === "PARTITION" && kindAt(tokens, at + 2) !== "string") return both("append", at + 2);
    if (word === "LOCATION") {
      const path = readPath(draft, signAt(tokens, at + 1) === "=" ? at + 2 : at + 1, to);
      if (!path) continue;
      draft.reads.push(path.mention);
      if (draft.writes.length === 0) addWrite(draft, name);
      at = path.next - 1;
    }
    if (at > target.next && nextStatement(tokens, at, at + 1) === at) return { next: at, query: false };
  }
  return { next: to, query: false };
}

/** A new name without schema stays in the old one's. */
function besides(old: Name, renamed: Name): Name {
  const text = knownText(old.spelled);
  const dot = text?.lastIndexOf(".") ?? -1;
  if (text === null || dot < 0 || renamed.parts.length !== 1) return renamed;
  return { ...renamed, parts: [...old.parts.slice(0, -1), ...renamed.parts], spelled: joinSpelled([text.slice(0, dot + 1), renamed.spelled]) };
}

/** Reads `RENAME TABLE a TO b, c TO d`. */
export function readRename(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "rename";
  let at = wordAt(tokens, from + 1) === "TABLE" ? from + 2 : from + 1;
  while (at < to) {
    const old = readTarget(draft, at, to);
    if (!old || wordAt(tokens, old.next) !== "TO") break;
    const renamed = readTarget(draft, old.next + 1, to);
    if (!renamed) break;
    addRead(draft, old.name);
    addWrite(draft, renamed.name);
    if (signAt(tokens, renamed.next) !== ",") return renamed.next;
    at = renamed.next + 1;
  }
  return nextStatement(tokens, Math.max(at, from + 1), to);
}

/** Reads `TRUNCATE [TABLE] a, b`. */
export function readTruncate(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "truncate";
  let at = afterExists(draft, wordAt(tokens, from + 1) === "TABLE" ? from + 2 : from + 1);
  for (let target = readTarget(draft, at, to); target; target = signAt(tokens, at) === "," ? readTarget(draft, at + 1, to) : null) {
    addWrite(draft, target.name);
    at = target.next;
  }
  return nextStatement(tokens, Math.max(at, from + 1), to);
}

/** Reads `EXCHANGE TABLES a AND b`. */
export function readExchange(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "swap";
  const first = readTarget(draft, from + 2, to);
  const second = first && wordAt(tokens, first.next) === "AND" ? readTarget(draft, first.next + 1, to) : null;
  for (const target of first && second ? [first, second] : []) {
    addRead(draft, target.name);
    addWrite(draft, target.name);
  }
  return nextStatement(tokens, Math.max(second?.next ?? 0, from + 1), to);
}

/** Reads `EXEC sp_rename 'a', 'b'`. */
export function readRenameProcedure(draft: Draft, at: number, to: number): number {
  const { tokens } = draft;
  const named = (index: number): Name | null => {
    if (kindAt(tokens, index) !== "string") return null;
    const spelled = spellContent(tokens, index, draft.around.source);
    return { spelled, parts: (knownText(spelled) ?? "").toLowerCase().split("."), quoted: true, template: false, start: startAt(tokens, index), end: endAt(tokens, index) };
  };
  const [old, renamed] = [named(at), named(at + 2)];
  if (old && renamed && signAt(tokens, at + 1) === "," && signAt(tokens, at + 3) !== ",") {
    draft.verb = "rename";
    addRead(draft, old);
    addWrite(draft, besides(old, renamed));
  }
  return nextStatement(tokens, at, to);
}
