import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { analyze } from "../../src/engine/analyze.js";
import { analyzeFiles } from "../../src/engine/analyze-files.js";
import { tool } from "../../src/engine/assets.js";
import { reportOf } from "../../src/engine/report-of.js";
import { publish } from "../../src/graph/publish.js";
import { filesBelow, projectRoot, textOf } from "../source-files.js";

const SYSTEMS = ["fixtures/ad-ranking", "fixtures/fraud", "fixtures/forecasting"] as const;

const filesOf = (system: string): [string, string][] =>
  filesBelow(system, "").filter((path) => !path.includes("/expected/")).map((path) => [path.slice(system.length + 1), textOf(path)]);

describe.each(SYSTEMS)("%s", (system) => {
  let plain = "";
  const bytes = async (entries: readonly [string, string][]): Promise<string> => {
    const { graph, findings } = await analyzeFiles(Object.fromEntries(entries));
    return JSON.stringify([publish(graph, tool), findings]);
  };

  beforeAll(async () => {
    plain = await bytes(filesOf(system));
  });

  it("finds something to compare", () => expect(JSON.parse(plain)[1].length).toBeGreaterThan(3));

  it.each([
    ["reversed", (entries: [string, string][]) => entries.toReversed()],
    ["sorted by their ends", (entries: [string, string][]) => entries.toSorted(([a], [b]) => (a.split("").toReversed().join("") < b.split("").toReversed().join("") ? -1 : 1))],
    ["taken from the middle", (entries: [string, string][]) => [...entries.slice(entries.length >> 1), ...entries.slice(0, entries.length >> 1)]],
  ])("files %s give the same bytes", async (_, order) => expect(await bytes(order(filesOf(system)))).toBe(plain));

  it("a cold, a filling and a warm cache give the same bytes", async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), "mldebt-warm-"));
    const run = async (folder: string | null): Promise<string> => JSON.stringify(reportOf(await analyze([join(projectRoot, system)], { cacheDir: folder, threads: 1, asOf: "2026-01-01" })));
    const cold = await run(null);
    expect(await run(cacheDir)).toBe(cold);
    expect(await run(cacheDir)).toBe(cold);
  });

  it("the built command gives what the library gives, with one thread and with two", async () => {
    const main = join(projectRoot, "dist/cli/main.js");
    const run = (threads: string): string =>
      execFileSync(process.execPath, [main, system, "--format", "json", "--no-cache", "--threads", threads, "--as-of", "2026-01-01"], { cwd: projectRoot, encoding: "utf8" });
    const report = reportOf(await analyze([join(projectRoot, system)], { cacheDir: null, threads: 1, asOf: "2026-01-01" }));
    expect(JSON.parse(run("1"))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(run("2")).toBe(run("1"));
  });
});
