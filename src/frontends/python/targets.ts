import type { ValueId } from "../../facts/value.js";
import { Kind } from "./kinds.js";
import type { Lowering } from "./lowering.js";
import { readKey } from "./access.js";
import { NONE, type NodeId } from "./syntax.js";

/** What an assignment says besides target and value. */
export interface StoreNotes {
  readonly annotation?: ValueId;
  readonly augmented?: boolean;
}

interface AssignOptions extends StoreNotes {
  /** Names get a meaning but no store: targets of comprehensions. */
  readonly quiet?: boolean;
}

/** Any position, and all positions that a star takes (`ElementValue.index`). */
const ANY = -1;
const REST = -2;

/** Assigns a value to a target of any form, recording stores and what names mean from now on. */
export function assign(l: Lowering, target: NodeId, value: ValueId, options: AssignOptions = {}): void {
  const { syntax } = l;
  if (target === NONE || !l.enter(target)) return;
  switch (syntax.kind(target)) {
    case Kind.identifier:
      if (options.quiet) l.frame.env.set(syntax.textOf(target), value);
      else bindName(l, syntax.textOf(target), value, target, notesOf(options));
      break;
    case Kind.attribute:
    case Kind.subscript:
      storeInto(l, target, value, notesOf(options));
      break;
    case Kind.pattern_list:
    case Kind.tuple_pattern:
    case Kind.list_pattern:
    case Kind.tuple:
    case Kind.list:
    case Kind.expression_list:
      unpack(l, syntax.operands(target), value, options.quiet === true);
      break;
    case Kind.parenthesized_expression:
    case Kind.as_pattern_target:
    case Kind.list_splat:
    case Kind.list_splat_pattern:
    case Kind.type:
      assign(l, syntax.operand(target, 0), value, options);
      break;
    default:
  }
  l.leave();
}

function notesOf({ annotation, augmented }: AssignOptions): StoreNotes {
  return { ...(annotation !== undefined && { annotation }), ...(augmented && { augmented }) };
}

/** Binds a name in the running unit, as its `global` statements say, and records the store. */
export function bindName(l: Lowering, name: string, value: ValueId, at: NodeId, notes: StoreNotes = {}): void {
  const { frame } = l;
  frame.unit.stores.push({ target: frame.scope.globals.has(name) ? "global" : "local", key: name, value, at: l.span(at), branch: frame.branch, ...notes });
  frame.env.set(name, value);
}

function unpack(l: Lowering, targets: readonly NodeId[], value: ValueId, quiet: boolean): void {
  const { syntax, values } = l;
  const items = values.itemsOf(value);
  const star = targets.findIndex((target) => syntax.isSplat(target));
  const tail = star < 0 ? 0 : targets.length - star - 1;
  targets.forEach((target, i) => {
    if (star >= 0 && i === star) {
      const rest = items && items.length >= targets.length - 1 ? values.list(items.slice(star, items.length - tail), "list") : values.element(value, REST);
      return assign(l, target, rest, { quiet });
    }
    const fromEnd = star >= 0 && i > star ? targets.length - i : 0;
    const item = items?.[fromEnd > 0 ? items.length - fromEnd : i];
    assign(l, target, item ?? values.element(value, fromEnd > 0 ? ANY : i), { quiet });
  });
}

function storeInto(l: Lowering, target: NodeId, value: ValueId, notes: StoreNotes): void {
  const { syntax, values } = l;
  const base = l.expression(syntax.operand(target, 0));
  if (syntax.kind(target) === Kind.attribute) storeAt(l, target, { how: "attribute", base, key: values.key(syntax.textOf(syntax.operand(target, 1))) }, value, notes);
  else storeAt(l, target, { how: "item", base, key: readKey(l, target) }, value, notes);
}

/** Stores into a target that was read before: `x[f()] += 1` calls `f` once. */
export function assignAgain(l: Lowering, target: NodeId, before: ValueId, value: ValueId): void {
  const { values } = l;
  const read = values.at(before);
  if (read?.kind === "lookup") return storeAt(l, target, read, value, { augmented: true });
  const [base, ...bounds] = read?.kind === "operation" && read.operator === "slice" ? read.operands : [];
  if (base !== undefined) storeAt(l, target, { how: "item", base, key: values.operation(":", bounds) }, value, { augmented: true });
}

interface Place { readonly how: "attribute" | "item"; readonly base: ValueId; readonly key: ValueId }

function storeAt(l: Lowering, target: NodeId, { how, base, key }: Place, value: ValueId, notes: StoreNotes): void {
  const { syntax, values, frame } = l;
  const stored = how === "attribute" ? (values.textOf(key) ?? "") : key;
  frame.unit.stores.push({ target: how, base: values.place(base), key: stored, value, at: l.span(target), branch: frame.branch, ...notes });
  rebind(l, syntax.operand(target, 0), base, values.updated(how, base, key, value));
}

/**
 * Makes the local at the root of `node` mean its changed self: `node` was read as `before` and is `after` from now on, so that `a.b.c = v` changes `a`.
 * Imports and definitions stay themselves: what is stored in them is found by the store alone.
 */
export function rebind(l: Lowering, node: NodeId, before: ValueId, after: ValueId): void {
  const { syntax, values, frame } = l;
  let at = syntax.bare(node);
  let old = before;
  let changed = after;
  while (syntax.kind(at) === Kind.attribute || syntax.kind(at) === Kind.subscript) {
    const lookup = values.at(old);
    if (lookup?.kind !== "lookup") return;
    changed = values.updated(lookup.how, lookup.base, lookup.key, changed);
    old = lookup.base;
    at = syntax.bare(syntax.operand(at, 0));
  }
  if (syntax.kind(at) !== Kind.identifier) return;
  const name = syntax.textOf(at);
  if (frame.env.get(name) === old && !values.isDefinition(old)) frame.env.set(name, changed);
}
