import * as v from "valibot";
import { ACTS, CONFIDENCES, NODE_KINDS, ROLES } from "../facts/vocabulary.js";

const selector = v.union([v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))]);
const selectors = v.union([selector, v.array(selector)]);
const parts = v.union([selector, v.record(v.string(), selector)]);
const test = v.union([
  v.string(),
  v.strictObject({
    argument: selector, present: v.optional(v.boolean()), is: v.optional(v.array(v.string())), starts: v.optional(v.array(v.string())), contains: v.optional(v.array(v.string())),
  }),
]);
const tests = v.union([test, v.array(test)]);

const FORMS = [
  "uri", "path", "table", "sql", "sql-or-table", "bucket-key", "topic", "queue", "stream", "model-uri", "registry", "hf-repo", "hf-dataset", "feature-ref", "feature-view",
  "feature-group", "artifact", "experiment", "metric", "route", "url", "flag", "builtin-dataset", "memory", "handle", "command", "cron", "step", "package", "setting", "owner",
  "consumer", "feature",
] as const;
/** How a name is spelled at the call; a resource has exactly one of these keys. */
export type Form = (typeof FORMS)[number];
/** Says whether a word of the notation is a form. */
export function isForm(word: string): word is Form {
  return (FORMS as readonly string[]).includes(word);
}

const formParts = v.object(Object.fromEntries(FORMS.map((form) => [form, v.optional(parts)])) as Record<Form, ReturnType<typeof optionalParts>>); // the key type that fromEntries loses
function optionalParts() {
  return v.optional(parts);
}

const resourceEntries = { ...formParts.entries, kind: v.optional(v.picklist(NODE_KINDS)), platform: v.optional(v.string()) };
const resource = v.union([v.string(), v.strictObject(resourceEntries)]);

const effect = v.union([
  selector,
  v.strictObject({
    ...resourceEntries,
    role: v.optional(v.picklist(ROLES)), data: v.optional(selectors), label: v.optional(selectors), into: v.optional(selector), model: v.optional(selector), when: v.optional(tests),
    pin: v.optional(selectors), moving: v.optional(v.picklist(["moving-latest", "mutable-url", "unpinned-pretrained", "hosted-model", "unordered-limit"])),
    columns: v.optional(selector), mode: v.optional(v.picklist(["append", "replace"])), confidence: v.optional(v.picklist(CONFIDENCES)),
  }),
]);
const effects = v.union([effect, v.array(effect)]);

const TEXT_OPERATIONS = ["parent", "basename", "stem", "lower", "upper", "strip", "format", "replace", "with-suffix", "with-name", "separator-join", "split"] as const;
const plainResult = v.union([
  v.string(),
  v.strictObject({ path: selectors, type: v.optional(v.string()), listed: v.optional(v.boolean()) }),
  v.strictObject({ concat: selectors, type: v.optional(v.string()), listed: v.optional(v.boolean()) }),
  v.strictObject({ text: v.picklist(TEXT_OPERATIONS), of: selector, with: v.optional(selectors), type: v.optional(v.string()) }),
  v.strictObject({ environment: selector, default: v.optional(selector) }),
  v.strictObject({ document: selector, key: v.optional(selector) }),
  v.strictObject({ options: v.union([selector, v.literal(true)]), rest: v.optional(v.boolean()) }),
  v.strictObject({ callable: selector }),
  v.strictObject({ elements: selector }),
  v.strictObject({ get: selector, key: selector, default: v.optional(selector) }),
]);
const result = v.union([plainResult, v.strictObject({ tuple: v.array(plainResult) })]);

const option = v.strictObject({
  provider: v.string(), names: selector, dest: v.optional(selector), default: v.optional(selector), action: v.optional(selector), choices: v.optional(selector), type: v.optional(selector),
  scope: v.picklist(["receiver", "process", "unit"]), sets: v.optional(v.boolean()),
});
const invoke = v.strictObject({
  callable: selector, args: v.optional(v.array(selector)), keywords: v.optional(selector), list: v.optional(selector), elements: v.optional(v.array(selector)), job: v.optional(v.boolean()),
  name: v.optional(selector),
});

const names = v.union([v.string(), v.array(v.string())]);
const acts = Object.fromEntries(ACTS.map((act) => [act, v.optional(effects)])) as Record<(typeof ACTS)[number], ReturnType<typeof optionalEffects>>; // the key type that fromEntries loses
function optionalEffects() {
  return v.optional(effects);
}
const bodyEntries = {
  also: v.optional(names), ...acts, returns: v.optional(result), denotes: v.optional(resource), option: v.optional(option), invokes: v.optional(v.union([invoke, v.array(invoke)])),
  flows: v.optional(selectors), mutates: v.optional(v.strictObject({ target: selector, by: selectors })), converts: v.optional(v.string()),
  escapes: v.optional(v.picklist(["log", "copy", "all"])), when: v.optional(tests), confidence: v.optional(v.picklist(CONFIDENCES)),
};
const call = v.strictObject({ call: names, ...bodyEntries });
const decorator = v.strictObject({ decorator: names, ...bodyEntries });

const type = v.union([
  names,
  v.strictObject({
    extends: v.optional(names), is: v.optional(v.picklist(["model", "frame", "client", "handle", "namespace", "environment", "arguments", "document", "parser"])),
    attributes: v.optional(v.record(v.string(), v.string())), items: v.optional(v.string()), computed: v.optional(v.record(v.string(), plainResult)), also: v.optional(names),
  }),
]);

const TAGS = ["ml", "data", "container", "web", "orchestration", "storage", "tracking", "flags", "validation", "config"] as const;
const framework = v.strictObject({
  packages: v.optional(v.array(v.strictObject({ name: v.string(), modules: v.array(v.string()), tags: v.array(v.picklist(TAGS)) }))),
  aliases: v.optional(v.record(v.string(), v.string())),
  types: v.optional(v.record(v.string(), v.nullable(type))),
  calls: v.optional(v.array(call)),
  decorators: v.optional(v.array(decorator)),
  names: v.optional(v.record(v.string(), v.string())),
  examples: v.optional(v.array(v.strictObject({ code: v.string(), expect: v.optional(v.array(v.string())) }))),
});

/** One framework file as it is written (README of this folder). */
export type Framework = v.InferOutput<typeof framework>;
/** One entry of `calls` or `decorators` without its names. */
export type EntryBody = Omit<v.InferOutput<typeof call>, "call">;
/** One entry of `types`. */
export type TypeEntry = v.InferOutput<typeof type> | null;
export type SelectorText = v.InferOutput<typeof selector>;
export type PartsText = v.InferOutput<typeof parts>;
export type ResourceText = v.InferOutput<typeof resource>;
export type EffectText = v.InferOutput<typeof effect>;
export type ResultText = v.InferOutput<typeof result>;
export type TestText = v.InferOutput<typeof test>;
export type InvokeText = v.InferOutput<typeof invoke>;

/** A catalogue file by name; `content` is what its YAML or JSON holds. */
export interface CatalogueSource { readonly file: string; readonly content: unknown }

/** Checks the shape of a framework file; each problem names file, entry and key. */
export function validateFramework(source: CatalogueSource): { readonly framework: Framework | null; readonly problems: readonly string[] } {
  if (Array.isArray(source.content)) return { framework: null, problems: [`${source.file}: file: a mapping is expected, not a list`] };
  const parsed = v.safeParse(framework, source.content);
  if (parsed.success) return { framework: parsed.output, problems: [] };
  return { framework: null, problems: parsed.issues.map((issue) => `${source.file}: ${place(source.content, issue)}: ${issue.message}`) };
}

function place(content: unknown, issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map((item) => item.key as string | number); // valibot's keys of objects and arrays
  const [list, index] = keys;
  const entry = typeof list === "string" && typeof index === "number" ? entryName(content, list, index) : null;
  return entry === null ? keys.join(".") || "file" : [`${list} "${entry}"`, ...keys.slice(2)].join(".");
}

function entryName(content: unknown, list: string, index: number): string | null {
  const entries = (content as Record<string, unknown[]>)[list]; // an issue below list[index] exists only where the content has that shape
  const entry = entries?.[index] as Record<string, unknown> | undefined;
  const name = entry?.["call"] ?? entry?.["decorator"];
  return name === undefined ? null : String(name);
}
