import { Kind, Token } from "./kinds.js";
import { NONE, type NodeId, type Syntax } from "./syntax.js";
import type { Changes } from "../turns.js";

/** How often a scope binds a name. */
export interface Binding {
  /** All bindings: assignments, imports, definitions, targets, parameters, `del`. */
  count: number;
  /** Of these, imports and definitions. */
  definitions: number;
  /** Of these, `x = None`, the usual stand-in for an import that failed. */
  nones: number;
}

/** Names of one scope. */
export interface Scope {
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
}

type How = "value" | "definition" | "none" | "mutation";
type Bind = (name: string, how: How) => void;

/** Names that a body binds, inner scopes left out. */
export function scopeOf(syntax: Syntax, body: NodeId, parameters: readonly string[]): Scope {
  const bindings = new Map<string, Binding>();
  const globals = new Set<string>();
  const nonlocals = new Set<string>();
  const bind: Bind = (name, how) => {
    if (how === "mutation") return;
    let binding = bindings.get(name);
    if (!binding) bindings.set(name, (binding = { count: 0, definitions: 0, nones: 0 }));
    binding.count++;
    if (how === "definition") binding.definitions++;
    if (how === "none") binding.nones++;
  };
  for (const name of parameters) bind(name, "value");
  scan(syntax, body, syntax.after(body), bind, (node) => {
    const kind = syntax.kind(node);
    const names = kind === Kind.global_statement ? globals : kind === Kind.nonlocal_statement ? nonlocals : null;
    if (names) for (const name of syntax.operands(node)) names.add(syntax.textOf(name));
  });
  return { bindings, globals, nonlocals };
}

/** Names that statements of one scope assign or mutate. */
export function changesIn(syntax: Syntax, nodes: readonly NodeId[]): Changes {
  const assigned = new Set<string>();
  const mutated = new Set<string>();
  for (const node of nodes) {
    scan(syntax, node, syntax.after(node), (name, how) => (how === "mutation" ? mutated : assigned).add(name));
  }
  return { assigned, mutated };
}

/** Names that any function of the file declares `global` or `nonlocal`: they change where their own scope cannot see it. */
export function namesBoundFromInside(syntax: Syntax): ReadonlySet<string> {
  const names = new Set<string>();
  for (let node = 0; node < syntax.count; node++) {
    const kind = syntax.kind(node);
    if (kind === Kind.global_statement || kind === Kind.nonlocal_statement) for (const name of syntax.operands(node)) names.add(syntax.textOf(name));
  }
  return names;
}

/** Names that a target binds; attributes and items bind none. */
export function namesOfTarget(syntax: Syntax, target: NodeId): readonly string[] {
  const names: string[] = [];
  eachTarget(syntax, target, (leaf) => {
    if (syntax.kind(leaf) === Kind.identifier) names.push(syntax.textOf(leaf));
  });
  return names;
}

/** Visits nodes of a range in order, without those of inner scopes, and tells what they bind. */
function scan(syntax: Syntax, from: NodeId, to: NodeId, bind: Bind, visit?: (node: NodeId) => void): void {
  for (let node = from; node < to; ) {
    const kind = syntax.kind(node);
    if (kind === Kind.function_definition || kind === Kind.class_definition) {
      const name = syntax.child(node, Kind.identifier);
      if (name !== NONE) bind(syntax.textOf(name), "definition");
      node = syntax.after(node);
      continue;
    }
    if (kind === Kind.lambda) {
      node = syntax.after(node);
      continue;
    }
    bindingsOfNode(syntax, node, kind, bind);
    visit?.(node);
    node++;
  }
}

function bindingsOfNode(syntax: Syntax, node: NodeId, kind: number, bind: Bind): void {
  switch (kind) {
    case Kind.assignment: {
      const right = assignedNode(syntax, node);
      return right === NONE ? undefined : bindTarget(syntax, syntax.operand(node, 0), bind, syntax.kind(right) === Kind.none ? "none" : "value");
    }
    case Kind.expression_statement: {
      const receiver = droppedReceiver(syntax, node);
      return receiver === null ? undefined : bind(receiver, "mutation");
    }
    case Kind.augmented_assignment:
    case Kind.for_statement:
    case Kind.delete_statement:
    case Kind.as_pattern_target:
    case Kind.named_expression:
    case Kind.type_alias_statement:
      return bindTarget(syntax, syntax.operand(node, 0), bind, "value");
    case Kind.as_pattern:
      // In a `case` the name stands bare; elsewhere a target node follows.
      if (syntax.kind(syntax.operand(node, 1)) === Kind.identifier) bind(syntax.textOf(syntax.operand(node, 1)), "value");
      return;
    case Kind.except_clause:
      if (syntax.hasToken(node, Token.as)) bindTarget(syntax, syntax.operand(node, 1), bind, "value");
      return;
    case Kind.import_statement:
    case Kind.import_from_statement:
    case Kind.future_import_statement:
      return bindImports(syntax, node, kind, bind);
    case Kind.case_pattern:
    case Kind.keyword_pattern:
      return bindCapture(syntax, syntax.operand(node, kind === Kind.keyword_pattern ? 1 : 0), bind);
    case Kind.splat_pattern:
      if (syntax.child(node, Kind.identifier) !== NONE) bind(syntax.textOf(syntax.child(node, Kind.identifier)), "value");
      return;
    default:
  }
}

function bindTarget(syntax: Syntax, target: NodeId, bind: Bind, how: How): void {
  eachTarget(syntax, target, (leaf) => {
    if (syntax.kind(leaf) === Kind.identifier) return bind(syntax.textOf(leaf), how);
    const root = rootName(syntax, leaf);
    if (root !== null) bind(root, "mutation");
  });
}

const NESTED_TARGETS = new Set<number>([
  Kind.pattern_list, Kind.tuple_pattern, Kind.list_pattern, Kind.list_splat_pattern, Kind.list_splat, Kind.tuple, Kind.list, Kind.expression_list, Kind.parenthesized_expression,
  Kind.as_pattern_target, Kind.type,
]);

/** Calls back for each name, attribute and item of a target. */
function eachTarget(syntax: Syntax, target: NodeId, leaf: (node: NodeId) => void): void {
  if (target === NONE) return;
  const end = syntax.after(target);
  for (let node = target; node < end; ) {
    if (NESTED_TARGETS.has(syntax.kind(node))) {
      node++;
      continue;
    }
    if (syntax.isOperand(node)) leaf(node);
    node = syntax.after(node);
  }
}

function bindImports(syntax: Syntax, node: NodeId, kind: number, bind: Bind): void {
  const operands = syntax.operands(node);
  for (const name of kind === Kind.import_from_statement ? operands.slice(1) : operands) {
    if (syntax.kind(name) === Kind.aliased_import) bind(syntax.textOf(syntax.operand(name, 1)), "definition");
    else if (syntax.kind(name) === Kind.dotted_name) bind(firstPart(syntax.textOf(name)), "definition");
  }
}

function firstPart(dotted: string): string {
  const dot = dotted.indexOf(".");
  return (dot < 0 ? dotted : dotted.slice(0, dot)).trim();
}

function bindCapture(syntax: Syntax, pattern: NodeId, bind: Bind): void {
  if (syntax.kind(pattern) !== Kind.dotted_name) return;
  const name = syntax.textOf(pattern);
  if (!name.includes(".")) bind(name, "value");
}

/** Name of the receiver of a method call whose result is dropped. */
function droppedReceiver(syntax: Syntax, statement: NodeId): string | null {
  let call = syntax.bare(syntax.operand(statement, 0));
  if (syntax.kind(call) === Kind.await) call = syntax.bare(syntax.operand(call, 0));
  if (syntax.kind(call) !== Kind.call) return null;
  const callee = syntax.operand(call, 0);
  if (syntax.kind(callee) !== Kind.attribute) return null;
  const receiver = syntax.operand(callee, 0);
  return syntax.kind(receiver) === Kind.identifier ? syntax.textOf(receiver) : null;
}

/** Name at the left end of a chain of attributes and items. */
function rootName(syntax: Syntax, node: NodeId): string | null {
  let at = node;
  while (syntax.kind(at) === Kind.attribute || syntax.kind(at) === Kind.subscript || syntax.kind(at) === Kind.parenthesized_expression) at = syntax.operand(at, 0);
  return syntax.kind(at) === Kind.identifier ? syntax.textOf(at) : null;
}

/** What an assignment assigns; no node for a bare annotation. */
export function assignedNode(syntax: Syntax, assignment: NodeId): NodeId {
  const operands = syntax.operands(assignment);
  const last = operands[operands.length - 1] ?? NONE;
  return operands.length < 2 || syntax.kind(last) === Kind.type ? NONE : last;
}
