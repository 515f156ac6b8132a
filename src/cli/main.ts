#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { tool } from "../engine/assets.js";
import { addCheckVerb } from "./check.js";
import { addDoctorVerb } from "./doctor.js";
import { EXIT, exitOf } from "./exit.js";
import { addExplainVerb } from "./explain.js";
import { addFactsVerb } from "./facts.js";
import { addGraphVerb } from "./graph.js";
import { addInitVerb } from "./init.js";
import { addReportVerb } from "./report.js";
import { addRulesVerb } from "./rules.js";

const program = new Command("mldebt")
  .description("Finds machine-learning technical debt: builds one data and dependency graph of Python, notebooks, SQL and configuration, proves what it finds by a path through real files and lines, and explains a debt score.")
  .version(tool.version)
  .exitOverride()
  .showSuggestionAfterError()
  .configureHelp({ sortSubcommands: false })
  .addHelpText("after", "\nExit codes: 0 pass, 1 gate failed, 2 usage or settings error, 3 analysis incomplete.\n");

for (const add of [addCheckVerb, addGraphVerb, addExplainVerb, addReportVerb, addRulesVerb, addFactsVerb, addDoctorVerb, addInitVerb]) add(program);
for (const verb of program.commands) verb.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.pass : EXIT.usage;
  } else {
    const { code, message } = exitOf(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = code;
  }
}
