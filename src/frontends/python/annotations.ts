import type { ValueId } from "../../facts/value.js";
import { Kind } from "./kinds.js";
import type { Lowering, ReadExpression } from "./lowering.js";
import { NONE, type NodeId } from "./syntax.js";

/** `Optional[X]` is an item lookup, as if it were an expression. */
function readGeneric(l: Lowering, node: NodeId): ValueId {
  const { syntax, values } = l;
  const base = l.expression(syntax.operand(node, 0));
  const parameters = syntax.child(node, Kind.type_parameter);
  const items = parameters === NONE ? [] : syntax.operands(parameters).map((item) => l.expression(item));
  const [only] = items;
  return values.lookup("item", base, items.length === 1 && only !== undefined ? only : values.list(items, "tuple"));
}

const first: ReadExpression = (l, node) => l.expression(l.syntax.operand(node, 0));

/** Annotations: nodes that the grammar knows only there. */
export const typeReaders: readonly (readonly [number, ReadExpression])[] = [
  [Kind.type, first],
  [Kind.constrained_type, first],
  [Kind.splat_type, first],
  [Kind.generic_type, readGeneric],
  [Kind.union_type, (l, node) => l.values.operation("|", l.syntax.operands(node).map((part) => l.expression(part)))],
  [Kind.member_type, (l, node) => l.values.attribute(l.expression(l.syntax.operand(node, 0)), l.syntax.textOf(l.syntax.operand(node, 1)))],
];
