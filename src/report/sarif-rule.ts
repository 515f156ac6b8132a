import type { RuleMeta } from "../rule/rule.js";

const LEVELS = { error: "error", warn: "warning", note: "note" } as const;
const PRECISIONS = { stable: "high", experimental: "medium", deprecated: "low" } as const;

/** A rule's entry in the log; a rule without metadata has its id for everything. */
export function sarifRule(id: string, meta: RuleMeta | undefined): object {
  const name = id.split("-").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  if (!meta) return { id, name, shortDescription: { text: id }, fullDescription: { text: id }, help: { text: id, markdown: `# ${id}` } };
  const about = `${meta.summary} Debt: ${meta.debt}. Category ${meta.category}; ${meta.minutes} minutes to fix.`;
  const cites = meta.cites.length > 0 ? `\n\nSources:\n${meta.cites.map((cite) => `- ${cite}`).join("\n")}` : "";
  return {
    id, name,
    shortDescription: { text: meta.summary },
    fullDescription: { text: about },
    help: { text: `${about}${cites}`, markdown: `# ${id}\n\n${about}${cites}` },
    defaultConfiguration: { level: LEVELS[meta.severity] },
    properties: { tags: ["ml-debt", meta.category], precision: PRECISIONS[meta.stage], "problem.severity": meta.severity === "error" ? "error" : meta.severity === "warn" ? "warning" : "recommendation" },
  };
}
