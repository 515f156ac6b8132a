import { Kind } from "./kinds.js";
import type { NodeId, Syntax } from "./syntax.js";

const LEAVES_PROCESS = /^(?:(?:sys|os)\s*\.\s*)?(?:exit|_exit|abort|quit)$/;

/** A call that ends the process by Python's own means: nothing after it is reached. */
export function leavesProcess(syntax: Syntax, call: NodeId): boolean {
  return LEAVES_PROCESS.test(syntax.textOf(syntax.operand(call, 0)));
}

/** A handler that raises again, or ends the process, somewhere in its own code. */
export function raises(syntax: Syntax, handler: NodeId): boolean {
  const end = syntax.after(handler);
  for (let node = handler; node < end; ) {
    const kind = syntax.kind(node);
    if (kind === Kind.raise_statement || (kind === Kind.call && leavesProcess(syntax, node))) return true;
    node = kind === Kind.function_definition || kind === Kind.class_definition || kind === Kind.lambda ? syntax.after(node) : node + 1;
  }
  return false;
}
