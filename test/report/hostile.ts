import type { JudgedFinding } from "../../src/rule/judged-finding.js";
import { at, finding } from "../score/graph-builder.js";

/** A name that tries to break out of every format: markup, quotes, a terminal escape, a line break, a mark that turns text round. */
export const HOSTILE = "</script><img src=x onerror=1>\u001b[31m\"'&|`@team\r\n::error::%25\u202eevil\u2028";

/** A path with all that paths may hold. */
export const HOSTILE_PATH = "   ml_ops/100%#1/a:b,c/größe [x].py";

/** A finding in which everything is hostile. */
export const hostile: JudgedFinding = finding("v1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "table:feed.clicks", {
  at: at(HOSTILE_PATH, 3), what: HOSTILE, why: HOSTILE, advice: HOSTILE, trace: [{ ...at(HOSTILE_PATH, 9), says: HOSTILE }], premises: [HOSTILE], refutedBy: HOSTILE,
});
