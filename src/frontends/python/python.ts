import { FACTS_VERSION, type Comment, type FactProblem, type FileFacts } from "../../facts/file-facts.js";
import type { Frontend } from "../frontend.js";
import { countLines } from "../line-counts.js";
import { LineIndex } from "../line-index.js";
import { readSuppressions } from "../suppression.js";
import { branchingReaders } from "./branching.js";
import { definitionReaders, describe, readDeferred } from "./definitions.js";
import { exportsOf } from "./exports.js";
import { expressionReaders } from "./expressions.js";
import { importReaders } from "./imports.js";
import { loopReaders } from "./loops.js";
import { byKind, Lowering, type Readers } from "./lowering.js";
import { PythonParser } from "./parser.js";
import { problemsOf } from "./problems.js";
import { statementReaders } from "./statements.js";
import { Syntax } from "./syntax.js";

const GRAMMAR = "tree-sitter-python.wasm";
const readers: Readers = {
  expressions: byKind(expressionReaders),
  statements: byKind([...statementReaders, ...branchingReaders, ...loopReaders, ...definitionReaders, ...importReaders]),
};

let parser: PythonParser | null = null;

function extract(text: string): FileFacts {
  // A byte-order mark is no character of the first line.
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = new LineIndex(source);
  const flat = parser?.parse(source) ?? null;
  const syntax = flat?.syntax ?? new Syntax(source, { kind: new Uint8Array(1), start: new Int32Array(1), end: new Int32Array(1), after: new Int32Array(1), count: 0 });
  const comments = (flat?.comments ?? []).map(({ start, end }): Comment => {
    const text = source.slice(start, end).trimEnd();
    return { text, at: lines.span(start, start + text.length) };
  });
  const { counts, codeLines } = countLines(lines, comments);
  const l = new Lowering(syntax, lines, readers);
  if (flat) {
    describe(l, l.module.unit, 0);
    l.block(0);
    l.module.finished = true;
    readDeferred(l, l.module);
  }
  const unread: FactProblem = { kind: "limit", message: "too damaged to be read in bounded time", at: lines.span(0, source.length) };
  const exported = exportsOf(l);
  return {
    version: FACTS_VERSION, language: "python", units: l.units, values: l.values.all, calls: l.calls, branches: l.branches, imports: l.imports,
    settings: [], statements: [], commands: [], comments, suppressions: readSuppressions(comments, codeLines, lines.count),
    ...(exported && { exports: exported }), lines: counts, problems: [...(flat ? problemsOf(flat, lines) : [unread]), ...l.problems],
  };
}

/** Reads Python source. `prepare` must have been called. */
export const pythonFrontend: Frontend = {
  id: "python",
  version: 1,
  language: "python",
  variant: (path) => (/\.pyw?$/i.test(path) ? "py" : null),
  prepare: async (load) => {
    parser ??= await PythonParser.load(await load(GRAMMAR));
  },
  extract: ({ text }) => extract(text),
};
