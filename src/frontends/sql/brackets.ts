import type { TokenKind } from "./token.js";

interface Fork { height: number; readonly closed: number[] }

/**
 * Pairs parentheses. A semicolon closes what is open, so that a broken statement loses only itself; both sides of a template's condition start
 * from the same depth. Returns the pairs and the openers that were never closed.
 */
export function pairBrackets(kinds: readonly TokenKind[], words: readonly string[]): { readonly mates: Int32Array; readonly unclosed: readonly number[]; readonly stray: readonly number[] } {
  const mates = new Int32Array(kinds.length).fill(-1);
  const open: number[] = [];
  const forks: Fork[] = [];
  const unclosed: number[] = [];
  const stray: number[] = [];
  const closeAll = (at: number, from = 0): void => {
    for (let opener = open.length > from ? open.pop() : undefined; opener !== undefined; opener = open.length > from ? open.pop() : undefined) {
      mates[opener] = at;
      unclosed.push(opener);
    }
  };
  for (let at = 0; at < kinds.length; at++) {
    const word = words[at];
    if (kinds[at] === "operator") {
      if (word === "(") open.push(at);
      else if (word === ")") {
        const opener = open.pop();
        if (opener === undefined) {
          stray.push(at);
          continue;
        }
        mates[opener] = at;
        mates[at] = opener;
        const fork = forks[forks.length - 1];
        if (fork && open.length < fork.height) {
          fork.height--;
          fork.closed.push(opener);
        }
      } else if (word === ";") closeAll(at);
    } else if (kinds[at] === "tag") {
      const fork = forks[forks.length - 1];
      if (word === "if") forks.push({ height: open.length, closed: [] });
      else if (word === "endif") forks.pop();
      else if (word === "else" && fork) {
        closeAll(at, fork.height);
        for (let opener = fork.closed.pop(); opener !== undefined; opener = fork.closed.pop()) open.push(opener);
        fork.height = open.length;
      }
    }
  }
  closeAll(kinds.length);
  return { mates, unclosed, stray };
}
