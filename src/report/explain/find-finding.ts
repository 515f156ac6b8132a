import type { Report, ReportFinding } from "../report.js";

/** What a user's word for a finding means. */
export type Meant =
  | { readonly kind: "found"; readonly finding: ReportFinding }
  | { readonly kind: "short" }
  | { readonly kind: "none" }
  | { readonly kind: "ambiguous"; readonly keys: readonly string[] };

const LEAST_DIGITS = 8;

/** Finds a finding by its key or by a prefix of at least 8 digits, with or without the `v1:` before it. */
export function findFinding({ findings }: Report, word: string): Meant {
  const digits = word.toLowerCase().replace(/^v1:/, "");
  if (digits.length < LEAST_DIGITS) return { kind: "short" };
  const fitting = findings.filter((finding) => finding.key.slice("v1:".length).startsWith(digits));
  const [first] = fitting;
  if (!first) return { kind: "none" };
  return fitting.length === 1 ? { kind: "found", finding: first } : { kind: "ambiguous", keys: fitting.map((finding) => finding.key).sort() };
}
