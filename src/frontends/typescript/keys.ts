import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import type { Lowering } from "./lowering.js";

/** The key of a property: its text, or the value of a computed one. */
export function keyOf(l: Lowering, name: ts.PropertyName | ts.BindingName): ValueId {
  const { ts, values } = l;
  if (ts.isComputedPropertyName(name)) return l.expression(name.expression);
  return values.key(nameText(l, name));
}

/** The text of a property's name; empty for a computed one. */
export function nameText(l: Lowering, name: ts.Node | undefined): string {
  const { ts } = l;
  if (!name) return "";
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  return "";
}
