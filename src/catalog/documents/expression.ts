import type { FileFacts } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { DocumentNode } from "./document-tree.js";
import { findNode } from "./key-path.js";
import { imageFolder } from "./image-folder.js";
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
  /** Folder in which commands start unless they say otherwise. */
  readonly start: string | undefined;
}

/**
 * First of the expressions that gives something. An expression is a key path from the node to a leaf, or `@value`, `@key` (of the node, no position), `@index` (the same or the position), `@scope` (key of the scope), `@match path pattern` (the pattern's groups, joined by dots), `@image` (folder
 * of the repository that is the working directory of an image), `@start` (folder in which commands start), `@above conf` (the folder that holds `conf`), `@stem`, `@folder`, `@root` (of the file),
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
  if (expression.startsWith("@above ")) return folderAbove(place.file, expression.slice("@above ".length));
  if (expression.startsWith("@match ")) return matched(expression.slice("@match ".length), place);
  if (expression.includes("{")) return fill(expression, place);
  const { node, file, scopes, root } = place;
  const scope = scopes[scopes.length - 1];
  switch (expression) {
    case "@value":
      return leaf(node, place);
    case "@key":
      return typeof node.key === "string" ? node.key : undefined;
    case "@index":
      return String(node.key);
    case "@start":
      return place.start;
    case "@image":
      return imageFolder(scope ?? node, place);
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

/** Way from the file's folder up to the folder that holds a folder of this name. */
function folderAbove(file: string, name: string): string | undefined {
  const folders = file.split("/").slice(0, -1);
  const at = folders.lastIndexOf(name);
  return at < 0 ? undefined : Array.from({ length: folders.length - at }, () => "..").join("/");
}

/** `path pattern`: the groups of a regular expression on the text at a key path (`.` is the node itself), joined by dots; undefined where it does not match. */
function matched(body: string, place: Place): string | undefined {
  const blank = body.indexOf(" ");
  const path = body.slice(0, blank);
  const text = evaluateText(path === "." ? "@value" : path, place);
  const found = text === undefined ? null : patternOf(body.slice(blank + 1)).exec(text);
  const groups = found?.slice(1).filter((group) => group !== undefined);
  return groups?.length ? groups.join(".") : undefined;
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  const known = patterns.get(source);
  if (known) return known;
  const pattern = new RegExp(source, "s");
  patterns.set(source, pattern);
  return pattern;
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
