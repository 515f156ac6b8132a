import type * as ts from "typescript";
import { FACTS_VERSION, type FactProblem, type FileFacts } from "../../facts/file-facts.js";
import type { Frontend } from "../frontend.js";
import { countLines } from "../line-counts.js";
import { LineIndex } from "../line-index.js";
import { readSuppressions } from "../suppression.js";
import { readStatements } from "./blocks.js";
import { branchingReaders } from "./branching.js";
import { classStatements } from "./classes.js";
import { commentsOf } from "./comments.js";
import { loadCompiler, type Compiler } from "./compiler.js";
import { expressionReaders } from "./expressions.js";
import { blockReaders, readDeferred } from "./functions.js";
import { importReaders } from "./imports.js";
import { loopReaders } from "./loops.js";
import { Lowering, type Readers } from "./lowering.js";
import { statementReaders } from "./statements.js";
import { surveyOf } from "./survey.js";

/** A text whose lines are longer than this on average was made by a machine. */
const MACHINE_LINE = 5000;
const MAX_PROBLEMS = 20;
const NAMES = /\.(tsx?|mts|cts|jsx?|mjs|cjs)$/i;

interface Reading { readonly compiler: Compiler; readonly readers: Readers }

let reading: Reading | null = null;

function readersOf(compiler: Compiler): Readers {
  return {
    expressions: new Map(expressionReaders(compiler)),
    statements: new Map([
      ...statementReaders(compiler), ...blockReaders(compiler), ...branchingReaders(compiler), ...loopReaders(compiler), ...classStatements(compiler), ...importReaders(compiler),
    ]),
  };
}

function parse(compiler: Compiler, text: string, variant: string): ts.SourceFile | null {
  const { ScriptKind } = compiler;
  const kinds: Readonly<Record<string, ts.ScriptKind>> = { ts: ScriptKind.TS, mts: ScriptKind.TS, cts: ScriptKind.TS, tsx: ScriptKind.TSX };
  const kind = kinds[variant] ?? ScriptKind.JSX;
  try {
    return compiler.createSourceFile(`file.${variant}`, text, { languageVersion: compiler.ScriptTarget.Latest, jsDocParsingMode: compiler.JSDocParsingMode.ParseNone }, false, kind);
  } catch (error) {
    // The parser recurses on the nesting of the text.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function problemsOf(file: ts.SourceFile, lines: LineIndex, compiler: Compiler): readonly FactProblem[] {
  // The parser keeps what it could not read in a field that its published types leave out.
  const { parseDiagnostics = [] } = file as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  const length = file.text.length;
  return parseDiagnostics.slice(0, MAX_PROBLEMS).map(({ start, length: size, messageText }) => {
    const from = Math.min(start, length);
    return { kind: "syntax", message: compiler.flattenDiagnosticMessageText(messageText, " "), at: lines.span(from, Math.min(from + size, length)) };
  });
}

function extract(text: string, variant: string): FileFacts {
  // A byte-order mark is no character of the first line.
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = new LineIndex(source);
  const whole = lines.span(0, source.length);
  const machineMade = source.length > MACHINE_LINE * Math.max(1, lines.count);
  const file = reading && !machineMade ? parse(reading.compiler, source, variant) : null;
  const survey = reading && file ? surveyOf(reading.compiler, file) : null;
  const comments = survey ? commentsOf(source, survey.literals, lines) : [];
  const { counts, codeLines } = countLines(lines, comments);
  const base = { version: FACTS_VERSION, language: "typescript", settings: [], statements: [], commands: [], comments, lines: counts, suppressions: readSuppressions(comments, codeLines, lines.count) } as const;
  if (!reading || !file || !survey) {
    const problems: FactProblem[] = machineMade ? [] : [{ kind: "limit", message: "nested too deeply to be read", at: whole }];
    const module = { id: 0, parent: -1, kind: "module", name: "<module>", path: "<module>", at: whole, async: false, parameters: [], decorators: [], bases: [], calls: [], stores: [], returns: [], yields: [], reads: [] } as const;
    return { ...base, units: [module], values: [], calls: [], branches: [], imports: [], problems };
  }
  const l = new Lowering(reading.compiler, file, lines, survey, reading.readers);
  readStatements(l, file.statements);
  l.module.finished = true;
  readDeferred(l, l.module.deferred);
  const closed = l.exports.size > 0 && !l.exports.has("*");
  return {
    ...base, units: l.units, values: l.values.all, calls: l.calls, branches: l.branches, imports: l.imports,
    ...(closed && { exports: [...l.exports] }), problems: [...problemsOf(file, lines, reading.compiler), ...l.problems],
  };
}

/**
 * Reads TypeScript and JavaScript. `prepare` must have been called. `this` is the first parameter of a method; attributes and methods are `lookup`s by attribute, also on
 * object literals; a relative import has level 1 and its specifier as written; what a module exports under another name (`default`, `module.exports`) is a store in its body.
 */
export const typescriptFrontend: Frontend = {
  id: "typescript",
  version: 1,
  language: "typescript",
  variant: (path) => (/\.d\.[mc]?ts$|\.min\.[mc]?js$/i.test(path) ? null : (NAMES.exec(path)?.[1]?.toLowerCase() ?? null)),
  prepare: async () => {
    if (reading) return;
    const compiler = await loadCompiler();
    reading = { compiler, readers: readersOf(compiler) };
  },
  extract: ({ text, variant }) => extract(text, variant),
};
