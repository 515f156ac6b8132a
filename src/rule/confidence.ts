import { CONFIDENCES, moveConfidence, weaker, type Confidence } from "../facts/vocabulary.js";

/** Something that was found or missed on the way to a verdict. */
export interface Circumstance {
  readonly holds: boolean;
  /** Steps of confidence that it moves when it holds: negative lowers, positive raises, 0 is only told. */
  readonly steps: number;
  /** One sentence; it becomes a premise when the circumstance holds. */
  readonly says: string;
}

/** How sure a verdict is after its steps, and why. */
export interface Weight {
  readonly confidence: Confidence;
  readonly premises: readonly string[];
}

/**
 * Confidence by RULES section 3: the weakest required premise, lowered and raised in steps, never above that premise.
 * Null where it falls below `possible`: then there is no finding.
 */
export function weigh(required: readonly Confidence[], circumstances: readonly Circumstance[] = []): Weight | null {
  const start = required.reduce(weaker, "certain");
  const holding = circumstances.filter((circumstance) => circumstance.holds);
  const lowered = holding.filter((it) => it.steps < 0).reduce((sum, it) => sum + it.steps, 0);
  const raised = holding.filter((it) => it.steps > 0).reduce((sum, it) => sum + it.steps, 0);
  const position = CONFIDENCES.indexOf(start) + lowered;
  const confidence = position < 0 ? null : moveConfidence(start, Math.min(0, lowered + raised));
  return confidence && { confidence, premises: holding.map((it) => it.says) };
}
