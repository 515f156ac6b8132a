import type { Command } from "commander";
import { analyze, UsageError } from "../engine/analyze.js";
import { focus } from "../graph/focus.js";
import { publish } from "../graph/publish.js";
import { GRAPH_FORMATS, renderGraph } from "../report/graph-formats.js";
import { tool } from "../engine/assets.js";
import { analyzeOptionsOf, withCommonOptions, type CommonOptions } from "./common-options.js";
import { collectFormat, type FormatChoice } from "./format-option.js";
import { emit } from "./output.js";

interface GraphOptions extends CommonOptions {
  readonly format?: readonly FormatChoice[];
  readonly focus?: string;
  readonly depth?: number;
}

/** `mldebt graph [PATH...]`: the data and dependency graph. */
export function addGraphVerb(program: Command): void {
  const command = program
    .command("graph")
    .description("print the data and dependency graph")
    .argument("[paths...]", "roots of the repositories", ["."])
    .option("--format <name[=file]>", `${GRAPH_FORMATS.join(", ")} (repeatable)`, collectFormat(GRAPH_FORMATS))
    .option("--focus <node>", "only what this node depends on and what depends on it")
    .option("--depth <n>", "steps around the focus", Number);
  withCommonOptions(command).action(async (paths: string[], options: GraphOptions) => {
    const { graph } = await analyze(paths, analyzeOptionsOf(options));
    const shown = options.focus === undefined ? graph : focus(graph, options.focus, options.depth ?? Infinity);
    if (!shown) throw new UsageError(`no single node is called ${options.focus}`);
    for (const { name, file } of options.format ?? [{ name: "json", file: undefined }]) await emit(renderGraph(name, publish(shown, tool)), file ?? options.output);
  });
}
