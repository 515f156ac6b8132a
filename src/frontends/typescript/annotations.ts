import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import type { Lowering } from "./lowering.js";
import { meaningOf } from "./names.js";

/** The value of a type that names something (`tf.LayersModel`, `Promise<Model>` as what it promises, `Model | null`); undefined for all others. */
export function readType(l: Lowering, node: ts.TypeNode | undefined): ValueId | undefined {
  const { ts } = l;
  let at = node;
  for (let steps = 0; at && steps < 16; steps++) {
    if (ts.isUnionTypeNode(at)) at = at.types.find((type) => ts.isTypeReferenceNode(type));
    else if (ts.isParenthesizedTypeNode(at)) at = at.type;
    else if (ts.isTypeReferenceNode(at) && ts.isIdentifier(at.typeName) && at.typeName.text === "Promise") at = at.typeArguments?.[0];
    else break;
  }
  return at && ts.isTypeReferenceNode(at) ? entityValue(l, at.typeName) : undefined;
}

function entityValue(l: Lowering, name: ts.EntityName): ValueId {
  const parts: string[] = [];
  let at = name;
  while (l.ts.isQualifiedName(at)) {
    parts.push(at.right.text);
    at = at.left;
  }
  return parts.reverse().reduce((base, part) => l.values.attribute(base, part), meaningOf(l, at.text));
}
