import { locate } from "../facts/location.js";
import { finding } from "./finding.js";
import type { Finding, RuleMeta } from "./rule.js";
import type { Silence } from "./suppress.js";

/** The diagnostic of the run about suppressions themselves: no category, no price, no part in the score, not suppressible. */
export const staleSuppression: Pick<RuleMeta, "id" | "summary" | "severity" | "kinds"> = {
  id: "stale-suppression",
  summary: "A suppression that silences nothing, or has no force.",
  severity: "warn",
  kinds: ["unused", "expired", "no-reason", "unknown-rule", "bad-date"],
};

type Kind = "unused" | NonNullable<Silence["void"]>;

/** Finds the suppressions without force and those that met no finding; `judged` tells whether the rule ran and the place was read. */
export function* checkSuppressions(silences: readonly Silence[], used: ReadonlySet<Silence>, judged: (silence: Silence) => boolean): Generator<Finding> {
  for (const silence of silences) {
    const kind: Kind | null = silence.void ?? (used.has(silence) || !judged(silence) ? null : "unused");
    if (kind) yield stale(silence, kind);
  }
}

function stale(silence: Silence, kind: Kind): Finding {
  const { what, advice } = words(silence)[kind];
  const at = locate(silence.at.path, silence.at);
  // Only the id and the severity of the meta are read.
  return finding({ ...staleSuppression, category: "process" } as RuleMeta, {
    kind,
    subject: `setting:${silence.at.path}#suppress/${silence.rule}`,
    at,
    what,
    why: "A suppression that does not say what it silences, why and how long hides the next debt at the same place.",
    advice,
    trace: [{ ...at, says: `${silence.by === "comment" ? "a comment" : "the settings"} ask to silence ${silence.rule}` }],
    premises: [],
    refutedBy: kind === "unused" ? `a finding of ${silence.rule} at this place` : "a suppression in force at this place",
    confidence: "certain",
  });
}

function words(silence: Silence): Record<Kind, { readonly what: string; readonly advice: string }> {
  const { rule, until } = silence;
  return {
    unused: { what: `The suppression of ${rule} silences nothing`, advice: "Delete the suppression" },
    expired: { what: `The suppression of ${rule} ended on ${until}`, advice: "Repair the debt, or set a new date with its reason" },
    "no-reason": { what: `The suppression of ${rule} gives no reason, so it does not suppress`, advice: "Write the reason behind the brackets" },
    "unknown-rule": { what: `The suppression names ${rule}, which is no rule that can be suppressed`, advice: "Correct the rule's id, or delete the suppression" },
    "bad-date": { what: `The suppression of ${rule} has the date ${until}, which is no day of the calendar`, advice: "Write the date as until=YYYY-MM-DD" },
  };
}
