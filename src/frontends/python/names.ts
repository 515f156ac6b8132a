import type { ValueId } from "../../facts/value.js";
import { mayBeParameter } from "../may-be-parameter.js";
import type { Lowering, PythonFrame } from "./lowering.js";
import type { Binding } from "./scopes.js";
import type { NodeId } from "./syntax.js";

/** Reads a name; a load of a parameter or of an outer scope's name is recorded, not that of a module, whose attributes tell more. */
export function readName(l: Lowering, node: NodeId): ValueId {
  const name = l.syntax.textOf(node);
  const { env, scope } = l.frame;
  const own = env.get(name);
  const value = own ?? resolve(l, name);
  const isRead = own === undefined ? !scope.bindings.has(name) || scope.globals.has(name) : mayBeParameter(l.values, own);
  if (isRead && !isModule(l, value)) l.read(value, node);
  return value;
}

function isModule(l: Lowering, id: ValueId): boolean {
  const value = l.values.at(id);
  return value?.kind === "import" && l.imports[value.index]?.name === undefined;
}

/** Reads a name that is called: the call itself tells of the load. */
export function readCallee(l: Lowering, node: NodeId): ValueId {
  const name = l.syntax.textOf(node);
  return l.frame.env.get(name) ?? resolve(l, name);
}

/** What a name means that the running unit did not bind so far, by Python's scopes: enclosing functions, then the module, then builtins. */
function resolve(l: Lowering, name: string): ValueId {
  const { frame, values } = l;
  const unbound = values.name(name, frame.unit.id);
  if (frame.scope.globals.has(name)) return unbound;
  const isFunction = frame.kind !== "module" && frame.kind !== "class";
  if (isFunction && frame.scope.bindings.has(name) && !frame.scope.nonlocals.has(name)) return values.unknown("read before it is bound");
  for (let outer = frame.parent; outer; outer = outer.parent) {
    // A class body is no scope for the functions and classes inside it.
    if (outer.kind === "class") continue;
    const meaning = meaningFrom(l, outer, name);
    if (meaning !== null) return meaning ?? unbound;
  }
  return unbound;
}

/** What a name means to a unit inside `outer`: null if `outer` does not bind it, undefined if it may mean several things there. */
function meaningFrom(l: Lowering, outer: PythonFrame, name: string): ValueId | undefined | null {
  const now = outer.env.get(name);
  const binding = outer.scope.bindings.get(name);
  if (outer.scope.globals.has(name) || (now === undefined && !binding)) return outer.kind === "module" ? undefined : null;
  if (l.boundFromInside.has(name)) return undefined;
  if (!outer.finished) return now;
  if (!binding || !(isDefinition(binding) || (outer.kind !== "module" && binding.count === 1))) return undefined;
  return now;
}

/** Bound by imports and definitions only, beside a `None` that stands in for a failed import. */
function isDefinition(binding: Binding): boolean {
  return binding.definitions > 0 && binding.definitions + binding.nones === binding.count;
}

/** Reads the dotted name of a pattern or an import as attributes of its first part. */
export function readDotted(l: Lowering, node: NodeId): ValueId {
  const [first = "", ...rest] = dottedParts(l.syntax.textOf(node));
  const root = l.frame.env.get(first) ?? resolve(l, first);
  return rest.reduce((base, part) => l.values.attribute(base, part), root);
}

/** Parts of a dotted name, which may stand apart. */
export function dottedParts(text: string): readonly string[] {
  return text.replace(/#[^\n]*|\\|\s/g, "").split(".");
}
