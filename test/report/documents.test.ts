import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ACTS, FLOWS, NODE_KINDS, ROLES } from "../../src/facts/vocabulary.js";
import { publish } from "../../src/graph/publish.js";
import { renderJson } from "../../src/report/json.js";
import { renderGraph } from "../../src/report/graph-formats.js";
import { CATEGORIES } from "../../src/rule/rule.js";
import { explainChange } from "../../src/score/change.js";
import { scoreFindings } from "../../src/score/score.js";
import { hostile } from "./hostile.js";
import { findings, graph, reportOf } from "./report-builder.js";

// The schemas are JSON files of the package; nothing types them.
const schemaOf = (name: string): { properties: Record<string, { items?: { properties: Record<string, { enum?: unknown; items?: { enum?: unknown } }> } }> } => JSON.parse(readFileSync(`src/report/schema/${name}.json`, "utf8"));
const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
const validators = { check: ajv.compile(schemaOf("check")), graph: ajv.compile(schemaOf("graph")) };

function errorsOf(name: keyof typeof validators, document: unknown): string[] {
  validators[name](document);
  return (validators[name].errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const parsed = (text: string): Record<string, unknown> => JSON.parse(text);
const tool = { name: "mldebt", version: "0.1.0" };

describe("the check document", () => {
  const base = scoreFindings({ graph, findings: findings.slice(1) });
  const head = scoreFindings({ graph, findings });
  const compared = { newKeys: new Set([findings[0]?.key ?? ""]), change: { base: "main", explained: explainChange(base, head, new Map()), fixed: findings.slice(4, 5) } };

  it.each([
    ["as it is", reportOf()],
    ["compared with a base, gate failed", reportOf(compared, { newFindings: { error: 0 }, index: { max: 1, maxIncrease: 0 } })],
    ["with hostile names", reportOf({ findings: [hostile] })],
    ["of an empty repository", reportOf({ findings: [], commit: null, asOf: null, problems: [] })],
    ["with a benchmark", reportOf({ score: scoreFindings({ graph, findings, benchmark: [1, 50, 99] }) })],
  ])("keeps its schema %s", (_, report) => expect(errorsOf("check", parsed(renderJson(report)))).toEqual([]));

  it("the schema is closed: a field that it does not know fails, and so does one that is missing", () => {
    expect(errorsOf("check", { ...parsed(renderJson(reportOf())), surprise: 1 })).toEqual([" must NOT have additional properties"]);
    expect(errorsOf("check", { ...parsed(renderJson(reportOf())), gate: undefined })).not.toEqual([]);
  });

  it("is sorted, whatever the order that findings came in", () => expect(renderJson(reportOf({ findings: [...findings].reverse() }))).toBe(renderJson(reportOf())));

  it("keeps findings that are not counted, with a share of 0, and diagnostics with none", () => {
    const diagnostic = { ...hostile, rule: "stale-suppression", category: null, counted: false };
    const report = reportOf({ findings: [...findings, diagnostic] });
    expect(report.findings.filter((finding) => finding.share === 0).map((finding) => finding.rule)).toEqual(["glue-code", "unseeded-randomness"]);
    expect(report.findings.filter((finding) => finding.share === null).map((finding) => finding.rule)).toEqual(["stale-suppression"]);
    expect(report.findings.find((finding) => finding.rule === "glue-code")?.principalMinutes).toBe(72);
  });

  it("shares add up to the index", () => {
    const { score, findings: reported } = reportOf();
    expect(reported.reduce((sum, finding) => sum + (finding.share ?? 0), 0)).toBeCloseTo(score.index, 5);
  });

  it("has six decimals at most", () => expect(renderJson(reportOf()).match(/\d\.\d{7,}/)).toBeNull());

  it("drops problems that are told twice", () => {
    const problem = { path: "a.py", line: 1, column: 1, kind: "io" as const, message: "cannot be read" };
    expect(reportOf({ problems: [problem, { ...problem, line: 2 }, { ...problem }] }).problems.map((it) => it.line)).toEqual([1, 2]);
  });

  it("names the categories in the order of the closed list", () => expect(reportOf().score.categories.map((category) => category.id)).toEqual([...CATEGORIES]));
});

describe("the graph document", () => {
  it("keeps its schema", () => expect(errorsOf("graph", parsed(renderGraph("json", publish(graph, tool))))).toEqual([]));

  it("the schema is closed", () => expect(errorsOf("graph", { ...parsed(renderGraph("json", publish(graph, tool))), surprise: 1 })).not.toEqual([]));

  it("the schema knows the words of the contract, and no others", () => {
    const { nodes, edges } = schemaOf("graph").properties;
    expect(nodes?.items?.properties["kind"]?.enum).toEqual([...NODE_KINDS]);
    expect(nodes?.items?.properties["roles"]?.items?.enum).toEqual([...ROLES]);
    expect(edges?.items?.properties["act"]?.enum).toEqual([...ACTS]);
    expect(edges?.items?.properties["flow"]?.items?.enum).toEqual([...FLOWS]);
    expect(schemaOf("check").properties["findings"]?.items?.properties["category"]?.enum).toEqual([...CATEGORIES, null]);
  });
});

