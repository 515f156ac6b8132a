import type { FileFacts } from "../../src/facts/file-facts.js";
import type { ValueId } from "../../src/facts/value.js";

/** One value as a line of text: `"constant"`, `<name>`, `a + b`, `(a | b)`. */
export function printValue(facts: FileFacts, id: ValueId): string {
  const value = facts.values[id];
  switch (value?.kind) {
    case "constant":
      return JSON.stringify(value.value);
    case "name":
      return `<${value.name}>`;
    case "join":
      return value.parts.map((part) => printValue(facts, part)).join(value.how === "path" ? " / " : " + ");
    case "either":
      return `(${value.options.map((option) => printValue(facts, option)).join(" | ")})`;
    case "unknown":
      return `?${value.why}`;
    default:
      return `?${value?.kind ?? "missing"}`;
  }
}

/** Values whose operand does not stand before them: always none. */
export function misplacedOperands(facts: FileFacts): string[] {
  return facts.values.flatMap((value, id) => {
    const operands = value.kind === "join" ? value.parts : value.kind === "either" ? value.options : [];
    return operands.some((operand) => operand >= id || operand < 0) ? [`${id}: ${JSON.stringify(value)}`] : [];
  });
}
