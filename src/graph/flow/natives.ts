import type { Abstract, Thing } from "./abstract.js";
import { argumentsFlow } from "./arguments.js";
import { lookupAttribute } from "./attributes.js";
import type { ModelCall } from "./call-site.js";
import { elementOf, keysOf, lookupItem } from "./containers.js";
import { noteComputedKey, noteEnumerated, noteOptionRead } from "./flag-notes.js";
import { enclosingClass } from "./types.js";
import { formatTexts } from "./results.js";
import { concatTexts, knownText, literalText, mapTexts } from "./text-algebra.js";
import type { World } from "./world.js";

/** Builtins whose result has a structure that no catalogue entry can say; null for all others. */
export function callNative(world: World, call: ModelCall, name: string): Abstract | null {
  const { lattice } = world;
  const { args } = call;
  const { frame } = call.site;
  const first = args.positional[0];
  switch (name) {
    case "builtins.super":
      return superValue(world, call);
    case "builtins.zip":
    case "itertools.zip_longest":
      return zipped(world, args.positional);
    case "builtins.enumerate": {
      if (!first) return null;
      const lists = first.things.filter((thing) => thing.kind === "list");
      const pair = (item: Abstract, at: number | null): Abstract => lattice.listValue([at === null ? lattice.nothing : lattice.text(String(at)), item], null);
      if (lists.length === 1 && lists[0]?.rest === null) return lattice.listValue(lists[0].items.map((item, i) => pair(item, i)), null);
      return lattice.listValue([], pair(elementOf(world, first, -1), null));
    }
    case "builtins.list":
    case "builtins.tuple":
    case "builtins.sorted":
    case "builtins.set":
    case "builtins.reversed":
    case "builtins.frozenset": {
      if (!first) return lattice.listValue([], null);
      if (first.things.some((thing) => thing.kind === "list")) return name === "builtins.reversed" || name === "builtins.sorted" ? lattice.listValue([], elementOf(world, first, -1)) : first;
      if (first.things.some((thing) => thing.kind === "record" || thing.kind === "document")) return lattice.listValue([], elementOf(world, first, -1));
      return null;
    }
    case "builtins.dict":
    case "collections.OrderedDict":
    case "collections.defaultdict":
    case "pydantic_settings.SettingsConfigDict":
    case "pydantic.SettingsConfigDict":
    case "pydantic.ConfigDict":
      return dictionary(world, call, name);
    case "builtins.next":
      return first ? elementOf(world, first, -1) : null;
    case "builtins.max":
    case "builtins.min":
      return first && args.positional.length === 1 ? lattice.withFlow(elementOf(world, first, -1), first.flow) : lattice.joinAll(args.positional);
    case "builtins.int":
    case "builtins.float":
    case "builtins.bool":
      return first ? lattice.make(first.texts, [], first.flow) : null;
    case "builtins.getattr": {
      const key = args.positional[1];
      const keys = key ? keysOf(key) : null;
      if (first && key && (!keys || keys.length === 0)) noteComputedKey(frame, first, key, call.site.at);
      if (!first || !keys || keys.length === 0) return null;
      for (const thing of first.things) if (thing.kind === "options") for (const text of keys) noteOptionRead(frame, thing.parser, text, call.site.at);
      const found = lattice.joinAll(keys.map((text) => lookupAttribute(world, frame, first, text, -1)));
      return args.positional[2] ? lattice.join(found, args.positional[2]) : found;
    }
    case "builtins.str": {
      if (!first || (first.texts.length === 0 && first.things.length === 0)) return null;
      return lattice.make(first.texts, first.texts.length > 0 ? [] : first.things.filter((thing) => thing.kind === "instance"), first.flow);
    }
    default:
      return null;
  }
}

function superValue(world: World, call: ModelCall): Abstract {
  const { frame } = call.site;
  const cls = enclosingClass(world, frame.ref);
  const receiver = frame.args[0];
  if (cls === null || !receiver) return world.lattice.nothing;
  return world.lattice.things([{ kind: "super", key: `S${cls}:${receiver.id}`, cls, receiver }]);
}

function zipped(world: World, columns: readonly Abstract[]): Abstract {
  const { lattice } = world;
  const lists = columns.map((column) => {
    const found = column.things.filter((thing) => thing.kind === "list");
    return found.length === 1 && column.things.length === 1 && found[0]?.rest === null ? found[0].items : null;
  });
  const lengths = lists.flatMap((list) => (list ? [list.length] : []));
  if (lengths.length === columns.length && columns.length > 0) {
    const shortest = Math.min(...lengths);
    return lattice.listValue(Array.from({ length: shortest }, (_, i) => lattice.listValue(lists.map((list) => list?.[i] ?? lattice.nothing), null)), null);
  }
  return lattice.listValue([], lattice.listValue(columns.map((column) => elementOf(world, column, -1)), null));
}

function dictionary(world: World, call: ModelCall, name: string): Abstract {
  const { lattice } = world;
  const { args } = call;
  const entries = new Map<string, Abstract>();
  let rest: Abstract | null = args.restNamed;
  const things: Thing[] = [];
  for (const thing of name === "collections.defaultdict" ? [] : args.positional[0]?.things ?? []) {
    if (thing.kind === "record") {
      for (const [key, value] of thing.entries) entries.set(key, value);
      rest = thing.rest ?? rest;
    } else if (thing.kind === "list") {
      for (const item of thing.items) {
        const key = elementOf(world, item, 0).texts[0];
        const text = key ? knownText(key) : null;
        if (text !== null) entries.set(text, elementOf(world, item, 1));
      }
      if (thing.rest) rest = elementOf(world, thing.rest, 1);
    } else things.push(thing);
  }
  for (const [key, value] of args.named) entries.set(key, value);
  // The environment, a namespace or a document copied into a dictionary is still looked up by its keys.
  if (things.length > 0 && entries.size === 0) return lattice.things(things, argumentsFlow(lattice, args));
  return lattice.withFlow(lattice.recordValue(entries, rest), argumentsFlow(lattice, args));
}

/** Methods of texts, lists, records and documents; null for all others. */
export function callNativeMethod(world: World, call: ModelCall, name: string, receiver: Abstract): Abstract | null {
  const { lattice } = world;
  const { frame } = call.site;
  const kinds = new Set(receiver.things.map((thing) => thing.kind));
  if (kinds.has("record") || kinds.has("document") || kinds.has("environment") || kinds.has("options")) {
    switch (name) {
      case "get":
      case "pop":
      case "setdefault":
      case "getenv": {
        const key = call.args.positional[0] ?? call.args.named.get("key");
        if (!key) return null;
        const found = lookupItem(world, frame, receiver, key);
        const fallback = call.args.positional[1] ?? call.args.named.get("default") ?? null;
        return fallback ? lattice.join(found, fallback) : found;
      }
      case "items": {
        noteEnumerated(frame, receiver, call.site.at);
        const pairs = pairsOf(world, receiver);
        return pairs ? lattice.listValue(pairs, null) : lattice.listValue([], lattice.listValue([elementOf(world, receiver, -1), lookupItem(world, frame, receiver, lattice.nothing)], null));
      }
      case "keys":
        return lattice.listValue([], elementOf(world, receiver, -1));
      case "values": {
        const pairs = pairsOf(world, receiver);
        return pairs ? lattice.listValue(pairs.map((pair) => elementOf(world, pair, 1)), null) : lattice.listValue([], lookupItem(world, frame, receiver, lattice.nothing));
      }
      case "copy":
      case "to_dict":
      case "dict":
      case "model_dump":
      case "to_container":
      case "as_dict":
        return receiver;
      default:
        return null;
    }
  }
  if (kinds.has("list") && (name === "copy" || name === "tolist")) return receiver;
  if (kinds.has("list") && (name === "pop" || name === "popleft")) return elementOf(world, receiver, -1);
  if (receiver.texts.length === 0) return null;
  return callTextMethod(world, call, name, receiver);
}

/** Key and value of each entry, where the entries are all known. */
function pairsOf(world: World, receiver: Abstract): readonly Abstract[] | null {
  const { lattice } = world;
  const only = receiver.things.length === 1 ? receiver.things[0] : undefined;
  if (only?.kind === "record" && only.rest === null) return [...only.entries].map(([key, value]) => lattice.listValue([lattice.text(key), value], null));
  if (only?.kind !== "document") return null;
  const node = world.documents.get(only.file, only.node);
  return (node?.keys ?? []).map((key) => lattice.listValue([lattice.texts([literalText(key, node ? [node.at] : [], "setting")]), world.documents.child(only.file, only.node, key) ?? lattice.nothing], null));
}

function callTextMethod(world: World, call: ModelCall, name: string, receiver: Abstract): Abstract | null {
  const { lattice } = world;
  const { args } = call;
  const flow = lattice.flows.union(receiver.flow, argumentsFlow(lattice, args));
  const given = args.positional[0]?.texts[0] ? knownText(args.positional[0].texts[0]) : null;
  switch (name) {
    case "format":
      return lattice.make(formatTexts(receiver.texts, args.positional, args.named), [], flow);
    case "rstrip":
      return lattice.make(mapTexts(receiver.texts, (text) => trimEnd(text, given), (parts) => parts.map((part, i) => (i === parts.length - 1 && typeof part === "string" ? trimEnd(part, given) : part))), [], flow);
    case "lstrip":
      return lattice.make(mapTexts(receiver.texts, (text) => trimStart(text, given), (parts) => parts.map((part, i) => (i === 0 && typeof part === "string" ? trimStart(part, given) : part))), [], flow);
    case "removeprefix":
      return given === null ? null : lattice.make(mapTexts(receiver.texts, (text) => (text.startsWith(given) ? text.slice(given.length) : text), (parts) => parts), [], flow);
    case "removesuffix":
      return given === null ? null : lattice.make(mapTexts(receiver.texts, (text) => (text.endsWith(given) ? text.slice(0, text.length - given.length) : text), (parts) => parts), [], flow);
    case "title":
    case "capitalize":
    case "zfill":
      return lattice.make(mapTexts(receiver.texts, () => null, () => null), [], flow);
    case "__add__":
      return lattice.make(concatTexts([receiver.texts, args.positional[0]?.texts ?? []]), [], flow);
    default:
      return null;
  }
}

function trimEnd(text: string, set: string | null): string {
  let end = text.length;
  while (end > 0 && (set === null ? /\s/.test(text[end - 1] ?? "") : set.includes(text[end - 1] ?? ""))) end--;
  return text.slice(0, end);
}

function trimStart(text: string, set: string | null): string {
  let start = 0;
  while (start < text.length && (set === null ? /\s/.test(text[start] ?? "") : set.includes(text[start] ?? ""))) start++;
  return text.slice(start);
}
