import type { CellPlace } from "../facts/location.js";
import type { Confidence } from "../facts/vocabulary.js";
import type { GateResult } from "../rule/gate.js";
import type { Category, Fix, Severity } from "../rule/rule.js";
import type { Suppressed } from "../rule/judged-finding.js";

/** Version of the check document (CONTRACT section 4). */
export const REPORT_VERSION = 1;

/** Who wrote a document. */
export interface Tool { readonly name: string; readonly version: string }

/** A place as documents print it: from 1, UTF-16, end exclusive. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Only in notebooks: the place inside the cell. */
  readonly cell: CellPlace | null;
}

/** One step of a proof. */
export interface ReportStep extends Place { readonly says: string }

/** A finding as documents print it. Figures have at most six decimals. */
export interface ReportFinding extends Place {
  readonly key: string;
  readonly rule: string;
  readonly kind: string | null;
  /** Null for a diagnostic of the run. */
  readonly category: Category | null;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly subject: string;
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly trace: readonly ReportStep[];
  readonly premises: readonly string[];
  readonly refutedBy: string;
  readonly principalMinutes: number;
  /** Share of the interest, and what fixing it alone saves. */
  readonly interestMinutesPerYear: number;
  readonly interestGainMinutesPerYear: number;
  /** Share of the index, and what the index falls by if it alone is fixed; null for a diagnostic. */
  readonly share: number | null;
  readonly gain: number | null;
  /** What the index would be if it were the only finding. */
  readonly alone: number | null;
  readonly owner: string | null;
  readonly baselined: boolean;
  /** Against the base or the baseline; null where there is none. */
  readonly state: "new" | "unchanged" | null;
  readonly suppressed: Suppressed | null;
  readonly fix: Fix | null;
}

/** One category's part of the index. */
export interface ReportCategory {
  readonly id: string;
  readonly applicable: boolean;
  /** Points that it has; they add up to the index. */
  readonly index: number;
  /** Points that it can have at most. */
  readonly worth: number;
  readonly findings: number;
}

/** The score as documents print it. */
export interface ReportScore {
  readonly model: number;
  readonly explain: "shapley" | "proportional";
  readonly index: number;
  readonly grade: string;
  readonly percentile: { readonly value: number; readonly of: number } | null;
  readonly principalMinutes: number;
  readonly interestMinutesPerYear: number;
  readonly breakingPointYears: number | null;
  /** Size of the repository, and that as an effort. */
  readonly size: { readonly lines: number; readonly cells: number; readonly keys: number; readonly assets: number };
  readonly effortMinutes: number;
  readonly debtRatio: number | null;
  readonly sqaleRatio: number | null;
  readonly sqaleGrade: string | null;
  readonly categories: readonly ReportCategory[];
  readonly suppressed: { readonly findings: number; readonly exposureMinutes: number };
  /** `unknown`: every file counts as changing like the median one. */
  readonly history: "known" | "unknown";
  /** Constants that the settings changed. */
  readonly constants: Readonly<Record<string, number | string>>;
}

/** The step from a base to the head, explained exactly. */
export interface ReportChange {
  readonly base: string;
  readonly from: number;
  readonly to: number;
  readonly growth: number;
  readonly applicability: number;
  readonly parts: readonly { readonly kind: "added" | "fixed" | "changed"; readonly key: string; readonly category: string; readonly points: number }[];
  /** Findings of the base that the head has no more. */
  readonly fixed: readonly { readonly key: string; readonly rule: string; readonly path: string; readonly line: number; readonly what: string }[];
}

/** Something that was not understood or not possible. */
export interface ReportProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly message: string;
}

/** The check document (CONTRACT section 4): all that any format needs. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  readonly tool: Tool;
  readonly roots: readonly string[];
  /** Commit of the analysed tree and day of judgement, `YYYY-MM-DD`; null where unknown. */
  readonly commit: string | null;
  readonly asOf: string | null;
  readonly score: ReportScore;
  /** By path, place and rule; also those that are not counted. */
  readonly findings: readonly ReportFinding[];
  readonly change: ReportChange | null;
  readonly gate: GateResult;
  readonly problems: readonly ReportProblem[];
  readonly stats: Readonly<Record<string, number>>;
}
