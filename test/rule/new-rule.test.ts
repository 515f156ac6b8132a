import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseCases } from "../harness/cases.js";
import { projectRoot, textOf } from "../source-files.js";

const into = mkdtempSync(join(tmpdir(), "rules-"));
afterAll(() => rmSync(into, { recursive: true }));
const script = join(projectRoot, "src/dev/new-rule.mjs");

describe("the recipe of a new rule", () => {
  it("writes the three files, with the headings that every page has and cases that can be read", () => {
    execFileSync(process.execPath, [script, "stale-sample", into]);
    expect(readdirSync(join(into, "stale-sample")).sort()).toEqual(["README.md", "cases.md", "rule.ts"]);
    const headings = (page: string): (string | undefined)[] => [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    const read = (name: string): string => readFileSync(join(into, "stale-sample", name), "utf8");
    expect(headings(read("README.md"))).toEqual(headings(textOf("rules/no-op-flag/README.md")));
    expect(parseCases(read("cases.md"))).toHaveLength(1);
    expect(read("rule.ts")).toContain('id: "stale-sample"');
  });

  it.each([["Stale_Sample"], [""], ["stale-sample"]])("refuses %j", (id) => {
    execFileSync(process.execPath, [script, "stale-sample-twin", into]);
    expect(spawnSync(process.execPath, [script, id, into]).status).toBe(2);
    rmSync(join(into, "stale-sample-twin"), { recursive: true });
  });
});
