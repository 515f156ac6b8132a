import type { CallModel, Effect, InvokeModel, OptionModel, TypeModel } from "../facts/observation.js";
import { ACTS } from "../facts/vocabulary.js";
import { expandBraces, readEffect, readResource, readResult, readSelector, readSelectors, readTests, type Fail } from "./notation.js";
import type { EffectText, EntryBody, InvokeText, TypeEntry } from "./schema.js";

type EffectList = EffectText | readonly EffectText[];

/** Makes the model of one callable from its entry. */
export function readModel(id: string, owner: string, body: EntryBody, fail: Fail): CallModel {
  const { denotes, option, invokes, flows, mutates, converts, escapes, when, confidence, returns } = body;
  const resource = denotes === undefined ? null : readResource(denotes, fail);
  if (denotes !== undefined && !resource) fail("denotes: names no form");
  return {
    id,
    package: owner,
    effects: readEffects(body, fail),
    confidence: confidence ?? "certain",
    ...(when === undefined ? {} : { when: readTests(when, fail) }),
    ...(returns === undefined ? {} : { result: readResult(returns, fail) }),
    ...(resource ? { denotes: resource } : {}),
    ...(option === undefined ? {} : { option: readOption(option, fail) }),
    ...(invokes === undefined ? {} : { invokes: (Array.isArray(invokes) ? invokes : [invokes]).map((item) => readInvoke(item, fail)) }),
    ...(flows === undefined ? {} : { flows: readSelectors(flows, fail) }),
    ...(mutates === undefined ? {} : { mutates: { target: readSelector(mutates.target, fail), by: readSelectors(mutates.by, fail) } }),
    ...(converts === undefined ? {} : { converts }),
    ...(escapes === undefined ? {} : { escapes }),
  };
}

function readEffects(body: EntryBody, fail: Fail): readonly Effect[] {
  return ACTS.flatMap((act) => {
    const list = body[act] as EffectList | undefined; // the schema gives every act this shape
    if (list === undefined) return [];
    return (Array.isArray(list) ? (list as readonly EffectText[]) : [list as EffectText]).map((text) => readEffect(act, text, fail)); // Array.isArray does not narrow readonly arrays
  });
}

function readOption(text: NonNullable<EntryBody["option"]>, fail: Fail): OptionModel {
  const { provider, names, scope, sets } = text;
  const rest = (["dest", "default", "action", "choices", "type"] as const).flatMap((key) => {
    const selector = text[key];
    return selector === undefined ? [] : [[key, readSelector(selector, fail)] as const];
  });
  return { provider, names: readSelector(names, fail), scope, ...Object.fromEntries(rest), ...(sets === undefined ? {} : { sets }) };
}

function readInvoke(text: InvokeText, fail: Fail): InvokeModel {
  const { callable, args, keywords, list, elements, job, name } = text;
  return {
    callable: readSelector(callable, fail),
    ...(args === undefined ? {} : { args: readSelectors(args, fail) }),
    ...(keywords === undefined ? {} : { keywords: readSelector(keywords, fail) }),
    ...(list === undefined ? {} : { list: readSelector(list, fail) }),
    ...(elements === undefined ? {} : { elements: readSelectors(elements, fail) }),
    ...(job === undefined ? {} : { job }),
    ...(name === undefined ? {} : { name: readSelector(name, fail) }),
  };
}

/** Makes a type from its entry: a list of what it extends, or the whole. */
export function readType(id: string, entry: TypeEntry, fail: Fail): TypeModel {
  if (entry === null) return { id, extends: [] };
  if (typeof entry === "string" || Array.isArray(entry)) return { id, extends: listOf(entry) };
  const computed = entry.computed && Object.entries(entry.computed).flatMap(([key, text]) => expandBraces(key).map((name) => [name, readResult(text, fail)] as const));
  const attributes = entry.attributes && Object.entries(entry.attributes).flatMap(([key, type]) => expandBraces(key).map((name) => [name, type] as const));
  return {
    id,
    extends: listOf(entry.extends),
    ...(entry.is === undefined ? {} : { is: entry.is }),
    ...(entry.items === undefined ? {} : { items: entry.items }),
    ...(attributes ? { attributes: Object.fromEntries(attributes) } : {}),
    ...(computed ? { computed: Object.fromEntries(computed) } : {}),
  };
}

/** The braces of one name or several, written out. */
export function listOf(names: string | readonly string[] | undefined): readonly string[] {
  if (names === undefined) return [];
  return (typeof names === "string" ? [names] : names).flatMap(expandBraces);
}
