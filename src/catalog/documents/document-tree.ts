import type { FileFacts, Setting } from "../../facts/file-facts.js";
import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";

/** A node of a configuration document: a leaf has a value, a mapping and a sequence have children in order. */
export interface DocumentNode {
  readonly key: string | number;
  readonly kind: Setting["kind"];
  readonly at: Span;
  readonly keyAt: Span;
  readonly value?: ValueId;
  readonly tag?: string;
  readonly children: Map<string | number, DocumentNode>;
}

/** A key that a template engine takes away, so that what is below stands one level higher (`${{ if x }}:`). */
const TRANSPARENT = /^\$\{\{-?\s*(?:if|else|elseif|each|insert)\b/;

/** Builds the trees of all documents of a file, in one pass over its settings. */
export function documentTrees(facts: FileFacts): readonly DocumentNode[] {
  const roots: DocumentNode[] = [];
  for (const setting of facts.settings) {
    let node = (roots[setting.document] ??= emptyNode("", setting, setting.path.length ? holderOf(setting.path[0]) : setting.kind));
    const path = setting.path.filter((key) => typeof key !== "string" || !TRANSPARENT.test(key));
    if (path.length < setting.path.length && path.length < 1) continue;
    path.forEach((key, depth) => {
      const last = depth === path.length - 1;
      const known = node.children.get(key);
      // What several alternatives of a template give under one key stands side by side.
      const free = known && last && path.length < setting.path.length && setting.kind === "scalar" ? `${key}#${node.children.size}` : key;
      const child = (free === key ? known : undefined) ?? emptyNode(free, setting, last ? setting.kind : holderOf(path[depth + 1]));
      if (child !== known) node.children.set(free, child);
      node = child;
    });
    if (setting.kind === "scalar") Object.assign(node, leafOf(setting));
  }
  return roots.filter((root) => root !== undefined);
}

/** What holds a key: formats without nodes of their own (a Makefile) say it by the key. */
function holderOf(key: string | number | undefined): Setting["kind"] {
  return typeof key === "number" ? "sequence" : "mapping";
}

function emptyNode(key: string | number, setting: Setting, kind: Setting["kind"]): DocumentNode {
  const { at, keyAt, tag } = setting;
  return { key, kind, at, keyAt: keyAt ?? at, ...(tag !== undefined && { tag }), children: new Map() };
}

function leafOf({ value, at, tag }: Setting): Partial<DocumentNode> {
  return { kind: "scalar", at, ...(value !== undefined && { value }), ...(tag !== undefined && { tag }) };
}
