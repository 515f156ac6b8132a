import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeFiles } from "../src/engine/analyze-files.js";
import { filesBelow, projectRoot, textOf } from "./source-files.js";

/** What a whole system must give: each finding with its place and words. `npx vitest run test/systems.test.ts -u` accepts a change. */
async function reportOfSystem(system: string): Promise<string> {
  const paths = filesBelow(system, "").filter((path) => !path.includes("/expected/"));
  const { findings } = await analyzeFiles(Object.fromEntries(paths.map((path) => [path.slice(system.length + 1), textOf(path)])));
  const lines = findings.map(({ rule, kind, severity, confidence, at, subject, what, trace }) => ({
    rule, kind, severity, confidence, at: `${at.path}:${at.line}:${at.column}`, subject, what, trace: trace.map((step) => `${step.path}:${step.line} ${step.says}`),
  }));
  return `${JSON.stringify(lines, null, 2)}\n`;
}

const PLANTED = ["dead-feature-flag", "direct-feedback-loop", "glue-code", "hidden-feedback-loop", "undeclared-consumer", "unstable-data-dependency"];

describe.each(["fixtures/ad-ranking", "fixtures/fraud", "fixtures/forecasting"])("%s", (system) => {
  it("gives the expected report", async () => {
    await expect(await reportOfSystem(system)).toMatchFileSnapshot(join(projectRoot, system, "expected/report.json"));
  });

  it("fires each planted rule, and no other", async () => {
    const rules = (JSON.parse(await reportOfSystem(system)) as { rule: string }[]).map((finding) => finding.rule);
    expect([...new Set(rules)].sort()).toEqual(PLANTED);
  });
});
