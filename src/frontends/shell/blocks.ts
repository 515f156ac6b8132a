import type { ShellPlace, ShellState } from "./state.js";

type Layer = ReturnType<ShellState["scope"]["leave"]>;
type Block =
  | { readonly kind: "if"; readonly branches: Layer[]; hasElse: boolean }
  | { readonly kind: "case"; readonly branches: Layer[]; hasElse: boolean; inClause: boolean }
  | { readonly kind: "loop" }
  | { readonly kind: "group" }
  | { readonly kind: "subshell"; readonly place: ShellPlace };

/** Blocks inside each other beyond this number are read flat. */
const MAX_BLOCKS = 200;

/** The open `if`, `case`, loops and brackets at one place: opens and joins the branches of the variables. */
export class Blocks {
  readonly #open: Block[] = [];

  constructor(private readonly state: ShellState) {}

  /** Inside `case ... in`, before a pattern's bracket. */
  get inPatterns(): boolean {
    const top = this.#top;
    return top?.kind === "case" && !top.inClause;
  }

  begin(kind: Block["kind"]): void {
    if (this.#open.length >= MAX_BLOCKS) return;
    const { scope } = this.state;
    if (kind === "if") this.#open.push({ kind, branches: [], hasElse: false });
    else if (kind === "case") this.#open.push({ kind, branches: [], hasElse: false, inClause: false });
    else if (kind === "subshell") this.#open.push({ kind, place: this.state.place });
    else this.#open.push({ kind });
    if (kind !== "group") scope.enter();
  }

  /** `elif`, `else`. */
  alternative(last: boolean): void {
    const top = this.#top;
    if (top?.kind !== "if") return;
    top.branches.push(this.state.scope.leave());
    top.hasElse ||= last;
    this.state.scope.enter();
  }

  /** A word of a pattern in `case`. */
  pattern(text: string | null): void {
    const top = this.#top;
    if (top?.kind === "case" && text === "*") top.hasElse = true;
  }

  /** `)`: the end of a pattern or of a subshell. */
  bracket(): void {
    const top = this.#top;
    if (top?.kind === "case") top.inClause = true;
    else if (top?.kind === "subshell") this.end("subshell");
  }

  /** `;;`. */
  endClause(): void {
    const top = this.#top;
    if (top?.kind !== "case") return;
    top.branches.push(this.state.scope.leave());
    top.inClause = false;
    this.state.scope.enter();
  }

  /** Closes the innermost block if it is of this kind. */
  end(kind: Block["kind"]): void {
    const block = this.#top;
    if (block?.kind !== kind) return;
    this.#open.pop();
    const { scope } = this.state;
    if (block.kind === "group") return;
    const layer = scope.leave();
    if (block.kind === "loop") scope.join([layer], true);
    else if (block.kind === "subshell") this.state.place = block.place;
    // Behind the last `;;` no clause has begun.
    else scope.join(block.kind === "case" && !block.inClause ? block.branches : [...block.branches, layer], !block.hasElse);
  }

  /** Closes what the text left open. */
  endAll(): void {
    for (let top = this.#top; top; top = this.#top) this.end(top.kind);
  }

  get #top(): Block | undefined {
    return this.#open[this.#open.length - 1];
  }
}
