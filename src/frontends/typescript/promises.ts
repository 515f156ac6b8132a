import type * as ts from "typescript";
import type { Argument } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { Lowering } from "./lowering.js";

/**
 * What a call gives after the language's own continuations: `p.then(f)` is what `f` makes of the awaited `p`, `p.catch(f)` and `p.finally(f)` are `p`, and
 * `xs.forEach(f)` calls `f` on each element. The call itself stays recorded, so that libraries may say more of it.
 */
export function continueWith(l: Lowering, node: ts.CallExpression, callee: ValueId, args: readonly Argument[], result: ValueId): ValueId {
  const { values } = l;
  const method = values.at(callee);
  const [handler] = args;
  if (method?.kind !== "lookup" || method.how !== "attribute" || !handler || handler.spread) return result;
  const given = (value: ValueId): readonly Argument[] => [{ value, at: handler.at }];
  switch (values.textOf(method.key)) {
    case "then":
      return values.result(l.call(handler.value, given(values.enter(method.base)), node));
    case "catch":
    case "finally":
      if (isFunction(l, handler.value)) l.call(handler.value, [], node);
      return method.base;
    case "forEach":
    case "forEachAsync":
      if (isFunction(l, handler.value)) l.call(handler.value, given(values.element(method.base, -1)), node);
      return result;
    case "map":
    case "flatMap":
    case "mapAsync":
      if (!isFunction(l, handler.value)) return result;
      return values.list([values.result(l.call(handler.value, given(values.element(method.base, -1)), node))], "comprehension");
    default:
      return result;
  }
}

function isFunction(l: Lowering, id: ValueId): boolean {
  return l.values.at(id)?.kind === "unit";
}
