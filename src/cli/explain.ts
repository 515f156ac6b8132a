import pc from "picocolors";
import { InvalidArgumentError, type Command } from "commander";
import { analyze, UsageError } from "../engine/analyze.js";
import { reportOf } from "../engine/report-of.js";
import { rules } from "../engine/rule-list.js";
import { readRulePage } from "../engine/rule-page.js";
import { nearest } from "../engine/settings.js";
import { nodeMeant } from "../graph/focus.js";
import { closure } from "../graph/queries/closure.js";
import { renderClosure } from "../report/explain/closure-page.js";
import { findFinding } from "../report/explain/find-finding.js";
import { renderFindingJson, renderFindingPage } from "../report/explain/finding-page.js";
import { renderRuleJson, renderRulePage } from "../report/explain/rule-page.js";
import { renderScoreJson, renderScorePage } from "../report/explain/score-page.js";
import { explainScore } from "../score/explain-score.js";
import { analyzeOptionsOf, wantsColor, withCommonOptions, type CommonOptions } from "./common-options.js";
import { emit } from "./output.js";
import { terminalView } from "./terminal-view.js";

interface ExplainOptions extends CommonOptions {
  readonly format: string;
  readonly root?: readonly string[];
  readonly score?: boolean;
  readonly closure?: string;
  readonly sensitivity?: boolean;
  readonly budget?: number;
}

/** `mldebt explain [RULE | FINDING | --score | --closure NODE]`. */
export function addExplainVerb(program: Command): void {
  const command = program
    .command("explain")
    .description("explain a rule, prove a finding, break down the score, or show what a node depends on")
    .argument("[subject]", "a rule's id, or a finding's key (at least 8 digits of it)")
    .option("--root <path>", "root of the repository (repeatable; default: .)", (word: string, before: readonly string[] = []) => [...before, word])
    .option("--format <name>", "text or json", "text")
    .option("--score", "where the debt index comes from, exactly")
    .option("--budget <minutes>", "with --score: the best plan for so many minutes of work", minutes)
    .option("--sensitivity", "with --score: how the index depends on each constant")
    .option("--closure <node>", "what a node depends on and what depends on it");
  withCommonOptions(command).action(async (subject: string | undefined, options: ExplainOptions) => {
    await emit(await explain(subject, options), options.output);
  });
}

async function explain(subject: string | undefined, options: ExplainOptions): Promise<string> {
  const json = options.format === "json";
  const rule = rules.find(({ meta }) => meta.id === subject);
  if (rule) {
    const readme = readRulePage(rule.meta.id);
    return json ? renderRuleJson(rule.meta, readme) : renderRulePage(rule.meta, readme, { style: pc.createColors(wantsColor(options)), width: 100 });
  }
  if (subject === undefined && !options.score && options.closure === undefined) throw new UsageError("explain what? A rule, a finding's key, --score, or --closure NODE");
  if (subject !== undefined && !/^(v1:)?[0-9a-f]+$/i.test(subject)) {
    const near = nearest(subject, rules.map(({ meta }) => meta.id));
    throw new UsageError(`there is no rule ${subject}${near ? `; did you mean ${near}?` : ""}`);
  }
  const paths = options.root ?? ["."];
  const analysis = await analyze(paths, analyzeOptionsOf(options));
  const report = reportOf(analysis);
  const { colors: style, width, lineOf } = terminalView(options, paths, analysis);
  if (options.closure !== undefined) {
    const id = nodeMeant(analysis.graph, options.closure);
    if (id === null) throw new UsageError(`no single node is called ${options.closure}; \`mldebt graph\` lists them`);
    return renderClosure({ id, graph: analysis.graph, up: closure(analysis.graph, id, "up"), down: closure(analysis.graph, id, "down") }, json);
  }
  if (options.score) {
    const explanation = explainScore(analysis.scoreInput, { budgetMinutes: options.budget ?? null, sensitivity: options.sensitivity === true });
    return json ? renderScoreJson(report, explanation) : renderScorePage(report, explanation, { style, width });
  }
  const meant = findFinding(report, subject ?? "");
  if (meant.kind === "short") throw new UsageError(`${subject ?? ""} is too short: give at least 8 digits of the key`);
  if (meant.kind === "none") throw new UsageError(`no finding of these roots has the key ${subject ?? ""}`);
  if (meant.kind === "ambiguous") throw new UsageError(`several findings start so: ${meant.keys.join(", ")}`);
  return json ? renderFindingJson(report, meant.finding) : renderFindingPage(report, meant.finding, { style, width, lineOf });
}

function minutes(word: string): number {
  const n = Number(word);
  if (!(n > 0)) throw new InvalidArgumentError("a number of minutes above 0");
  return n;
}
