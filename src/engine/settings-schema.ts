import * as v from "valibot";

const text = v.string();
const severity = v.picklist(["off", "note", "warn", "error"]);
const date = v.pipe(v.union([v.string(), v.date()]), v.transform((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value)), v.regex(/^\d{4}-\d{2}-\d{2}$/, "a date is written YYYY-MM-DD"));
const severityName = v.picklist(["note", "warn", "error"]);
const confidence = v.picklist(["possible", "likely", "certain"]);
const limit = v.strictObject({ max: v.optional(v.number()), maxIncrease: v.optional(v.number()) });

/** Shape of `mldebt.yaml` (CONTRACT section 5, DECISIONS 19). */
export const settingsSchema = v.strictObject({
  name: v.optional(v.pipe(text, v.regex(/^[^/\s]+$/, "a root's name holds no slash and no blank"))),
  ignore: v.optional(v.array(text), []),
  rules: v.optional(v.record(text, v.union([severity, v.looseObject({ severity: v.optional(severity) })])), {}),
  minConfidence: v.optional(confidence, "likely"),
  owners: v.optional(v.union([text, v.record(text, text)])),
  consumers: v.optional(v.array(v.strictObject({ name: text, owner: v.optional(text), reads: v.array(text), until: v.optional(date) })), []),
  resources: v.optional(
    v.array(v.strictObject({ match: text, kind: v.optional(text), owner: v.optional(text), versioned: v.optional(v.boolean()), alias: v.optional(text) })),
    [],
  ),
  feedback: v.optional(v.array(v.strictObject({ through: text, isCausedBy: text, exploration: v.optional(text) })), []),
  sql: v.optional(v.strictObject({ dialect: v.optional(text), dialects: v.optional(v.record(text, text), {}) })),
  flags: v.optional(
    v.strictObject({
      closed: v.optional(v.boolean()), environments: v.optional(v.record(text, text)), permanent: v.optional(v.array(text)), aliases: v.optional(v.array(text)),
      maxAgeDays: v.optional(v.number()), telemetry: v.optional(text), experiments: v.optional(text),
    }),
  ),
  features: v.optional(v.strictObject({ keep: v.optional(v.array(text)), audit: v.optional(v.array(text)) })),
  models: v.optional(v.array(v.strictObject({ match: text, risk: v.optional(text), static: v.optional(v.boolean()), thresholdReviewed: v.optional(v.union([v.boolean(), date])) }))),
  roles: v.optional(v.record(text, v.picklist(["production", "test", "example", "documentation", "vendored", "generated"])), {}),
  platform: v.optional(v.looseObject({})),
  suppress: v.optional(
    v.array(v.strictObject({ rule: text, path: v.optional(text), subject: v.optional(text), reason: v.optional(text), until: v.optional(date) })),
    [],
  ),
  score: v.optional(
    v.strictObject({
      categoryWeights: v.optional(v.record(text, v.number()), {}), nodeWeights: v.optional(v.record(text, v.number()), {}), horizonYears: v.optional(v.number(), 1),
      explain: v.optional(v.picklist(["shapley", "proportional"]), "shapley"), minutes: v.optional(v.record(text, v.number()), {}),
    }),
  ),
  catalog: v.optional(v.array(text), []),
  gate: v.optional(
    v.strictObject({
      newFindings: v.optional(v.record(severityName, v.number())), newPrincipalMinutes: v.optional(limit), index: v.optional(limit), categories: v.optional(v.record(text, limit)),
      rules: v.optional(v.record(text, limit)), minConfidence: v.optional(confidence), expiredSuppressions: v.optional(limit), staleBaseline: v.optional(limit),
      unreadable: v.optional(v.strictObject({ maxShare: v.optional(v.number(), 0.02) })), ratchet: v.optional(v.boolean()), policyFrom: v.optional(v.picklist(["base", "head"])),
      newSources: v.optional(limit), measures: v.optional(v.record(text, v.strictObject({ maxIncrease: v.number() }))),
    }),
  ),
});

/** Settings of one root after defaults. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** All keys that the settings know, for the nearest-key hint: `gate.newFindings` and the like. */
export const settingsKeys: readonly string[] = keysOf(settingsSchema, "");

function keysOf(schema: unknown, prefix: string): string[] {
  // Optional and wrapped schemas hold the inner one under `wrapped`, arrays under `item`, unions under `options`.
  const node = schema as { entries?: Record<string, unknown>; wrapped?: unknown; item?: unknown; options?: readonly unknown[] };
  if (node.wrapped) return keysOf(node.wrapped, prefix);
  if (node.item) return keysOf(node.item, prefix);
  if (node.options) return node.options.flatMap((option) => keysOf(option, prefix));
  if (!node.entries) return [];
  return Object.entries(node.entries).flatMap(([key, value]) => [prefix + key, ...keysOf(value, `${prefix}${key}.`)]);
}
