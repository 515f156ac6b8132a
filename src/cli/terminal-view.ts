import pc from "picocolors";
import { sourceLines } from "../engine/source-lines.js";
import type { Analysis } from "../engine/analyze.js";
import type { View } from "../report/formats.js";
import { wantsColor, type CommonOptions } from "./common-options.js";

const DEFAULT_WIDTH = 100;

/** How results are drawn: colours where wanted, the terminal's width, and the text of analysed lines. */
export function terminalView(options: CommonOptions, folders: readonly string[], analysis: Analysis): View {
  return {
    colors: pc.createColors(wantsColor(options)),
    width: process.stdout.isTTY ? Math.max(60, process.stdout.columns ?? DEFAULT_WIDTH) : DEFAULT_WIDTH,
    minConfidence: options.minConfidence ?? analysis.policy.settings.minConfidence,
    quiet: options.quiet === true,
    stats: options.stats === true,
    lineOf: sourceLines(folders, analysis.roots.map((root) => root.name)),
  };
}
