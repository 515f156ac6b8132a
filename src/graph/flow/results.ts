import type { ResultModel } from "../../facts/observation.js";
import type { Text, TextPart } from "../text.js";
import type { Abstract, Thing } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import { elementOf, keysOf, lookupItem } from "./containers.js";
import { documentsNamed } from "./document-files.js";
import { noteOptionRead } from "./flag-notes.js";
import { objectOf } from "./objects.js";
import { baseName, baseTexts, lastSegment, parentTexts } from "./path-texts.js";
import { environmentValue, optionsOf } from "./process-values.js";
import { select } from "./select.js";
import { concatTexts, holeText, joinPaths, knownText, literalText, mapTexts } from "./text-algebra.js";
import type { World } from "./world.js";

/** What a call gives by the catalogue; flow is added by the caller. */
export function resultOfModel(world: World, model: ResultModel, call: ModelCall): Abstract {
  const { lattice } = world;
  switch (model.kind) {
    case "type": {
      const types = model.type === "self" ? receiverTypes(call) : [model.type];
      return lattice.things(types.map((type) => lattice.instance(objectOf(world, call, type).id, type, null)));
    }
    case "same":
      return select(world, call, model.of) ?? lattice.nothing;
    case "join": {
      const columns = model.parts.flatMap((part) => selectParts(world, call, part));
      const flow = lattice.flows.all(columns.map((column) => column.flow));
      const texts = columns.every((column) => column.texts.length === 0) ? [] : model.how === "path" ? joinPaths(columns.map((column) => column.texts)) : concatTexts(columns.map((column) => column.texts));
      const things = typed(world, call, model.type);
      const folders = columns.flatMap((column) => foldersIn(world, column));
      for (const thing of things) if (thing.kind === "instance") belowFolders(world, thing.object, folders);
      const item = lattice.make(texts, things.length > 0 ? things : folders.slice(0, 1), flow);
      return model.listed ? lattice.listValue([], item) : item;
    }
    case "text":
      return textResult(world, model, call);
    case "environment": {
      const name = select(world, call, model.name) ?? lattice.nothing;
      return environmentValue(world, call.site.frame, name, model.default ? select(world, call, model.default) ?? lattice.none : null);
    }
    case "document":
      return documentResult(world, select(world, call, model.of), call, model.key ? select(world, call, model.key) : null);
    case "options":
      return optionsOf(world, call, model.of ? select(world, call, model.of) : call.receiver, model.rest === true);
    case "callable":
      return callableResult(world, select(world, call, model.of) ?? lattice.nothing, call);
    case "elements":
      return lattice.listValue([], select(world, call, model.of) ?? lattice.nothing);
    case "split":
      return splitResult(world, model.parts, call);
    case "tuple":
      return lattice.listValue(model.items.map((item) => resultOfModel(world, item, call)), null);
    case "get": {
      const base = select(world, call, model.of) ?? lattice.nothing;
      const key = select(world, call, model.key) ?? lattice.nothing;
      for (const thing of base.things) if (thing.kind === "options") for (const name of keysOf(key) ?? []) noteOptionRead(call.site.frame, thing.parser, name, call.site.at);
      const found = lookupItem(world, call.site.frame, base, key);
      const fallback = model.default ? select(world, call, model.default) : null;
      return fallback ? lattice.join(found, fallback) : found;
    }
    case "hole":
      return lattice.texts([holeText(model.hole, "")]);
  }
}

function receiverTypes(call: ModelCall): readonly string[] {
  const types = (call.receiver?.things ?? []).flatMap((thing) => (thing.kind === "instance" && thing.type !== null ? [thing.type] : []));
  return [...new Set(types)];
}

function typed(world: World, call: ModelCall, type: string | undefined): readonly Thing[] {
  if (type === undefined) return [];
  const types = type === "self" ? receiverTypes(call) : [type];
  return types.map((name) => world.lattice.instance(objectOf(world, call, name).id, name, null));
}

/** Objects that stand for a whole folder (a download, a registered artefact): a path below one is a part of it. */
export function foldersIn(world: World, value: Abstract): readonly Thing[] {
  return value.things.filter((thing) => {
    const info = thing.kind === "instance" ? world.heap.info(thing.object) : undefined;
    return info !== undefined && (info.folder || (value.texts.length === 0 && info.denotes.length > 0));
  });
}

function belowFolders(world: World, object: number, folders: readonly Thing[]): void {
  const info = world.heap.info(object);
  for (const folder of folders) {
    if (folder.kind !== "instance" || !info) continue;
    info.folder = true;
    world.heap.denote(info, world.heap.info(folder.object)?.denotes ?? []);
  }
}

/** Selected values; all arguments are their positions. */
function selectParts(world: World, call: ModelCall, part: Parameters<typeof select>[2]): readonly Abstract[] {
  if (part.from === "arguments") return call.args.rest ? [...call.args.positional, call.args.rest] : call.args.positional;
  const value = select(world, call, part);
  return value ? [value] : [];
}

function textResult(world: World, model: ResultModel & { readonly kind: "text" }, call: ModelCall): Abstract {
  const { lattice } = world;
  const of = select(world, call, model.of) ?? lattice.nothing;
  const given = (model.with ?? []).map((selector) => select(world, call, selector) ?? lattice.nothing);
  const flow = lattice.flows.all([of.flow, ...given.map((value) => value.flow)]);
  const first = given[0]?.texts[0] ? knownText(given[0].texts[0]) : null;
  const second = given[1]?.texts[0] ? knownText(given[1].texts[0]) : null;
  const things = typed(world, call, model.type);
  if (model.operation === "split") {
    const pieces = of.texts.map(knownText);
    const only = pieces.length === 1 ? pieces[0] : null;
    if (only !== null && only !== undefined) {
      const items = (first === null ? only.trim().split(/\s+/) : only.split(first)).map((piece) => lattice.texts([literalText(piece, of.texts[0]?.bound ?? [])], flow));
      return lattice.listValue(items, null);
    }
    return lattice.listValue([], lattice.make(of.texts.length > 0 ? [holeText("unknown", "")] : [], [], flow));
  }
  if (model.operation === "separator-join") return separatorJoin(world, of, given[0] ?? lattice.nothing, flow);
  return lattice.make(textOperation(model.operation, of.texts, given, first, second), things, flow);
}

function separatorJoin(world: World, separator: Abstract, items: Abstract, flow: Abstract["flow"]): Abstract {
  const { lattice } = world;
  const list = items.things.find((thing) => thing.kind === "list");
  if (!list) return lattice.make(items.things.length > 0 || items.texts.length > 0 ? [holeText("unknown", "")] : [], [], flow);
  const columns: (readonly Text[])[] = [];
  const all = list.rest ? [...list.items, list.rest] : list.items;
  all.forEach((item, i) => {
    if (i > 0) columns.push(separator.texts);
    columns.push(list.rest === item ? [holeText("unknown", "")] : item.texts);
  });
  return lattice.make(concatTexts(columns), [], flow);
}

function textOperation(operation: string, texts: readonly Text[], given: readonly Abstract[], first: string | null, second: string | null): readonly Text[] {
  switch (operation) {
    case "parent":
      return parentTexts(texts);
    case "basename":
      return baseTexts(texts);
    case "stem":
      return mapTexts(texts, (text) => baseName(text).replace(/(?!^)\.[^.]*$/, ""), (parts) => onLast(lastSegment(parts), (text) => text.replace(/\.[^.]*$/, "")));
    case "lower":
      return mapTexts(texts, (text) => text.toLowerCase(), (parts) => parts.map((part) => (typeof part === "string" ? part.toLowerCase() : part)));
    case "upper":
      return mapTexts(texts, (text) => text.toUpperCase(), (parts) => parts.map((part) => (typeof part === "string" ? part.toUpperCase() : part)));
    case "strip":
      return mapTexts(texts, (text) => (first === null ? text.trim() : stripSet(text, first)), (parts) => parts);
    case "replace": {
      if (first === null || second === null) return texts.map((text) => ({ ...text, parts: [{ hole: "unknown" as const, name: "" }] }));
      return mapTexts(texts, (text) => text.replaceAll(first, second), (parts) => parts.map((part) => (typeof part === "string" ? part.replaceAll(first, second) : part)));
    }
    case "with-suffix":
      return first === null ? texts : mapTexts(texts, (text) => text.replace(/(?<=[^/])\.[^./]*$/, "") + first, (parts) => [...onLast(parts, (text) => text.replace(/(?<=[^/])\.[^./]*$/, "")), first]);
    case "with-name":
      return joinPaths([textOperation("parent", texts, [], null, null), given[0]?.texts ?? []]);
    case "format":
      return formatTexts(texts, given);
    default:
      return texts;
  }
}

/** `"{}/{x}".format(a, x=b)`: positions and names in braces are filled in order. */
export function formatTexts(texts: readonly Text[], given: readonly Abstract[], named: ReadonlyMap<string, Abstract> = new Map()): readonly Text[] {
  return texts.flatMap((text) => {
    let next = 0;
    const columns: (readonly Text[])[] = text.parts.flatMap((part): (readonly Text[])[] => {
      if (typeof part !== "string") return [[{ parts: [part], provenance: text.provenance, bound: text.bound }]];
      return part.split(/(\{\{|\}\}|\{[^{}]*\})/).filter((piece) => piece !== "").map((piece): readonly Text[] => {
        if (piece === "{{" || piece === "}}") return [literalText(piece[0] ?? "", text.bound, text.provenance)];
        const field = /^\{([^{}:!]*)[^{}]*\}$/.exec(piece);
        if (!field) return [literalText(piece, text.bound, text.provenance)];
        const name = (field[1] ?? "").split(/[.[]/)[0] ?? "";
        const value = name === "" ? given[next++] : /^\d+$/.test(name) ? given[Number(name)] : named.get(name);
        return value && value.texts.length > 0 ? value.texts : [holeText(name === "" || /^\d+$/.test(name) ? "unknown" : "variable", /^\d+$/.test(name) ? "" : name)];
      });
    });
    return concatTexts(columns);
  });
}

function onLast(parts: readonly TextPart[], change: (text: string) => string): readonly TextPart[] {
  const last = parts[parts.length - 1];
  return typeof last === "string" ? [...parts.slice(0, -1), change(last)] : parts;
}

function stripSet(text: string, set: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && set.includes(text[start] ?? "")) start++;
  while (end > start && set.includes(text[end - 1] ?? "")) end--;
  return text.slice(start, end);
}

function documentResult(world: World, of: Abstract | null, call: ModelCall, key: Abstract | null): Abstract {
  const { lattice } = world;
  if (!of) return lattice.nothing;
  const whole = lattice.joinAll(documentsNamed(world, call.site.frame, of).map((file) => world.documents.root(file)));
  return key ? lookupItem(world, call.site.frame, whole, key) : whole;
}

function callableResult(world: World, of: Abstract, call: ModelCall): Abstract {
  const { lattice } = world;
  const bound = { positional: call.args.positional.slice(call.args.positional[0] === of ? 1 : 0), named: call.args.named };
  return lattice.make([], of.things.map((thing): Thing => {
    if (thing.kind === "function") return lattice.function(thing.unit, thing.env, thing.receiver, mergeBound(thing.bound, bound));
    if (thing.kind === "external") return lattice.external(thing.name, thing.receiver, mergeBound(thing.bound, bound));
    return thing;
  }), of.flow);
}

function mergeBound(before: Parameters<World["lattice"]["function"]>[3], bound: NonNullable<Parameters<World["lattice"]["function"]>[3]>): Parameters<World["lattice"]["function"]>[3] {
  if (bound.positional.length === 0 && bound.named.size === 0) return before;
  return before ? { positional: [...before.positional, ...bound.positional], named: new Map([...before.named, ...bound.named]) } : bound;
}

function splitResult(world: World, parts: number, call: ModelCall): Abstract {
  const { lattice } = world;
  const items = call.args.positional.flatMap((value) => Array.from({ length: parts }, () => pieceOf(world, value)));
  return lattice.listValue(items, call.args.rest ? pieceOf(world, call.args.rest) : null);
}

function pieceOf(world: World, value: Abstract): Abstract {
  const whole = value.things.some((thing) => thing.kind === "list") ? listOf(world, elementOf(world, value, -1), value) : value;
  return world.lattice.withoutTexts(whole);
}

function listOf(world: World, element: Abstract, list: Abstract): Abstract {
  return world.lattice.listValue([], world.lattice.withFlow(element, list.flow));
}
