import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../source-files.js";

const main = join(projectRoot, "dist/cli/main.js");

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { cwd: projectRoot, encoding: "utf8", env: { ...process.env, XDG_CACHE_HOME: cache } });
  return { code: status, out: stdout, err: stderr };
}

const cache = mkdtempSync(join(tmpdir(), "mldebt-cli-"));
const SYSTEM = "fixtures/fraud";

function rootWith(settings: string): string {
  const root = mkdtempSync(join(tmpdir(), "mldebt-root-"));
  writeFileSync(join(root, "mldebt.yaml"), settings);
  writeFileSync(join(root, "fit.py"), "import argparse\np = argparse.ArgumentParser()\np.add_argument('--decay')\nargs = p.parse_args()\n");
  return root;
}

function rootOfBinaries(count: number): string {
  const root = mkdtempSync(join(tmpdir(), "mldebt-binary-"));
  for (let i = 0; i < count; i++) writeFileSync(join(root, `blob${i}.py`), Buffer.from([0x78, 0, 1, i]));
  return root;
}

describe("exit codes", () => {
  it.each([
    ["a run without a gate passes", [SYSTEM], 0],
    ["a rule above its limit fails", [rootWith("gate: { rules: { dead-feature-flag: { max: 0 } } }\n")], 1],
    ["the same with --no-gate passes", [rootWith("gate: { rules: { dead-feature-flag: { max: 0 } } }\n"), "--no-gate"], 0],
    ["a folder that is not there is a usage error", ["fixtures/none"], 2],
    ["an unknown option is a usage error", ["--frob"], 2],
    ["an unknown rule is a usage error", [SYSTEM, "--rule", "glue"], 2],
    ["a broken settings file is a usage error", [rootWith("gaet: {}\n")], 2],
    ["many unreadable files leave the analysis incomplete", [rootOfBinaries(7)], 3],
    ["a handful of them does not", [rootOfBinaries(3)], 0],
    ["incomplete stays incomplete with --no-gate", [rootOfBinaries(7), "--no-gate"], 3],
    ["help is no error", ["--help"], 0],
    ["the version is no error", ["--version"], 0],
  ])("%s", (_, args, code) => expect(run(...args).code).toBe(code));

  it("a settings error names the line and the nearest key, and nothing is printed as a result", () => {
    const { out, err } = run(rootWith("name: a\ngaet: {}\n"));
    expect(out).toBe("");
    expect(err).toContain("mldebt.yaml:2: unknown key `gaet`; did you mean `gate`?");
  });
});

describe("verbs", () => {
  it.each([["check"], ["graph"], ["explain"], ["report"], ["rules"], ["facts"], ["doctor"], ["init"]])("%s has a help page", (verb) => {
    const { code, out } = run(verb, "--help");
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: mldebt ${verb}`));
  });

  it("graph prints each format", () => {
    expect(JSON.parse(run("graph", SYSTEM).out).version).toBe(1);
    expect(run("graph", SYSTEM, "--format", "dot").out).toMatch(/^digraph/);
    expect(run("graph", SYSTEM, "--format", "mermaid").out).toMatch(/^flowchart/);
  });

  it("graph with a focus prints a part of the graph", () => {
    const nodes = (...more: string[]): number => JSON.parse(run("graph", SYSTEM, ...more).out).nodes.length;
    const part = nodes("--focus", "bigquery:bank.fraud.limits", "--depth", "1");
    expect(part).toBeGreaterThan(1);
    expect(part).toBeLessThan(nodes());
  });

  it("explain shows a rule, a finding and the score", () => {
    const [finding] = JSON.parse(run(SYSTEM, "--format", "json").out).findings;
    expect(run("explain", "glue-code").out).toContain("glue-code");
    expect(run("explain", finding.key.slice(3, 13), "--root", SYSTEM).out).toContain(finding.key);
    expect(run("explain", "--score", "--root", SYSTEM).out).toContain("By category");
    expect(run("explain", "glu-code").err).toContain("did you mean glue-code?");
  });

  it("several formats go to several files at once", () => {
    const file = join(mkdtempSync(join(tmpdir(), "mldebt-out-")), "deep/report.json");
    const { out } = run(SYSTEM, "--format", "compact", "--format", `json=${file}`);
    expect(out).toMatch(/findings, index/);
    expect(run("facts", "fixtures/fraud/scoring/daily.py").out).toContain("read_parquet");
  });

  it("several roots are linked under their own names", () => {
    const { roots, findings } = JSON.parse(run("fixtures/fraud", "fixtures/forecasting", "--format", "json").out);
    expect(roots).toEqual(["fraud", "forecasting"]);
    expect(findings.every((finding: { path: string }) => /^(fraud|forecasting)\//.test(finding.path))).toBe(true);
  });
});
