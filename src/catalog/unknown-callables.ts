import type { FileFacts } from "../facts/file-facts.js";
import type { Catalogue } from "./catalog.js";
import { identify } from "./identify.js";

/** Qualified names that a file calls and that no entry of the catalogue describes, one for each call. Names of the project's own modules are among them: the caller knows its files. */
export function unknownCallables(facts: FileFacts, catalogue: Catalogue): readonly string[] {
  const identity = identify(facts, catalogue);
  return facts.calls.flatMap((call) => {
    const name = identity.names[call.callee];
    return name !== undefined && name.includes(".") && !identity.settled[call.id] && catalogue.calls.callable(name).length === 0 ? [name] : [];
  });
}
