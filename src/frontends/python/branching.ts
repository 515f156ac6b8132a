import type { BranchId } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import { readCondition } from "./conditions.js";
import { emptyArm, joinArms, readArm, type Arm } from "../joins.js";
import { Kind, Token } from "./kinds.js";
import { raises } from "./leaving.js";
import type { Lowering, ReadStatement } from "./lowering.js";
import { bindPattern, patternCondition, takesAll } from "./patterns.js";
import { NONE, type NodeId } from "./syntax.js";
import { assign } from "./targets.js";

/** Reads `if`, its `elif`s and `else`: each condition stands under the failure of those before. */
function readIf(l: Lowering, node: NodeId): void {
  const { syntax, frame } = l;
  const outer = frame.branch;
  const arms: Arm[] = [];
  const clauses = [node, ...syntax.operands(node).filter((child) => syntax.kind(child) === Kind.elif_clause)];
  let condition: ValueId = -1;
  for (const clause of clauses) {
    if (clause !== node) frame.branch = l.branch(condition, false, "if", l.lines.span(syntax.start(clause), syntax.end(node)));
    condition = readCondition(l, conditionOf(l, clause));
    const block = syntax.child(clause, Kind.block);
    const holds = l.branch(condition, true, "if", l.span(block === NONE ? clause : block));
    arms.push(readArm(l, holds, () => l.block(block)));
  }
  const otherwise = syntax.child(node, Kind.else_clause);
  const innermost = frame.branch;
  if (otherwise !== NONE) {
    const block = syntax.child(otherwise, Kind.block);
    const fails = l.branch(condition, false, "if", l.span(block === NONE ? otherwise : block));
    arms.push(readArm(l, fails, () => l.block(block)));
  } else {
    const end = syntax.end(node);
    arms.push(emptyArm(() => l.under(innermost, () => l.branch(condition, false, "if", l.lines.span(end, end)))));
  }
  frame.branch = outer;
  joinArms(l, arms);
}

function conditionOf(l: Lowering, clause: NodeId): NodeId {
  const first = l.syntax.operand(clause, 0);
  return l.syntax.kind(first) === Kind.block ? NONE : first;
}

/** Reads `try`: handlers start from what the body may have changed so far; the rest follows when one way arrives. */
function readTry(l: Lowering, node: NodeId): void {
  const { syntax, frame } = l;
  const handlers = syntax.operands(node).filter((child) => syntax.kind(child) === Kind.except_clause);
  const swallowedOutside = frame.swallowed;
  const arms: Arm[] = [];
  let bodyChanges: Arm["changes"] = new Map();
  arms.push(
    readArm(l, frame.branch, () => {
      const mark = frame.env.mark();
      frame.swallowed ||= handlers.some((handler) => !raises(syntax, handler));
      l.block(syntax.child(node, Kind.block));
      frame.swallowed = swallowedOutside;
      bodyChanges = frame.env.changesSince(mark);
      const otherwise = syntax.child(node, Kind.else_clause);
      if (otherwise !== NONE) l.block(syntax.child(otherwise, Kind.block));
    }),
  );
  for (const handler of handlers) arms.push(readHandler(l, handler, bodyChanges));
  joinArms(l, arms);
  const last = syntax.child(node, Kind.finally_clause);
  if (last === NONE) return;
  const wasDead = frame.dead;
  if (wasDead) for (const [name, value] of bodyChanges) frame.env.restore(name, value);
  l.block(syntax.child(last, Kind.block));
  frame.dead ||= wasDead;
}

function readHandler(l: Lowering, handler: NodeId, bodyChanges: Arm["changes"]): Arm {
  const { syntax, frame, values } = l;
  const mark = frame.env.mark();
  const parts = syntax.operands(handler).filter((child) => syntax.kind(child) !== Kind.block);
  const block = syntax.child(handler, Kind.block);
  const caught = parts[0] === undefined ? undefined : exceptionOf(l, parts[0]);
  const types = caught === undefined ? [] : [l.expression(caught.type)];
  for (const [name, value] of bodyChanges) {
    const before = frame.env.get(name);
    if (value !== undefined) frame.env.set(name, before === undefined ? value : values.either([before, value], []));
  }
  const condition = values.operation("except", types);
  const arm = readArm(l, l.branch(condition, true, "except", l.span(block === NONE ? handler : block)), () => {
    // Python 2 spells the name with a comma.
    const name = caught?.name ?? (syntax.hasToken(handler, Token.as) || parts.length === 2 ? parts[1] : undefined);
    if (name !== undefined) assign(l, name, condition);
    l.block(block);
  });
  frame.env.rollback(mark);
  return arm;
}

function exceptionOf(l: Lowering, node: NodeId): { readonly type: NodeId; readonly name?: NodeId } {
  const { syntax } = l;
  if (syntax.kind(node) !== Kind.as_pattern) return { type: node };
  const name = syntax.operand(node, 1);
  return name === NONE ? { type: syntax.operand(node, 0) } : { type: syntax.operand(node, 0), name };
}

function readMatch(l: Lowering, node: NodeId): void {
  const { syntax, values } = l;
  const parts = syntax.operands(node);
  const subjects = parts.filter((part) => l.isExpression(part)).map((part) => l.expression(part));
  const subject = subjects.length === 1 && subjects[0] !== undefined ? subjects[0] : values.list(subjects, "tuple");
  const body = parts.find((part) => syntax.kind(part) === Kind.block);
  if (body === undefined) return;
  const arms: Arm[] = [];
  let complete = false;
  for (const clause of syntax.operands(body)) {
    if (syntax.kind(clause) !== Kind.case_clause) continue;
    const patterns = syntax.operands(clause).filter((child) => syntax.kind(child) === Kind.case_pattern);
    const guard = syntax.child(clause, Kind.if_clause);
    const mark = l.frame.env.mark();
    const [only] = patterns;
    if (patterns.length === 1 && only !== undefined) bindPattern(l, only, subject);
    else patterns.forEach((pattern, i) => bindPattern(l, pattern, values.element(subject, i)));
    const test = patternCondition(l, patterns, subject);
    const condition = guard === NONE ? test : values.operation("and", [test, readCondition(l, syntax.operand(guard, 0))]);
    const block = syntax.child(clause, Kind.block);
    const bound = l.frame.env.changesSince(mark);
    const branch: BranchId = l.branch(condition, true, "case", l.span(block === NONE ? clause : block));
    const arm = readArm(l, branch, () => l.block(block));
    l.frame.env.rollback(mark);
    arms.push({ ...arm, changes: new Map([...bound, ...arm.changes]) });
    complete ||= guard === NONE && takesAll(l, patterns);
  }
  if (!complete) arms.push(emptyArm(l.frame.branch));
  joinArms(l, arms);
}

/** Statements with several ways through them. */
export const branchingReaders: readonly (readonly [number, ReadStatement])[] = [
  [Kind.if_statement, readIf],
  [Kind.try_statement, readTry],
  [Kind.match_statement, readMatch],
];
