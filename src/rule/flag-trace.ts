import type { FlagState } from "../graph/flag-state.js";
import type { FlagFacts } from "../graph/graph.js";
import type { Step } from "./rule.js";
import { step } from "./step.js";

/** The proof of a flag's state: where it is declared, then the places that decide. The verdict and the proof come from the same data. */
export function flagTrace(flag: FlagFacts, state: FlagState): readonly Step[] {
  const declared = state.declared.map((at) => step(at, `declares ${flag.name}${at.default === null ? "" : ` with the default ${at.default}`}`));
  return [...declared, ...state.decisive.map((at) => step(at, at.says))];
}
