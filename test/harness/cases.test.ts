import { describe, expect, it } from "vitest";
import { drawGraph } from "./graph-builder.js";
import { parseCases } from "./cases.js";
import { formComplaints } from "./finding-form.js";

const FENCE = "```";
const block = (info: string, body: string): string => `${FENCE}${info}\n${body}\n${FENCE}\n`;

describe("cases in Markdown", () => {
  it("a heading with blocks is a case; prose before the first block is kept, expectations leave the text", () => {
    const [only, ...rest] = parseCases(`# Title\n\n## Clicks\n\nOne sentence.\nAnother.\n\n${block('python title="a.py"', 'x = 1\ny = 2  # expect: dead-feature-flag/never-read "--x is" warn certain')}\n## Empty\n`);
    expect(rest).toEqual([]);
    expect(only).toEqual({
      name: "Clicks", line: 3, prose: "One sentence. Another.", files: { "a.py": "x = 1\ny = 2\n" },
      expectations: [{ path: "a.py", line: 2, rule: "dead-feature-flag", kind: "never-read", text: "--x is", words: ["warn", "certain"] }],
    });
  });

  it("reads comments of SQL and TypeScript, several on one line, and list items for files without comments", () => {
    const [only] = parseCases(`## C\n\nS.\n\n${block('sql title="a.sql"', 'SELECT 1 -- expect: rule-a "x" expect: rule-b "y"')}${block('json title="b.json"', '{ "a": 1 }')}\n- b.json:1 expect: rule-c "z"\n`);
    expect(only?.files["a.sql"]).toBe("SELECT 1\n");
    expect(only?.expectations.map((it) => `${it.path}:${it.line} ${it.rule} ${it.text}`)).toEqual(["a.sql:1 rule-a x", "a.sql:1 rule-b y", "b.json:1 rule-c z"]);
  });

  it("writes cells as a notebook whose lines are known", () => {
    const [only] = parseCases(`## C\n\nS.\n\n${block('notebook title="n.ipynb"', '# %%\na = 1\n# %%\nb = 2\nc = "3"  # expect: rule-a "c"')}`);
    const text = only?.files["n.ipynb"] ?? "";
    const notebook = JSON.parse(text) as { cells: { source: string[] }[] };
    expect(notebook.cells.map((cell) => cell.source.join(""))).toEqual(["a = 1", 'b = 2\nc = "3"']);
    expect(text.split("\n")[(only?.expectations[0]?.line ?? 0) - 1]).toContain("c = ");
  });

  it.each([
    ["an expectation that cannot be read", block('python title="a.py"', "x  # expect: rule-a without text")],
    ["a block without an end", `${FENCE}python title="a.py"\nx\n`],
    ["a file that is there twice", block('python title="a.py"', "x") + block('python title="a.py"', "y")],
  ])("refuses %s", (_, body) => expect(() => parseCases(`## C\n\nS.\n\n${body}`)).toThrow());
});

describe("drawn graphs", () => {
  it("refuse what is no act and what is no label", () => {
    expect(() => drawGraph("train.py devours table:clicks")).toThrow();
    expect(() => drawGraph("a: train.py reads table:clicks\n a -> b")).toThrow();
  });
  it("direct edges with the data", () => {
    const { edges } = drawGraph("train.py reads table:clicks\n train.py writes file:m\n serve.py predicts mlflow:m\n serve.py serves mlflow:m");
    expect(edges.map((edge) => `${edge.from} ${edge.to} ${edge.actor}`)).toEqual([
      "table:clicks job:train.py#<module> to", "job:train.py#<module> file:m from", "mlflow:m job:serve.py#<module> to", "mlflow:m job:serve.py#<module> to",
    ]);
  });
});

describe("the form of a finding", () => {
  const at = { path: "a.py", line: 1, column: 1, endLine: 1, endColumn: 2 };
  const good = {
    rule: "r", kind: null, severity: "warn" as const, subject: "table:t", discriminator: "", at, what: "a reads b", why: "It costs time.", advice: "Delete a", trace: [{ ...at, says: "a reads b" }],
    premises: ["all files were searched"], refutedBy: "a read elsewhere", confidence: "certain" as const, gap: 0, fix: null,
  };
  it("has no complaint where all is well", () => expect(formComplaints(good, undefined, { "a.py": "x\n" })).toEqual([]));
  it.each<[string, object]>([
    ["a what with a period", { what: "a reads b." }], ["a what of two lines", { what: "a\nb" }], ["a why without a period", { why: "It costs time" }], ["an advice that ends in a period", { advice: "Delete a." }],
    ["an advice in lower case", { advice: "delete a" }], ["no trace", { trace: [] }], ["a step outside the files", { trace: [{ ...at, path: "b.py", says: "x" }] }], ["a line that is not there", { at: { ...at, line: 9 } }],
    ["a subject that is no node", { subject: "t" }], ["an undefined name", { what: "undefined reads b" }],
  ])("complains of %s", (_, change) => expect(formComplaints({ ...good, ...change }, undefined, { "a.py": "x\n" })).toHaveLength(1));
});
