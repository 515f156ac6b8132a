import type { Command } from "commander";
import { readFactsOf } from "../engine/facts-of.js";
import { emit } from "./output.js";

/** `mldebt facts FILE`: what the text of one file says, for whoever extends the catalogue. */
export function addFactsVerb(program: Command): void {
  program
    .command("facts")
    .description("print the facts of one file: units, calls, values, settings, tables, and what the catalogue makes of them")
    .argument("<file>", "a file that a front-end reads")
    .option("-o, --output <file>", "write the facts to a file instead of stdout")
    .action(async (file: string, options: { output?: string }) => {
      await emit(`${JSON.stringify(await readFactsOf(file), null, 2)}\n`, options.output);
    });
}
