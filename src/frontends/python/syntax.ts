import { isToken, Kind } from "./kinds.js";

/** Index of a node in a flat syntax tree; parents come before their children. */
export type NodeId = number;

/** No such node. */
export const NONE: NodeId = -1;

const STAR = 42;
/** The grammar reads `*a.b()` as `(*a).b()`. */
const BINDS_STAR = new Set<number>([Kind.call, Kind.attribute, Kind.subscript, Kind.binary_operator]);

/** Arrays that hold one number a node, in order of the text. */
export interface SyntaxArrays {
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Index of the first node behind the subtree. */
  readonly after: Int32Array;
  readonly count: number;
}

/** A syntax tree as flat arrays over the text that it was parsed from. Comments and brackets are not in it. */
export class Syntax {
  readonly #kind: Uint8Array;
  readonly #start: Int32Array;
  readonly #end: Int32Array;
  readonly #after: Int32Array;
  readonly count: number;

  constructor(readonly text: string, arrays: SyntaxArrays) {
    this.#kind = arrays.kind;
    this.#start = arrays.start;
    this.#end = arrays.end;
    this.#after = arrays.after;
    this.count = arrays.count;
  }

  kind(node: NodeId): number {
    return this.#kind[node] ?? Kind.other;
  }

  start(node: NodeId): number {
    return this.#start[node] ?? 0;
  }

  end(node: NodeId): number {
    return this.#end[node] ?? 0;
  }

  /** Where the node starts without a star that the grammar bound to its left end. */
  ownStart(node: NodeId): number {
    const start = this.start(node);
    if (this.text.charCodeAt(start) !== STAR) return start;
    let at = node;
    while (BINDS_STAR.has(this.kind(at))) at = this.operand(at, 0);
    return at !== node && this.kind(at) === Kind.list_splat ? this.start(this.operand(at, 0)) : start;
  }

  /** First node behind the subtree. */
  after(node: NodeId): NodeId {
    return this.#after[node] ?? this.count;
  }

  textOf(node: NodeId): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  /** First child, tokens included. */
  first(node: NodeId): NodeId {
    return node + 1 < this.after(node) ? node + 1 : NONE;
  }

  /** Next child of `parent`, tokens included. */
  next(child: NodeId, parent: NodeId): NodeId {
    const next = this.after(child);
    return next < this.after(parent) ? next : NONE;
  }

  /** First child of a kind. */
  child(node: NodeId, kind: number): NodeId {
    for (let child = this.first(node); child !== NONE; child = this.next(child, node)) if (this.kind(child) === kind) return child;
    return NONE;
  }

  hasToken(node: NodeId, kind: number): boolean {
    return this.child(node, kind) !== NONE;
  }

  /** Child at a position among children that are neither tokens nor broken. */
  operand(node: NodeId, index: number): NodeId {
    let left = index;
    for (let child = this.first(node); child !== NONE; child = this.next(child, node)) {
      if (this.isOperand(child) && left-- === 0) return child;
    }
    return NONE;
  }

  /** Children that are neither tokens nor broken. */
  operands(node: NodeId): NodeId[] {
    const found: NodeId[] = [];
    for (let child = this.first(node); child !== NONE; child = this.next(child, node)) if (this.isOperand(child)) found.push(child);
    return found;
  }

  isOperand(node: NodeId): boolean {
    const kind = this.kind(node);
    return !isToken(kind) && kind !== Kind.ERROR;
  }

  /** The node inside any number of parentheses. */
  bare(node: NodeId): NodeId {
    let inner = node;
    while (this.kind(inner) === Kind.parenthesized_expression) {
      const next = this.operand(inner, 0);
      if (next === NONE) break;
      inner = next;
    }
    return inner;
  }

  /** The grammar binds the star of `*a.b()` to `a`; an item whose text starts with a star is a splat as a whole. */
  isSplat(node: NodeId): boolean {
    return this.text.charCodeAt(this.start(node)) === STAR;
  }
}
