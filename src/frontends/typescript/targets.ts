import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import { bare } from "./changes.js";
import type { Lowering } from "./lowering.js";
import { storeExport } from "./exports.js";
import { ownerOf } from "./names.js";
import { keyOf } from "./keys.js";

/** What an assignment says besides target and value. */
export interface StoreNotes {
  readonly annotation?: ValueId;
  readonly augmented?: boolean;
  /** Names get a meaning but no store: parts of a parameter. */
  readonly quiet?: boolean;
}

const ANY = -1;
const REST = -2;

/** Assigns a value to a target of any form, recording stores and what names mean from now on. */
export function assign(l: Lowering, node: ts.Node, value: ValueId, notes: StoreNotes = {}): void {
  const { ts } = l;
  const target = bare(ts, node);
  if (!l.enter(target)) return;
  const { annotation: _, ...inner } = notes;
  if (ts.isIdentifier(target)) bindName(l, target.text, value, target, notes);
  else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) storeInto(l, target, value, notes);
  else if (ts.isBinaryExpression(target)) assign(l, target.left, withDefault(l, value, target.right), inner);
  else if (ts.isSpreadElement(target)) assign(l, target.expression, value, inner);
  else if (ts.isArrayBindingPattern(target) || ts.isArrayLiteralExpression(target)) unpack(l, target.elements, value, inner);
  else if (ts.isObjectBindingPattern(target)) for (const element of target.elements) takeElement(l, element, value, inner);
  else if (ts.isObjectLiteralExpression(target)) for (const property of target.properties) takeProperty(l, property, value, inner);
  else if (ts.isBindingElement(target)) assign(l, target.name, withDefault(l, value, target.initializer), inner);
  l.leave();
}

/** Binds a name in the scope that declares it, and records the store. */
export function bindName(l: Lowering, name: string, value: ValueId, at: ts.Node, { annotation, augmented, quiet }: StoreNotes = {}): void {
  const { frame, values } = l;
  if (quiet) return frame.env.set(name, value);
  const owner = frame.scope.bindings.has(name) ? frame : ownerOf(l, name);
  frame.unit.stores.push({
    target: owner !== frame && owner.kind === "module" ? "global" : "local", key: name, value, at: l.span(at), branch: frame.branch, ...(annotation !== undefined && { annotation }), ...(augmented && { augmented }),
  });
  frame.env.set(name, value);
  if (owner === frame || owner.finished) return;
  // A function that is read where it stands may change what the name means around it.
  const before = owner.env.get(name);
  owner.env.set(name, before === undefined ? value : values.either([before, value], []));
}

function withDefault(l: Lowering, value: ValueId, fallback: ts.Expression | undefined): ValueId {
  if (!fallback) return value;
  const given = l.values.at(value);
  const other = l.expression(fallback);
  return given?.kind === "constant" && given.value === null ? other : l.values.either([value, other], []);
}

function unpack(l: Lowering, targets: readonly ts.Node[], value: ValueId, notes: StoreNotes): void {
  const { ts, values } = l;
  const items = values.itemsOf(value);
  targets.forEach((target, i) => {
    if (ts.isOmittedExpression(target)) return;
    const rest = ts.isSpreadElement(target) || (ts.isBindingElement(target) && target.dotDotDotToken !== undefined);
    assign(l, target, rest ? (items ? values.list(items.slice(i), "list") : values.element(value, REST)) : (items?.[i] ?? values.element(value, items ? ANY : i)), notes);
  });
}

function takeElement(l: Lowering, element: ts.BindingElement, value: ValueId, notes: StoreNotes): void {
  if (element.dotDotDotToken) return assign(l, element.name, value, notes);
  const name = element.propertyName ?? element.name;
  assign(l, element, l.ts.isIdentifier(name) || l.ts.isPropertyName(name) ? member(l, value, name, element) : value, notes);
}

function takeProperty(l: Lowering, property: ts.ObjectLiteralElementLike, value: ValueId, notes: StoreNotes): void {
  const { ts } = l;
  if (ts.isSpreadAssignment(property)) assign(l, property.expression, value, notes);
  else if (ts.isShorthandPropertyAssignment(property)) assign(l, property.name, withDefault(l, member(l, value, property.name, property), property.objectAssignmentInitializer), notes);
  else if (ts.isPropertyAssignment(property)) assign(l, property.initializer, member(l, value, property.name, property), notes);
}

/** What a property of a value is: the entry of a known record, else a lookup, which is recorded as a load. */
function member(l: Lowering, base: ValueId, name: ts.PropertyName, at: ts.Node): ValueId {
  const { values } = l;
  const key = keyOf(l, name);
  const text = values.textOf(key);
  const known = values.at(base);
  if (known?.kind === "record" && text !== undefined && known.entries.every((entry) => entry.key !== null && values.textOf(entry.key) !== undefined)) {
    const entry = known.entries.findLast((each) => each.key !== null && values.textOf(each.key) === text);
    return entry?.value ?? values.constant(null);
  }
  const value = text === undefined ? values.lookup("item", base, key) : values.attribute(base, text);
  l.read(value, at);
  return value;
}

function storeInto(l: Lowering, target: ts.PropertyAccessExpression | ts.ElementAccessExpression, value: ValueId, notes: StoreNotes): void {
  if (storeExport(l, target, value)) return;
  const base = l.expression(target.expression);
  if (l.ts.isPropertyAccessExpression(target)) storeAt(l, target, { how: "attribute", base, key: l.values.key(target.name.text) }, value, notes);
  else storeAt(l, target, { how: "item", base, key: l.expression(target.argumentExpression) }, value, notes);
}

/** Stores into a target that was read before: `x[f()] += 1` calls `f` once. */
export function assignAgain(l: Lowering, node: ts.Node, before: ValueId, value: ValueId): void {
  const target = bare(l.ts, node);
  const read = l.values.at(before);
  if (l.ts.isIdentifier(target)) bindName(l, target.text, value, target, { augmented: true });
  else if ((l.ts.isPropertyAccessExpression(target) || l.ts.isElementAccessExpression(target)) && read?.kind === "lookup") storeAt(l, target, read, value, { augmented: true });
}

interface Place { readonly how: "attribute" | "item"; readonly base: ValueId; readonly key: ValueId }

function storeAt(l: Lowering, target: ts.PropertyAccessExpression | ts.ElementAccessExpression, { how, base, key }: Place, value: ValueId, { augmented }: StoreNotes): void {
  const { values, frame } = l;
  const stored = how === "attribute" ? (values.textOf(key) ?? "") : key;
  frame.unit.stores.push({ target: how, base: values.place(base), key: stored, value, at: l.span(target), branch: frame.branch, ...(augmented && { augmented }) });
  rebind(l, target.expression, base, values.updated(how, base, key, value));
}

/** Makes the local at the root of `node` mean its changed self: `node` was read as `before` and is `after` from now on. Imports and definitions stay themselves. */
export function rebind(l: Lowering, node: ts.Node, before: ValueId, after: ValueId): void {
  const { ts, values, frame } = l;
  let at = bare(ts, node);
  let old = before;
  let changed = after;
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
    const lookup = values.at(old);
    if (lookup?.kind !== "lookup") return;
    changed = values.updated(lookup.how, lookup.base, lookup.key, changed);
    old = lookup.base;
    at = bare(ts, at.expression);
  }
  const name = ts.isIdentifier(at) ? at.text : at.kind === ts.SyntaxKind.ThisKeyword ? "this" : null;
  if (name !== null && frame.env.get(name) === old && !values.isDefinition(old)) frame.env.set(name, changed);
}
