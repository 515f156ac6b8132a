import { createHash } from "node:crypto";
import type { Command } from "commander";
import { analyze } from "../engine/analyze.js";
import { tool } from "../engine/assets.js";
import { reportOf } from "../engine/report-of.js";
import { publish } from "../graph/publish.js";
import { renderHtml } from "../report/html.js";
import { explainScore } from "../score/explain-score.js";
import { analyzeOptionsOf, withCommonOptions, type CommonOptions } from "./common-options.js";
import { emit } from "./output.js";

/** `mldebt report [PATH...] -o debt.html`: the debt report as one self-contained page. */
export function addReportVerb(program: Command): void {
  const command = program.command("report").description("write the debt report: one self-contained HTML page").argument("[paths...]", "roots of the repositories", ["."]);
  withCommonOptions(command).action(async (paths: string[], options: CommonOptions) => {
    const analysis = await analyze(paths, analyzeOptionsOf(options));
    const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
    await emit(renderHtml(reportOf(analysis), { hash, explanation: explainScore(analysis.scoreInput), graph: publish(analysis.graph, tool) }), options.output);
  });
}
