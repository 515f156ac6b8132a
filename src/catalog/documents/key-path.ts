import type { DocumentNode } from "./document-tree.js";

/** A node that a key path leads to, with the keys and positions that its wild cards took. */
export interface Match {
  readonly node: DocumentNode;
  /** Keys that `{}` took, positions that `[]` took; outermost first. */
  readonly taken: readonly string[];
  /** The whole path from where the search began. */
  readonly path: readonly (string | number)[];
}

type Step = { readonly kind: "key"; readonly key: string } | { readonly kind: "each" } | { readonly kind: "items" } | { readonly kind: "below" };

const parsed = new Map<string, readonly Step[]>();

/** Key path: keys joined by dots (`'a.b'` for a key with a dot), `{}` each value of a mapping, `[]` each element (a lone scalar counts as a list of one), `**` the node and all below. */
function parseKeyPath(text: string): readonly Step[] {
  const known = parsed.get(text);
  if (known) return known;
  const steps: Step[] = [];
  for (const match of text.matchAll(/'([^']*)'|\*\*|\{\}|\[\]|[^.[\]{}']+/g)) {
    const piece = match[0];
    if (piece === "{}") steps.push({ kind: "each" });
    else if (piece === "[]") steps.push({ kind: "items" });
    else if (piece === "**") steps.push({ kind: "below" });
    else steps.push({ kind: "key", key: match[1] ?? piece });
  }
  parsed.set(text, steps);
  return steps;
}

/** All nodes that a key path leads to from a node, in document order. */
export function matchKeyPath(root: DocumentNode, text: string): readonly Match[] {
  let matches: readonly Match[] = [{ node: root, taken: [], path: [] }];
  for (const step of parseKeyPath(text)) matches = matches.flatMap((match) => advance(match, step));
  return matches;
}

/** The first node that a key path leads to. */
export function findNode(root: DocumentNode, text: string): DocumentNode | undefined {
  return matchKeyPath(root, text)[0]?.node;
}

function advance(match: Match, step: Step): readonly Match[] {
  const { node } = match;
  if (step.kind === "key") {
    const child = node.children.get(step.key);
    return child ? [below(match, child, [])] : [];
  }
  if (step.kind === "below") return descendants(match);
  if (step.kind === "items" && node.kind === "scalar") return [{ ...match, taken: [...match.taken, "0"] }];
  if ((step.kind === "items") !== (node.kind === "sequence")) return [];
  return [...node.children.values()].flatMap((child) => {
    const found = below(match, child, [String(child.key)]);
    return step.kind === "items" && holdsItems(child) ? [...child.children.values()].map((item) => below(found, item, [])) : [found];
  });
}

/** An element that a template's condition wraps: its elements are those of the list around it. */
function holdsItems(node: DocumentNode): boolean {
  return node.kind === "mapping" && node.children.size > 0 && [...node.children.keys()].every((key) => typeof key === "number");
}

function below(match: Match, child: DocumentNode, taken: readonly string[]): Match {
  return { node: child, taken: [...match.taken, ...taken], path: [...match.path, child.key] };
}

function descendants(match: Match): readonly Match[] {
  const found: Match[] = [match];
  for (let i = 0; i < found.length; i++) {
    const next = found[i];
    if (next) for (const child of next.node.children.values()) found.push(below(next, child, []));
  }
  return found;
}
