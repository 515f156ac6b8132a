import type { Location } from "../facts/location.js";
import type { Confidence, FileRole } from "../facts/vocabulary.js";
import type { FlagFacts } from "./graph.js";

/** States of FLAGS section 2 that can be told from declarations, reads, writes and escapes; most specific first. `live` is no debt. */
export const FLAG_STATES = ["no-op", "write-only", "test-only", "never-read", "live"] as const;
export type FlagStateName = (typeof FLAG_STATES)[number];

type Declaration = FlagFacts["declarations"][number];

/** The verdict on one flag. */
export interface FlagState {
  readonly state: FlagStateName;
  /** 0 to 1, with the bands of SCORE section 1. */
  readonly weight: number;
  readonly confidence: Confidence;
  /** What was searched and what was met, each a sentence. */
  readonly premises: readonly string[];
  readonly declared: readonly [Declaration, ...Declaration[]];
  /** The places that decide the state; `value` is what is given there, where it is known. */
  readonly decisive: readonly (Location & { readonly says: string; readonly value: string | null })[];
  /** States whose condition holds too but that a more specific one overrules. */
  readonly overruled: readonly FlagStateName[];
}

/** Providers whose every read is an attribute of a value that the code itself makes, so that "never read" can be seen. Environment variables are not among them. */
const ENUMERABLE: ReadonlySet<string> = new Set(["argparse", "optparse", "absl", "click", "typer"]);

/** Base weight of a state in an application (FLAGS section 2). */
const BASE: Readonly<Record<FlagStateName, number>> = { "no-op": 0.95, "write-only": 0.9, "test-only": 0.8, "never-read": 0.9, live: 0 };

/** Ceilings that escapes leave though they do not silence (FLAGS section 6; conventions). */
const CEILINGS: Readonly<Record<string, { readonly weight: number; readonly says: string }>> = {
  E1: { weight: 0.6, says: "which only logs" },
  E2: { weight: 0.6, says: "which only writes each value back" },
  E6: { weight: 0.7, says: "which does not match this name" },
};
/** Where a name outside the analysed declarations may share the namespace. */
const OPEN_CEILING = 0.85;

/** Computes once the winning state of a flag; null where the provider's reads cannot be listed, nothing is declared, or the flag is permanent. */
export function flagState(flag: FlagFacts): FlagState | null {
  const [first, ...others] = flag.declarations;
  if (!first || flag.permanent !== undefined || !ENUMERABLE.has(flag.provider)) return null;
  const live = (role: FileRole): boolean => role === "production" || role === first.role;
  const reads = flag.reads.filter((read) => live(read.role));
  const passed = flag.writes.filter((write) => write.by !== "code" && live(write.role));
  const assigned = flag.writes.filter((write) => write.by === "code" && live(write.role));
  const tests = flag.reads.filter((read) => read.role === "test");
  const hidden = flag.escapes.some((escape) => escape.silences);
  const unseen = reads.length === 0 && !hidden;
  const holds: Readonly<Record<FlagStateName, boolean>> = {
    "no-op": unseen && passed.length > 0,
    "write-only": unseen && assigned.length > 0,
    "test-only": reads.length === 0 && tests.length > 0 && !hidden,
    "never-read": unseen,
    live: !unseen,
  };
  const [state = "live", ...overruled] = FLAG_STATES.filter((name) => holds[name]);
  const decisive = {
    "no-op": passed.map((write) => ({ ...write, says: write.value === null ? "a value is passed here" : `the value ${write.value} is passed here` })),
    "write-only": assigned.map((write) => ({ ...write, says: "the code assigns it here" })),
    "test-only": tests.map((read) => ({ ...read, says: "a test reads it", value: null })),
    "never-read": [],
    live: reads.map((read) => ({ ...read, says: `${read.unit} reads it`, value: null })),
  }[state];
  const ceilings = flag.escapes.flatMap((escape) => CEILINGS[classOf(escape.idiom)]?.weight ?? []);
  const weight = Math.min(BASE[state], ...ceilings, flag.closed ? 1 : OPEN_CEILING);
  return { state, weight, confidence: word(weight), premises: premises(flag), declared: [first, ...others], decisive, overruled: overruled.filter((name) => name !== "live") };
}

function classOf(idiom: string): string {
  return /^E\d+/.exec(idiom)?.[0] ?? "";
}

function word(weight: number): Confidence {
  return weight >= 0.9 ? "certain" : weight >= 0.5 ? "likely" : "possible";
}

function premises(flag: FlagFacts): string[] {
  const searched = `all analysed code was searched for reads of ${flag.dest} from ${flag.scope === "-" ? `the ${flag.provider} flags` : flag.scope}`;
  const escapes = flag.escapes.map((escape) => {
    const ceiling = CEILINGS[classOf(escape.idiom)];
    const treated = ceiling?.says ?? (escape.silences ? "where reads cannot be listed" : "which was followed");
    return `${escape.path}:${escape.line}: ${escape.idiom.replace(/^E\d+\s*/, "") || "the namespace is handed on"}, ${treated}`;
  });
  return [searched, ...[...new Set(escapes)].sort(), ...(flag.closed ? [] : ["some names of this set are computed, so the set is not closed"])];
}
