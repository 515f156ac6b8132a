import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import type { Lowering } from "./lowering.js";

/** Binds a name that the module gives away, where it differs from what the module binds anyway. */
export function exportName(l: Lowering, name: string, value: ValueId, at: ts.Node): void {
  l.exports.add(name);
  l.module.unit.stores.push({ target: "local", key: name, value, at: l.span(at), branch: l.frame.branch });
}

/** `module.exports = x`, `exports.a = x`, `module.exports.a = x`: true where the target is one of these. */
export function storeExport(l: Lowering, target: ts.PropertyAccessExpression | ts.ElementAccessExpression, value: ValueId): boolean {
  const { ts, values } = l;
  if (!ts.isPropertyAccessExpression(target) || l.module.scope.bindings.has("module") || l.module.scope.bindings.has("exports")) return false;
  if (!isExports(l, target)) {
    if (!isExports(l, target.expression)) return false;
    exportName(l, target.name.text, value, target);
    return true;
  }
  exportName(l, "default", value, target);
  const whole = values.at(value);
  for (const entry of whole?.kind === "record" ? whole.entries : []) {
    const key = entry.key === null ? undefined : values.textOf(entry.key);
    if (key !== undefined) exportName(l, key, entry.value, target);
  }
  return true;
}

function isExports(l: Lowering, node: ts.Node): boolean {
  const { ts } = l;
  if (ts.isIdentifier(node)) return node.text === "exports";
  return ts.isPropertyAccessExpression(node) && node.name.text === "exports" && ts.isIdentifier(node.expression) && node.expression.text === "module";
}
