import type { Report } from "./report.js";

/** The check document as JSON: two spaces, keys in the order of the contract, final newline. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
