import type { CST } from "yaml";

/** Deepest nesting that is read. */
export const MAX_DEPTH = 200;

/** Tag and anchor that stand before a node. */
export interface Properties { readonly tag?: string; readonly anchor?: string }

/** Reads tag and anchor from the tokens around a node. */
export function propertiesOf(...lists: readonly (readonly CST.SourceToken[] | undefined)[]): Properties {
  let tag: string | undefined;
  let anchor: string | undefined;
  for (const token of lists.flatMap((list) => list ?? [])) {
    if (token.type === "tag") tag = token.source;
    else if (token.type === "anchor") anchor = token.source.slice(1);
  }
  return { ...(tag !== undefined && { tag }), ...(anchor !== undefined && { anchor }) };
}

/** Puts the tokens directly inside a token on a stack. */
export function pushChildren(token: CST.Token, stack: CST.Token[]): void {
  switch (token.type) {
    case "document":
      pushAll(token.start, stack);
      if (token.value) stack.push(token.value);
      return pushAll(token.end, stack);
    case "doc-end":
    case "scalar":
    case "single-quoted-scalar":
    case "double-quoted-scalar":
    case "alias":
      return pushAll(token.end, stack);
    case "block-scalar":
      return pushAll(token.props, stack);
    case "block-map":
    case "block-seq":
    case "flow-collection":
      for (const item of token.items) {
        pushAll(item.start, stack);
        if (item.key) stack.push(item.key);
        pushAll(item.sep, stack);
        if (item.value) stack.push(item.value);
      }
      return pushAll(token.type === "flow-collection" ? token.end : undefined, stack);
    default:
  }
}

function pushAll(tokens: readonly CST.Token[] | undefined, stack: CST.Token[]): void {
  for (const token of tokens ?? []) stack.push(token);
}

/** Offset at which the content of a token ends: without the blanks and comments that follow it. */
export function endOf(token: CST.Token): number {
  let end = token.offset;
  let current: CST.Token | null | undefined = token;
  while (current) {
    end = Math.max(end, current.offset);
    if (current.type === "block-map" || current.type === "block-seq") {
      const last: CST.CollectionItem | undefined = current.items[current.items.length - 1];
      const mark: CST.SourceToken | undefined = last?.sep?.find((part) => part.type === "map-value-ind") ?? last?.start.find((part) => part.type === "seq-item-ind");
      if (mark) end = Math.max(end, mark.offset + mark.source.length);
      current = last?.value ?? last?.key;
    } else if (current.type === "flow-collection") {
      const close: CST.SourceToken | undefined = current.end.find((part) => part.type === "flow-map-end" || part.type === "flow-seq-end");
      const last: CST.CollectionItem | undefined = current.items[current.items.length - 1];
      end = Math.max(end, close ? close.offset + close.source.length : current.offset + current.start.source.length);
      current = close ? null : (last?.value ?? last?.key);
    } else if (current.type === "block-scalar") {
      return bodyOf(current) + current.source.trimEnd().length;
    } else {
      return "source" in current ? Math.max(end, current.offset + current.source.length) : end;
    }
  }
  return end;
}

/** Offset at which the lines of a block scalar start. */
export function bodyOf(token: CST.BlockScalar): number {
  return token.offset + token.props.reduce((sum, part) => sum + ("source" in part ? part.source.length : 0), 0);
}

/** Is a token nested deeper than the limit? Found without recursion. */
export function isTooDeep(root: CST.Token): boolean {
  let level: CST.Token[] = [root];
  for (let depth = 0; level.length; depth++) {
    if (depth > MAX_DEPTH) return true;
    const inside: CST.Token[] = [];
    for (const token of level) pushChildren(token, inside);
    level = inside.filter((token) => token.type === "block-map" || token.type === "block-seq" || token.type === "flow-collection");
  }
  return false;
}
