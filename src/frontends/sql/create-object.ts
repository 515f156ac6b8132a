import { afterExists, readBody, startsQuery } from "./create-body.js";
import type { Draft } from "./draft.js";
import { readTarget } from "./factor.js";
import { addWrite } from "./insert.js";
import { readName } from "./name.js";
import { readPath } from "./options.js";
import { nextStatement } from "./statement-start.js";
import { afterGroup, signAt, wordAt } from "./token.js";

/** Reads `STREAM s ON TABLE t` and `STREAM s AS SELECT ...`. */
export function readStream(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "create-stream";
  const target = readTarget(draft, afterExists(draft, from), to);
  if (!target) return nextStatement(tokens, from, to);
  addWrite(draft, target.name);
  for (let at = target.next; at < to; at = signAt(tokens, at) === "(" ? afterGroup(tokens, at) : at + 1) {
    if (wordAt(tokens, at) === "AS" && startsQuery(draft, at + 1)) return readBody(draft, at + 1, to);
    const on = wordAt(tokens, at) === "ON" && /^(?:TABLE|VIEW|EXTERNAL|DYNAMIC)$/.test(wordAt(tokens, at + 1)) ? (wordAt(tokens, at + 2) === "TABLE" ? at + 3 : at + 2) : -1;
    if (on > 0) return readMentioned(draft, on, to);
  }
  return to;
}

function readMentioned(draft: Draft, at: number, to: number): number {
  const read = readName(draft.tokens, at, to, draft.around.source);
  if (!read) return at;
  draft.reads.push({ spelled: read.name.spelled, name: read.name, form: "table", at: read.name });
  return nextStatement(draft.tokens, read.next, to);
}

/** Reads `STAGE s URL = 's3://...'`: the stage stands for the place. */
export function readStageDefinition(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "create-stage";
  const read = readName(tokens, afterExists(draft, from), to, draft.around.source);
  if (!read) return nextStatement(tokens, from, to);
  draft.writes.push({ spelled: { options: read.name.spelled.options.map(({ pieces }) => ({ pieces: ["@", ...pieces] })), all: false }, name: null, form: "stage", at: read.name });
  for (let at = read.next; at < to; at++) {
    if (wordAt(tokens, at) !== "URL") continue;
    const path = readPath(draft, signAt(tokens, at + 1) === "=" ? at + 2 : at + 1, to);
    if (path) draft.reads.push(path.mention);
  }
  return nextStatement(tokens, read.next, to);
}

/** Reads `SYNONYM s FOR t`. */
export function readSynonym(draft: Draft, from: number, to: number): number {
  const { tokens } = draft;
  draft.verb = "create-synonym";
  const target = readTarget(draft, afterExists(draft, from), to);
  if (!target || wordAt(tokens, target.next) !== "FOR") return nextStatement(tokens, from, to);
  addWrite(draft, target.name);
  return readMentioned(draft, target.next + 1, to);
}
