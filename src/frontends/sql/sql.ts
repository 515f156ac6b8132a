import { FACTS_VERSION, type Comment, type FactProblem, type FileFacts, type Setting, type SqlStatement, type TableReference, type Unit } from "../../facts/file-facts.js";
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
import { readScript } from "./script.js";
import type { ScriptReader } from "./script-frame.js";
import { knownText } from "./spelling.js";
import { tokenize } from "./tokenize.js";

const ENDINGS = /\.(?:sql|hql|ddl|dml|bq|bqsql|q|psql|pgsql|tsql|mysql|snowsql|sqlx)(?:\.(?:j2|jinja|jinja2|tmpl|tpl|template))?$/i;
const MOST_PROBLEMS = 20;
/** Arguments of macros that one statement takes as reads. */
const MOST_LOOSE = 200;

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
  const statements = withMacros(withLoose(emitted, looseOf(template, lexed.comments, text), script), template);
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

/** Says of each statement which macro's body holds it; both lists are in order of place. */
function withMacros(emitted: readonly Emitted[], template: Template): SqlStatement[] {
  const bodies = template.macros.toSorted((a, b) => a.start - b.start);
  let next = 0;
  return emitted.map(({ statement, start }) => {
    while (next < bodies.length && (bodies[next]?.end ?? 0) <= start) next++;
    const body = bodies[next];
    return body && body.start <= start ? { ...statement, macro: body.name } : statement;
  });
}

/** Tables that only arguments of macros name, without those in comments; of comments only `-- depends_on: {{ ref('m') }}` counts. */
function looseOf(template: Template, comments: readonly { readonly start: number; readonly end: number }[], text: string): Template["loose"] {
  let next = 0;
  const inComment = (offset: number): { readonly start: number } | null => {
    while (next < comments.length && (comments[next]?.end ?? 0) <= offset) next++;
    const comment = comments[next];
    return comment && comment.start <= offset ? comment : null;
  };
  const depends = (start: number): boolean => text.slice(start, start + 40).replace(/^[-/*#\s]+/, "").startsWith("depends_on:");
  const all = [...template.loose.map((each) => ({ ...each, alone: false })), ...template.printed.map((each) => ({ ...each, alone: true }))].sort((a, b) => a.offset - b.offset);
  return all.filter(({ offset, alone }) => {
    const comment = inComment(offset);
    return comment ? depends(comment.start) : !alone;
  });
}

/** Adds the tables that are only arguments of macros to the statement that they stand in or before. */
function withLoose(emitted: readonly Emitted[], loose: Template["loose"], script: Script): readonly Emitted[] {
  const [first] = loose;
  if (!first) return emitted;
  // A text that is a macro's call alone is a query of its own.
  const alone: Emitted = { start: first.offset, end: first.end, statement: { verb: "select", reads: [], writes: [], temporary: false, at: script.lines.span(first.offset, first.end) } };
  const statements = emitted.length > 0 ? emitted : [alone];
  const added = new Map<number, typeof loose[number][]>();
  let index = 0;
  for (const each of loose) {
    while (index < statements.length - 1 && (statements[index]?.end ?? 0) <= each.offset) index++;
    added.set(index, [...(added.get(index) ?? []).slice(-MOST_LOOSE), each]);
  }
  return statements.map((target, i) => ({ ...target, statement: { ...target.statement, reads: withReferences(target.statement.reads, added.get(i) ?? [], script) } }));
}

function withReferences(reads: readonly TableReference[], loose: Template["loose"], script: Script): readonly TableReference[] {
  const keyOf = (kind: string, args: readonly string[]): string => [kind, ...args].join("\0");
  const known = new Set(reads.flatMap(({ reference }) => (reference ? [keyOf(reference.kind, reference.args)] : [])));
  const found: TableReference[] = [];
  for (const { offset, end, marker } of loose) {
    const key = keyOf(marker.kind, marker.args);
    if (known.has(key)) continue;
    known.add(key);
    const at = script.lines.span(offset, end);
    const [name = "", second] = marker.args;
    const text = marker.kind === "ref" ? (second !== undefined && !/^\d+$/.test(second) ? second : name) : marker.args.join(".");
    found.push({ name: script.values.constant(text, at), quoted: false, form: "table", reference: marker, at });
  }
  return found.length === 0 ? reads : [...reads, ...found].toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
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
