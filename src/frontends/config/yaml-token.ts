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

/** Tokens directly inside a token, in order. */
export function childrenOf(token: CST.Token): readonly CST.Token[] {
  switch (token.type) {
    case "document":
      return [...token.start, ...(token.value ? [token.value] : []), ...(token.end ?? [])];
    case "doc-end":
      return token.end ?? [];
    case "scalar":
    case "single-quoted-scalar":
    case "double-quoted-scalar":
    case "alias":
      return token.end ?? [];
    case "block-scalar":
      return token.props;
    case "block-map":
    case "block-seq":
    case "flow-collection": {
      const inside = token.items.flatMap((item) => [...item.start, ...(item.key ? [item.key] : []), ...(item.sep ?? []), ...(item.value ? [item.value] : [])]);
      return token.type === "flow-collection" ? [...inside, ...token.end] : inside;
    }
    default:
      return [];
  }
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

/** Greatest nesting below a token, found without recursion and not searched beyond the limit. */
export function isTooDeep(root: CST.Token): boolean {
  const open: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > MAX_DEPTH) return true;
    for (const token of childrenOf(next.token)) {
      if (token.type === "block-map" || token.type === "block-seq" || token.type === "flow-collection") open.push({ token, depth: next.depth + 1 });
    }
  }
  return false;
}
