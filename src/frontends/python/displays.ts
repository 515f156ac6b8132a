import type { ValueId } from "../../facts/value.js";
import { readSplat } from "./access.js";
import { readCondition } from "./conditions.js";
import { Kind } from "./kinds.js";
import type { Lowering, ReadExpression } from "./lowering.js";
import { namesOfTarget } from "./scopes.js";
import { NONE, type NodeId } from "./syntax.js";
import { assign } from "./targets.js";

function readDisplay(shape: "list" | "tuple" | "set"): ReadExpression {
  return (l, node) => {
    let starred = false;
    const items = l.syntax.operands(node).map((item) => {
      if (!l.syntax.isSplat(item)) return l.expression(item);
      starred = true;
      return l.values.element(readSplat(l, item), -1);
    });
    return l.values.list(items, shape, starred);
  };
}

function readDictionary(l: Lowering, node: NodeId): ValueId {
  const { syntax, values } = l;
  const entries: { key: ValueId | null; value: ValueId }[] = [];
  for (const item of syntax.operands(node)) {
    if (syntax.kind(item) === Kind.pair) {
      const key = l.expression(syntax.operand(item, 0));
      entries.push({ key, value: l.expression(syntax.operand(item, 1)) });
    } else if (syntax.kind(item) === Kind.dictionary_splat) {
      entries.push({ key: null, value: l.expression(syntax.operand(item, 0)) });
    }
  }
  return values.record(entries);
}

/** Reads a comprehension: targets mean elements while its body is read, what they meant before comes back. */
function readComprehension(l: Lowering, node: NodeId): ValueId {
  const { syntax, frame, values } = l;
  const [body = NONE, ...clauses] = syntax.operands(node);
  const outerBranch = frame.branch;
  const outerDepth = frame.loopDepth;
  const before = new Map<string, ValueId | undefined>();
  for (const clause of clauses) {
    if (syntax.kind(clause) === Kind.if_clause) {
      const test = syntax.operand(clause, 0);
      frame.branch = l.branch(readCondition(l, test), true, "conditional", l.span(body));
    } else if (syntax.kind(clause) === Kind.for_in_clause) {
      const [target = NONE, ...sources] = syntax.operands(clause);
      const read = sources.map((source) => l.expression(source));
      const source = sources.length === 1 ? (read[0] ?? values.unknown("nothing to go through")) : values.list(read, "tuple");
      for (const name of namesOfTarget(syntax, target)) if (!before.has(name)) before.set(name, frame.env.get(name));
      frame.loopDepth = outerDepth + 1;
      assign(l, target, values.element(source, -1), { quiet: true });
    }
  }
  const value = syntax.kind(body) === Kind.pair ? values.record([{ key: l.expression(syntax.operand(body, 0)), value: l.expression(syntax.operand(body, 1)) }]) : values.list([l.expression(body)], "comprehension");
  for (const [name, old] of before) frame.env.restore(name, old);
  frame.branch = outerBranch;
  frame.loopDepth = outerDepth;
  return value;
}

/** Lists, tuples, sets, dictionaries and comprehensions. */
export const displayReaders: readonly (readonly [number, ReadExpression])[] = [
  [Kind.list, readDisplay("list")],
  [Kind.tuple, readDisplay("tuple")],
  [Kind.set, readDisplay("set")],
  [Kind.expression_list, readDisplay("tuple")],
  [Kind.pattern_list, readDisplay("tuple")],
  [Kind.list_pattern, readDisplay("list")],
  [Kind.tuple_pattern, readDisplay("tuple")],
  [Kind.dictionary, readDictionary],
  [Kind.list_comprehension, readComprehension],
  [Kind.set_comprehension, readComprehension],
  [Kind.dictionary_comprehension, readComprehension],
  [Kind.generator_expression, readComprehension],
];
