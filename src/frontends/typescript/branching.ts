import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import type { OpenLoopStates } from "../frame.js";
import { emptyArm, joinArms, readArm, type Arm } from "../joins.js";
import { withNames, readStatements } from "./blocks.js";
import type { Compiler } from "./compiler.js";
import { runs, type Lowering, type ReadStatement, type Reader } from "./lowering.js";
import { readCondition } from "./operators.js";
import { leavesProcess } from "./statements.js";
import { namesOfTarget } from "./survey.js";
import { assign } from "./targets.js";

/** Reads `if` and its `else if`s: each condition stands under the failure of those before. */
function readIf(l: Lowering, node: ts.IfStatement): void {
  const { ts, frame } = l;
  const outer = frame.branch;
  const arms: Arm[] = [];
  let at: ts.Statement | undefined = node;
  let condition: ValueId = -1;
  while (at && ts.isIfStatement(at)) {
    const clause: ts.IfStatement = at;
    if (clause !== node) frame.branch = l.branch(condition, false, "if", l.lines.span(clause.getStart(l.file), node.end));
    condition = readCondition(l, clause.expression);
    const holds = l.branch(condition, true, "if", l.span(clause.thenStatement));
    arms.push(readArm(l, holds, () => l.statement(clause.thenStatement)));
    at = clause.elseStatement;
  }
  const innermost = frame.branch;
  if (at) {
    const otherwise = at;
    const fails = l.branch(condition, false, "if", l.span(otherwise));
    arms.push(readArm(l, fails, () => l.statement(otherwise)));
  } else {
    arms.push(emptyArm(() => l.under(innermost, () => l.branch(condition, false, "if", l.lines.span(node.end, node.end)))));
  }
  frame.branch = outer;
  joinArms(l, arms);
}

/** Reads `try`: the handler starts from what the body may have changed so far; what follows is reached when one way arrives. */
function readTry(l: Lowering, node: ts.TryStatement): void {
  const { frame } = l;
  const swallowedOutside = frame.swallowed;
  const handler = node.catchClause;
  let bodyChanges: Arm["changes"] = new Map();
  const arms = [
    readArm(l, frame.branch, () => {
      const mark = frame.env.mark();
      frame.swallowed ||= handler !== undefined && !raises(l, handler.block);
      l.statement(node.tryBlock);
      frame.swallowed = swallowedOutside;
      bodyChanges = frame.env.changesSince(mark);
    }),
  ];
  if (handler) arms.push(readHandler(l, handler, bodyChanges));
  joinArms(l, arms);
  if (!node.finallyBlock) return;
  const wasDead = frame.dead;
  if (wasDead) for (const [name, value] of bodyChanges) frame.env.restore(name, value);
  l.statement(node.finallyBlock);
  frame.dead ||= wasDead;
}

function readHandler(l: Lowering, handler: ts.CatchClause, bodyChanges: Arm["changes"]): Arm {
  const { frame, values } = l;
  const mark = frame.env.mark();
  for (const [name, value] of bodyChanges) {
    const before = frame.env.get(name);
    if (value !== undefined) frame.env.set(name, before === undefined ? value : values.either([before, value], []));
  }
  const condition = values.operation("except", []);
  const caught = handler.variableDeclaration?.name;
  const arm = readArm(l, l.branch(condition, true, "except", l.span(handler.block)), () => {
    withNames(l, caught ? namesOfTarget(l.ts, caught) : [], () => {
      if (caught) assign(l, caught, condition, { quiet: true });
      l.statement(handler.block);
    });
  });
  frame.env.rollback(mark);
  return arm;
}

/** A handler that throws again, or ends the process, somewhere in its own code. */
function raises(l: Lowering, block: ts.Block): boolean {
  const { ts } = l;
  const work: ts.Node[] = [block];
  for (let node = work.pop(); node; node = work.pop()) {
    if (ts.isThrowStatement(node) || leavesProcess(l, node)) return true;
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) continue;
    ts.forEachChild(node, (child) => {
      work.push(child);
    });
  }
  return false;
}

function readSwitch(l: Lowering, node: ts.SwitchStatement): void {
  const { ts, frame, values } = l;
  const subject = l.expression(node.expression);
  const states: OpenLoopStates = { mark: frame.env.mark(), breaks: [], continues: [] };
  const arms: Arm[] = [];
  let tests: ValueId[] = [];
  let complete = false;
  frame.loops.push(states);
  l.switches.add(states);
  for (const clause of node.caseBlock.clauses) {
    if (ts.isCaseClause(clause)) tests.push(values.operation("==", [subject, l.expression(clause.expression)]));
    else complete = true;
    if (clause.statements.length === 0) continue;
    const [only] = tests;
    const condition = ts.isDefaultClause(clause) ? values.operation("default", [subject]) : only !== undefined && tests.length === 1 ? only : values.operation("or", tests);
    tests = [];
    arms.push(readArm(l, l.branch(condition, true, "case", l.span(clause)), () => readStatements(l, clause.statements)));
  }
  frame.loops.pop();
  l.switches.delete(states);
  if (!complete || tests.length > 0) arms.push(emptyArm(frame.branch));
  joinArms(l, [...arms, ...states.breaks.map((state) => ({ ...state, dead: false }))]);
}

/** Statements with several ways through them. */
export function branchingReaders({ SyntaxKind }: Compiler): readonly Reader<ReadStatement>[] {
  return [
    runs<ts.IfStatement>(SyntaxKind.IfStatement, readIf),
    runs<ts.TryStatement>(SyntaxKind.TryStatement, readTry),
    runs<ts.SwitchStatement>(SyntaxKind.SwitchStatement, readSwitch),
  ];
}
