import type * as ts from "typescript";
import { leaveBody, readTurns } from "../turns.js";
import { blockNames, withNames } from "./blocks.js";
import { changesIn } from "./changes.js";
import type { Compiler } from "./compiler.js";
import { runs, type Lowering, type ReadStatement, type Reader } from "./lowering.js";
import { readCondition } from "./operators.js";
import { readDeclarations } from "./statements.js";
import { namesOfTarget } from "./survey.js";
import { assign } from "./targets.js";

function readForEach(l: Lowering, node: ts.ForOfStatement | ts.ForInStatement): void {
  const { ts, values } = l;
  const source = l.expression(node.expression);
  // The keys of an object are texts that the values say nothing of.
  const element = ts.isForInStatement(node) ? values.operation("keys", [source]) : values.element(source, -1);
  const target = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations[0]?.name : node.initializer;
  const names = ts.isVariableDeclarationList(node.initializer) ? blockNames(l, node.initializer) : [];
  withNames(l, names, () => {
    readTurns(l, changesIn(ts, [node.statement]), new Set(namesOfTarget(ts, node.initializer)), () => {
      if (target) assign(l, target, element);
      l.statement(node.statement);
    });
  });
}

function readFor(l: Lowering, node: ts.ForStatement): void {
  const { ts } = l;
  const list = node.initializer && ts.isVariableDeclarationList(node.initializer) ? node.initializer : null;
  withNames(l, list ? blockNames(l, list) : [], () => {
    if (list) readDeclarations(l, list);
    else if (node.initializer) l.expression(node.initializer);
    readTurns(l, changesIn(ts, [node.condition, node.statement, node.incrementor]), new Set(), () => {
      readWhileBody(l, node.condition, node.statement);
      if (node.incrementor) l.expression(node.incrementor);
    });
  });
}

function readWhile(l: Lowering, node: ts.WhileStatement | ts.DoStatement): void {
  readTurns(l, changesIn(l.ts, [node.expression, node.statement]), new Set(), () => {
    if (l.ts.isWhileStatement(node)) return readWhileBody(l, node.expression, node.statement);
    l.statement(node.statement);
    l.expression(node.expression);
  });
}

function readWhileBody(l: Lowering, test: ts.Expression | undefined, body: ts.Statement): void {
  if (!test) return l.statement(body);
  const condition = readCondition(l, test);
  l.under(l.branch(condition, true, "while", l.span(body)), () => l.statement(body));
}

/** Loops, and what leaves them. Labels are not followed: a labelled `break` leaves the innermost loop. */
export function loopReaders({ SyntaxKind }: Compiler): readonly Reader<ReadStatement>[] {
  return [
    runs<ts.ForOfStatement>(SyntaxKind.ForOfStatement, readForEach),
    runs<ts.ForInStatement>(SyntaxKind.ForInStatement, readForEach),
    runs<ts.ForStatement>(SyntaxKind.ForStatement, readFor),
    runs<ts.WhileStatement>(SyntaxKind.WhileStatement, readWhile),
    runs<ts.DoStatement>(SyntaxKind.DoStatement, readWhile),
    runs<ts.BreakStatement>(SyntaxKind.BreakStatement, (l) => leaveBody(l, "breaks")),
    runs<ts.ContinueStatement>(SyntaxKind.ContinueStatement, (l) => leaveBody(l, "continues", l.frame.loops.findLast((state) => !l.switches.has(state)))),
  ];
}
