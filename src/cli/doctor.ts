import type { Command } from "commander";
import { analyze } from "../engine/analyze.js";
import { diagnose, type Diagnosis, type Gap } from "../engine/doctor.js";
import { analyzeOptionsOf, withCommonOptions, type CommonOptions } from "./common-options.js";
import { emit } from "./output.js";

const LISTED = 20;

/** `mldebt doctor [PATH...]`: what was and was not understood, and why. */
export function addDoctorVerb(program: Command): void {
  const command = program
    .command("doctor")
    .description("say what was and was not understood in these repositories, and what would help")
    .argument("[paths...]", "roots of the repositories", ["."])
    .option("--format <name>", "text or json", "text");
  withCommonOptions(command).action(async (paths: string[], options: CommonOptions & { readonly format: string }) => {
    const diagnosis = diagnose(await analyze(paths, analyzeOptionsOf(options)));
    await emit(options.format === "json" ? `${JSON.stringify({ version: 1, ...diagnosis }, null, 2)}\n` : text(diagnosis), options.output);
  });
}

function text({ files, resources, reasons, unknown, problems }: Diagnosis): string {
  const percent = `${(100 * resources.share).toFixed(0)} %`;
  const list = (gaps: readonly Gap[]): string[] => [
    ...gaps.slice(0, LISTED).map((gap) => `  ${String(gap.count).padStart(5)}  ${gap.name}  (first in ${gap.at})`),
    ...(gaps.length > LISTED ? [`         and ${gaps.length - LISTED} more`] : []),
  ];
  return [
    "Files",
    ...files.map((it) => `  ${String(it.files).padStart(5)}  ${it.language}${it.withProblems > 0 ? `, ${it.withProblems} with problems` : ""}`),
    "",
    `Names of data and models: ${percent} of ${resources.known + resources.templates + resources.unresolved} calls resolved`,
    `  ${String(resources.known).padStart(5)}  fully known`,
    `  ${String(resources.templates).padStart(5)}  known in part (templates)`,
    `  ${String(resources.unresolved).padStart(5)}  not known`,
    ...(resources.share < 0.4 ? ["  Most names are unknown: silence of the rules proves little here."] : []),
    ...(reasons.length > 0 ? ["", "Why names are not known", ...list(reasons)] : []),
    ...(unknown.length > 0 ? ["", "Calls that no catalogue entry describes (an entry under `catalog:` in mldebt.yaml would help where they read or write data)", ...list(unknown)] : []),
    ...(problems.length > 0 ? ["", "Problems", ...problems.slice(0, LISTED).map((it) => `  ${it.path}:${it.line}  ${it.message}`), ...(problems.length > LISTED ? [`  and ${problems.length - LISTED} more`] : [])] : []),
    "",
  ].join("\n");
}
