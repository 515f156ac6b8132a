import type { Location } from "../../facts/location.js";
import type { ObjectId, Thing } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import type { Frame } from "./frame.js";
import { notesOf } from "./notes.js";

/** A namespace of switches that something sees as a whole (FLAGS section 6). */
export interface OptionEscape {
  readonly parser: ObjectId;
  readonly at: Location;
  readonly idiom: string;
  readonly silences: boolean;
  /** Names that the idiom may read; all unless given. */
  readonly only?: (name: string) => boolean;
}

/** Notes that a call sees every key of a namespace at once. */
export function noteEscape(call: ModelCall, kind: "log" | "copy" | "all"): void {
  if (kind === "copy") return;
  const values = [...call.args.positional, ...call.args.named.values(), ...(call.receiver ? [call.receiver] : [])];
  for (const value of values) for (const thing of value.things) escapeThing(call, thing, kind);
}

function escapeThing(call: ModelCall, thing: Thing, kind: "log" | "all"): void {
  if (thing.kind !== "options") return;
  addEscape(call.site.frame, { parser: thing.parser, at: call.site.at, idiom: kind === "log" ? "E1 the whole namespace is printed" : "E8 the whole namespace is handed over", silences: kind === "all" });
}

/** Keeps an escape once. */
export function addEscape(frame: Frame, escape: OptionEscape): void {
  notesOf(frame).escapes.set(`${escape.parser} ${escape.at.path} ${escape.at.line} ${escape.at.column} ${escape.idiom}`, escape);
}
