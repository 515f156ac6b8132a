import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import { readArguments } from "./access.js";
import type { Compiler } from "./compiler.js";
import { readFunctionValue } from "./functions.js";
import { keyOf } from "./keys.js";
import { reads, type Lowering, type ReadExpression, type Reader } from "./lowering.js";
import { readName } from "./names.js";

function readText(l: Lowering, node: ts.StringLiteralLike): ValueId {
  return l.values.text(node.text, l.span(node));
}

function readTemplate(l: Lowering, node: ts.TemplateExpression): ValueId {
  const parts: ValueId[] = [];
  const text = (piece: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail): void => {
    if (piece.text) parts.push(l.values.text(piece.text, l.span(piece)));
  };
  text(node.head);
  for (const span of node.templateSpans) {
    parts.push(l.expression(span.expression));
    text(span.literal);
  }
  return l.values.join("concat", parts);
}

/** A tagged template is a call of its tag with the text put together. */
function readTagged(l: Lowering, node: ts.TaggedTemplateExpression): ValueId {
  const tag = l.expression(node.tag);
  const value = l.expression(node.template);
  return l.values.result(l.call(tag, [{ value, at: l.span(node.template) }], node));
}

function readObject(l: Lowering, node: ts.ObjectLiteralExpression): ValueId {
  const { ts, values } = l;
  const entries: { key: ValueId | null; value: ValueId }[] = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) entries.push({ key: null, value: l.expression(property.expression) });
    else if (ts.isShorthandPropertyAssignment(property)) entries.push({ key: keyOf(l, property.name), value: readName(l, property.name) });
    else if (ts.isPropertyAssignment(property)) {
      const key = keyOf(l, property.name);
      entries.push({ key, value: l.expression(property.initializer) });
    } else {
      const key = keyOf(l, property.name);
      entries.push({ key, value: readFunctionValue(l, property) });
    }
  }
  return values.record(entries);
}

function readArray(l: Lowering, node: ts.ArrayLiteralExpression): ValueId {
  const { values } = l;
  let starred = false;
  const items = readArguments(l, node.elements).map((item) => {
    if (!item.spread) return item.value;
    starred = true;
    return values.element(item.value, -1);
  });
  return values.list(items, "list", starred);
}

/** Literals, templates, objects and arrays. */
export function literalReaders({ SyntaxKind }: Compiler): readonly Reader<ReadExpression>[] {
  return [
    reads<ts.StringLiteral>(SyntaxKind.StringLiteral, readText),
    reads<ts.NoSubstitutionTemplateLiteral>(SyntaxKind.NoSubstitutionTemplateLiteral, readText),
    reads<ts.NumericLiteral>(SyntaxKind.NumericLiteral, (l, node) => l.values.constant(Number(node.text))),
    reads<ts.BigIntLiteral>(SyntaxKind.BigIntLiteral, (l, node) => l.values.constant(Number(node.text.slice(0, -1)))),
    reads<ts.TrueLiteral>(SyntaxKind.TrueKeyword, (l) => l.values.constant(true)),
    reads<ts.FalseLiteral>(SyntaxKind.FalseKeyword, (l) => l.values.constant(false)),
    reads<ts.NullLiteral>(SyntaxKind.NullKeyword, (l) => l.values.constant(null)),
    reads<ts.RegularExpressionLiteral>(SyntaxKind.RegularExpressionLiteral, (l) => l.values.unknown("regular expression")),
    reads<ts.OmittedExpression>(SyntaxKind.OmittedExpression, (l) => l.values.constant(null)),
    reads<ts.TemplateExpression>(SyntaxKind.TemplateExpression, readTemplate),
    reads<ts.TaggedTemplateExpression>(SyntaxKind.TaggedTemplateExpression, readTagged),
    reads<ts.ObjectLiteralExpression>(SyntaxKind.ObjectLiteralExpression, readObject),
    reads<ts.ArrayLiteralExpression>(SyntaxKind.ArrayLiteralExpression, readArray),
  ];
}
