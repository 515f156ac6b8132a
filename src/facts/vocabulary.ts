/** What a job does with a resource (CONTRACT section 3). `precedes` is order only. */
export const ACTS = [
  "reads", "writes", "trains", "predicts", "evaluates", "serves", "declares", "schedules", "runs", "tests", "logs", "gates", "precedes", "calls", "contains", "imports",
] as const;
/** One of `ACTS`. */
export type Act = (typeof ACTS)[number];

/** What a node is (CONTRACT section 3). */
export const NODE_KINDS = [
  "dataset", "file", "object", "table", "topic", "feature", "feature-view", "model", "prediction", "metrics", "experiment", "artifact", "external", "notebook",
  "service", "schedule", "pipeline", "job", "flag", "setting", "package", "function", "consumer", "owner",
] as const;
/** One of `NODE_KINDS`. */
export type NodeKind = (typeof NODE_KINDS)[number];

/** What data is used as (CONTRACT section 3). */
export const ROLES = ["training-data", "evaluation-data", "prediction", "label", "feature", "config", "metrics"] as const;
/** One of `ROLES`. */
export type Role = (typeof ROLES)[number];

/** Where a value goes or comes from. */
export const FLOWS = ["training", "evaluation", "prediction", "serving", "monitoring"] as const;
/** One of `FLOWS`. */
export type Flow = (typeof FLOWS)[number];

/** What a written value derives from (RULES section 2). */
export const CARRIES = ["raw", "label", "feature", "prediction", "outcome", "statistic", "metric"] as const;
/** One of `CARRIES`. */
export type Carries = (typeof CARRIES)[number];

/** From weak to strong. */
export const CONFIDENCES = ["possible", "likely", "certain"] as const;
/** One of `CONFIDENCES`. */
export type Confidence = (typeof CONFIDENCES)[number];

/** The weaker of two confidences. */
export function weaker(a: Confidence, b: Confidence): Confidence {
  return CONFIDENCES.indexOf(a) <= CONFIDENCES.indexOf(b) ? a : b;
}

/** `steps` steps up (positive) or down (negative); null below `possible`. */
export function moveConfidence(a: Confidence, steps: number): Confidence | null {
  const i = Math.min(CONFIDENCES.length - 1, CONFIDENCES.indexOf(a) + steps);
  return CONFIDENCES[i] ?? null;
}

/** Role of a file: only `production` counts unless a rule says otherwise (RULES section 2). */
export type FileRole = "production" | "test" | "example" | "documentation" | "vendored" | "generated";
