import type { RuleMeta } from "../../rule/rule.js";
import { duration } from "../duration.js";
import { severityStyle } from "../terminal/style.js";
import { beside, wrap } from "../terminal/wrap.js";
import type { PageSetting } from "./page.js";

/** `mldebt explain RULE`: what the rule is, then its page. `readme` is the text of its README; null where it is not at hand. */
export function renderRulePage(meta: RuleMeta, readme: string | null, { style, width }: PageSetting): string {
  const { sign, color } = severityStyle(meta.severity, style);
  const label = (name: string, text: string): string => beside(name, text, { indent: 2, column: 13, width }, style.dim);
  const cost = `${duration(meta.minutes)}${meta.minutesPerGap > 0 ? `, and ${duration(meta.minutesPerGap)} for each further place` : ""}`;
  const head = [
    `${style.bold(meta.id)}  ${color(`${sign} ${meta.severity}`)}  ${style.dim(`${meta.category} · ${meta.stage} · since ${meta.since}`)}`,
    "", ...wrap(meta.summary, width - 2).map((line) => `  ${line}`), "",
    label("debt", meta.debt), label("to fix", cost),
    ...(meta.kinds.length > 0 ? [label("kinds", meta.kinds.join(", "))] : []),
    ...Object.entries(meta.options).map(([name, option], i) => label(i === 0 ? "options" : "", `${name} (${JSON.stringify(option.default)}): ${option.about}`)),
    ...(meta.cites.length > 0 ? [label("sources", meta.cites.join("; "))] : []),
  ];
  const body = readme === null ? [] : ["", ...markdownLines(withoutTitle(readme), { style, width })];
  return `${[...head, ...body].join("\n")}\n`;
}

/** The same as JSON. */
export function renderRuleJson(meta: RuleMeta, readme: string | null): string {
  return `${JSON.stringify({ version: 1, rule: meta, readme }, null, 2)}\n`;
}

function withoutTitle(readme: string): string {
  return readme.replace(/\r\n?/g, "\n").replace(/^\s*# .*\n+/, "").trimEnd();
}

/** Markdown as a terminal shows it: headings bold, code dim and indented, paragraphs wrapped. */
function markdownLines(markdown: string, { style, width }: PageSetting): readonly string[] {
  let fenced = false;
  return markdown.split("\n").flatMap((line) => {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      return [];
    }
    if (fenced) return [style.dim(`    ${line}`)];
    const heading = /^#{1,6} (.*)$/.exec(line);
    if (heading) return [style.bold(heading[1] ?? "")];
    const indent = /^\s*(?:[-*] |\d+\. )?/.exec(line)?.[0].length ?? 0;
    return line.startsWith("|") || line.length <= width ? [line] : wrap(line, width - indent).map((part, i) => (i === 0 ? part : " ".repeat(indent) + part));
  });
}
