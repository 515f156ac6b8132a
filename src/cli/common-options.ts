import { InvalidArgumentError, Option, type Command } from "commander";
import { nearest } from "../engine/settings.js";
import { rules } from "../engine/rule-list.js";
import type { AnalyzeOptions } from "../engine/analyze.js";
import type { RuleSetting } from "../rule/run.js";

/** Options that every analysing verb takes, as commander gives them. */
export interface CommonOptions {
  readonly output?: string;
  readonly config?: string;
  readonly rule?: Readonly<Record<string, RuleSetting>>;
  readonly minConfidence?: "possible" | "likely" | "certain";
  readonly threads?: number;
  readonly cache: boolean;
  readonly cacheDir?: string;
  readonly stats?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly asOf?: string;
}

/** Adds the common options to a verb. */
export function withCommonOptions(command: Command): Command {
  return command
    .option("-o, --output <file>", "write the result to a file instead of stdout")
    .option("--config <file>", "settings file (default: mldebt.yaml of the root)")
    .option("--rule <id[=severity]>", "switch a rule to off, note, warn or error (repeatable)", collectRule)
    .addOption(new Option("--min-confidence <level>", "hide findings below this confidence").choices(["possible", "likely", "certain"]))
    .option("--threads <n>", "threads for reading files (default: all cores)", positive)
    .option("--no-cache", "read every file anew")
    .option("--cache-dir <folder>", "folder of the facts cache")
    .option("--as-of <date>", "day of judgement, YYYY-MM-DD (default: the day of the newest commit)", day)
    .option("--stats", "print what was and was not understood")
    .option("--quiet", "print findings and verdict only")
    .option("--color", "colour even where stdout is no terminal")
    .option("--no-color", "no colour");
}

/** The engine's options of a verb's options. */
export function analyzeOptionsOf(options: CommonOptions): AnalyzeOptions {
  return {
    config: options.config,
    ...(options.rule && { rules: options.rule }),
    threads: options.threads ?? 0,
    ...(options.cache === false ? { cacheDir: null } : options.cacheDir !== undefined && { cacheDir: options.cacheDir }),
    asOf: options.asOf,
  };
}

/** True where colour is wanted: asked for, or a terminal that does not refuse. */
export function wantsColor(options: CommonOptions): boolean {
  if (options.color !== undefined) return options.color;
  return Boolean(process.stdout.isTTY) && !process.env["NO_COLOR"] && options.output === undefined;
}

function collectRule(word: string, before: Record<string, RuleSetting> = {}): Record<string, RuleSetting> {
  const [id = "", severity = "warn"] = word.split("=");
  const ids = rules.map((rule) => rule.meta.id);
  if (!ids.includes(id)) {
    const near = nearest(id, ids);
    throw new InvalidArgumentError(`there is no rule ${id}${near ? `; did you mean ${near}?` : ""}`);
  }
  if (severity !== "off" && severity !== "note" && severity !== "warn" && severity !== "error") {
    throw new InvalidArgumentError(`${severity} is no severity: off, note, warn or error`);
  }
  return { ...before, [id]: severity };
}

function positive(word: string): number {
  const n = Number(word);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError("a whole number from 1");
  return n;
}

function day(word: string): string {
  const date = new Date(`${word}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word) || Number.isNaN(date.getTime())) throw new InvalidArgumentError("a day is written YYYY-MM-DD");
  return word;
}
