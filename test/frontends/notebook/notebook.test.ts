import { beforeAll, describe, expect, it } from "vitest";
import type { FileFacts } from "../../../src/facts/file-facts.js";
import { flawsOf } from "../python/check-facts.js";
import { preparePython } from "../python/load.js";
import { printFacts } from "../python/notation.js";
import { notebookFacts, notebookOf } from "./notebooks.js";

beforeAll(preparePython);

function lines(facts: FileFacts, ...kinds: string[]): string[] {
  return printFacts(facts).filter(({ kind }) => kinds.includes(kind)).map(({ line }) => line);
}

function placed(facts: FileFacts, ...kinds: string[]): string[] {
  return printFacts(facts).filter(({ kind }) => kinds.includes(kind)).map((line) => line.placed);
}

/** The text that a place covers in the file. */
function textAt(text: string, { at }: { readonly at: { line: number; column: number; endLine: number; endColumn: number } }): string {
  const rows = text.split("\n");
  return at.line === at.endLine ? (rows[at.line - 1] ?? "").slice(at.column - 1, at.endColumn - 1) : "several lines";
}

describe("a notebook", () => {
  it("is one module of its code cells in order", () => {
    const facts = notebookFacts(notebookOf([
      "import pandas as pd\npath = 's3://ads/a.csv'",
      { kind: "markdown", source: "# path = 'no'" },
      "path = 's3://ads/b.csv'\n",
      "def load():\n    return pd.read_csv(path)\nframe = pd.read_csv(path)",
    ]));
    expect(facts.language).toBe("notebook");
    expect(lines(facts, "call")).toEqual(["call #0 @pandas.read_csv(\"s3://ads/b.csv\")", "load: call #1 @pandas.read_csv(path)"]);
    expect(facts.lines).toEqual({ total: 6, code: 6, comment: 0, blank: 0, cells: 3 });
    expect(facts.problems).toEqual([]);
    expect(flawsOf({ ...facts, lines: { ...facts.lines, total: 1000 } })).toEqual([]);
  });

  it("tells places in the file and in the cell", () => {
    const text = notebookOf(["a = 1", { kind: "markdown", source: "text" }, "\nfit(\"s3://ads\\u00e9\", 'tab\\t')\n  \nx = go(é)  # mldebt: allow glue-code -- old\n# last"]);
    const facts = notebookFacts(text);
    const [fit, go] = facts.calls;
    expect(fit && textAt(text, fit)).toBe("fit(\\\"s3://ads\\\\u00e9\\\", 'tab\\\\t')");
    expect(fit?.at.cell).toEqual({ index: 2, line: 2, column: 1 });
    expect(go && textAt(text, go)).toBe("go(é)");
    expect(go?.at.cell).toEqual({ index: 2, line: 4, column: 5 });
    expect(fit?.args.map((argument) => textAt(text, argument))).toEqual(["\\\"s3://ads\\\\u00e9\\\"", "'tab\\\\t'"]);
    expect(facts.comments.map((comment) => textAt(text, comment))).toEqual(["# mldebt: allow glue-code -- old", "# last"]);
    const [suppression] = facts.suppressions;
    expect([suppression?.from, suppression?.to]).toEqual([go?.at.line, go?.at.line]);
  });

  it("may have its source in one string", () => {
    const text = notebookOf([{ source: ["a()\nb(\n  c())\n"] }]);
    const facts = notebookFacts(text);
    expect(placed(facts, "call").map((line) => line.slice(line.indexOf(" in ")))).toEqual([" in 0:1:1 #0 a() -- dropped", " in 0:3:3 #1 c()", " in 0:2:1 #2 b(#1) -- dropped"]);
    expect(facts.calls.map((call) => textAt(text, call))).toEqual(["a()", "c()", "b(\\n  c())"]);
  });

  it("may be escaped in any way", () => {
    const text = "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"\\u0066it(\\\"\\ud83d\\ude00\\\\n\\\")\\u000ago()\"}], \"nbformat\": 4}";
    const facts = notebookFacts(text);
    expect(lines(facts, "call")).toEqual(["call #0 fit(\"😀\\n\") -- dropped", "call #1 go() -- dropped"]);
    expect(facts.calls.map((call) => textAt(text, call))).toEqual(["\\u0066it(\\\"\\ud83d\\ude00\\\\n\\\")", "go()"]);
  });

  it("of format 3 has worksheets and inputs", () => {
    const text = JSON.stringify({ worksheets: [{ cells: [{ cell_type: "code", language: "python", input: ["x = load()\n", "fit(x)"], outputs: [{ text: ["no()"] }] }, { cell_type: "code", language: "ruby", input: "puts 1" }] }], nbformat: 3 });
    const facts = notebookFacts(text);
    expect(lines(facts, "call")).toEqual(["call #0 load()", "call #1 fit(#0) -- dropped"]);
    expect(facts.lines.cells).toBe(2);
    expect(facts.problems).toEqual([]);
  });

  it("hides code in outputs, attachments and metadata", () => {
    const output = { output_type: "stream", text: ["a()\n", "\"source\": [\"b()\"]"], data: { nested: [[{ cell_type: "code", source: "c()" }]] } };
    const facts = notebookFacts(notebookOf([{ source: "d()", outputs: [output, output] }, { kind: "markdown", source: "e()" }, { kind: "raw", source: "f()" }]));
    expect(lines(facts, "call")).toEqual(["call #0 d() -- dropped"]);
  });

  it("of another language is only counted", () => {
    const facts = notebookFacts(notebookOf(["library(dplyr)\nx <- read.csv('a')", "y = 'go()'"], "R"));
    expect(facts.calls).toEqual([]);
    expect(facts.problems).toEqual([]);
    expect(facts.lines.cells).toBe(2);
  });

  it("of SQL is read as SQL", () => {
    expect(lines(notebookFacts(notebookOf(["select * from ads"], "sql")), "statement")).toEqual(["statement select reads \"ads\" writes"]);
  });

  it("loses the indentation of a cell that is indented as a whole", () => {
    const text = notebookOf(["    a()\n    if b:\n        c()\n", "d()"]);
    const facts = notebookFacts(text);
    expect(facts.problems).toEqual([]);
    expect(facts.calls.map((call) => textAt(text, call))).toEqual(["a()", "c()", "d()"]);
  });

  it("ends a statement with its cell", () => {
    const facts = notebookFacts(notebookOf(["a(1,", "b(2)", "def f(:\n  '''", "c(3)"]));
    expect(lines(facts, "call")).toEqual(["call #0 a(1) -- dropped", "call #1 b(2) -- dropped", "call #2 c(3) -- dropped"]);
    expect(new Set(facts.problems.map(({ at }) => at.cell?.index))).toEqual(new Set([0, 2]));
  });
});

describe("magics", () => {
  const cases: readonly (readonly [name: string, cell: string, ...facts: string[]])[] = [
    ["line magics say nothing", "%matplotlib inline\n%load_ext autoreload\na()", "call #0 a() -- dropped"],
    ["a command", "!gsutil cp a.csv gs://ads/a.csv\na()", "call #0 a() -- dropped", "command \"gsutil\" \"cp\" \"a.csv\" \"gs://ads/a.csv\""],
    ["a command whose output is taken", "files = !ls data\nuse(files)", "call #0 use(<...>()) -- dropped", "command \"ls\" \"data\""],
    ["a command in a block", "if fresh:\n    !dvc pull\na()", "call #0 a() -- dropped", "command \"dvc\" \"pull\""],
    ["a command over lines", "!cp a \\\n  b\na()", "call #0 a() -- dropped", "command \"cp\" \"a\" \"\\\\\"", "command \"b\""],
    ["a script that is run", "%run train.py --rate 1\n!python eval.py", "command \"python\" \"train.py\" \"--rate\" \"1\"", "command \"python\" \"eval.py\""],
    ["installers", "%pip install pandas\npip install numpy\na()", "call #0 a() -- dropped", "command \"pip\" \"install\" \"pandas\"", "command \"pip\" \"install\" \"numpy\""],
    ["a timed statement stays one", "%time model.fit(x)\n%timeit -n 10 f(\n  y)", "call #0 model.fit(x) -- dropped", "call #1 f(y) -- dropped"],
    ["a timed cell stays Python", "%%time\n!ls\na()", "call #0 a() -- dropped", "command \"ls\""],
    ["a shell cell", "%%bash\nls a\ncat b", "command \"ls\" \"a\"", "command \"cat\" \"b\""],
    ["a script cell of a shell", "%%script bash\nls a", "command \"ls\" \"a\""],
    ["a script cell of another language", "%%script perl\nprint a()"],
    ["a SQL cell", "%%sql\nselect * from ads\n", "statement select reads \"ads\" writes"],
    ["a SQL cell of a warehouse", "%%bigquery frame\nselect * from ads\n", "statement bigquery reads \"ads\" writes"],
    ["a SQL line", "%sql select * from ads\na()", "call #0 a() -- dropped", "statement select reads \"ads\" writes"],
    ["a hosted cell", "%sql\nselect * from ads", "statement select reads \"ads\" writes"],
    ["a file that is written is a remark", "%%writefile train.py\nfit()\n", "comment \"%%writefile train.py\""],
    ["a cell of markup", "%%html\n<a href='x()'>"],
    ["an unknown cell magic in front of Python", "%%track\na()", "call #0 a() -- dropped"],
    ["an unknown cell magic in front of something else", "%%ask\nwhat is this?"],
    ["help", "?pd.read_csv\nfit??\n%run?\na()", "call #0 a() -- dropped"],
    ["a percent sign in an expression", "x = (\"a %s\"\n% b)\ny = a \\\n  % b\nz(x)", "call #0 z(concat(\"a \", b)) -- dropped"],
    ["a sign inside a text", "x = '''\n!ls\n%run a.py\n'''\nz(x)", "call #0 z(\"\\n!ls\\n%run a.py\\n\") -- dropped"],
    ["a comparison", "x != y\nx = a % b", ""],
  ];

  it.each(cases)("%s", (_, cell, ...expected) => {
    const facts = notebookFacts(notebookOf([cell]));
    expect(lines(facts, "call", "command", "statement", "comment")).toEqual(expected.filter(Boolean));
    expect(facts.problems).toEqual([]);
    expect(flawsOf({ ...facts, lines: { ...facts.lines, total: 1000 } })).toEqual([]);
  });

  it("have places in the file", () => {
    const text = notebookOf(["a()\n  !dvc push \"data\"", "%%bash\nls \"x\"", "x = load('p')"]);
    const facts = notebookFacts(text);
    expect(facts.commands.map((command) => textAt(text, command))).toEqual(["dvc push \\\"data\\\"", "ls \\\"x\\\""]);
    expect(facts.commands.map(({ at }) => at.cell)).toEqual([{ index: 0, line: 2, column: 4 }, { index: 1, line: 2, column: 1 }]);
    const words = facts.commands.flatMap(({ words: ids }) => ids.map((id) => facts.values[id]));
    expect(words.map((word) => (word?.kind === "constant" && word.at ? textAt(text, { at: word.at }) : "?"))).toEqual(["dvc", "push", "\\\"data\\\"", "ls", "\\\"x\\\""]);
  });
});

describe("damaged notebooks", () => {
  const sound = notebookOf(["a('s3://ads')\n%run b.py\n", { kind: "markdown", source: "# \"text\"" }, { source: "!ls \\\n b\nd()", outputs: [{ data: { "image/png": "iVBOR\n" } }] }]);

  it("cut anywhere give facts and a problem", () => {
    for (let i = 0; i < sound.trimEnd().length; i++) {
      const facts = notebookFacts(sound.slice(0, i));
      expect(facts.problems.length).toBeGreaterThan(0);
      expect(flawsOf({ ...facts, lines: { ...facts.lines, total: 1000 } })).toEqual([]);
    }
    expect(notebookFacts(sound).problems).toEqual([]);
  });

  it("with a mark of a merge keep their cells", () => {
    const facts = notebookFacts(notebookOf(["a()", "b()"]).replace("\"b()\"", "<<<<<<< HEAD\n\"b()\"\n======="));
    expect(lines(facts, "call")).toEqual(["call #0 a() -- dropped", "call #1 b() -- dropped"]);
    expect(facts.problems.map(({ kind }) => kind)).toEqual(["syntax"]);
  });

  it("nest as deeply as they like", () => {
    const deep = `{"cells": [{"cell_type": "code", "metadata": ${"[".repeat(10_000)}${"]".repeat(10_000)}, "outputs": ${"{\"a\":".repeat(10_000)}1${"}".repeat(10_000)}, "source": "a()"}]}`;
    expect(lines(notebookFacts(deep), "call")).toEqual(["call #0 a() -- dropped"]);
    expect(notebookFacts("[".repeat(10_000)).problems).toHaveLength(1);
  });

  it("may be no notebooks at all", () => {
    for (const text of ["", "null", "[]", "{}", "{\"cells\": 1}", "{\"cells\": [1, \"a\", null, []]}", "\uFEFF{}", "}{", "{\"cells\": [{\"source\": [1, {\"a\": \"b()\"}]}]}"]) {
      expect(lines(notebookFacts(text), "call")).toEqual([]);
    }
  });

  it("with line ends of other systems are the same", () => {
    expect(placed(notebookFacts(sound.replaceAll("\n", "\r\n")), "call", "command")).toEqual(placed(notebookFacts(sound), "call", "command"));
  });
});
