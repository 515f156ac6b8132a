import type { FileFacts } from "../../facts/file-facts.js";
import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import type { DocumentNode } from "./document-tree.js";
import { matchKeyPath } from "./key-path.js";
import { literalText } from "./render.js";

/** A variable that a document gives to what it starts. */
export interface Variable {
  readonly name: string;
  readonly value: ValueId;
  readonly at: Span;
  readonly path: readonly (string | number)[];
}

/** Variables below a key path: a mapping `NAME: value`, a list of `{ name, value }`, or a list of `NAME=value`. */
export function readVariables(from: DocumentNode, keyPath: string, facts: FileFacts): readonly Variable[] {
  return matchKeyPath(from, keyPath).flatMap(({ node, path }) => [...node.children.values()].flatMap((child): Variable[] => {
    const place = { at: child.at, path: [...path, child.key] };
    if (node.kind === "mapping") return child.value === undefined ? [] : [{ name: String(child.key), value: child.value, ...place }];
    if (child.kind === "mapping") {
      const name = literalText(facts, child.children.get("name")?.value);
      const value = child.children.get("value");
      return name === undefined || value?.value === undefined ? [] : [{ name, value: value.value, at: value.at, path: place.path }];
    }
    const pair = child.value === undefined ? null : assignment(facts, child.value);
    return pair ? [{ ...pair, ...place }] : [];
  }));
}

/** `NAME=value`: the front-end keeps `NAME=` as a part of its own, and the rest as a value of its own. */
function assignment(facts: FileFacts, id: ValueId): { name: string; value: ValueId } | null {
  const value = facts.values[id];
  if (value?.kind !== "join" || value.how !== "concat") return null;
  const [first, ...rest] = value.parts;
  const name = /^([A-Za-z_][\w.]*)=$/.exec(literalText(facts, first) ?? "")?.[1];
  const [only, second] = rest;
  if (name === undefined || only === undefined) return null;
  if (second === undefined) return { name, value: only };
  const whole = facts.values.findIndex((other) => other.kind === "join" && other.how === "concat" && other.parts.length === rest.length && other.parts.every((part, i) => part === rest[i]));
  return whole < 0 ? null : { name, value: whole };
}
