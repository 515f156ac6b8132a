import * as v from "valibot";
import { commandEntries } from "./command-model.js";
import { ACTS, CONFIDENCES, NODE_KINDS, ROLES } from "../../facts/vocabulary.js";

const texts = v.union([v.string(), v.array(v.string())]);
const tests = v.record(v.string(), v.union([v.boolean(), texts]));
const actor = v.strictObject({ kind: v.picklist(NODE_KINDS), platform: v.optional(v.string()), name: texts });

const schedule = v.strictObject({ at: texts, when: v.optional(tests), name: v.optional(texts), cron: v.optional(texts), event: v.optional(texts) });

const run = v.union([v.string(), v.strictObject({ words: texts, when: v.optional(tests) })]);

const fact = v.strictObject({
  act: v.picklist(ACTS), at: v.optional(texts), when: v.optional(tests), kind: v.picklist(NODE_KINDS), form: v.string(), platform: v.optional(texts), name: v.optional(texts), role: v.optional(v.picklist(ROLES)),
  parts: v.optional(v.record(v.string(), texts)), directory: v.optional(texts), attributes: v.optional(v.record(v.string(), texts)), actor: v.optional(v.union([actor, v.literal("none")])), confidence: v.optional(v.picklist(CONFIDENCES)),
});

const scopeEntries = {
  when: v.optional(tests), expand: v.optional(v.string()), actor: v.optional(actor), environment: v.optional(v.array(v.string())), directory: v.optional(texts), after: v.optional(v.array(v.string())),
  schedules: v.optional(v.array(schedule)), runs: v.optional(v.array(run)), does: v.optional(v.array(fact)),
};

/** A part of a document with things of its own: a job, a step, a service. */
export type ScopeModel = {
  readonly at?: string | readonly string[] | undefined;
  readonly scopes?: readonly ScopeModel[] | undefined;
} & v.InferOutput<ReturnType<typeof plainScope>>;
function plainScope() {
  return v.strictObject(scopeEntries);
}
const scope: v.GenericSchema<ScopeModel> = v.strictObject({ ...scopeEntries, at: v.optional(texts), scopes: v.optional(v.lazy(() => v.array(scope))) });

const document = v.strictObject({
  ...scopeEntries, id: v.string(), files: v.array(v.string()), not: v.optional(v.array(v.string())), start: v.optional(v.picklist(["document", "repository"])), confidence: v.optional(v.picklist(CONFIDENCES)),
  scopes: v.optional(v.array(scope)),
});

const example = v.strictObject({ file: v.string(), text: v.string(), expect: v.array(v.string()) });
const documentFile = v.strictObject({ documents: v.optional(v.array(document)), examples: v.optional(v.array(example)), ...commandEntries });

/** One kind of document: which files, and what their keys mean. README of this folder says how it is written. */
export type DocumentModel = v.InferOutput<typeof document>;
/** A key path that names a resource. */
export type FactModel = v.InferOutput<typeof fact>;
/** A key path to shell text, or key paths whose words come one after the other; the first must be there. `=python` in front of them is a word itself. */
export type RunModel = v.InferOutput<typeof run>;
/** A key path that starts something: a cron expression or an event. */
export type ScheduleModel = v.InferOutput<typeof schedule>;
/** Who acts in a scope. */
export type ActorModel = v.InferOutput<typeof actor>;
/** Conditions on the keys of a scope: present, absent, or a text that matches one of some globs. */
export type TestsModel = v.InferOutput<typeof tests>;
/** A file of document models with its examples. */
export type DocumentFile = v.InferOutput<typeof documentFile>;

/** Checks the shape of a file of document models; each problem names the place. */
export function validateDocuments(file: string, content: unknown): { readonly content: DocumentFile | null; readonly problems: readonly string[] } {
  const parsed = v.safeParse(documentFile, content);
  if (parsed.success) return { content: parsed.output, problems: [] };
  return { content: null, problems: parsed.issues.map((issue) => `${file}: ${v.getDotPath(issue) ?? "file"}: ${issue.message}`) };
}
