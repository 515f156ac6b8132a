import { describe, expect, it } from "vitest";
import dead from "../../rules/dead-feature-flag/rule.js";
import noOp from "../../rules/no-op-flag/rule.js";
import type { FlagFacts } from "../../src/graph/graph.js";
import { checkRule, inShort } from "../harness/check-rule.js";
import { drawFlag, drawGraph, place } from "../harness/graph-builder.js";

const production = { role: "production" as const };
const test = { role: "test" as const };
const read = (at: string, role: { role: "production" | "test" | "documentation" } = production) => ({ ...place(at), ...role, unit: "main" });
const write = (at: string, by: FlagFacts["writes"][number]["by"], value: string | null = null, role: { role: "production" | "documentation" } = production) => ({ ...place(at), ...role, by, value });
const escape = (idiom: string, silences: boolean) => ({ ...place("train.py:30"), idiom, silences });
const flag = (given: Partial<FlagFacts> = {}): FlagFacts => drawFlag({ name: "--negative-ratio", ...given });

/** What both flag rules say of one switch. */
function verdicts(given: Partial<FlagFacts>, options = {}): string[] {
  const graph = drawGraph("", { flags: [flag(given)] });
  return [...checkRule(noOp, graph).map((it) => `no-op ${inShort(it)}`), ...checkRule(dead, graph, options).map((it) => `dead ${inShort(it)}`)];
}

const SEEN = "dead train.py:10 never-read warn certain";

describe("the state of a switch", () => {
  it.each<[string, Partial<FlagFacts>, string[]]>([
    ["declared only", {}, [SEEN]],
    ["read", { reads: [read("train.py:20")] }, []],
    ["read by a test only", { reads: [read("tests/test_train.py:4", test)] }, ["dead train.py:10 test-only note likely"]],
    ["mentioned by documentation only", { reads: [read("docs/conf.py:4", { role: "documentation" })] }, [SEEN]],
    ["assigned by code", { writes: [write("train.py:21", "code")] }, ["dead train.py:10 write-only warn certain"]],
    ["passed by a launcher", { writes: [write("run.sh:3", "launcher", "4.0")] }, ["no-op train.py:10 - error certain"]],
    ["passed and assigned", { writes: [write("run.sh:3", "launcher", "4.0"), write("train.py:21", "code")] }, ["no-op train.py:10 - error certain"]],
    ["passed by a command in documentation", { writes: [write("README.md:3", "launcher", "4.0", { role: "documentation" })] }, [SEEN]],
    ["passed and read", { writes: [write("run.sh:3", "launcher", "4.0")], reads: [read("train.py:20")] }, []],
    ["handed outside", { escapes: [escape("E8 Trainer(args=args)", true)] }, []],
    ["passed, handed outside", { writes: [write("run.sh:3", "launcher")], escapes: [escape("E8 Trainer(args=args)", true)] }, []],
    ["read by a test, handed outside", { reads: [read("tests/test_train.py:4", test)], escapes: [escape("E7 loop over items", true)] }, []],
    ["only logged", { escapes: [escape("E1 print(args)", false)] }, ["dead train.py:10 never-read warn likely"]],
    ["copied, the copy followed", { escapes: [escape("E3 AttrDict", false)] }, [SEEN]],
    ["in a set with computed names", { closed: false }, ["dead train.py:10 never-read warn likely"]],
    ["permanent by its owner's note", { permanent: "kill switch" }, []],
    ["of an environment, which other programs read too", { provider: "environment" }, []],
    ["without a declaration", { declarations: [] }, []],
  ])("%s", (_, given, expected) => expect(verdicts(given)).toEqual(expected));

  it("in examples a read of an example counts", () => {
    const declarations = [{ ...place("examples/a.py:3"), default: null, role: "example" as const }];
    expect(verdicts({ declarations, reads: [{ ...place("examples/a.py:9"), role: "example", unit: "main" }] })).toEqual([]);
    expect(verdicts({ declarations })).toEqual(["dead examples/a.py:3 never-read warn certain"]);
  });

  it("keeps switches that launchers of other projects pass", () => {
    expect(verdicts({ name: "--local_rank" })).toEqual([]);
    expect(verdicts({ name: "--local_rank" }, { keep: [] })).toEqual([SEEN]);
  });
});

describe("the proof of a dead switch", () => {
  it("names declaration, searched scope and escapes, and what decides", () => {
    const [found] = checkRule(dead, drawGraph("", { flags: [flag({ escapes: [escape("E1 print(args)", false)], declarations: [{ ...place("train.py:10"), default: "4.0", role: "production" }] })] }));
    expect(found).toMatchObject({
      subject: "flag:argparse:train.py#--negative-ratio",
      what: "--negative-ratio is declared and nothing reads it",
      advice: "Delete --negative-ratio at train.py:10",
      certainty: 0.6,
      trace: [{ path: "train.py", line: 10, says: "declares --negative-ratio with the default 4.0" }],
      premises: ["all analysed code was searched for reads of negative_ratio from train.py", "train.py:30: print(args), which only logs"],
    });
  });

  it("a switch that does nothing is traced to who sets it", () => {
    const [found] = checkRule(noOp, drawGraph("", { flags: [flag({ writes: [write("run.sh:3", "launcher", "4.0")] })] }));
    expect(found?.what).toBe("--negative-ratio is set to 4.0 at run.sh:3 and nothing reads it");
    expect(found?.trace.map((it) => `${it.path}:${it.line} ${it.says}`)).toEqual(["train.py:10 declares --negative-ratio", "run.sh:3 the value 4.0 is passed here"]);
  });
});
