import type { DocumentNode } from "./document-tree.js";
import { leafText, type Place } from "./expression.js";
import { renderValue, type Substitutions } from "./render.js";

/** One of the scopes that a node stands for: a template over a list stands for several. */
export interface Expansion {
  readonly node: DocumentNode;
  /** What is put behind the name. */
  readonly suffix: string;
  readonly substitutions: Substitutions;
}

/** More scopes than this are not made of one template. */
const MAX_EXPANSIONS = 64;

type Expand = (node: DocumentNode, place: Place) => readonly Expansion[];

const EXPANDS: Readonly<Record<string, Expand>> = { "stage-template": stageTemplate, "command-parameters": commandParameters, "job-inputs": jobInputs };

/** Names of all expansions. */
export const EXPANSION_NAMES: readonly string[] = Object.keys(EXPANDS);

/** The scopes that a node stands for by an expansion of this name; the node itself where none is named. */
export function expansions(name: string | undefined, node: DocumentNode, place: Place): readonly Expansion[] {
  const expand = name === undefined ? undefined : EXPANDS[name];
  return expand ? expand(node, place).slice(0, MAX_EXPANSIONS) : [{ node, suffix: "", substitutions: place.substitutions }];
}

/** A DVC stage: `foreach` over a list or mapping with its `do`, or a `matrix`; `${item}` is put in. */
function stageTemplate(node: DocumentNode, place: Place): readonly Expansion[] {
  const each = node.children.get("foreach");
  const body = node.children.get("do");
  const matrix = node.children.get("matrix");
  if (each && body) {
    return [...each.children.values()].map((item) => {
      const isKeyed = each.kind === "mapping";
      const name = isKeyed ? String(item.key) : (textOf(item, place) ?? String(item.key));
      return { node: body, suffix: `@${name}`, substitutions: new Map([...itemTexts("item", item, place), ...(isKeyed ? [["ref:key", String(item.key)] as const] : [])]) };
    });
  }
  if (!matrix) return [{ node, suffix: "", substitutions: place.substitutions }];
  let rows: { name: string; texts: [string, string][] }[] = [{ name: "", texts: [] }];
  for (const axis of matrix.children.values()) {
    rows = rows.flatMap((row) => [...axis.children.values()].map((item) => ({
      name: `${row.name}${row.name ? "-" : ""}${textOf(item, place) ?? `${String(axis.key)}${String(item.key)}`}`,
      texts: [...row.texts, ...itemTexts(`item.${String(axis.key)}`, item, place)],
    }))).slice(0, MAX_EXPANSIONS);
  }
  return rows.map(({ name, texts }) => ({ node, suffix: `@${name}`, substitutions: new Map(texts) }));
}

/** `ref:item` and, for a mapping, `ref:item.key` for each leaf below. */
function itemTexts(name: string, item: DocumentNode, place: Place): [string, string][] {
  const found: [string, string][] = [];
  const open: { node: DocumentNode; name: string }[] = [{ node: item, name }];
  for (let next = open.pop(); next; next = open.pop()) {
    const text = textOf(next.node, place);
    if (text !== undefined) found.push([`ref:${next.name}`, text]);
    for (const child of next.node.children.values()) open.push({ node: child, name: `${next.name}.${String(child.key)}` });
  }
  return found;
}

/** `{name}` in a command stands for a parameter: its default is put in, one without a default stays a name. */
function commandParameters(node: DocumentNode, place: Place): readonly Expansion[] {
  const texts = [...(node.children.get("parameters")?.children.values() ?? [])].flatMap((parameter): [string, string][] => {
    const text = textOf(parameter.children.get("default"), place) ?? (parameter.kind === "scalar" && !/^(?:string|float|int|path|uri)$/.test(leafText(parameter, place.facts) ?? "string") ? textOf(parameter, place) : undefined);
    return text === undefined ? [] : [[`{${String(parameter.key)}}`, text]];
  });
  return [{ node, suffix: "", substitutions: new Map([...place.substitutions, ...texts]) }];
}

/** `${{inputs.x}}` and `${{outputs.x}}` in a command stand for the paths and values that the job gives them. */
function jobInputs(node: DocumentNode, place: Place): readonly Expansion[] {
  const texts = ["inputs", "outputs"].flatMap((group) => [...(node.children.get(group)?.children.values() ?? [])].flatMap((port): [string, string][] => {
    const text = textOf(port.children.get("path") ?? port, place);
    return text === undefined ? [] : [[`expr:${group}.${String(port.key)}`, text]];
  }));
  return [{ node, suffix: "", substitutions: new Map([...place.substitutions, ...texts]) }];
}

function textOf(node: DocumentNode | undefined, place: Place): string | undefined {
  return node?.value === undefined ? undefined : renderValue(place.facts, node.value, place.substitutions);
}
