import type { FileFacts } from "../../facts/file-facts.js";
import { locate, type Location } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import type { Provenance, Text } from "../text.js";
import { boundTexts, concatTexts, holeText, literalText, withProvenance } from "./text-algebra.js";

/** Gives the texts of a named unknown (`env:NAME`, `ref:a.b`, `expr:x`), or null to leave it a hole. */
export type NameTexts = (name: string, at: Location | null) => readonly Text[] | null;

/** Nested joins deeper than this stay unknown. */
const MAX_DEPTH = 24;
const DATE = /^(?:ds|ds_nodash|ts|ts_nodash|execution_date|logical_date|data_interval_start|data_interval_end|next_ds|prev_ds|yesterday_ds|tomorrow_ds)\b|strftime|^now\b|^date\b/;

/** Texts of a value of a configuration or shell text: such values hold constants, joins, alternatives and named unknowns only. */
export function configTexts(path: string, facts: FileFacts, value: ValueId, provenance: Provenance, names: NameTexts, depth = 0): readonly Text[] {
  const found = facts.values[value];
  if (!found || depth > MAX_DEPTH) return [holeText("unknown", "")];
  switch (found.kind) {
    case "constant":
      return found.value === null ? [] : [literalText(String(found.value), found.at ? [locate(path, found.at)] : [], provenance)];
    case "join":
      return concatTexts(found.parts.map((part) => configTexts(path, facts, part, provenance, names, depth + 1)));
    case "either":
      return boundTexts(found.options.flatMap((option, i) => {
        const texts = configTexts(path, facts, option, provenance, names, depth + 1);
        return i === 0 ? texts : withProvenance(texts, "default");
      }));
    case "name":
      return names(found.name, null) ?? [unknownName(found.name)];
    default:
      return [holeText("unknown", "")];
  }
}

/** The hole that a named unknown leaves. */
export function unknownName(name: string): Text {
  const colon = name.indexOf(":");
  const kind = name.slice(0, colon);
  const rest = name.slice(colon + 1);
  if (kind === "env") return holeText("environment", rest);
  if (kind === "expr" && DATE.test(rest)) return holeText("date", rest);
  return holeText("variable", rest.slice(0, 80));
}
