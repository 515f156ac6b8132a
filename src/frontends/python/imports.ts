import { Kind } from "./kinds.js";
import type { Lowering, ReadStatement } from "./lowering.js";
import { dottedParts } from "./names.js";
import { NONE, type NodeId } from "./syntax.js";

/** What one `import` or `from` statement takes names from. */
interface Source { readonly module: string; readonly level: number }

function readImport(l: Lowering, node: NodeId): void {
  for (const item of l.syntax.operands(node)) {
    const { dotted, alias } = partsOf(l, item);
    const module = dotted.join(".");
    bind(l, { module, level: 0 }, undefined, alias ?? dotted[0] ?? "", item);
  }
}

function readFrom(l: Lowering, node: NodeId): void {
  const { syntax } = l;
  const isFuture = syntax.kind(node) === Kind.future_import_statement;
  const operands = syntax.operands(node);
  const source = isFuture ? { module: "__future__", level: 0 } : sourceOf(l, operands[0] ?? NONE);
  for (const item of isFuture ? operands : operands.slice(1)) {
    if (syntax.kind(item) === Kind.wildcard_import) {
      l.imports.push({ unit: l.frame.unit.id, ...source, name: "*", as: "", at: l.span(item), branch: l.frame.branch });
      continue;
    }
    const { dotted, alias } = partsOf(l, item);
    const name = dotted.join(".");
    bind(l, source, name, alias ?? name, item);
  }
}

function sourceOf(l: Lowering, node: NodeId): Source {
  const { syntax } = l;
  if (syntax.kind(node) !== Kind.relative_import) return { module: node === NONE ? "" : dottedParts(syntax.textOf(node)).join("."), level: 0 };
  const prefix = syntax.child(node, Kind.import_prefix);
  const name = syntax.child(node, Kind.dotted_name);
  return { module: name === NONE ? "" : dottedParts(syntax.textOf(name)).join("."), level: prefix === NONE ? 1 : syntax.textOf(prefix).replace(/[^.]/g, "").length };
}

function partsOf(l: Lowering, item: NodeId): { readonly dotted: readonly string[]; readonly alias: string | null } {
  const { syntax } = l;
  if (syntax.kind(item) !== Kind.aliased_import) return { dotted: dottedParts(syntax.textOf(item)), alias: null };
  return { dotted: dottedParts(syntax.textOf(syntax.operand(item, 0))), alias: syntax.textOf(syntax.operand(item, 1)) };
}

function bind(l: Lowering, { module, level }: Source, name: string | undefined, as: string, item: NodeId): void {
  const { frame } = l;
  const index = l.imports.push({ unit: frame.unit.id, module, level, ...(name !== undefined && { name }), as, at: l.span(item), branch: frame.branch }) - 1;
  if (as) frame.env.set(as, l.values.import(index));
}

/** Imports. */
export const importReaders: readonly (readonly [number, ReadStatement])[] = [
  [Kind.import_statement, readImport],
  [Kind.import_from_statement, readFrom],
  [Kind.future_import_statement, readFrom],
];
