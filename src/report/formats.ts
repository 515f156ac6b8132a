import type { Confidence } from "../facts/vocabulary.js";
import type { RuleMeta } from "../rule/rule.js";
import { renderCompact } from "./compact.js";
import { renderGithub } from "./github.js";
import { renderJson } from "./json.js";
import { renderMarkdown } from "./markdown.js";
import type { Report } from "./report.js";
import { renderSarif } from "./sarif.js";
import type { LineOf } from "./terminal/code-frame.js";
import type { Style } from "./terminal/style.js";
import { renderText } from "./text.js";

/** What formats may know beside the report; each takes what it needs. */
export interface View {
  readonly colors: Style;
  readonly width: number;
  readonly minConfidence?: Confidence | undefined;
  readonly quiet?: boolean | undefined;
  readonly stats?: boolean | undefined;
  readonly groupBy?: "file" | "rule" | undefined;
  readonly notes?: boolean | undefined;
  /** Text of a line of an analysed file. */
  readonly lineOf?: LineOf | undefined;
  readonly rules?: readonly RuleMeta[] | undefined;
  /** From the repository's root to the analysed root, with a final slash. */
  readonly pathPrefix?: string | undefined;
}

const FORMATS: Readonly<Record<string, (report: Report, view: View) => string>> = {
  pretty: renderText,
  compact: (report, view) => renderCompact(report, view.minConfidence),
  json: renderJson,
  markdown: (report, view) => renderMarkdown(report, view.minConfidence),
  sarif: renderSarif,
  github: renderGithub,
};

/** Names of the formats of a check. */
export const REPORT_FORMATS: readonly string[] = Object.keys(FORMATS);

/** A report in a format; `pretty` where the name is none. */
export function renderReport(name: string, report: Report, view: View): string {
  return (FORMATS[name] ?? renderText)(report, view);
}
