import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./assets.js";

/** Text of a rule's README as shipped; null where it is not at hand. */
export function readRulePage(id: string): string | null {
  try {
    return readFileSync(join(packageRoot, "rules", id, "README.md"), "utf8");
  } catch {
    return null;
  }
}
