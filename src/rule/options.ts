import type { RuleMeta, RuleOptions } from "./rule.js";

type Option = RuleOptions[string];

/** Defaults of a rule overlaid by what the settings give; what does not fit is left out and told, each a sentence. */
export function resolveOptions(meta: RuleMeta, given: Readonly<Record<string, unknown>>): { readonly options: RuleOptions; readonly complaints: readonly string[] } {
  const options: Record<string, Option> = {};
  for (const [name, option] of Object.entries(meta.options)) options[name] = option.default;
  const complaints: string[] = [];
  for (const name of Object.keys(given).sort()) {
    const fallback = meta.options[name]?.default;
    const value = given[name];
    if (fallback === undefined) complaints.push(`rule ${meta.id} has no option ${name}${known(meta)}`);
    else if (!fits(fallback, value)) complaints.push(`option ${name} of rule ${meta.id} must be ${typeName(fallback)}`);
    else options[name] = value;
  }
  return { options, complaints };
}

/** An option that the rule declares as a number. */
export function numberOption(options: RuleOptions, name: string): number {
  const value = options[name];
  if (typeof value !== "number") throw new Error(`option ${name} is no number`);
  return value;
}

/** An option that the rule declares as a text. */
export function textOption(options: RuleOptions, name: string): string {
  const value = options[name];
  if (typeof value !== "string") throw new Error(`option ${name} is no text`);
  return value;
}

/** An option that the rule declares as a list of texts. */
export function listOption(options: RuleOptions, name: string): readonly string[] {
  const value = options[name];
  if (!Array.isArray(value)) throw new Error(`option ${name} is no list`);
  return value;
}

function fits(fallback: Option, value: unknown): value is Option {
  if (Array.isArray(fallback)) return Array.isArray(value) && value.every((item) => typeof item === "string");
  return typeof value === typeof fallback;
}

function typeName(fallback: Option): string {
  return Array.isArray(fallback) ? "a list of texts" : typeof fallback === "string" ? "a text" : typeof fallback === "boolean" ? "true or false" : "a number";
}

function known(meta: RuleMeta): string {
  const names = Object.keys(meta.options).sort();
  return names.length > 0 ? `; it has ${names.join(", ")}` : "";
}
