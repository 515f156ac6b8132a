import type * as ts from "typescript";
import type { ValueId } from "../../facts/value.js";
import { mayBeParameter } from "../may-be-parameter.js";
import type { Lowering, TypeScriptFrame } from "./lowering.js";

/** Reads a name; a load of a parameter or of an outer scope's name is recorded, not that of a module, whose attributes tell more. */
export function readName(l: Lowering, node: ts.Identifier): ValueId {
  const name = node.text;
  if (name === "undefined") return l.values.constant(null);
  const { env, scope } = l.frame;
  const own = env.get(name);
  const value = own ?? resolve(l, name);
  const isRead = own === undefined ? !scope.bindings.has(name) : mayBeParameter(l.values, own);
  const read = l.values.at(value);
  if (isRead && !(read?.kind === "import" && l.imports[read.index]?.name === undefined)) l.read(value, node);
  return value;
}

/** What a name means here, without recording a load: the call around it tells of that. */
export function meaningOf(l: Lowering, name: string): ValueId {
  return l.frame.env.get(name) ?? resolve(l, name);
}

function resolve(l: Lowering, name: string): ValueId {
  const { frame, values } = l;
  const unbound = values.name(name, frame.unit.id);
  for (let outer = frame.parent; outer; outer = outer.parent) {
    if (outer.kind === "class") continue;
    const meaning = meaningFrom(l, outer, name);
    if (meaning !== null) return meaning ?? unbound;
  }
  return name === "this" ? values.unknown("what the caller binds") : unbound;
}

/** What a name means to a unit inside `outer`: null if `outer` does not bind it, undefined if only the linker can tell. */
function meaningFrom(l: Lowering, outer: TypeScriptFrame, name: string): ValueId | undefined | null {
  const now = outer.env.get(name);
  const binding = outer.scope.bindings.get(name);
  if (now === undefined && !binding) return outer.kind === "module" ? undefined : null;
  // The linker joins all that a module stores under a name; the names of a function are known here only.
  if (outer.kind !== "module") return now ?? null;
  if (l.survey.boundFromInside.has(name)) return undefined;
  if (!outer.finished) return now;
  return binding && binding.definitions > 0 && binding.definitions === binding.count ? now : undefined;
}

/** The frame that binds a name which the running unit only assigns; the module where none does. */
export function ownerOf(l: Lowering, name: string): TypeScriptFrame {
  for (let frame: TypeScriptFrame | null = l.frame; frame; frame = frame.parent) if (frame.kind !== "class" && frame.scope.bindings.has(name)) return frame;
  return l.module;
}
