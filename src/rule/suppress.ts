import type { Suppression } from "../facts/file-facts.js";
import type { Location } from "../facts/location.js";
import { globMatcher } from "../graph/glob.js";
import type { Suppressed } from "./judged-finding.js";
import type { Finding } from "./rule.js";

/** A suppression comment of one file. */
export interface FileSuppression {
  readonly path: string;
  readonly suppression: Suppression;
}

/** An entry of `suppress:` in the settings. */
export interface SettingSuppression {
  readonly rule: string;
  /** Glob over the path of the primary place. */
  readonly path?: string | undefined;
  /** Glob over the subject's id. */
  readonly subject?: string | undefined;
  readonly reason?: string | undefined;
  readonly until?: string | undefined;
  readonly at: Location;
}

/** The will to silence one rule at one place, whoever wrote it. */
export interface Silence {
  readonly rule: string;
  readonly by: "comment" | "settings";
  readonly at: Location;
  /** Why it has no force; null where it has. */
  readonly void: "no-reason" | "unknown-rule" | "bad-date" | "expired" | null;
  readonly reason: string;
  readonly until: string | null;
  covers(finding: Finding): boolean;
}

/** What the judgement of suppressions depends on besides themselves. */
export interface SuppressionContext {
  readonly knownRules: ReadonlySet<string>;
  /** Day of judgement, `YYYY-MM-DD` (UTC); null where it is not known: then no date has passed. */
  readonly asOf: string | null;
}

/** Reads comments and settings into silences, one for each rule that is named (GATE section 5). */
export function readSilences(comments: readonly FileSuppression[], settings: readonly SettingSuppression[], context: SuppressionContext): readonly Silence[] {
  const fromComments = comments.flatMap(({ path, suppression }) =>
    suppression.rules.map((rule): Silence => ({
      ...terms(rule, suppression.reason, suppression.until, context),
      by: "comment",
      at: { ...suppression.at, path },
      covers: ({ at }) => at.path === path && (suppression.scope === "file" || (at.line >= suppression.from && at.line <= suppression.to)),
    })),
  );
  const fromSettings = settings.map((entry): Silence => {
    const path = globMatcher([entry.path ?? "**"]);
    const subject = globMatcher([entry.subject ?? "**"]);
    return { ...terms(entry.rule, entry.reason, entry.until, context), by: "settings", at: entry.at, covers: (finding) => path(finding.at.path) && subject(finding.subject) };
  });
  return [...fromComments, ...fromSettings];
}

/** The first silence in force that covers the finding. */
export function silenceOf(finding: Finding, silences: readonly Silence[]): Silence | null {
  return silences.find((silence) => silence.void === null && silence.rule === finding.rule && silence.covers(finding)) ?? null;
}

/** What the report says of a silenced finding. */
export function suppressedBy(silence: Silence): Suppressed {
  return { by: silence.by, reason: silence.reason, until: silence.until };
}

function terms(rule: string, reason: string | undefined, until: string | undefined, context: SuppressionContext): Pick<Silence, "rule" | "reason" | "until" | "void"> {
  return { rule, reason: reason?.trim() ?? "", until: until ?? null, void: voidness(rule, reason, until, context) };
}

function voidness(rule: string, reason: string | undefined, until: string | undefined, context: SuppressionContext): Silence["void"] {
  if (!context.knownRules.has(rule)) return "unknown-rule";
  if (!reason?.trim()) return "no-reason";
  if (until === undefined) return null;
  if (!isDay(until)) return "bad-date";
  // In force through the whole last day.
  return context.asOf !== null && until < context.asOf ? "expired" : null;
}

/** A day of the calendar as `YYYY-MM-DD`; such texts compare like the days they name. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
