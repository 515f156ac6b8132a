import { startState, type ClauseState } from "./clause.js";
import { newBlock, newQuery, type Draft } from "./draft.js";
import { readTarget } from "./factor.js";
import { addWrite, readInsert } from "./insert.js";
import type { Name } from "./name.js";
import { readQuery } from "./query.js";
import { afterGroup, signAt, wordAt } from "./token.js";
import type { ScopeId, Source } from "./tree.js";

/** Reads INSERT, UPDATE, DELETE or MERGE from its first word on, gives the index after it. */
export function readChange(draft: Draft, from: number, to: number, scope: ScopeId, visible: number, top: boolean): number {
  switch (wordAt(draft.tokens, from)) {
    case "UPDATE": return readUpdate(draft, from, to, scope, visible, top);
    case "DELETE": return readDelete(draft, from, to, scope, visible, top);
    case "MERGE": return readMerge(draft, from, to, scope, visible, top);
    default: return readInsert(draft, from, to, scope, visible, top);
  }
}

function begin(draft: Draft, scope: ScopeId, visible: number, statement: ClauseState["statement"]): ClauseState {
  const query = newQuery(draft, -1, scope, visible);
  const block = newBlock(draft, query.id);
  return { ...startState(query.id, statement), clause: "from", block: block.id, target: true };
}

function sourcesOf(draft: Draft, state: ClauseState): Source[] {
  return draft.blocks[state.block]?.sources ?? [];
}

function afterOptions(draft: Draft, from: number): number {
  const { tokens } = draft;
  let at = from;
  for (let word = wordAt(tokens, at); /^(?:LOW_PRIORITY|IGNORE|QUICK|OR|TOP)$/.test(word); word = wordAt(tokens, at)) {
    if (word === "OR") at += 2;
    else if (word === "TOP") at = signAt(tokens, at + 1) === "(" ? afterGroup(tokens, at + 1) : at + 2;
    else at++;
  }
  return at;
}

function readUpdate(draft: Draft, from: number, to: number, scope: ScopeId, visible: number, top: boolean): number {
  const state = begin(draft, scope, visible, "update");
  if (draft.output < 0) draft.output = state.query;
  const block = state.block;
  const next = readQuery(draft, state, afterOptions(draft, from + 1), to, top);
  state.block = block;
  const sources = sourcesOf(draft, state);
  const assigned = sources.filter((source) => source.explicit && draft.assigned.has(source.alias));
  const named = sources.find(({ target }) => target);
  // `UPDATE a SET ... FROM t a`: the alias stands for the table; `UPDATE a JOIN b SET b.x = ...` writes b.
  const meant = named ? aliased(sources, named) : [];
  const others = meant.length === 0 && named && assigned.length > 0 && !assigned.includes(named);
  if (others) named.target = false;
  writeTargets(draft, sources, meant.length > 0 ? meant : others ? assigned : named ? [named] : []);
  return next;
}

function readDelete(draft: Draft, from: number, to: number, scope: ScopeId, visible: number, top: boolean): number {
  const { tokens } = draft;
  const state = begin(draft, scope, visible, "delete");
  const names: Name[] = [];
  let at = afterOptions(draft, from + 1);
  if (wordAt(tokens, at) === "FROM") at++;
  else {
    // `DELETE a, b FROM t a JOIN u b`: the names before FROM are the targets.
    const first = at;
    for (let target = readTarget(draft, at, to); target; target = signAt(tokens, at) === "," ? readTarget(draft, at + 1, to) : null) {
      names.push(target.name);
      at = target.next;
      if (signAt(tokens, at) === "." && signAt(tokens, at + 1) === "*") at += 2;
    }
    if (wordAt(tokens, at) === "FROM") {
      at++;
      state.target = false;
    } else {
      names.length = 0;
      at = first;
    }
  }
  const block = state.block;
  const next = readQuery(draft, state, at, to, top);
  state.block = block;
  const sources = sourcesOf(draft, state);
  if (names.length > 0) {
    for (const name of names) {
      const key = name.parts[name.parts.length - 1] ?? "";
      const source = sources.find(({ alias, kind }) => alias === key && kind === "table");
      if (source) writeTargets(draft, sources, [source]);
      else addWrite(draft, name);
    }
    return next;
  }
  const named = sources.find(({ target }) => target);
  const meant = named ? aliased(sources, named) : [];
  writeTargets(draft, sources, meant.length > 0 ? meant : named ? [named] : []);
  return next;
}

function readMerge(draft: Draft, from: number, to: number, scope: ScopeId, visible: number, top: boolean): number {
  const state = begin(draft, scope, visible, "merge");
  const at = wordAt(draft.tokens, from + 1) === "INTO" ? from + 2 : from + 1;
  const block = state.block;
  const next = readQuery(draft, state, at, to, top);
  state.block = block;
  const sources = sourcesOf(draft, state);
  const named = sources.find(({ target }) => target);
  writeTargets(draft, sources, named ? [named] : []);
  return next;
}

/** The source for which the target's name is an alias. */
function aliased(sources: readonly Source[], target: Source): Source[] {
  if (target.name?.parts.length !== 1) return [];
  const key = target.name.parts[0];
  return sources.filter((source) => source !== target && source.explicit && source.alias === key && source.kind === "table");
}

/** Targets are written; what was named as target only by its alias is no source. */
function writeTargets(draft: Draft, sources: Source[], targets: readonly Source[]): void {
  for (const source of sources) source.target = source.target || targets.includes(source);
  for (const target of targets) if (target.name) addWrite(draft, target.name);
}
