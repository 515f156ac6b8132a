import type { ArgumentTest, Selector } from "../../facts/observation.js";
import type { Abstract } from "./abstract.js";
import { argumentsFlow } from "./arguments.js";
import type { ModelCall } from "./call-site.js";
import { lookupItem } from "./containers.js";
import { knownText, partsKey } from "./text-algebra.js";
import type { World } from "./world.js";

/** The value that a selector picks at a call; null where it is not there. */
export function select(world: World, call: ModelCall, selector: Selector): Abstract | null {
  const whole = selectWhole(world, call, selector);
  if (!whole || selector.item === undefined) return whole;
  return [selector.item, ...(selector.below ?? [])].reduce<Abstract>((base, key) => lookupItem(world, call.site.frame, base, world.lattice.text(String(key))), whole);
}

function selectWhole(world: World, call: ModelCall, selector: Selector): Abstract | null {
  const { lattice } = world;
  const { args } = call;
  if (selector.constant !== undefined) return lattice.text(selector.constant);
  switch (selector.from) {
    case "receiver":
      return call.receiver;
    case "result":
      return call.result;
    case "arguments":
      return lattice.withFlow(lattice.listValue(args.positional, args.rest), argumentsFlow(lattice, args));
    case "keywords":
      return lattice.recordValue(args.named, args.restNamed);
    case "unit":
      return call.receiver;
    case undefined:
      break;
  }
  if (selector.pos !== undefined) {
    const value = args.positional[selector.pos];
    if (value) return value;
  }
  for (const name of selector.kw ?? []) {
    const value = args.named.get(name);
    if (value) return value;
  }
  if (selector.pos !== undefined && args.rest) return lattice.withoutTexts(args.rest);
  return (selector.kw?.length ?? 0) > 0 && args.restNamed ? lattice.flowOnly(args.restNamed.flow) : null;
}

/** How a test on arguments comes out: `open` where the argument is not known well enough. */
export type Verdict = "yes" | "no" | "open";

/** All tests of a list together. */
export function testAll(world: World, call: ModelCall, tests: readonly ArgumentTest[] | undefined): Verdict {
  let verdict: Verdict = "yes";
  for (const test of tests ?? []) {
    const one = testOne(world, call, test);
    if (one === "no") return "no";
    if (one === "open") verdict = "open";
  }
  return verdict;
}

function testOne(world: World, call: ModelCall, test: ArgumentTest): Verdict {
  const value = select(world, call, test.argument);
  const none = value !== null && value.things.some((thing) => thing.kind === "none");
  const only = none && value.texts.length === 0 && value.things.length === 1;
  if (test.present !== undefined) {
    const present = value !== null && !only;
    if (present !== test.present) return "no";
  }
  if (!test.is && !test.starts && !test.contains) return "yes";
  if (value === null || only) return "no";
  if (value.texts.length === 0) return "open";
  const verdicts = value.texts.map((text): Verdict => {
    const known = knownText(text);
    const shown = known ?? partsKey(text.parts);
    const first = text.parts[0];
    if (test.is && (known === null ? "open" : test.is.includes(known) || test.is.includes(pythonWord(known)))) return known === null ? "open" : "yes";
    if (test.starts && typeof first === "string" && test.starts.some((start) => first.startsWith(start))) return "yes";
    if (test.contains && test.contains.some((word) => shown.includes(word))) return "yes";
    return known === null && (test.is !== undefined || test.contains !== undefined || typeof first !== "string") ? "open" : "no";
  });
  if (verdicts.every((verdict) => verdict === "no")) return "no";
  return verdicts.every((verdict) => verdict === "yes") ? "yes" : "open";
}

/** `true` is written `True` in Python. */
function pythonWord(text: string): string {
  return text === "true" ? "True" : text === "false" ? "False" : text;
}
