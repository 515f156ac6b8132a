import type { FileFacts, SqlStatement, TableReference } from "../../../src/facts/file-facts.js";

/** The text of a value: constants as they are, holes as `<name>` or `<?>`, alternatives joined by `|`. */
export function showValue(facts: FileFacts, id: number): string {
  const value = facts.values[id];
  switch (value?.kind) {
    case "constant": return String(value.value);
    case "name": return `<${value.name}>`;
    case "join": return value.parts.map((part) => showValue(facts, part)).join("");
    case "either": return value.options.map((option) => showValue(facts, option)).sort().join("|");
    default: return "<?>";
  }
}

/** A reference as the cases spell it: `path:s3://x`, `ref:model`, `temp:t`, `model:m`. */
export function showReference(facts: FileFacts, reference: TableReference): string {
  const kind = reference.reference ? `${reference.reference.kind}:` : reference.form !== "table" ? `${reference.form}:` : reference.model ? "model:" : reference.temporary ? "temp:" : "";
  return kind + showValue(facts, reference.name);
}

/** The names of all references of one side, sorted, once each. */
export function showSide(facts: FileFacts, side: (statement: SqlStatement) => readonly TableReference[]): string {
  return [...new Set(facts.statements.flatMap(side).map((reference) => showReference(facts, reference)))].sort().join(", ");
}

/** A table with the columns that the text names: `ads.clicks (a, b)`, `ads.clicks (?)`. */
export function showUse(facts: FileFacts, reference: TableReference): string {
  return `${showValue(facts, reference.name)} (${reference.columns ? reference.columns.join(", ") : "?"})`;
}

/** The result's columns: `total < amount fee; n`. */
export function showColumns(statement: SqlStatement | undefined): string {
  return (statement?.columns ?? []).map(({ name, from }) => (from.length > 0 ? `${name} < ${from.join(" ")}` : name)).join("; ");
}
