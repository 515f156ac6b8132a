import type { Finding, RuleMeta } from "./rule.js";

type Told = "subject" | "at" | "what" | "why" | "advice" | "trace" | "premises" | "refutedBy" | "confidence";

/** What a rule must say of a finding; the rest has defaults. */
export type FindingDraft = Pick<Finding, Told> & Partial<Omit<Finding, Told | "rule">>;

/** A finding of a rule: severity of the rule, one form, one unit, no fix, unless the draft says otherwise. */
export function finding(meta: RuleMeta, draft: FindingDraft): Finding {
  return { rule: meta.id, kind: null, severity: meta.severity, discriminator: "", gap: 0, fix: null, ...draft };
}
