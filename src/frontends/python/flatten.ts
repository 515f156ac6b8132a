import type { Tree, TreeCursor } from "web-tree-sitter";
import { Kind, kindName } from "./kinds.js";
import { Syntax } from "./syntax.js";

/** A region that the grammar could not read. */
export interface Broken {
  readonly start: number;
  readonly end: number;
  /** Name of a token that is missing here; absent where text is in the way. */
  readonly missing?: string;
  /** Kind of the node around it. */
  readonly parent: number;
}

/** A parsed text: its flat tree, and what is not in the tree. */
export interface Flattened {
  readonly syntax: Syntax;
  /** Offsets of comments, in order. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  /** Outermost broken regions, in order. */
  readonly broken: readonly Broken[];
}

/** Nodes whose children say nothing that their text does not. */
const LEAVES = new Set<number>([
  Kind.identifier, Kind.integer, Kind.float, Kind.true, Kind.false, Kind.none, Kind.ellipsis, Kind.string_start, Kind.string_content, Kind.string_end, Kind.pass_statement,
  Kind.break_statement, Kind.continue_statement, Kind.type_conversion, Kind.wildcard_import, Kind.import_prefix, Kind.keyword_separator, Kind.positional_separator, Kind.dotted_name,
  Kind.comment, Kind.line_continuation,
]);
const COLON_MATTERS = new Set<number>([Kind.slice]);
const INTERPOLATED = /^[bru]*[ft]/i;

/** Arrays that grow while a tree is copied. */
class Growing {
  kind = new Uint8Array(1024);
  start = new Int32Array(1024);
  end = new Int32Array(1024);
  after = new Int32Array(1024);
  count = 0;

  add(kind: number, start: number, end: number): number {
    const id = this.count++;
    if (id === this.kind.length) this.#grow();
    this.kind[id] = kind;
    this.start[id] = start;
    this.end[id] = end;
    this.after[id] = id + 1;
    return id;
  }

  #grow(): void {
    const size = this.kind.length * 2;
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const array = new Int32Array(size);
      array.set(old);
      return array;
    };
    const kind = new Uint8Array(size);
    kind.set(this.kind);
    this.kind = kind;
    this.start = wider(this.start);
    this.end = wider(this.end);
    this.after = wider(this.after);
  }
}

/** Copies a tree into flat arrays in one pass of a cursor, so that it can be freed and every later step stays out of the parser's memory. */
export function flatten(tree: Tree, text: string, kinds: readonly (number | null)[]): Flattened {
  const nodes = new Growing();
  const comments: { start: number; end: number }[] = [];
  const broken: Broken[] = [];
  const damaged = tree.rootNode.hasError;
  const cursor = tree.walk();
  /** Open ancestors; -1 for one that is not in the tree. */
  const open: number[] = [];
  const parentKind: number[] = [Kind.module];
  let insideBroken = 0;
  for (let more = true; more; ) {
    const symbol = cursor.nodeTypeId;
    const kind = symbol === 0xffff ? Kind.ERROR : (kinds[symbol] ?? null);
    const around = parentKind[parentKind.length - 1] ?? Kind.module;
    let id = -1;
    let descend = false;
    if (kind === null) {
      if (damaged && insideBroken === 0 && cursor.nodeIsMissing) broken.push({ start: cursor.startIndex, end: cursor.endIndex, missing: cursor.nodeType, parent: around });
    } else if (kind > Kind.line_continuation) {
      if (kindName(kind) !== ":" || COLON_MATTERS.has(around)) id = nodes.add(kind, cursor.startIndex, cursor.startIndex + kindName(kind).length);
      if (damaged && insideBroken === 0 && cursor.nodeIsMissing) broken.push({ start: cursor.startIndex, end: cursor.endIndex, missing: cursor.nodeType, parent: around });
    } else {
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      if (kind === Kind.comment) comments.push({ start, end });
      else if (damaged && start === end && cursor.nodeIsMissing) {
        if (insideBroken === 0) broken.push({ start, end, missing: cursor.nodeType, parent: around });
        id = nodes.add(Kind.ERROR, start, end);
      } else if (kind !== Kind.line_continuation) {
        if (kind === Kind.ERROR && insideBroken === 0) broken.push({ start, end, parent: around });
        id = nodes.add(kind, start, end);
        descend = kind === Kind.string ? INTERPOLATED.test(text.slice(start, start + 3)) : !LEAVES.has(kind);
      }
    }
    if (descend && cursor.gotoFirstChild()) {
      open.push(id);
      parentKind.push(kind ?? Kind.other);
      if (kind === Kind.ERROR) insideBroken++;
      continue;
    }
    more = leave(cursor, () => {
      const closed = open.pop() ?? -1;
      if (closed >= 0) nodes.after[closed] = nodes.count;
      if (parentKind.pop() === Kind.ERROR) insideBroken--;
    });
  }
  cursor.delete();
  return { syntax: new Syntax(text, nodes), comments, broken };
}

/** Goes to the next node that was not visited yet, closing finished parents; false at the end. */
function leave(cursor: TreeCursor, close: () => void): boolean {
  while (!cursor.gotoNextSibling()) {
    if (!cursor.gotoParent()) return false;
    close();
  }
  return true;
}
