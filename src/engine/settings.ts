import * as v from "valibot";
import { isCollection, isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from "yaml";
import type { Location } from "../facts/location.js";
import { settingsKeys, settingsSchema, type Settings } from "./settings-schema.js";

/** A mistake in the settings: usage error, exit code 2. `message` names file, line and, for a key, the nearest valid one. */
export class SettingsError extends Error {
  constructor(readonly path: string, readonly line: number, message: string) {
    super(`${path}:${line}: ${message}`);
    this.name = "SettingsError";
  }
}

/** Settings with the place of each part, so that declarations can be cited. */
export interface PlacedSettings {
  readonly settings: Settings;
  readonly path: string;
  /** Place of a key path (`["consumers", 0]`); line 1 where unknown. */
  placeOf(keys: readonly (string | number)[]): Location;
}

/** The settings of a root without a file. */
export function defaultSettings(path = "mldebt.yaml"): PlacedSettings {
  return { settings: v.parse(settingsSchema, {}), path, placeOf: () => ({ path, line: 1, column: 1, endLine: 1, endColumn: 1 }) };
}

/** Reads the text of `mldebt.yaml`. Throws SettingsError at the first mistake. */
export function parseSettings(text: string, path: string): PlacedSettings {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  const error = document.errors[0];
  if (error) throw new SettingsError(path, lineAt(error.pos[0]), error.message);
  const result = v.safeParse(settingsSchema, document.toJS() ?? {});
  if (!result.success) {
    // A misspelt key also leaves the right one missing: the misspelling is the mistake to name.
    const issue = result.issues.find(isUnknownKey) ?? result.issues[0];
    const keys = (issue.path ?? []).map((item) => item.key as string | number);
    throw new SettingsError(path, lineAt(offsetOf(document, keys, isUnknownKey(issue))), explain(issue, keys));
  }
  return {
    settings: result.output,
    path,
    placeOf: (keys) => {
      const node = document.getIn(keys, true) as Node | undefined;
      const [start, end] = [node?.range?.[0] ?? 0, node?.range?.[1] ?? 0];
      const [from, to] = [counter.linePos(start), counter.linePos(Math.max(start, end))];
      return { path, line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
    },
  };
}

function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === "strict_object" && issue.expected === "never";
}

function explain(issue: v.BaseIssue<unknown>, keys: readonly (string | number)[]): string {
  const key = keys.join(".");
  if (issue.type === "strict_object" && !isUnknownKey(issue)) return `\`${key}\` is missing`;
  if (!isUnknownKey(issue)) return `\`${key}\`: ${issue.message}`;
  const near = nearest(keys.filter((part) => typeof part === "string").join("."), settingsKeys);
  return `unknown key \`${key}\`${near ? `; did you mean \`${near}\`?` : ""}`;
}

function offsetOf(document: Document, keys: readonly (string | number)[], wantsKey: boolean): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      const at = (wantsKey || !pair?.value ? pair?.key : pair.value) as Node | undefined;
      offset = at?.range?.[0] ?? offset;
      node = pair?.value;
    } else if (isCollection(node)) {
      node = node.items[Number(key)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    }
  }
  return offset;
}

/** The candidate with the smallest edit distance, if it is at most two letters or a third of the word. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const scored = candidates.map((candidate) => ({ candidate, distance: editDistance(word, candidate) })).sort((a, b) => a.distance - b.distance);
  const best = scored[0];
  return best && best.distance <= Math.max(word.length < 4 ? 1 : 2, word.length / 3) ? best.candidate : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
