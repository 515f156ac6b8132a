import type { Parameter, Unit } from "../../facts/file-facts.js";
import type { Abstract, BoundArguments } from "./abstract.js";
import type { FlowSet } from "./flow-set.js";
import type { Lattice } from "./lattice.js";

/** The arguments of a call. */
export interface ActualArguments {
  readonly positional: readonly Abstract[];
  readonly named: ReadonlyMap<string, Abstract>;
  /** Any further positional argument (`*xs` of unknown length). */
  readonly rest: Abstract | null;
  /** Any further named argument (`**kw` of unknown keys). */
  readonly restNamed: Abstract | null;
}

/** No arguments. */
export const NO_ARGUMENTS: ActualArguments = { positional: [], named: new Map(), rest: null, restNamed: null };

/** Flow of all arguments. */
export function argumentsFlow(lattice: Lattice, args: ActualArguments): FlowSet {
  const flows = [...args.positional.map((value) => value.flow), ...[...args.named.values()].map((value) => value.flow)];
  if (args.rest) flows.push(args.rest.flow);
  if (args.restNamed) flows.push(args.restNamed.flow);
  return lattice.flows.all(flows);
}

/** Arguments of a partial application followed by those of the call. */
export function prependBound(bound: BoundArguments | null, args: ActualArguments): ActualArguments {
  if (!bound) return args;
  return { positional: [...bound.positional, ...args.positional], named: new Map([...bound.named, ...args.named]), rest: args.rest, restNamed: args.restNamed };
}

/** Puts a receiver before the arguments. */
export function prependReceiver(receiver: Abstract | null, args: ActualArguments): ActualArguments {
  return receiver ? { ...args, positional: [receiver, ...args.positional] } : args;
}

/**
 * Binds arguments to parameters by Python's rules. `defaults` gives the value of a parameter that no argument reaches, `unknown` what stands for one
 * without a default.
 */
export function bindParameters(
  lattice: Lattice,
  unit: Unit,
  args: ActualArguments,
  defaults: (parameter: Parameter, index: number) => Abstract | null,
  unknown: (parameter: Parameter) => Abstract,
): readonly Abstract[] {
  const taken = new Set<string>();
  let next = 0;
  const named = (parameter: Parameter): Abstract | undefined => {
    if (parameter.kind === "positional-only") return undefined;
    const value = args.named.get(parameter.name);
    if (value) taken.add(parameter.name);
    return value;
  };
  const out: Abstract[] = unit.parameters.map((parameter, index) => {
    if (parameter.kind === "rest") {
      const items = args.positional.slice(next);
      next = args.positional.length;
      return lattice.listValue(items, args.rest);
    }
    if (parameter.kind === "rest-keywords") return lattice.nothing;
    let value: Abstract | undefined;
    if (parameter.kind !== "keyword-only" && next < args.positional.length) value = args.positional[next++];
    value ??= named(parameter);
    if (value) return value;
    const fallback = defaults(parameter, index);
    const spread = parameter.kind === "keyword-only" ? args.restNamed : args.rest ?? args.restNamed;
    if (spread) return lattice.join(lattice.join(lattice.withoutTexts(spread), unknown(parameter)), fallback ?? lattice.nothing);
    return fallback ?? unknown(parameter);
  });
  unit.parameters.forEach((parameter, index) => {
    if (parameter.kind !== "rest-keywords") return;
    const left = new Map([...args.named].filter(([name]) => !taken.has(name)));
    out[index] = lattice.recordValue(left, args.restNamed);
  });
  return out;
}
