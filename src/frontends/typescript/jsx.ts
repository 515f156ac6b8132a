import type * as ts from "typescript";
import type { Argument } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { Compiler } from "./compiler.js";
import { reads, type Lowering, type ReadExpression, type Reader } from "./lowering.js";
import { meaningOf } from "./names.js";

/** An element is a call of its component with its properties as a record; one of the page itself only holds its parts. */
function readElement(l: Lowering, head: ts.JsxOpeningLikeElement, children: readonly ts.JsxChild[], node: ts.Node): ValueId {
  const { ts, values } = l;
  const entries: { key: ValueId | null; value: ValueId }[] = [];
  for (const attribute of head.attributes.properties) {
    if (ts.isJsxSpreadAttribute(attribute)) {
      entries.push({ key: null, value: l.expression(attribute.expression) });
      continue;
    }
    const key = values.key(ts.isIdentifier(attribute.name) ? attribute.name.text : l.textOf(attribute.name));
    entries.push({ key, value: attribute.initializer ? l.expression(attribute.initializer) : values.constant(true) });
  }
  const inner = readChildren(l, children);
  if (inner.length > 0) entries.push({ key: values.key("children"), value: values.list(inner, "list") });
  const properties = values.record(entries);
  const { tagName } = head;
  const isComponent = !ts.isIdentifier(tagName) || /^[A-Z]/.test(tagName.text);
  if (!isComponent || ts.isJsxNamespacedName(tagName)) return properties;
  const callee = ts.isIdentifier(tagName) ? meaningOf(l, tagName.text) : l.expression(tagName);
  const argument: Argument = { value: properties, at: l.span(head.attributes) };
  return values.result(l.call(callee, [argument], node));
}

function readChildren(l: Lowering, children: readonly ts.JsxChild[]): readonly ValueId[] {
  const { ts } = l;
  return children.flatMap((child) => {
    if (ts.isJsxText(child)) return [];
    if (ts.isJsxExpression(child)) return child.expression ? [l.expression(child)] : [];
    return [l.expression(child)];
  });
}

/** Elements of JSX. */
export function jsxReaders({ SyntaxKind }: Compiler): readonly Reader<ReadExpression>[] {
  return [
    reads<ts.JsxElement>(SyntaxKind.JsxElement, (l, node) => readElement(l, node.openingElement, node.children, node)),
    reads<ts.JsxSelfClosingElement>(SyntaxKind.JsxSelfClosingElement, (l, node) => readElement(l, node, [], node)),
    reads<ts.JsxFragment>(SyntaxKind.JsxFragment, (l, node) => l.values.list(readChildren(l, node.children), "list")),
    reads<ts.JsxExpression>(SyntaxKind.JsxExpression, (l, node) => {
      const value = l.expression(node.expression);
      return node.dotDotDotToken ? l.values.element(value, -1) : value;
    }),
  ];
}

