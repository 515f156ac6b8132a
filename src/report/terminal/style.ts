import type { Severity } from "../../rule/rule.js";

type Paint = (text: string) => string;

/** The colours that text uses; those of picocolors fit, and its `createColors(false)` gives none. */
export type Style = Readonly<Record<"bold" | "dim" | "red" | "yellow" | "cyan" | "green" | "underline", Paint>>;

/** How a severity is drawn: a sign, and a colour that adds nothing to its word. */
export function severityStyle(severity: Severity, style: Style): { readonly sign: string; readonly color: Paint } {
  if (severity === "error") return { sign: "✖", color: style.red };
  return severity === "warn" ? { sign: "▲", color: style.yellow } : { sign: "●", color: style.cyan };
}

/** The colour of a letter. */
export function gradeStyle(grade: string, style: Style): Paint {
  if (grade === "A" || grade === "B") return style.green;
  return grade === "C" ? style.yellow : style.red;
}
