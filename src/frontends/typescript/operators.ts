import type * as ts from "typescript";
import type { BranchId } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import { readLogicChain } from "../logic.js";
import { bare } from "./changes.js";
import type { Compiler } from "./compiler.js";
import { reads, type Lowering, type ReadExpression, type Reader } from "./lowering.js";
import { isAssignment, isStep } from "./survey.js";
import { assign, assignAgain } from "./targets.js";

/** Operators that other languages spell otherwise have one spelling, so that a guard is judged alike everywhere. */
const SPELLINGS: Readonly<Record<string, string>> = { "===": "==", "!==": "!=", "&&": "and", "||": "or", "??": "or", "!": "not" };

function operatorText(l: Lowering, kind: ts.SyntaxKind): string {
  const text = l.ts.tokenToString(kind) ?? "?";
  return SPELLINGS[text] ?? text;
}

function isLogic(l: Lowering, kind: ts.SyntaxKind): boolean {
  const { SyntaxKind } = l.ts;
  return kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
}

/** Reads an expression of which only the truth matters: logic stays an operation, so that a guard can be judged. */
export function readCondition(l: Lowering, node: ts.Node): ValueId {
  const { ts, values, frame } = l;
  const inner = bare(ts, node);
  const isNot = ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken;
  if (!isNot && !(ts.isBinaryExpression(inner) && isLogic(l, inner.operatorToken.kind))) return l.expression(inner);
  if (!l.enter(inner)) return values.unknown("nested too deeply");
  let value: ValueId;
  if (ts.isPrefixUnaryExpression(inner)) {
    value = values.operation("not", [readCondition(l, inner.operand)]);
  } else {
    const { operator, operands } = logicOf(l, inner);
    const outer = frame.branch;
    const tests: ValueId[] = [];
    for (const operand of operands) {
      const before = tests[tests.length - 1];
      if (before !== undefined) frame.branch = l.branch(before, operator === "and", "conditional", l.span(operand));
      tests.push(readCondition(l, operand));
    }
    frame.branch = outer;
    value = values.operation(operator, tests);
  }
  l.leave();
  return value;
}

/** Operands of a run of one logical operator, which nests to the left. */
function logicOf(l: Lowering, node: ts.Node): { readonly operator: string; readonly operands: readonly ts.Node[] } {
  const { ts } = l;
  const operands: ts.Node[] = [];
  const kind = ts.isBinaryExpression(node) ? node.operatorToken.kind : ts.SyntaxKind.Unknown;
  let left: ts.Node = node;
  while (ts.isBinaryExpression(left) && left.operatorToken.kind === kind) {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  return { operator: operatorText(l, kind), operands: operands.reverse() };
}

/** Reads `a && b`, `a || b` or `a ?? b` for its value: one of the operands, each under the branch that picks it. */
function readLogic(l: Lowering, node: ts.Node): ValueId {
  const { operator, operands } = logicOf(l, node);
  return readLogicChain(l, operator, operands);
}

/** Reads a chain of binary operators from its left end, however long it is; a run of `+` becomes one join. */
function readBinary(l: Lowering, node: ts.BinaryExpression): ValueId {
  const { ts, values } = l;
  const { SyntaxKind } = ts;
  if (isAssignment(ts, node.operatorToken.kind)) return readAssignment(l, node);
  if (isLogic(l, node.operatorToken.kind)) return readLogic(l, node);
  const chain: ts.BinaryExpression[] = [];
  let leftmost: ts.Node = node;
  while (ts.isBinaryExpression(leftmost) && !isAssignment(ts, leftmost.operatorToken.kind) && !isLogic(l, leftmost.operatorToken.kind)) {
    chain.push(leftmost);
    leftmost = leftmost.left;
  }
  let value = l.expression(leftmost);
  let run: ValueId[] | null = null;
  for (let link = chain.pop(); link; link = chain.pop()) {
    const right = l.expression(link.right);
    if (link.operatorToken.kind === SyntaxKind.PlusToken) {
      run ??= [value];
      run.push(right);
      continue;
    }
    if (run) value = values.join("concat", run);
    run = null;
    value = link.operatorToken.kind === SyntaxKind.CommaToken ? right : values.operation(operatorText(l, link.operatorToken.kind), [value, right]);
  }
  return run ? values.join("concat", run) : value;
}

/** Reads an assignment; a chain `a = b = c` is bound from the right. */
function readAssignment(l: Lowering, node: ts.BinaryExpression): ValueId {
  const { ts, values } = l;
  if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const targets: ts.Node[] = [];
    let right: ts.Node = node;
    while (ts.isBinaryExpression(right) && right.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      targets.push(right.left);
      right = right.right;
    }
    const value = l.expression(right);
    for (const target of targets.reverse()) assign(l, target, value);
    return value;
  }
  const before = l.expression(node.left);
  const right = l.expression(node.right);
  const operator = operatorText(l, node.operatorToken.kind).slice(0, -1);
  const isChoice = operator === "&&" || operator === "||" || operator === "??";
  const value = isChoice ? values.either([before, right], []) : operator === "+" ? values.join("concat", [before, right]) : values.operation(operator, [before, right]);
  assignAgain(l, node.left, before, value);
  return value;
}

function readUnary(l: Lowering, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): ValueId {
  const { ts, values } = l;
  const operand = l.expression(node.operand);
  if (isStep(ts, node.operator)) {
    const value = values.operation(node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-", [operand, values.constant(1)]);
    assignAgain(l, node.operand, operand, value);
    return ts.isPrefixUnaryExpression(node) ? value : operand;
  }
  const value = values.at(operand);
  if (node.operator === ts.SyntaxKind.MinusToken && value?.kind === "constant" && typeof value.value === "number") return values.constant(-value.value);
  return values.operation(operatorText(l, node.operator), [operand]);
}

function readConditional(l: Lowering, node: ts.ConditionalExpression): ValueId {
  const { values, frame } = l;
  const outer = frame.branch;
  const options: ValueId[] = [];
  const conditions: BranchId[] = [];
  let at: ts.Node = node;
  while (l.ts.isConditionalExpression(at)) {
    const { condition: test, whenTrue, whenFalse }: ts.ConditionalExpression = at;
    const condition = readCondition(l, test);
    const holds = l.branch(condition, true, "conditional", l.span(whenTrue));
    options.push(l.under(holds, () => l.expression(whenTrue)));
    conditions.push(holds);
    frame.branch = l.branch(condition, false, "conditional", l.span(whenFalse));
    at = bare(l.ts, whenFalse);
  }
  conditions.push(frame.branch);
  options.push(l.expression(at));
  frame.branch = outer;
  return values.either(options, conditions);
}

/** Arithmetic, comparison, logic, assignments and conditionals. */
export function operatorReaders({ SyntaxKind }: Compiler): readonly Reader<ReadExpression>[] {
  return [
    reads<ts.BinaryExpression>(SyntaxKind.BinaryExpression, readBinary),
    reads<ts.PrefixUnaryExpression>(SyntaxKind.PrefixUnaryExpression, readUnary),
    reads<ts.PostfixUnaryExpression>(SyntaxKind.PostfixUnaryExpression, readUnary),
    reads<ts.ConditionalExpression>(SyntaxKind.ConditionalExpression, readConditional),
    reads<ts.TypeOfExpression>(SyntaxKind.TypeOfExpression, (l, node) => l.values.operation("typeof", [l.expression(node.expression)])),
    reads<ts.DeleteExpression>(SyntaxKind.DeleteExpression, (l, node) => l.values.operation("delete", [l.expression(node.expression)])),
    reads<ts.VoidExpression>(SyntaxKind.VoidExpression, (l, node) => {
      l.expression(node.expression);
      return l.values.constant(null);
    }),
  ];
}
