import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";

/** What a command substitution gives where its last command prints what it was told: `pwd`, `echo x`, `dirname x`, `date`. Undefined where the output is not known. */
export function printedBy(words: readonly ValueId[], directory: ValueId | undefined, table: ValueTable): ValueId | undefined {
  const text = words.map((word) => table.scalar(word));
  const operands = words.slice(1).filter((_, i) => !String(text[i + 1] ?? "").startsWith("-"));
  const [operand, second] = operands;
  switch (text[0]) {
    case "pwd":
      return directory ?? table.name("shell:directory");
    case "echo":
      return table.concat(operands.flatMap((word, i) => (i ? [table.constant(" "), word] : [word])));
    case "printf":
      return second !== undefined && operand !== undefined && table.scalar(operand) === "%s" ? second : operands.length === 1 ? operand : undefined;
    case "realpath":
    case "readlink":
      return operand;
    case "dirname":
      return operand === undefined ? undefined : folderOf(operand, table);
    case "basename":
      return operand === undefined ? undefined : baseOf(operand, second, table);
    case "date":
      return table.unknown("date");
    case "uuidgen":
    case "mktemp":
      return table.unknown("identity");
    case "git":
      return text[1] === "rev-parse" ? (text.includes("--show-toplevel") ? table.name("shell:root") : table.unknown("identity")) : undefined;
    default:
      return undefined;
  }
}

function folderOf(id: ValueId, table: ValueTable): ValueId {
  const value = table.values[id];
  if (value?.kind === "name" && value.name === "script:path") return table.name("script:folder");
  const text = table.scalar(id);
  if (typeof text === "string") return table.constant(text.includes("/") ? text.replace(/\/+[^/]*\/*$/, "") || "/" : ".");
  const last = value?.kind === "join" ? value.parts[value.parts.length - 1] : undefined;
  const tail = last === undefined ? undefined : table.scalar(last);
  if (value?.kind !== "join" || value.how !== "concat" || typeof tail !== "string" || !tail.includes("/")) return table.unknown("folder of an unknown path");
  const rest = tail.slice(0, tail.lastIndexOf("/"));
  return table.concat([...value.parts.slice(0, -1), ...(rest ? [table.constant(rest)] : [])]);
}

function baseOf(id: ValueId, suffix: ValueId | undefined, table: ValueTable): ValueId {
  const text = table.scalar(id);
  if (typeof text !== "string") return table.unknown("name of an unknown path");
  const base = text.replace(/\/+$/, "").split("/").pop() ?? "";
  const end = suffix === undefined ? "" : String(table.scalar(suffix) ?? "");
  return table.constant(end && base.endsWith(end) ? base.slice(0, -end.length) : base);
}
