import type { Command } from "commander";
import { analyze } from "../engine/analyze.js";
import { incompleteness } from "../engine/completeness.js";
import { reportOf } from "../engine/report-of.js";
import { rules } from "../engine/rule-list.js";
import { renderReport, REPORT_FORMATS } from "../report/formats.js";
import { analyzeOptionsOf, withCommonOptions, type CommonOptions } from "./common-options.js";
import { EXIT } from "./exit.js";
import { collectFormat, type FormatChoice } from "./format-option.js";
import { emit } from "./output.js";
import { terminalView } from "./terminal-view.js";

interface CheckOptions extends CommonOptions {
  readonly format?: readonly FormatChoice[];
  readonly gate: boolean;
}

/** `mldebt [check] [PATH...]`: analyse, print findings and the score, exit by the gate. The default verb. */
export function addCheckVerb(program: Command): void {
  const command = program
    .command("check", { isDefault: true })
    .description("analyse, print findings and the debt score, exit by the gate (the default)")
    .argument("[paths...]", "roots of the repositories; several are linked into one graph", ["."])
    .option("--format <name[=file]>", `${REPORT_FORMATS.join(", ")} (repeatable)`, collectFormat(REPORT_FORMATS))
    .option("--no-gate", "print the verdict, but exit 0 unless the analysis itself failed");
  withCommonOptions(command).action(async (paths: string[], options: CheckOptions) => {
    const analysis = await analyze(paths, analyzeOptionsOf(options));
    const report = reportOf(analysis);
    const view = { ...terminalView(options, paths, analysis), rules: rules.map((rule) => rule.meta) };
    for (const { name, file } of options.format ?? [{ name: "pretty", file: undefined }]) await emit(renderReport(name, report, view), file ?? options.output);
    const incomplete = incompleteness(analysis);
    if (incomplete !== null) {
      process.stderr.write(`mldebt: analysis incomplete: ${incomplete}\n`);
      process.exitCode = EXIT.incomplete;
    } else if (!report.gate.passed && options.gate) process.exitCode = EXIT.gateFailed;
  });
}
