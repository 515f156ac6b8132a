import type { Argument } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import { readCondition } from "./conditions.js";
import { Kind, kindName } from "./kinds.js";
import { leavesProcess } from "./leaving.js";
import type { Lowering, ReadStatement } from "./lowering.js";
import { combine } from "./operators.js";
import { assignedNode } from "./scopes.js";
import { NONE, type NodeId } from "./syntax.js";
import { assign, assignAgain, rebind } from "./targets.js";

function readExpressionStatement(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  for (const part of syntax.operands(node)) {
    const kind = syntax.kind(part);
    if (kind === Kind.assignment) readAssignment(l, part);
    else if (kind === Kind.augmented_assignment) readAugmented(l, part);
    // Docstrings and texts that stand for comments are no values.
    else if (kind !== Kind.string && kind !== Kind.concatenated_string) readDropped(l, part);
    else if (syntax.child(part, Kind.interpolation) !== NONE) l.expression(part);
  }
}

/** Reads an expression whose value nobody takes; a call on a local then leaves that local changed. */
function readDropped(l: Lowering, node: NodeId): void {
  const { syntax, values } = l;
  l.expression(node);
  let call = syntax.bare(node);
  if (syntax.kind(call) === Kind.await) call = syntax.bare(syntax.operand(call, 0));
  if (syntax.kind(call) !== Kind.call) return;
  const record = l.calls[l.calls.length - 1];
  // The outermost call is recorded last, after its arguments.
  if (!record || record.unit !== l.frame.unit.id) return;
  l.drop(record.id);
  if (leavesProcess(syntax, call)) l.frame.dead = true;
  const callee = syntax.operand(call, 0);
  const method = values.at(record.callee);
  if (syntax.kind(callee) !== Kind.attribute || method?.kind !== "lookup") return;
  const receiver = syntax.bare(syntax.operand(callee, 0));
  if (syntax.kind(receiver) === Kind.identifier) rebind(l, receiver, method.base, values.after(method.base, record.id));
}

/** Reads `a = b = value`; targets are bound from left to right after the value is known. */
function readAssignment(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const targets: NodeId[] = [];
  let link = node;
  let annotation: ValueId | undefined;
  for (;;) {
    targets.push(syntax.operand(link, 0));
    const type = syntax.child(link, Kind.type);
    if (type !== NONE) annotation = l.annotation(type);
    const right = assignedNode(syntax, link);
    if (right === NONE) return declare(l, targets[0] ?? NONE, annotation);
    if (syntax.kind(right) !== Kind.assignment) {
      const value = syntax.kind(right) === Kind.augmented_assignment ? l.values.unknown("no value: augmented assignment") : l.expression(right);
      for (const target of targets) assign(l, target, value, annotation === undefined ? {} : { annotation });
      return;
    }
    link = right;
  }
}

/** `name: type` alone declares a field of a class; elsewhere it does nothing. */
function declare(l: Lowering, target: NodeId, annotation: ValueId | undefined): void {
  const { syntax, frame } = l;
  if (frame.kind !== "class" || annotation === undefined || syntax.kind(target) !== Kind.identifier) return;
  frame.unit.stores.push({ target: "local", key: syntax.textOf(target), value: l.values.unknown("declared without a value"), annotation, at: l.span(target), branch: frame.branch });
}

function readAugmented(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const target = syntax.operand(node, 0);
  const before = l.expression(target);
  const right = l.expression(syntax.operand(node, 1));
  const value = combine(l, augmentedOperator(l, node), before, right);
  const bare = syntax.bare(target);
  if (syntax.kind(bare) === Kind.identifier) assign(l, bare, value, { augmented: true });
  else assignAgain(l, bare, before, value);
}

function augmentedOperator(l: Lowering, node: NodeId): string {
  const { syntax } = l;
  for (let child = syntax.first(node); child !== NONE; child = syntax.next(child, node)) {
    const name = kindName(syntax.kind(child));
    if (!syntax.isOperand(child) && name.endsWith("=")) return name.slice(0, -1);
  }
  return "?";
}

function readReturn(l: Lowering, node: NodeId): void {
  const { syntax, frame } = l;
  const expression = syntax.operand(node, 0);
  if (expression !== NONE) frame.unit.returns.push({ value: l.expression(expression), at: l.span(expression), branch: frame.branch });
  frame.dead = true;
}

function readRaise(l: Lowering, node: NodeId): void {
  for (const part of l.syntax.operands(node)) l.expression(part);
  l.frame.dead = true;
}

function readDelete(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const only = syntax.operand(node, 0);
  const isList = [Kind.expression_list, Kind.tuple, Kind.list].includes(syntax.kind(only));
  for (const target of isList ? syntax.operands(only) : [only]) {
    if (syntax.kind(target) === Kind.identifier) l.frame.env.delete(syntax.textOf(target));
    else l.expression(target);
  }
}

function readAssert(l: Lowering, node: NodeId): void {
  const [test = NONE, message = NONE] = l.syntax.operands(node);
  l.branch(readCondition(l, test), true, "assert", l.span(node));
  if (message !== NONE) l.expression(message);
}

function readWith(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const clause = syntax.child(node, Kind.with_clause);
  if (clause !== NONE) for (const item of syntax.operands(clause)) l.expression(syntax.kind(item) === Kind.with_item ? syntax.operand(item, 0) : item);
  l.block(syntax.child(node, Kind.block));
}

/** Python 2's `print >>f, x` and `exec code in scope` as calls. */
function readOldStatement(name: "print" | "exec"): ReadStatement {
  return (l, node) => {
    const { syntax, values, frame } = l;
    const args = syntax.operands(node).map((part): Argument => {
      const isFile = syntax.kind(part) === Kind.chevron;
      const value = isFile ? syntax.operand(part, 0) : part;
      return { value: l.expression(value), ...(isFile && { name: "file" }), at: l.span(value === NONE ? part : value) };
    });
    l.call(values.name(name, frame.unit.id), args, node, true);
  };
}

function readTypeAlias(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const [name = NONE, type = NONE] = syntax.operands(node);
  const inner = syntax.operand(name, 0);
  // `type X[T] = ...` names its parameters beside the name.
  assign(l, syntax.kind(inner) === Kind.generic_type ? syntax.child(inner, Kind.identifier) : inner, l.annotation(type));
}

/** Reads what a broken region still holds: its statements and expressions, not its tokens. */
function readBroken(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const end = syntax.after(node);
  for (let at = node + 1; at < end; ) {
    const kind = syntax.kind(at);
    if (kind !== Kind.ERROR && l.isStatement(at)) l.statement(at);
    else if (l.isExpression(at)) readLoose(l, at);
    else {
      at++;
      continue;
    }
    at = syntax.after(at);
  }
}

/** A name or literal in a broken region says nothing; calls and the like do. */
function readLoose(l: Lowering, node: NodeId): void {
  if (l.syntax.first(node) !== NONE && l.syntax.kind(node) !== Kind.string) l.expression(node);
}

/** Simple statements, `with`, and broken regions. */
export const statementReaders: readonly (readonly [number, ReadStatement])[] = [
  [Kind.expression_statement, readExpressionStatement],
  [Kind.return_statement, readReturn],
  [Kind.raise_statement, readRaise],
  [Kind.delete_statement, readDelete],
  [Kind.assert_statement, readAssert],
  [Kind.with_statement, readWith],
  [Kind.print_statement, readOldStatement("print")],
  [Kind.exec_statement, readOldStatement("exec")],
  [Kind.type_alias_statement, readTypeAlias],
  [Kind.block, (l, node) => l.block(node)],
  [Kind.ERROR, readBroken],
];
