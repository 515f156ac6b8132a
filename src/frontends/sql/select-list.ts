import { finishItem, placeOf, startItem, type ClauseState } from "./clause.js";
import type { Draft } from "./draft.js";
import { plainName, readOperand } from "./expression.js";
import { afterGroup, groupEnd, isName, signAt, wordAt } from "./token.js";

/** Reads a part of the projection. */
export function readItemStep(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  if (signAt(tokens, at) === ",") {
    finishItem(draft, state, at);
    return at + 1;
  }
  if (state.item < 0) {
    startItem(draft, state, at);
    if (signAt(tokens, at) === "*") {
      const item = draft.items[state.item];
      if (item) item.star = [];
      return at + 1;
    }
  }
  const word = wordAt(tokens, at);
  if (signAt(tokens, at - 1) === "*" && (word === "EXCEPT" || word === "EXCLUDE")) return readWithout(draft, state, at + 1);
  return readOperand(draft, placeOf(draft, state), at, to);
}

function readWithout(draft: Draft, state: ClauseState, at: number): number {
  const { tokens } = draft;
  const item = draft.items[state.item];
  if (signAt(tokens, at) !== "(") {
    item?.without.add(plainName(tokens, at).toLowerCase());
    return at + 1;
  }
  for (let index = at + 1; index < groupEnd(tokens, at); index++) if (isName(tokens, index)) item?.without.add(plainName(tokens, index).toLowerCase());
  return afterGroup(tokens, at);
}

/** Reads a part of `SET a = x, b = y`. */
export function readAssignmentStep(draft: Draft, state: ClauseState, at: number, to: number): number {
  const { tokens } = draft;
  if (signAt(tokens, at) === ",") {
    state.item = -1;
    state.itemStart = -1;
    return at + 1;
  }
  if (state.item < 0) {
    let target = at;
    if (signAt(tokens, at) === "(") target = afterGroup(tokens, at);
    else if (isName(tokens, at)) for (target = at + 1; signAt(tokens, target) === "." && isName(tokens, target + 1); ) target += 2;
    startItem(draft, state, target + 1);
    const sign = signAt(tokens, target);
    if (target > at && (sign === "=" || sign === ":=")) {
      const item = draft.items[state.item];
      if (item && isName(tokens, target - 1)) item.name = plainName(tokens, target - 1);
      if (signAt(tokens, at + 1) === ".") draft.assigned.add(plainName(tokens, at).toLowerCase());
      return target + 1;
    }
  }
  return readOperand(draft, placeOf(draft, state), at, to);
}
