import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { publish } from "../../src/graph/publish.js";
import { attributeText, h, scriptJson, textNode } from "../../src/report/html/element.js";
import { renderHtml } from "../../src/report/html.js";
import type { ReportInput } from "../../src/report/build-report.js";
import type { JudgedFinding } from "../../src/rule/judged-finding.js";
import { explainChange } from "../../src/score/change.js";
import { explainScore } from "../../src/score/explain-score.js";
import { scoreFindings } from "../../src/score/score.js";
import { at, edge, finding, graphOf, node } from "../score/graph-builder.js";
import { HOSTILE, hostile } from "./hostile.js";
import { findings, graph, reportOf } from "./report-builder.js";

const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
const tool = { name: "mldebt", version: "0.1.0" };

function page(more: Partial<ReportInput> = {}, drawn = graph): string {
  const mine: readonly JudgedFinding[] = more.findings ?? findings;
  return renderHtml(reportOf(more), { hash, explanation: explainScore({ graph, findings: mine }, { budgetMinutes: 120, sensitivity: true }), graph: publish(drawn, tool) });
}

/** Text of elements of a name. */
function contents(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`, "g"))].map((match) => match[1] ?? "");
}

describe("the page stands alone", () => {
  it("allows its own style and script, by their hashes, and nothing else", () => {
    const html = page();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replace(/&#39;/g, "'");
    expect(contents(html, "script")).toHaveLength(1);
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash(contents(html, "style")[0] ?? "")}'; script-src 'sha256-${hash(contents(html, "script")[0] ?? "")}'; base-uri 'none'; form-action 'none'`);
  });

  it("asks the network for nothing", () => {
    expect(page()).not.toMatch(/\b(src|href)="(?!#)/);
    expect(page()).not.toMatch(/url\((?!#)|@import|https?:/);
  });

  it("has no handlers and no styles in attributes, which its policy would block", () => expect(page()).not.toMatch(/<[^>]+\s(on\w+|style)=/));

  it("its script parses", () => expect(() => new Function(contents(page(), "script")[0] ?? "throw 1")).not.toThrow());

  it("gives the same bytes for any order of findings", () => expect(page({ findings: [...findings].reverse() })).toBe(page()));

  it("closes what it opens", () => {
    const html = page().replace(/<(style|script)>[\s\S]*?<\/\1>/g, "");
    const open: string[] = [];
    for (const [, close, name] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/gi)) {
      if (name === undefined || ["meta", "input"].includes(name)) continue;
      if (close) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });
});

describe("hostile names", () => {
  it("stay text everywhere", () => {
    const odd = graphOf([node("table:feed.clicks", { name: HOSTILE }), node("job:x#<module>")], [edge("table:feed.clicks", "reads", "job:x#<module>")]);
    const html = page({ findings: [hostile], problems: [{ path: HOSTILE, line: 1, column: 1, kind: "io", message: HOSTILE }], roots: [HOSTILE] }, odd);
    expect(html).not.toMatch(/<img|[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2028]/);
    expect(contents(html, "script")).toHaveLength(1);
  });

  it.each([["a<b>&c", "a&lt;b&gt;&amp;c"], ["\u202ex", "\\u{202e}x"]])("text %j", (text, shown) => expect(textNode(text)).toBe(shown));

  it("attributes", () => {
    expect(attributeText(`"'<`)).toBe("&quot;&#39;&lt;");
    expect(h("a", { href: "#x", title: null, hidden: true, open: false }, "t").markup).toBe('<a href="#x" hidden>t</a>');
  });

  it("data inside a script", () => expect(scriptJson("</script>&\u2028")).toBe('"\\u003c/script\\u003e\\u0026\\u2028"'));
});

describe("the page shows", () => {
  it("the figures, every finding that counts, what is not counted", () => {
    const html = page();
    expect(html).toContain("22.3 of 100");
    expect(contents(html, "summary").filter((summary) => summary.includes("badge"))).toHaveLength(4);
    expect(html).toContain("suppressed, retired in May (until 2027-05-31)");
    expect(html).toContain("1 less certain findings are not shown");
  });

  it("a loop as a closed way through its nodes", () => {
    const way = [["table:feed.clicks", "reads", "job:jobs/train.py#fit", 12], ["job:jobs/train.py#fit", "trains", "model:ranker", 28], ["model:ranker", "predicts", "job:jobs/rank.py#score", 40], ["job:jobs/rank.py#score", "writes", "table:feed.clicks", 50]] as const;
    const loop = graphOf(["table:feed.clicks", "job:jobs/train.py#fit", "model:ranker", "job:jobs/rank.py#score"].map((id) => node(id)), way.map(([from, act, to, line]) => edge(from, act, to, { evidence: [{ ...at("jobs/a.py", line), via: "x", confidence: "certain" }] })));
    const proof = finding("v1:0b5e12cd7c9a4f00b1d2e3f405162738", "table:feed.clicks", { trace: way.map(([from, act, to, line]) => ({ ...at("jobs/a.py", line), says: `${from} ${act} ${to}` })) });
    const html = page({ findings: [proof] }, loop);
    const [picture = ""] = contents(html, "details").flatMap((card) => contents(card, "svg"));
    expect([...picture.matchAll(/data-from="([^"]*)" data-to="([^"]*)"/g)].map(([, from, to]) => `${from} -> ${to}`)).toEqual(way.map(([from, , to]) => `${from} -> ${to}`));
    expect(picture).toContain("jobs/train.py:fit");
    expect(picture.match(/class="station[^"]*subject"/g)).toHaveLength(1);
  });

  it("no picture for a proof that walks no edge", () => expect(contents(page(), "details").flatMap((card) => contents(card, "svg"))).toEqual([]));

  it("the change since a base", () => {
    const [base, head] = [scoreFindings({ graph, findings: findings.slice(1) }), scoreFindings({ graph, findings })];
    const html = page({ newKeys: new Set([findings[0]?.key ?? ""]), change: { base: "main", explained: explainChange(base, head, new Map()), fixed: findings.slice(4, 5) } });
    expect(html).toContain("The index went from 14.3 to 22.3 (+8.0).");
    expect(html.match(/class="new"/g)).toHaveLength(1);
  });

  it("the neighbourhood of findings where the system is too large to draw", () => {
    const ids = Array.from({ length: 300 }, (_, i) => `table:t${String(i).padStart(3, "0")}`);
    const large = graphOf(ids.map((id) => node(id)), ids.slice(1).map((to, i) => edge(ids[i] ?? "", "reads", to)));
    const html = page({ findings: [finding("v1:0b5e12cd7c9a4f00b1d2e3f405162738", "table:t200")] }, large);
    const [map = ""] = contents(html, "svg").slice(-1);
    expect(html).toContain("210 nodes further from any finding left out");
    expect(html).toContain('data-node="table:t200"');
    expect(html).not.toContain('data-node="table:t000"');
    expect(map).not.toBe("");
  });

  it("a clean repository, and one without graph or explanation", () => {
    expect(page({ findings: [], problems: [] })).toContain("No debt found.");
    expect(renderHtml(reportOf(), { hash })).not.toContain('id="map"');
  });
});
