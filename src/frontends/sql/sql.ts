import { FACTS_VERSION, type Comment, type FactProblem, type FileFacts, type Setting, type Unit } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { Frontend } from "../frontend.js";
import { countLines } from "../line-counts.js";
import { LineIndex } from "../line-index.js";
import { readSuppressions } from "../suppression.js";
import { ValueTable } from "../value-table.js";
import { guessDialect, quotesTexts } from "./dialect.js";
import { type Emitted, type Script } from "./emit.js";
import { printed, type JinjaValue } from "./jinja-expression.js";
import { maskJinja, type Template } from "./jinja.js";
import { lexicalStyle } from "./lexical-style.js";
import { readScript, type ScriptReader } from "./script.js";
import { knownText } from "./spelling.js";
import { tokenize } from "./tokenize.js";

const ENDINGS = /\.(?:sql|hql|ddl|dml|bq|bqsql|q|psql|pgsql|tsql|mysql|snowsql|sqlx)(?:\.(?:j2|jinja|jinja2|tmpl|tpl|template))?$/i;
const MOST_PROBLEMS = 20;

/** Reads SQL of all dialects, with templates; the variant is the dialect where it is known. */
export const sqlFrontend: Frontend = {
  id: "sql",
  version: 1,
  language: "sql",
  variant: (path) => (ENDINGS.test(path) ? "" : null),
  extract: ({ text, variant }) => extract(text, variant),
};

function extract(text: string, dialect: string): FileFacts {
  const lines = new LineIndex(text);
  const values = new ValueTable();
  const template = maskJinja(text);
  const style = lexicalStyle(template.text, dialect);
  const lexed = tokenize(template.text, 0, style, template.tags);
  const variables = new Set<string>();
  const script: Script = { original: text, lines, values, temporaries: new Set(), variables, schema: null };
  const source = { original: text, inserts: new Map(template.inserts) };
  const reader: ScriptReader = {
    script, style, emitted: [], frames: [], depth: 0, texts: new Map(),
    around: { dialect: dialect || guessDialect(lexed.tokens), source, doubleQuotedTexts: style.doubleQuote === "string" || (dialect === "" && quotesTexts(lexed.tokens)), variables, inBody: false },
  };
  readScript(reader, lexed.tokens);
  const emitted = reader.emitted.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const statements = withLoose(emitted, template, script).map(({ statement, start }) => {
    const macro = template.macros.find((body) => start >= body.start && start < body.end);
    return macro ? { ...statement, macro: macro.name } : statement;
  });
  const comments: Comment[] = [...lexed.comments, ...template.comments].toSorted((a, b) => a.start - b.start).map(({ start, end }) => ({ text: text.slice(start, end), at: lines.span(start, end) }));
  const { counts, codeLines } = countLines(lines, comments);
  const problems: FactProblem[] = template.inserts.size + template.tags.length > 0 && lexed.broken.every(({ message }) => message.startsWith("a parenthesis")) ? [] : lexed.broken
    .slice(0, MOST_PROBLEMS)
    .map(({ start, end, message }) => ({ kind: "syntax", message, at: lines.span(start, end) }));
  return {
    version: FACTS_VERSION, language: "sql", units: [moduleUnit(lines, text)], settings: configSettings(template, values, lines), values: values.values, calls: [], branches: [], imports: [], statements, commands: [], comments,
    suppressions: readSuppressions(comments, codeLines, counts.total), lines: counts, problems,
  };
}

function moduleUnit(lines: LineIndex, text: string): Unit {
  return { id: 0, parent: -1, kind: "module", name: "<module>", path: "<module>", at: lines.span(0, text.length), parameters: [], decorators: [], bases: [], calls: [], stores: [], returns: [], yields: [], reads: [], async: false };
}

/** Adds the tables that are only arguments of macros, and those of `-- depends_on:` comments, to the statement that they stand in or before. */
function withLoose(emitted: readonly Emitted[], template: Template, script: Script): readonly Emitted[] {
  const result = [...emitted];
  for (const { offset, end, marker } of template.loose) {
    const index = result.findIndex((candidate) => candidate.end > offset);
    const at = index >= 0 ? index : Math.max(0, result.length - 1);
    // A text that is a macro's call alone is a query of its own.
    const target = result[at] ?? { start: offset, end, statement: { verb: "select", reads: [], writes: [], temporary: false, at: script.lines.span(offset, end) } };
    const { statement } = target;
    const known = statement.reads.some(({ reference }) => reference && reference.kind === marker.kind && reference.args.join("\0") === marker.args.join("\0"));
    if (known) continue;
    const place = script.lines.span(offset, end);
    const name = marker.kind === "ref" ? (marker.args.length > 1 && !/^\d+$/.test(marker.args[1] ?? "") ? marker.args[1] : marker.args[0]) : marker.args.join(".");
    const read = { name: script.values.constant(name ?? "", place), quoted: false, form: "table" as const, reference: marker, at: place };
    result[at] = { ...target, statement: { ...statement, reads: [...statement.reads, read].toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column) } };
  }
  return result;
}

/** What `config(...)` sets, as settings below `config`. */
function configSettings(template: Template, values: ValueTable, lines: LineIndex): Setting[] {
  const settings: Setting[] = [];
  const add = (path: readonly (string | number)[], value: JinjaValue, at: Setting["at"], depth: number): void => {
    if (value.kind === "list" && depth < 8) {
      settings.push({ document: 0, path, kind: "sequence", at });
      value.items.forEach((item, i) => add([...path, i], item, at, depth + 1));
    } else if (value.kind === "dict" && depth < 8) {
      settings.push({ document: 0, path, kind: "mapping", at });
      for (const [key, entry] of value.entries) add([...path, key], entry, at, depth + 1);
    } else settings.push({ document: 0, path, kind: "scalar", value: scalarOf(value, values, at), at });
  };
  for (const { key, value, start, end } of template.config) add(["config", key], value, lines.span(start, end), 0);
  return settings;
}

function scalarOf(value: JinjaValue, values: ValueTable, at: Setting["at"]): ValueId {
  if (value.kind === "scalar") return values.constant(value.value);
  const text = printed(value);
  const known = knownText(text);
  if (known !== null) return values.constant(known, at);
  return values.either(text.options.map(({ pieces }) => values.concat(pieces.map((piece) => (typeof piece === "string" ? values.constant(piece) : piece.hole === null ? values.unknown("template") : values.name(piece.hole))))));
}
