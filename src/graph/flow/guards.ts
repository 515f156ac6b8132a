import type { BranchId, FileFacts } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { Guard } from "../graph.js";
import { frameValue, type Frame } from "./frame.js";
import { placeIn } from "./project-file.js";
import type { World } from "./world.js";

const MAX_GUARDS = 12;
const MAX_WIDTH = 120;

/** A guard before its flags have names. */
export interface RawGuard extends Omit<Guard, "flags"> {
  /** Keys of flag sources. */
  readonly keys: readonly string[];
}

/** Conditions around a branch of a running frame, outermost first; `__name__` and type-checking tests do not guard. */
export function guardsAt(world: World, frame: Frame, branch: BranchId): readonly RawGuard[] {
  const out: RawGuard[] = [];
  const { facts } = frame.file;
  for (let at = branch, n = 0; at >= 0 && n < MAX_GUARDS; n++) {
    const found = facts.branches[at];
    if (!found) break;
    if (found.kind !== "except") {
      let condition = frame.file.rendered.get(found.condition);
      if (condition === undefined) frame.file.rendered.set(found.condition, (condition = renderValue(facts, found.condition)));
      if (!/__name__|TYPE_CHECKING/.test(condition)) out.unshift({ condition, holds: found.holds, at: placeIn(frame.file, found.at), ...dependsOn(world, frame, found.condition) });
    }
    at = found.parent;
  }
  return out;
}

function dependsOn(world: World, frame: Frame, condition: ValueId): { readonly keys: readonly string[]; readonly random: boolean } {
  const keys: string[] = [];
  let random = false;
  for (const item of frameValue(frame, condition)?.flow.items ?? []) {
    const source = world.lattice.flows.sources[item >> 2];
    if (source?.kind === "random") random = true;
    else if (source?.kind === "flag") keys.push(source.key);
  }
  return { keys, random };
}

/** A condition in normal text; deep parts become `...`. */
export function renderValue(facts: FileFacts, id: ValueId, depth = 0): string {
  const value = facts.values[id];
  if (!value || depth > 5) return "...";
  const of = (operand: ValueId): string => renderValue(facts, operand, depth + 1);
  const text = ((): string => {
    switch (value.kind) {
      case "constant":
        return typeof value.value === "string" ? JSON.stringify(value.value.slice(0, 60)) : value.value === true ? "True" : value.value === false ? "False" : value.value === null ? "None" : String(value.value);
      case "name":
        return value.name;
      case "parameter":
        return facts.units[value.unit]?.parameters[value.index]?.name ?? "...";
      case "import":
        return facts.imports[value.index]?.as ?? "...";
      case "unit":
        return facts.units[value.unit]?.name ?? "...";
      case "lookup": {
        const key = facts.values[value.key];
        return value.how === "attribute" ? `${of(value.base)}.${key?.kind === "constant" ? String(key.value) : "..."}` : `${of(value.base)}[${of(value.key)}]`;
      }
      case "result": {
        const call = facts.calls[value.call];
        return call ? `${of(call.callee)}(${call.args.slice(0, 4).map((argument) => of(argument.value)).join(", ")})` : "...";
      }
      case "operation":
        return value.operands.length === 1 ? `${value.operator} ${of(value.operands[0] ?? -1)}` : value.operands.map(of).join(` ${value.operator} `);
      case "join":
        return value.parts.map(of).join(" + ");
      case "enter":
      case "element":
        return of(value.of);
      case "loop":
        return of(value.entry);
      case "updated":
      case "after":
        return of(value.base);
      case "either":
        return of(value.options[value.options.length - 1] ?? -1);
      default:
        return "...";
    }
  })();
  return text.length > MAX_WIDTH ? `${text.slice(0, MAX_WIDTH)}...` : text;
}
