import { CONFIDENCES, type Confidence } from "../facts/vocabulary.js";
import type { JudgedFinding } from "./judged-finding.js";
import type { Severity } from "./rule.js";
import { staleSuppression } from "./stale-suppression.js";

/** A bound on a figure, and on its increase since the base. */
export interface Limit {
  readonly max?: number | undefined;
  readonly maxIncrease?: number | undefined;
}

/** `gate:` of the settings (GATE section 4). What bounds the reading itself (`unreadable`) and where the policy comes from is for the caller. */
export interface GateSettings {
  readonly newFindings?: Readonly<Partial<Record<Severity, number>>> | undefined;
  readonly newPrincipalMinutes?: Limit | undefined;
  readonly index?: Limit | undefined;
  readonly categories?: Readonly<Record<string, Limit>> | undefined;
  readonly rules?: Readonly<Record<string, Limit>> | undefined;
  readonly minConfidence?: Confidence | undefined;
  readonly expiredSuppressions?: Limit | undefined;
  readonly staleBaseline?: Limit | undefined;
  readonly newSources?: Limit | undefined;
  readonly measures?: Readonly<Record<string, { readonly maxIncrease: number }>> | undefined;
  readonly ratchet?: boolean | undefined;
}

/** Figures of one state of the repository. */
export interface GateState {
  readonly findings: readonly JudgedFinding[];
  readonly index: number;
  readonly categories: readonly { readonly id: string; readonly index: number }[];
  /** Entries of the baseline that nothing matches. */
  readonly staleBaseline?: readonly string[];
  readonly measures?: Readonly<Record<string, number>>;
}

/** All that a verdict depends on. */
export interface GateInput {
  /** Absent without a `gate:` in the settings: then the default holds. */
  readonly settings?: GateSettings | null | undefined;
  readonly head: GateState;
  /** The state before; null without `--base`. */
  readonly base: GateState | null;
  /** Keys of findings that neither base nor baseline knows; null where there is nothing to compare with. */
  readonly newKeys: ReadonlySet<string> | null;
  readonly principalOf: (key: string) => number;
  /** Sources that the head has and the base has not; null where unknown. */
  readonly newSources?: readonly string[] | null;
}

/** One condition with what it was judged by. */
export interface Condition {
  /** The key of the settings: `newFindings.error`, `index.maxIncrease`. */
  readonly id: string;
  /** Null where it could not be judged for want of a base or baseline. */
  readonly passed: boolean | null;
  readonly limit: number;
  readonly value: number | null;
  /** Keys of the findings responsible, where the condition fails. */
  readonly findings: readonly string[];
  readonly says: string;
}

/** The verdict: failed where a condition failed. */
export interface GateResult {
  readonly passed: boolean;
  readonly conditions: readonly Condition[];
}

/** How far an index may stand above the base before a ratchet holds it. */
const INDEX_SLACK = 0.05;
const SEVERITIES: readonly Severity[] = ["error", "warn", "note"];
const WITHOUT_SETTINGS: GateSettings = { newFindings: { error: 0 } };

/** Judges all conditions of the settings; without settings, that no new error came in, if there is something to compare with. */
export function evaluateGate(input: GateInput): GateResult {
  if (!input.settings && input.newKeys === null) return { passed: true, conditions: [] };
  const conditions = judge(input, input.settings ?? WITHOUT_SETTINGS);
  return { passed: conditions.every((condition) => condition.passed !== false), conditions };
}

function judge(input: GateInput, settings: GateSettings): readonly Condition[] {
  const { head, base, newKeys } = input;
  const counts = (finding: JudgedFinding): boolean => !finding.suppressed && CONFIDENCES.indexOf(finding.confidence) >= CONFIDENCES.indexOf(settings.minConfidence ?? "likely");
  const [now, before] = [head.findings.filter(counts), base?.findings.filter(counts)];
  const fresh = newKeys && now.filter((finding) => newKeys.has(finding.key));
  const figures = (name: string, read: (state: GateState, findings: readonly JudgedFinding[]) => number, slack = 0): Figure => ({
    name, value: round(read(head, now)), before: base && before ? round(read(base, before)) : null, slack, ratchet: settings.ratchet === true, culprits: keysOf(fresh ?? now),
  });
  const conditions: Condition[] = [];
  for (const severity of SEVERITIES) {
    const limit = settings.newFindings?.[severity];
    if (limit === undefined) continue;
    const mine = fresh && fresh.filter((finding) => finding.severity === severity);
    conditions.push(condition(`newFindings.${severity}`, `new findings of severity ${severity}`, limit, mine && mine.length, keysOf(mine ?? [])));
  }
  if (settings.newPrincipalMinutes?.max !== undefined) {
    const minutes = fresh && round(fresh.reduce((sum, finding) => sum + input.principalOf(finding.key), 0));
    conditions.push(condition("newPrincipalMinutes.max", "minutes of principal that new findings add", settings.newPrincipalMinutes.max, minutes, keysOf(fresh ?? [])));
  }
  conditions.push(...bounded("index", settings.index, figures("debt index", (state) => state.index, INDEX_SLACK)));
  for (const [id, limit] of sorted(settings.categories)) {
    const mine = figures(`index of ${id}`, (state) => state.categories.find((category) => category.id === id)?.index ?? 0, INDEX_SLACK);
    conditions.push(...bounded(`categories.${id}`, limit, { ...mine, culprits: keysOf((fresh ?? now).filter((finding) => finding.category === id)) }));
  }
  for (const [id, limit] of sorted(settings.rules)) {
    const mine = figures(`findings of ${id}`, (_, findings) => findings.filter((finding) => finding.rule === id).length);
    conditions.push(...bounded(`rules.${id}`, limit, { ...mine, culprits: keysOf(now.filter((finding) => finding.rule === id)) }));
  }
  const expired = (findings: readonly JudgedFinding[]): readonly JudgedFinding[] => findings.filter((finding) => finding.rule === staleSuppression.id && (finding.kind === "expired" || finding.kind === "bad-date"));
  conditions.push(...bounded("expiredSuppressions", settings.expiredSuppressions, { ...figures("expired suppressions", (_, findings) => expired(findings).length), culprits: keysOf(expired(now)) }));
  conditions.push(...bounded("staleBaseline", settings.staleBaseline, { ...figures("stale entries of the baseline", (state) => state.staleBaseline?.length ?? 0), culprits: head.staleBaseline ?? [] }));
  if (settings.newSources?.max !== undefined) conditions.push(condition("newSources.max", "sources that nobody had declared before", settings.newSources.max, input.newSources?.length ?? null, []));
  for (const [name, limit] of sorted(settings.measures)) {
    const [value, old] = [head.measures?.[name], base?.measures?.[name]];
    conditions.push(condition(`measures.${name}.maxIncrease`, `increase of ${name}`, limit.maxIncrease, value === undefined || old === undefined ? null : round(value - old), []));
  }
  return conditions;
}

/** A figure with the value that it had at the base. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly before: number | null;
  readonly slack: number;
  readonly ratchet: boolean;
  readonly culprits: readonly string[];
}

/** Both bounds of a limit. A ratchet makes the level of the base the limit where that is lower. */
function bounded(id: string, limit: Limit | undefined, { name, value, before, slack, ratchet, culprits }: Figure): readonly Condition[] {
  const conditions: Condition[] = [];
  if (limit?.max !== undefined) {
    const max = ratchet && before !== null ? Math.min(limit.max, round(before + slack)) : limit.max;
    conditions.push(condition(`${id}.max`, name, max, value, culprits));
  }
  if (limit?.maxIncrease !== undefined) conditions.push(condition(`${id}.maxIncrease`, `increase of the ${name}`, limit.maxIncrease, before === null ? null : round(value - before), culprits));
  return conditions;
}

function condition(id: string, name: string, limit: number, value: number | null, culprits: readonly string[]): Condition {
  if (value === null) return { id, passed: null, limit, value, findings: [], says: `${name}: not judged, since there is nothing to compare with` };
  const passed = value <= limit;
  return { id, passed, limit, value, findings: passed ? [] : culprits, says: `${name}: ${shown(value, limit)}, at most ${shown(limit, value)} allowed` };
}

/** Two decimals, or all of them where two would hide the difference from the other figure. */
function shown(figure: number, other: number): string {
  return String(figure.toFixed(2) === other.toFixed(2) ? figure : Number(figure.toFixed(2)));
}

function keysOf(findings: readonly JudgedFinding[]): readonly string[] {
  return findings.map((finding) => finding.key).sort();
}

function sorted<T>(record: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] {
  return Object.entries(record ?? {}).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Comparisons use what is printed: six decimals. */
function round(figure: number): number {
  return Math.round(figure * 1e6) / 1e6;
}
