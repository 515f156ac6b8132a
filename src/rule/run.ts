import { compareSpans, compareText } from "../facts/location.js";
import type { Graph, Problem } from "../graph/graph.js";
import { worlds } from "../graph/worlds.js";
import type { JudgedFinding } from "./judged-finding.js";
import { findingKey, type Hash } from "./key.js";
import { resolveOptions } from "./options.js";
import { checkSuppressions, staleSuppression } from "./stale-suppression.js";
import { readSilences, silenceOf, suppressedBy, type FileSuppression, type SettingSuppression, type Silence } from "./suppress.js";
import type { Finding, Rule, RuleMeta, RuleOptions, Severity } from "./rule.js";

/** What the settings say of one rule: a severity, or an object with severity and options. */
export type RuleSetting = Severity | "off" | ({ readonly severity?: Severity | "off" | undefined } & Readonly<Record<string, unknown>>);

/** All that a run of the rules depends on. */
export interface RunInput {
  readonly graph: Graph;
  readonly rules: readonly Rule[];
  /** `rules:` of the settings, by rule id. */
  readonly settings: Readonly<Record<string, RuleSetting>>;
  readonly comments: readonly FileSuppression[];
  readonly suppress: readonly SettingSuppression[];
  /** Day of judgement, `YYYY-MM-DD`; null where unknown. */
  readonly asOf: string | null;
  readonly hash: Hash;
}

/** What a run of the rules gives. */
export interface RunResult {
  /** By path, place and rule; `possible` ones are there, not counted. */
  readonly findings: readonly JudgedFinding[];
  readonly problems: readonly Problem[];
}

/** Runs the enabled rules over each world of the graph; a rule that fails costs a problem, never the run. */
export function runRules(input: RunInput): RunResult {
  const problems: Problem[] = [];
  const complain = (kind: Problem["kind"], message: string): void => void problems.push({ path: "", line: 1, column: 1, kind, message });
  const metas = new Map(input.rules.map((rule) => [rule.meta.id, rule.meta]));
  for (const id of Object.keys(input.settings).sort()) if (!metas.has(id)) complain("settings", `the settings name rule ${id}, which does not exist`);
  const views = worlds(input.graph);
  const found: Finding[] = [];
  const ran = new Set<string>();
  for (const rule of [...input.rules].sort((a, b) => compareText(a.meta.id, b.meta.id))) {
    const { severity, given } = settingOf(input.settings[rule.meta.id]);
    if (severity === "off") continue;
    const { options, complaints } = resolveOptions(rule.meta, given);
    for (const complaint of complaints) complain("settings", complaint);
    ran.add(rule.meta.id);
    const told = new Set<string>();
    for (const view of views) {
      const inView: Finding[] = [];
      const failure = collect(rule, view, options, severity, inView);
      // A place that production shares with an example or a notebook is repaired by one edit: the first world tells it.
      found.push(...inView.filter((finding) => !told.has(placeOf(finding))));
      for (const finding of inView) told.add(placeOf(finding));
      if (failure === null) continue;
      complain("internal", `rule ${rule.meta.id} failed: ${failure}`);
      ran.delete(rule.meta.id);
    }
  }
  const silences = readSilences(input.comments, input.suppress, { knownRules: new Set(metas.keys()), asOf: input.asOf });
  const used = new Set<Silence>();
  const suppressed = new Map<Finding, Silence>();
  for (const finding of found) {
    const silence = silenceOf(finding, silences);
    if (silence) suppressed.set(finding, used.add(silence) && silence);
  }
  const broken = new Set(input.graph.problems.filter((problem) => problem.kind !== "note").map((problem) => problem.path));
  const judged = (silence: Silence): boolean => ran.has(silence.rule) && (silence.by === "settings" || !broken.has(silence.at.path));
  found.push(...checkSuppressions(silences, used, judged));
  return { findings: numbered(found, metas, suppressed, input.hash), problems };
}

function placeOf({ subject, kind, at }: Finding): string {
  return [subject, kind, at.path, at.line, at.column].join("\0");
}

function settingOf(setting: RuleSetting | undefined): { readonly severity: Severity | "off" | null; readonly given: Readonly<Record<string, unknown>> } {
  if (setting === undefined) return { severity: null, given: {} };
  if (typeof setting === "string") return { severity: setting, given: {} };
  const { severity, ...given } = setting;
  return { severity: severity ?? null, given };
}

/** Appends what a rule finds in one view; gives the message if the rule fails on the way. */
function collect(rule: Rule, view: Graph, options: RuleOptions, severity: Severity | null, into: Finding[]): string | null {
  try {
    for (const finding of rule.check(view, options)) into.push(severity === null ? finding : { ...finding, severity: overridden(finding.severity, rule.meta.severity, severity) });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const RANK: readonly Severity[] = ["note", "warn", "error"];

/** A set severity replaces the rule's own; kinds that a rule judges milder or harder than its own severity stay so where the setting allows. */
function overridden(own: Severity, base: Severity, set: Severity): Severity {
  const [of, from, to] = [RANK.indexOf(own), RANK.indexOf(base), RANK.indexOf(set)];
  const rank = of < from ? Math.min(of, to) : to < from ? to : Math.max(of, to);
  return RANK[of === from ? to : rank] ?? set;
}

/** Orders, drops exact repetitions, and gives each finding its key: equal identities are numbered by place. */
function numbered(found: readonly Finding[], metas: ReadonlyMap<string, RuleMeta>, suppressed: ReadonlyMap<Finding, Silence>, hash: Hash): readonly JudgedFinding[] {
  const ordinals = new Map<string, number>();
  const judged: JudgedFinding[] = [];
  let last: Finding | null = null;
  for (const finding of [...found].sort(compareFindings)) {
    if (last !== null && compareFindings(last, finding) === 0) continue;
    last = finding;
    const identity = `${finding.rule}\0${finding.subject}\0${finding.discriminator}`;
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    const meta = finding.rule === staleSuppression.id ? null : (metas.get(finding.rule) ?? null);
    const silence = suppressed.get(finding);
    judged.push({
      ...finding,
      key: findingKey(hash, finding, ordinal),
      category: meta?.category ?? null,
      minutes: meta?.minutes ?? 0,
      minutesPerGap: meta?.minutesPerGap ?? 0,
      suppressed: silence ? suppressedBy(silence) : null,
      counted: meta !== null && !silence && finding.confidence !== "possible",
    });
  }
  return judged;
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.at.path, b.at.path) || compareSpans(a.at, b.at) || compareText(a.rule, b.rule) || compareText(a.subject, b.subject) ||
    compareText(a.discriminator, b.discriminator) || compareText(a.kind ?? "", b.kind ?? "")
  );
}
