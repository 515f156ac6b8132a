import type { Tree, TreeCursor } from "web-tree-sitter";
import { isToken, Kind, kindName, Token } from "./kinds.js";
import { Syntax } from "./syntax.js";

/** A region that the grammar could not read. */
export interface Broken {
  readonly start: number;
  readonly end: number;
  /** Name of a token that is missing here; absent where text is in the way. */
  readonly missing?: string;
  /** Kinds of the nearest nodes around it, innermost last. */
  readonly around: readonly number[];
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
/** Symbol of a region that the grammar could not read. */
const ERROR_SYMBOL = 0xffff;
const NEAREST = 4;
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
export function flatten(tree: Tree, text: string, kinds: readonly (number | null)[], original: (offset: number) => number): Flattened {
  const nodes = new Growing();
  const comments: { start: number; end: number }[] = [];
  const broken: Broken[] = [];
  const damaged = tree.rootNode.hasError;
  const cursor = tree.walk();
  /** Open ancestors. */
  const open: number[] = [];
  const openKinds: number[] = [];
  let insideBroken = 0;
  for (;;) {
    const symbol = cursor.nodeTypeId;
    const kind = symbol === ERROR_SYMBOL ? Kind.ERROR : (kinds[symbol] ?? null);
    let id = -1;
    let descend = false;
    if (kind === null || isToken(kind)) {
      const missing = damaged && cursor.nodeIsMissing;
      if (missing && insideBroken === 0) broken.push(missingAt(cursor, original, openKinds));
      if (kind !== null && (kind !== Token[":"] || openKinds[openKinds.length - 1] === Kind.slice)) {
        const start = original(cursor.startIndex);
        nodes.add(kind, start, start + kindName(kind).length);
      }
    } else {
      const start = original(cursor.startIndex);
      const end = original(cursor.endIndex);
      if (kind === Kind.comment) {
        comments.push({ start, end });
      } else if (damaged && start === end && cursor.nodeIsMissing) {
        if (insideBroken === 0) broken.push(missingAt(cursor, original, openKinds));
        nodes.add(Kind.ERROR, start, end);
      } else if (kind !== Kind.line_continuation) {
        if (kind === Kind.ERROR && insideBroken === 0) broken.push({ start, end, around: openKinds.slice(-NEAREST) });
        id = nodes.add(kind, start, end);
        descend = kind === Kind.string ? INTERPOLATED.test(text.slice(start, start + 3)) : !LEAVES.has(kind);
      }
    }
    if (descend && kind !== null && cursor.gotoFirstChild()) {
      open.push(id);
      openKinds.push(kind);
      if (kind === Kind.ERROR) insideBroken++;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      const closed = open.pop();
      if (closed === undefined) {
        cursor.delete();
        return { syntax: new Syntax(text, nodes), comments, broken };
      }
      cursor.gotoParent();
      nodes.after[closed] = nodes.count;
      if (openKinds.pop() === Kind.ERROR) insideBroken--;
    }
  }
}

function missingAt(cursor: TreeCursor, original: (offset: number) => number, openKinds: readonly number[]): Broken {
  return { start: original(cursor.startIndex), end: original(cursor.endIndex), missing: cursor.nodeType, around: openKinds.slice(-NEAREST) };
}
