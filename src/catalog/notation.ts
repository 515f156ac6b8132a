import type { ArgumentTest, Effect, ResourceExpression, ResultModel, Selector } from "../facts/observation.js";
import type { Act, NodeKind } from "../facts/vocabulary.js";
import { isForm, type EffectText, type Form, type PartsText, type ResourceText, type ResultText, type SelectorText, type TestText } from "./schema.js";

/** Takes note of a mistake in the notation. */
export type Fail = (message: string) => void;

const KIND_OF_FORM: Readonly<Record<Form, NodeKind>> = {
  uri: "file", path: "file", table: "table", sql: "table", "sql-or-table": "table", "bucket-key": "object", topic: "topic", queue: "topic", stream: "topic", "model-uri": "model",
  registry: "model", "hf-repo": "model", "hf-dataset": "dataset", "feature-ref": "feature", "feature-view": "feature-view", "feature-group": "feature-view", artifact: "artifact",
  experiment: "experiment", metric: "metrics", route: "service", url: "external", flag: "flag", "builtin-dataset": "dataset", memory: "dataset", handle: "file", command: "job",
  cron: "schedule", step: "job", package: "package", setting: "setting", owner: "owner", consumer: "consumer", feature: "feature",
};
const PLACES = ["receiver", "result", "arguments", "keywords", "unit"] as const;

/** Reads `a.{b,c}.{d,e}` as all its spellings. */
export function expandBraces(text: string): readonly string[] {
  if (!text.includes("{")) return [text];
  let pending = [text];
  for (;;) {
    const next = pending.flatMap((item) => {
      const found = /\{([^{}]*)\}/.exec(item);
      return found ? (found[1] ?? "").split(",").map((word) => item.slice(0, found.index) + word.trim() + item.slice(found.index + found[0].length)) : [item];
    });
    if (next.length === pending.length && next.every((item, i) => item === pending[i])) return next;
    pending = [...new Set(next)];
  }
}

/** Reads `0 path|file`, `path`, `$receiver`, `=text`, each with `[key]` behind it. */
export function readSelector(text: SelectorText, fail: Fail): Selector {
  if (typeof text === "number") return { pos: text };
  if (text.startsWith("=")) return { constant: text.slice(1) };
  const [head = "", ...keys] = text.split("[");
  if (keys.some((key) => !key.endsWith("]"))) fail(`"${text}": a key is written [key]`);
  const [item, ...below] = keys.map((key) => key.slice(0, -1)).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const rest = { ...(item === undefined ? {} : { item }), ...(below.length > 0 ? { below } : {}) };
  if (head.startsWith("$")) {
    const from = PLACES.find((place) => `$${place}` === head.trim());
    if (!from) fail(`"${text}": after $ stands one of ${PLACES.join(", ")}`);
    return { from: from ?? "receiver", ...rest };
  }
  const words = head.trim().split(/[\s|]+/);
  const pos = /^\d+$/.test(words[0] ?? "") ? Number(words.shift()) : undefined;
  const bad = words.find((word) => !/^[A-Za-z_]\w*$/.test(word));
  if (bad !== undefined) fail(`"${text}": "${bad}" is no keyword`);
  return { ...(pos === undefined ? {} : { pos }), ...(words.length > 0 ? { kw: words } : {}), ...rest };
}

/** Reads one selector or a list of them. */
export function readSelectors(text: SelectorText | readonly SelectorText[], fail: Fail): readonly Selector[] {
  return (typeof text === "string" || typeof text === "number" ? [text] : text).map((item) => readSelector(item, fail));
}

const TEST_WORDS = ["present", "absent", "is", "contains", "starts"] as const;

/** Reads `0 mode contains w a x`, `0 path absent`, `format is csv json`. */
export function readTest(text: TestText, fail: Fail): ArgumentTest {
  if (typeof text !== "string") {
    const { argument, ...rest } = text;
    return { argument: readSelector(argument, fail), ...rest } as ArgumentTest; // strictObject leaves out what is undefined
  }
  const words = text.split(/\s+/);
  const at = words.findIndex((word, i) => i > 0 && (TEST_WORDS as readonly string[]).includes(word));
  const argument = readSelector(words.slice(0, at < 0 ? words.length : at).join(" "), fail);
  const values = words.slice(at + 1);
  switch (words[at]) {
    case "present": return { argument, present: true };
    case "absent": return { argument, present: false };
    case "is": return { argument, is: values };
    case "contains": return { argument, contains: values };
    case "starts": return { argument, starts: values };
    default:
      fail(`"${text}": a test says one of ${TEST_WORDS.join(", ")}`);
      return { argument };
  }
}

/** Reads one test or a list of them. */
export function readTests(text: TestText | readonly TestText[], fail: Fail): readonly ArgumentTest[] {
  return (Array.isArray(text) ? (text as readonly TestText[]) : [text as TestText]).map((item) => readTest(item, fail)); // Array.isArray does not narrow readonly arrays
}

function resourceOf(form: Form, parts: PartsText, extra: { readonly kind?: NodeKind | undefined; readonly platform?: string | undefined }, fail: Fail): ResourceExpression {
  const named = typeof parts === "object" ? Object.entries(parts) : ([["name", parts]] as const);
  return {
    kind: extra.kind ?? KIND_OF_FORM[form],
    form,
    ...(extra.platform === undefined ? {} : { platform: extra.platform }),
    parts: Object.fromEntries(named.map(([name, selector]) => [name, readSelector(selector, fail)])),
  };
}

/** Reads `uri 0 path` or `{ table: 0 name, kind: model, platform: bigquery }`; null where no form is named. */
export function readResource(text: Exclude<ResourceText, string> | string, fail: Fail): ResourceExpression | null {
  if (typeof text === "string") {
    const [form = "", ...rest] = text.trim().split(/\s+/);
    if (rest.length > 0 && isForm(form)) return resourceOf(form, rest.join(" "), {}, fail);
    return null;
  }
  const forms = Object.entries(text).filter((entry): entry is [Form, PartsText] => isForm(entry[0]) && entry[1] !== undefined);
  if (forms.length > 1) fail(`two forms of name: ${forms.map(([form]) => form).join(", ")}`);
  const [form, parts] = forms[0] ?? [];
  return form === undefined || parts === undefined ? null : resourceOf(form, parts, text, fail);
}

/** Reads an effect: a resource, or the data of a model's act, in short or in full. */
export function readEffect(act: Act, text: EffectText, fail: Fail): Effect {
  if (typeof text === "number") return { act, data: [{ pos: text }] };
  if (typeof text === "string") {
    const resource = readResource(text, fail);
    return resource ? { act, resource } : { act, data: [readSelector(text, fail)] };
  }
  const resource = readResource(text, fail);
  const { role, data, label, into, model, when, pin, moving, columns, mode, confidence } = text;
  return {
    act,
    ...(resource ? { resource } : {}),
    ...(role === undefined ? {} : { role }),
    ...(data === undefined ? {} : { data: readSelectors(data, fail) }),
    ...(label === undefined ? {} : { label: readSelectors(label, fail) }),
    ...(into === undefined ? {} : { into: readSelector(into, fail) }),
    ...(model === undefined ? {} : { model: readSelector(model, fail) }),
    ...(when === undefined ? {} : { when: readTests(when, fail) }),
    ...(pin === undefined ? {} : { pin: readSelectors(pin, fail) }),
    ...(moving === undefined ? {} : { moving }),
    ...(columns === undefined ? {} : { columns: readSelector(columns, fail) }),
    ...(mode === undefined ? {} : { mode }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

const HOLES = ["date", "identity", "shard", "unknown"] as const;

/** Reads what a call gives: a type, `self`, `$receiver` or `same 0`, `hole date`, `split 2`, or an object of README's table. */
export function readResult(text: ResultText, fail: Fail): ResultModel {
  if (typeof text === "string") return readShortResult(text, fail);
  if ("tuple" in text) return { kind: "tuple", items: text.tuple.map((item) => readResult(item, fail)) };
  if ("path" in text || "concat" in text) {
    const [how, parts] = "path" in text ? (["path", text.path] as const) : (["concat", text.concat] as const);
    return { kind: "join", how, parts: readSelectors(parts, fail), ...(text.type === undefined ? {} : { type: text.type }), ...(text.listed === undefined ? {} : { listed: text.listed }) };
  }
  if ("text" in text) {
    return {
      kind: "text", operation: text.text, of: readSelector(text.of, fail),
      ...(text.with === undefined ? {} : { with: readSelectors(text.with, fail) }), ...(text.type === undefined ? {} : { type: text.type }),
    };
  }
  if ("environment" in text) {
    return { kind: "environment", name: readSelector(text.environment, fail), ...(text.default === undefined ? {} : { default: readSelector(text.default, fail) }) };
  }
  if ("document" in text) return { kind: "document", of: readSelector(text.document, fail), ...(text.key === undefined ? {} : { key: readSelector(text.key, fail) }) };
  if ("options" in text) {
    return { kind: "options", ...(text.options === true ? {} : { of: readSelector(text.options, fail) }), ...(text.rest === undefined ? {} : { rest: text.rest }) };
  }
  if ("callable" in text) return { kind: "callable", of: readSelector(text.callable, fail) };
  if ("elements" in text) return { kind: "elements", of: readSelector(text.elements, fail) };
  return { kind: "get", of: readSelector(text.get, fail), key: readSelector(text.key, fail), ...(text.default === undefined ? {} : { default: readSelector(text.default, fail) }) };
}

function readShortResult(text: string, fail: Fail): ResultModel {
  if (text.startsWith("$")) return { kind: "same", of: readSelector(text, fail) };
  const [word, ...rest] = text.split(" ");
  if (rest.length === 0) return { kind: "type", type: text };
  if (word === "same") return { kind: "same", of: readSelector(rest.join(" "), fail) };
  if (word === "split") return { kind: "split", parts: Number(rest[0]) };
  const hole = word === "hole" ? HOLES.find((name) => name === rest[0]) : undefined;
  if (!hole) fail(`"${text}" is no result`);
  return { kind: "hole", hole: hole ?? "unknown" };
}
