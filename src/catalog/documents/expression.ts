import type { FileFacts } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { DocumentNode } from "./document-tree.js";
import { findNode } from "./key-path.js";
import { literalText, renderValue, type Substitutions } from "./render.js";

/** Where an expression is evaluated. */
export interface Place {
  readonly facts: FileFacts;
  readonly file: string;
  readonly root: DocumentNode;
  /** Nodes of the enclosing scopes, innermost last. */
  readonly scopes: readonly DocumentNode[];
  readonly node: DocumentNode;
  readonly substitutions: Substitutions;
}

/**
 * First of the expressions that gives something. An expression is a key path from the node to a leaf, or `@value`, `@key` (of the node, no position), `@scope` (key of the scope), `@stem`, `@folder`, `@root` (of the file),
 * `^path` (from the scope), `/path` (from the document), `=text`, or text with such expressions in braces (`git+{repo.url}#{path}`).
 */
export function evaluate(expressions: string | readonly string[], place: Place): ValueId | string | undefined {
  for (const expression of typeof expressions === "string" ? [expressions] : expressions) {
    const found = evaluateOne(expression, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same as text; named unknowns as the shell writes them. */
export function evaluateText(expressions: string | readonly string[], place: Place): string | undefined {
  const found = evaluate(expressions, place);
  return typeof found === "number" ? renderValue(place.facts, found, place.substitutions) : found;
}

function evaluateOne(expression: string, place: Place): ValueId | string | undefined {
  if (expression.startsWith("=")) return expression.slice(1);
  if (expression.includes("{")) return fill(expression, place);
  const { node, file, scopes, root } = place;
  const scope = scopes[scopes.length - 1];
  switch (expression) {
    case "@value":
      return leaf(node, place);
    case "@key":
      return typeof node.key === "string" ? node.key : undefined;
    case "@scope":
      return scope && String(scope.key);
    case "@stem":
      return fileName(file).replace(/^\.+/, "").replace(/\.\w+$/, "");
    case "@folder":
      return file.split("/").slice(-2, -1)[0];
    case "@root":
      return file.includes("/") ? "../".repeat(file.split("/").length - 1).slice(0, -1) : ".";
    default:
      break;
  }
  const from = expression.startsWith("^") ? scope : expression.startsWith("/") ? root : node;
  return from && leaf(findNode(from, expression.replace(/^[\^/]/, "")), place);
}

function leaf(node: DocumentNode | undefined, { facts, substitutions }: Place): ValueId | string | undefined {
  if (node?.value === undefined) return undefined;
  const value = facts.values[node.value];
  if (value?.kind === "constant" && value.value === null) return undefined;
  return substitutions.size ? renderValue(facts, node.value, substitutions) : node.value;
}

/** Puts the expressions in braces into the text; undefined where one of them gives nothing. */
function fill(template: string, place: Place): string | undefined {
  let missing = false;
  const text = template.replace(/\{([^{}]+)\}/g, (_, expression: string) => {
    const value = evaluateText(expression, place);
    missing ||= value === undefined;
    return value ?? "";
  });
  return missing ? undefined : text;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A literal leaf as text; undefined for anything else. */
export function leafText(node: DocumentNode | undefined, facts: FileFacts): string | undefined {
  return literalText(facts, node?.value);
}
