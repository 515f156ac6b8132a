import type { Category, Finding } from "./rule.js";

/** Why a finding is not counted though it stands. */
export interface Suppressed {
  readonly by: "comment" | "settings";
  readonly reason: string;
  /** Last day of force, `YYYY-MM-DD`. */
  readonly until: string | null;
}

/** A finding after the run: with its fingerprint, its price and what the project said to it. */
export interface JudgedFinding extends Finding {
  readonly key: string;
  /** Null for a diagnostic of the run, which has no part in the score. */
  readonly category: Category | null;
  /** Minutes of the first unit and of each unit of gap (SCORE section 2). */
  readonly minutes: number;
  readonly minutesPerGap: number;
  readonly suppressed: Suppressed | null;
  /** A player of the score: at least `likely`, not suppressed, with a category. */
  readonly counted: boolean;
}
