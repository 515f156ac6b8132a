import type { Command } from "commander";
import { rules } from "../engine/rule-list.js";
import { emit } from "./output.js";

/** `mldebt rules`: the list of rules. */
export function addRulesVerb(program: Command): void {
  program
    .command("rules")
    .description("list the rules: what each finds, how severe it is, what it costs to fix")
    .option("--format <name>", "table or json", "table")
    .option("-o, --output <file>", "write the list to a file instead of stdout")
    .action(async (options: { format: string; output?: string }) => {
      await emit(options.format === "json" ? `${JSON.stringify(rules.map((rule) => rule.meta), null, 2)}\n` : table(), options.output);
    });
}

function table(): string {
  const width = Math.max(...rules.map((rule) => rule.meta.id.length));
  const lines = rules.map(({ meta }) => `${meta.id.padEnd(width)}  ${meta.severity.padEnd(5)}  ${`${meta.minutes} min`.padStart(7)}  ${meta.category.padEnd(16)}  ${meta.summary}`);
  return `${lines.join("\n")}\n\n${rules.length} rules. \`mldebt explain <rule>\` shows a rule's page.\n`;
}
