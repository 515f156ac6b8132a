import { UsageError } from "../engine/analyze.js";
import { SettingsError } from "../engine/settings.js";

/** Exit codes (CONTRACT section 1). */
export const EXIT = { pass: 0, gateFailed: 1, usage: 2, incomplete: 3 } as const;

/** The exit code for an error that reached the door, and the line that says it. */
export function exitOf(error: unknown): { readonly code: number; readonly message: string } {
  if (error instanceof SettingsError || error instanceof UsageError) return { code: EXIT.usage, message: `mldebt: ${error.message}` };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: EXIT.incomplete, message: `mldebt: internal error, nothing can be concluded from this run\n${detail}` };
}
