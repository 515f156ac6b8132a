import type { Argument, Call, FileFacts } from "../facts/file-facts.js";
import type { ArgumentTest, Selector } from "../facts/observation.js";
import type { ValueId } from "../facts/value.js";

/** The value that a selector picks at a call, without its keys; null where it is not given, undefined where the file cannot tell. */
export function pick(facts: FileFacts, call: Call, selector: Selector): ValueId | null | undefined {
  if (selector.from !== undefined) return selector.from === "receiver" ? receiverOf(facts, call) : undefined;
  const named = selector.kw && call.args.find((argument) => argument.name !== undefined && selector.kw?.includes(argument.name));
  const positional = selector.pos === undefined ? undefined : positionalAt(call.args, selector.pos);
  const found = positional ?? named;
  if (found) return found.value;
  return call.args.some((argument) => argument.spread !== undefined) ? undefined : null;
}

function positionalAt(args: readonly Argument[], position: number): Argument | undefined {
  let seen = 0;
  for (const argument of args) {
    if (argument.spread === "items") return undefined;
    if (argument.name !== undefined || argument.spread !== undefined) continue;
    if (seen === position) return argument;
    seen++;
  }
  return undefined;
}

/** What stands before the dot of the callee; null for a plain name. */
export function receiverOf(facts: FileFacts, call: Call): ValueId | null {
  const callee = facts.values[call.callee];
  return callee?.kind === "lookup" && callee.how === "attribute" ? callee.base : null;
}

/** Whether a test holds at a call; undefined where only the linker can tell. An argument `None` counts as absent. */
export function holds(facts: FileFacts, call: Call, test: ArgumentTest): boolean | undefined {
  const picked = test.argument.constant === undefined ? pick(facts, call, test.argument) : undefined;
  if (picked === undefined || test.argument.item !== undefined) return undefined;
  const value = picked === null ? undefined : facts.values[picked];
  const none = picked === null || (value?.kind === "constant" && value.value === null);
  if (none) return test.present === false || (test.present === undefined && !test.is && !test.starts && !test.contains);
  if (test.present === false) return isSettled(value?.kind) ? false : undefined;
  const text = textOf(facts, picked);
  if (test.is === undefined && test.starts === undefined && test.contains === undefined) return isSettled(value?.kind) ? true : undefined;
  if (text === undefined) return undefined;
  if (test.is && !(text.whole ? test.is.includes(text.head) : undefined)) return text.whole ? false : undefined;
  if (test.starts && !test.starts.some((start) => text.head.startsWith(start))) return text.whole || text.head !== "" ? false : undefined;
  if (test.contains && !test.contains.some((part) => text.head.includes(part))) return text.whole ? false : undefined;
  return true;
}

/** A value that cannot turn out to be `None`. */
function isSettled(kind: string | undefined): boolean {
  return kind === "constant" || kind === "join" || kind === "list" || kind === "record" || kind === "unit";
}

/** Text of a constant, or the constant head of a join. */
function textOf(facts: FileFacts, id: ValueId): { readonly head: string; readonly whole: boolean } | undefined {
  const value = facts.values[id];
  if (value?.kind === "constant") return { head: String(value.value), whole: true };
  if (value?.kind !== "join") return undefined;
  const first = value.parts[0] === undefined ? undefined : facts.values[value.parts[0]];
  return first?.kind === "constant" ? { head: String(first.value), whole: false } : undefined;
}

/** Whether all tests hold; undefined where one is open and none fails. */
export function allHold(facts: FileFacts, call: Call, tests: readonly ArgumentTest[] | undefined): boolean | undefined {
  let result: boolean | undefined = true;
  for (const test of tests ?? []) {
    const held = holds(facts, call, test);
    if (held === false) return false;
    if (held === undefined) result = undefined;
  }
  return result;
}
