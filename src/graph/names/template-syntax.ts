import type { Hole, HoleTable } from "./pattern.js";

/** One way of writing an unknown part inside a literal text. Patterns are tried in order at each place; none backtracks over more than one bracket. */
interface Syntax {
  readonly pattern: string;
  readonly hole: (inner: string) => Hole;
}

const variable = (name: string): Hole => (isDateName(name) ? { kind: "date", name: "" } : { kind: "variable", name });
const unknown = (): Hole => ({ kind: "unknown", name: "" });

const SYNTAXES: readonly Syntax[] = [
  { pattern: String.raw`\$\{\{([^{}]*)\}\}`, hole: expression },
  { pattern: String.raw`\{\{([^{}]*)\}\}`, hole: expression },
  { pattern: String.raw`\$\{(?:oc\.env|env|ENV):([^{}]*)\}`, hole: (inner) => ({ kind: "environment", name: inner.split(/[,:]/)[0]?.trim() ?? "" }) },
  { pattern: String.raw`\$\{([^{}]*)\}`, hole: shellParameter },
  { pattern: String.raw`\$([A-Z_][A-Z0-9_]*)`, hole: (inner) => ({ kind: "environment", name: inner }) },
  { pattern: String.raw`(@\w*date\w*)`, hole: () => ({ kind: "date", name: "" }) },
  { pattern: String.raw`\{([^{}]*)\}`, hole: formatField },
  {
    pattern: String.raw`((?:%[YymdHMSjBbf][-_/.:T]?)*%[YymdHMSjBbf](?![0-9A-Fa-f]))`,
    hole: (inner) => (inner === "%d" ? unknown() : { kind: "date", name: "" }),
  },
  { pattern: String.raw`(%s|%i|%0\d+d)`, hole: unknown },
  { pattern: String.raw`([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`, hole: () => ({ kind: "identity", name: "" }) },
  { pattern: String.raw`((?<=part-)\d{4,}|(?<=[-_])\d{4,5}-of-\d{4,5})`, hole: () => ({ kind: "shard", name: "" }) },
  { pattern: String.raw`(\*+)`, hole: () => ({ kind: "shard", name: "*" }) },
];

const ANY = new RegExp(SYNTAXES.map((it) => it.pattern).join("|"), "g");
const QUICK = /[${%@*]|part-|-of-|[0-9a-f]{8}-/;

/** Replaces the template syntax of a literal text by holes. */
export function readTemplate(text: string, table: HoleTable): string {
  if (!QUICK.test(text)) return text;
  return text.replace(ANY, (match: string, ...groups: (string | undefined)[]) => {
    const index = SYNTAXES.findIndex((_, i) => groups[i] !== undefined);
    const syntax = SYNTAXES[index];
    return syntax ? table.add(syntax.hole((groups[index] ?? "").trim())) : match;
  });
}

/** `{{ ds }}`, `{{ var.value.bucket }}`, `${{ inputs.data }}`, `{{ env_var('BUCKET') }}`. */
function expression(inner: string): Hole {
  const environment = /^(?:env_var\(\s*['"](\w+)['"]|(?:env|secrets|vars)\.(\w+))/.exec(inner);
  if (environment) return { kind: "environment", name: environment[1] ?? environment[2] ?? "" };
  if (/^(?:macros\.)?(?:next_|prev_|yesterday_|tomorrow_)?(?:ds|ts)(?:_nodash|_add|_format)?\b|\b(?:execution_date|logical_date|data_interval_(?:start|end))\b/.test(inner)) return { kind: "date", name: "" };
  if (/\b(?:run_id|uuid|GITHUB_SHA|github\.(?:sha|run_id))\b/.test(inner)) return { kind: "identity", name: "" };
  return /^[\w.-]+$/.test(inner) ? variable(inner) : unknown();
}

/** `${NAME}`, `${NAME:-default}`; with dots or small letters it is a key of the document (`${data.path}`). */
function shellParameter(inner: string): Hole {
  const name = /^[\w.-]*/.exec(inner)?.[0] ?? "";
  if (name === "") return unknown();
  return /^[A-Za-z_]\w*$/.test(name) && name !== name.toLowerCase() ? { kind: "environment", name } : variable(name);
}

/** `{split}`, `{day:%Y%m%d}`, `{0}`, `{}` of a format text that nothing filled. */
function formatField(inner: string): Hole {
  if (inner.includes("%Y") || inner.includes("%y")) return { kind: "date", name: "" };
  const name = /^[A-Za-z_][\w.]*/.exec(inner)?.[0];
  return name === undefined ? unknown() : variable(name);
}

function isDateName(name: string): boolean {
  return /^(?:date|ds|dt|day|today|yesterday|run_date|yyyymmdd|timestamp|date_str|datestr)$/i.test(name);
}
