import type { Call } from "../../facts/file-facts.js";
import type { Location } from "../../facts/location.js";
import type { Abstract, UnitRef } from "./abstract.js";
import type { ActualArguments } from "./arguments.js";
import type { Frame } from "./frame.js";

/** A call that is being interpreted. */
export interface CallSite {
  readonly frame: Frame;
  /** Null for what runs without a call in the text (a property, a decorator). */
  readonly call: Call | null;
  readonly at: Location;
  /** Distinguishes several invocations behind one call (`pool.map`, a decorator). */
  readonly part: string;
}

/** A call of something that the catalogue knows. */
export interface ModelCall {
  readonly site: CallSite;
  readonly args: ActualArguments;
  readonly receiver: Abstract | null;
  /** The decorated unit, for a decorator. */
  readonly unit?: UnitRef;
  /** Qualified name that was called. */
  readonly via?: string;
  /** Set once the result is known. */
  result: Abstract;
}
