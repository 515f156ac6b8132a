import type { ResourceExpression } from "../../facts/observation.js";
import type { Resource } from "../effect.js";
import type { Text } from "../text.js";
import type { Abstract } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import type { Frame } from "./frame.js";
import { platformOf } from "./platforms.js";
import { select } from "./select.js";
import type { SpellContext } from "./spell.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Resources that an expression names at a call; `why` says what hides the name where there are none. */
export interface ResolvedName {
  readonly resources: readonly Resource[];
  readonly texts: readonly Text[];
  /** How the named thing itself is called below what qualifies it. */
  readonly label: readonly Text[];
  readonly name: Abstract | null;
  readonly platform: string | undefined;
  readonly why: string;
}

/** Where a name in a frame starts from. */
export function spellContext(world: World, frame: Frame): SpellContext {
  const script = world.files[world.round.root];
  const directory = script ? world.launches.directoryOf(script.index) : null;
  return { path: frame.file.path, project: frame.file.project, directory };
}

/** Resolves the name of a resource at a call. */
export function resolveName(world: World, call: ModelCall, expression: ResourceExpression): ResolvedName {
  const parts: Record<string, readonly Text[]> = {};
  let platform = expression.platform;
  let name: Abstract | null = null;
  for (const [part, selector] of Object.entries(expression.parts)) {
    const value = select(world, call, selector);
    if (!value) continue;
    if (part === "connection") {
      platform ??= platformOf(world, value) ?? undefined;
      continue;
    }
    if (part === "name") name = value;
    const texts = partTexts(world, value).filter((text) => !NOTHING.test(knownText(text) ?? ""));
    if (texts.length > 0) parts[part] = texts;
  }
  if (platform === undefined && TABLE_FORMS.has(expression.form) && call.receiver) platform = platformOf(world, call.receiver) ?? undefined;
  const label = parts["name"] ?? parts["key"] ?? parts["bucket"] ?? parts["container"] ?? [];
  const held = name ? denotedBy(world, name) : [];
  if (expression.form === "handle" || held.length > 0) return { resources: held, texts: parts["name"] ?? [], label, name, platform, why: reason(world, name) };
  const resources = world.spell(expression.form, platform, expression.kind, parts, spellContext(world, call.site.frame));
  return { resources, texts: parts["name"] ?? [], label, name, platform, why: reason(world, name) };
}

/** Words that are given where there is nothing to name. */
const NOTHING = /^(?:none|null)$/i;

const TABLE_FORMS: ReadonlySet<string> = new Set(["table", "sql", "sql-or-table"]);

/** Texts of a part: its own, those of a list's elements, or how an object is called elsewhere. */
function partTexts(world: World, value: Abstract): readonly Text[] {
  if (value.texts.length > 0) return value.texts;
  const out: Text[] = [];
  for (const thing of value.things) {
    if (thing.kind === "list") for (const item of thing.rest ? [...thing.items, thing.rest] : thing.items) out.push(...item.texts);
    else if (thing.kind === "instance") {
      const info = world.heap.info(thing.object);
      if (info?.qualifier) out.push(...info.qualifier.key.texts);
      else out.push(...(info?.label.texts ?? []));
    } else if (thing.kind === "class") out.push(...classTable(world, thing.unit));
  }
  return out.slice(0, 8);
}

/** Table that an ORM class stands for. */
function classTable(world: World, unit: number): readonly Text[] {
  return world.heap.read(`class ${unit} __tablename__`).texts;
}

/** Resources that the objects of a value stand for. */
export function denotedBy(world: World, value: Abstract): readonly Resource[] {
  const out: Resource[] = [];
  for (const thing of value.things) {
    if (thing.kind !== "instance") continue;
    for (const resource of world.heap.info(thing.object)?.denotes ?? []) if (!out.some((known) => known.id === resource.id)) out.push(resource);
  }
  return out;
}

/** Why a name is not known, in the words of LINEAGE section 3. */
function reason(world: World, name: Abstract | null): string {
  if (!name) return "no argument names it";
  for (const text of name.texts) {
    for (const part of text.parts) {
      if (typeof part === "string") continue;
      if (part.hole === "environment") return `environment variable ${part.name} without a default`;
      if (part.hole === "date") return "only a date is known";
      if (part.hole === "identity") return "temporary or random name";
      if (part.hole === "variable" && part.name.startsWith("argv")) return "command-line argument of an unknown launcher";
      if (part.hole === "variable" && part.name !== "") return `value of ${part.name} is not known`;
    }
  }
  for (const thing of name.things) if (thing.kind === "instance") return thing.type === null ? "object of an unknown type" : `object of type ${thing.type}`;
  if (name.flow.items.length > 0) {
    for (const item of name.flow.items) {
      const source = world.lattice.flows.sources[item >> 2];
      if (source?.kind === "effect") return "name comes from data that was read";
    }
  }
  return "result of a call that is not known";
}
