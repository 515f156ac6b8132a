import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FileFacts, SqlStatement } from "../../src/facts/file-facts.js";
import type { Value } from "../../src/facts/value.js";
import { publish } from "../../src/graph/publish.js";
import { at, edgeLines, emptyFacts, said, tell, type Said } from "./project-builder.js";

const fit = "jobs/fit.py#main";
const score = "jobs/score.py#main";

describe("effects become edges", () => {
  it("one edge for each pair and act, evidence first, the surest wins", () => {
    const graph = tell({ acts: [
      { job: fit, act: "reads", name: "data/clicks.csv", line: 20, more: { confidence: "possible", flow: ["evaluation"], columns: ["item"] } },
      { job: fit, act: "reads", name: "data/clicks.csv", line: 12, more: { flow: ["training"], columns: ["score"], filters: ["slice = 'random'"], swallowed: true, pin: { state: "pinned" } } },
    ] });
    expect(graph.edges).toHaveLength(1);
    expect(graph.edges[0]).toMatchObject({
      from: "file:data/clicks.csv", to: "job:jobs/fit.py#main", act: "reads", actor: "to", confidence: "certain", flow: ["training", "evaluation"], columns: ["item", "score"],
      filters: [], swallowed: false, pin: { state: "unknown" },
    });
    expect(graph.edges[0]?.evidence.map((it) => [it.line, it.confidence])).toEqual([[12, "certain"], [20, "possible"]]);
  });
  it("what holds for every read holds for the edge", () => {
    const filters = ["slice = 'random'"];
    const graph = tell({ acts: [12, 20].map((line): Said => ({ job: fit, act: "reads", name: "data/clicks.csv", line, more: { filters, swallowed: true, mode: "append" } })) });
    expect(graph.edges[0]).toMatchObject({ filters, swallowed: true, mode: "append" });
  });
  it("call sites stay behind IO calls", () => {
    const evidence = (line: number, caller: number) => [{ ...at("jobs/fit.py", line), via: "pandas.read_csv", confidence: "certain" as const }, { ...at("jobs/a.py", caller), via: "load", confidence: "certain" as const }];
    const graph = tell({ acts: [
      { job: fit, act: "reads", name: "data/clicks.csv", more: { evidence: evidence(30, 3) } }, { job: fit, act: "reads", name: "data/clicks.csv", more: { evidence: evidence(10, 1) } },
    ] });
    expect(graph.edges[0]?.evidence.map((it) => `${it.path}:${it.line}`)).toEqual(["jobs/fit.py:10", "jobs/fit.py:30", "jobs/a.py:1", "jobs/a.py:3"]);
  });
  it("values pass through a job only where they do", () => {
    const graph = tell({ acts: [
      { job: fit, act: "reads", name: "data/a.csv" }, { job: fit, act: "reads", name: "data/b.csv" }, { job: fit, act: "writes", name: "data/c.csv", from: [1] },
    ] });
    expect(graph.through.map((it) => [graph.edges[it.in]?.from, graph.edges[it.out]?.to, it.confidence])).toEqual([["file:data/b.csv", "file:data/c.csv", "certain"]]);
  });
});

describe("what nodes are", () => {
  const kinds = (acts: readonly Said[]): unknown[] => tell({ acts }).nodes.filter((node) => !node.id.startsWith("job:")).map((node) => [node.id, node.kind, node.roles]);
  it("what is trained is a model, whatever the place", () => {
    expect(kinds([{ job: fit, act: "trains", name: "s3://lake/ranker.pkl", kind: "object" }])).toEqual([["s3://lake/ranker.pkl", "model", []]]);
  });
  it("what only receives predictions holds predictions; what also receives events stays a table", () => {
    const prediction: Said = { job: score, act: "writes", name: "ads.scores", form: "table", kind: "table", more: { carries: ["prediction"] } };
    expect(kinds([prediction])).toEqual([["table:ads.scores", "prediction", ["prediction"]]]);
    expect(kinds([prediction, { ...prediction, job: fit, more: {} }])).toEqual([["table:ads.scores", "table", ["prediction"]]]);
  });
  it("a table that feeds the table that is trained on is training data; what fed the model is not what the model scores", () => {
    const graph = tell({ acts: [
      { job: "jobs/prepare.py#main", act: "reads", name: "data/raw.csv" }, { job: "jobs/prepare.py#main", act: "writes", name: "data/train.csv", from: [0] },
      { job: fit, act: "reads", name: "data/train.csv", more: { flow: ["training"] } },
      { job: score, act: "reads", name: "data/today.csv" }, { job: score, act: "writes", name: "data/scores.csv", from: [3], more: { carries: ["prediction"] } },
      { job: "jobs/refit.py#main", act: "reads", name: "data/scores.csv", more: { flow: ["training"] } },
    ] });
    expect(graph.nodes.filter((node) => node.roles.includes("training-data")).map((node) => node.id)).toEqual(["file:data/raw.csv", "file:data/scores.csv", "file:data/train.csv"]);
    expect(graph.edges.find((edge) => edge.from === "file:data/today.csv")?.flow).toEqual([]);
  });
  it("a resource lies where it is written, else where it is read", () => {
    const acts: Said[] = [{ job: score, act: "writes", name: "data/a.csv", line: 7 }, { job: fit, act: "reads", name: "data/a.csv", line: 3 }, { job: fit, act: "reads", name: "data/b.csv", line: 4 }];
    const graph = tell({ acts });
    const placesOf = (id: string): string[] => graph.nodes.find((node) => node.id === id)?.locations.map((it) => `${it.path}:${it.line}`) ?? [];
    expect([placesOf("file:data/a.csv"), placesOf("file:data/b.csv")]).toEqual([["jobs/score.py:7"], ["jobs/fit.py:4"]]);
  });
  it("selectors of one model are attributes of one node", () => {
    const graph = tell({ acts: ["models:/ranker/3", "models:/ranker/4", "models:/ranker@champion"].map((name, i): Said => ({ job: fit, act: "reads", name, line: i + 1, kind: "model" })) });
    expect(graph.nodes.find((node) => node.id === "mlflow:ranker")).toMatchObject({ kind: "model", name: "ranker", attributes: { version: ["3", "4"], alias: "champion" } });
  });
  it("models of a prediction go by their settled ids", () => {
    const graph = tell({ acts: [
      { job: score, act: "predicts", name: "out/{run}/m.pkl", kind: "model" }, { job: score, act: "writes", name: "out/scores.csv", from: [0], more: { carries: ["prediction"], predictedBy: ["file:out/{run}/m.pkl"] } },
    ] });
    expect(graph.edges.find((edge) => edge.act === "writes")?.predictedBy).toEqual(["file:out/{run}/m.pkl@job:jobs/score.py#main"]);
  });
  it("folders hold what lies in them, a bucket holds nothing", () => {
    const acts: Said[] = [
      { job: score, act: "writes", name: "out/daily" }, { job: fit, act: "reads", name: "out/daily/ads/scores.csv" }, { job: score, act: "writes", name: "s3://lake" }, { job: fit, act: "reads", name: "s3://lake/x.csv" },
    ];
    expect(edgeLines(tell({ acts })).filter((line) => line.includes("contains"))).toEqual(["file:out/daily contains file:out/daily/ads/scores.csv likely"]);
  });
});

describe("documents", () => {
  const step = (name: string) => ["job", "step", name] as const;
  it("steps read and write by their document's folder, and pair everything at possible", () => {
    const graph = tell({ tree: ["flow/data/raw.csv"], documents: { "flow/steps.yaml": [
      said("reads", step("prepare"), ["file", "path", "data/raw.csv"], { directory: "." }), said("writes", step("prepare"), ["file", "path", "../out/train.csv"], { directory: "." }),
    ] } });
    expect(edgeLines(graph)).toEqual(["file:flow/data/raw.csv reads job:flow/steps.yaml#prepare certain", "job:flow/steps.yaml#prepare writes file:out/train.csv certain"]);
    expect(graph.through.map((it) => it.confidence)).toEqual(["possible"]);
  });
  it("a declared output tells where a script's relative path leads", () => {
    const graph = tell({ acts: [{ job: "src/fit.py#main", act: "reads", name: "train.csv", form: "path" }], documents: { "steps.yaml": [said("writes", step("prepare"), ["file", "path", "out/train.csv"], { directory: "." })] } });
    expect(edgeLines(graph)).toEqual(["file:out/train.csv reads job:src/fit.py#main certain", "job:steps.yaml#prepare writes file:out/train.csv certain"]);
  });
  it("a step runs the script that its command starts", () => {
    const launch = { path: "steps.yaml", observation: 0, starter: null, job: "job:src/fit.py#main", at: at("steps.yaml", 4), via: "cmd", confidence: "certain" as const };
    const graph = tell({
      acts: [{ job: "src/fit.py#main", act: "writes", name: "out/m.pkl" }], effects: { launches: [launch] },
      documents: { "steps.yaml": [said("runs", step("fit"), ["job", "command", "python src/fit.py"])] },
    });
    expect(edgeLines(graph)).toContain("job:steps.yaml#fit runs job:src/fit.py#main certain");
  });
  it("a thing named alone is declared, with its owner", () => {
    const graph = tell({ documents: { "sources.yml": [said("declares", null, ["table", "table", "raw.clicks"], { attributes: { owner: "team-feed" } })] } });
    expect(graph.nodes).toMatchObject([{ id: "table:raw.clicks", kind: "table", declared: true, owner: "team-feed" }]);
  });
  it("a schedule keeps its cron", () => {
    const graph = tell({ documents: { "flow.yaml": [said("schedules", ["schedule", "cron", "nightly"], ["job", "step", "fit"], { attributes: { cron: "0 3 * * *" } })] } });
    expect(edgeLines(graph)).toEqual(["schedule:flow.yaml#nightly schedules job:flow.yaml#fit certain"]);
    expect(graph.nodes.find((node) => node.kind === "schedule")?.attributes).toEqual({ cron: "0 3 * * *" });
  });
});

describe("SQL files", () => {
  const values: Value[] = [];
  const name = (text: string): number => values.push({ kind: "constant", value: text }) - 1;
  const table = (text: string, line: number) => ({ name: name(text), quoted: false, form: "table" as const, at: { line, column: 1, endLine: line, endColumn: 9 } });
  const statement = (verb: string, line: number, reads: readonly string[], writes: readonly string[], more: Partial<SqlStatement> = {}): SqlStatement => ({
    verb, reads: reads.map((it) => table(it, line)), writes: writes.map((it) => table(it, line)), temporary: false, at: { line, column: 1, endLine: line, endColumn: 9 }, ...more,
  });
  const sql = (...statements: readonly SqlStatement[]): FileFacts => ({ ...emptyFacts("sql"), values, statements });
  it("each statement passes what it reads to what it writes", () => {
    const facts = sql(statement("insert", 1, ["raw.clicks", "raw.items"], ["ads.clicks"]), statement("create table", 5, ["raw.bids"], ["ads.bids"], { dialect: "snowflake", limit: { ordered: false, at: { line: 6, column: 1, endLine: 6, endColumn: 9 } } }));
    const graph = tell({ files: [{ path: "etl/load.sql", facts, observations: [] }] });
    expect(edgeLines(graph)).toEqual([
      "job:etl/load.sql#<module> writes snowflake:ads.bids certain", "job:etl/load.sql#<module> writes table:ads.clicks certain", "snowflake:raw.bids reads job:etl/load.sql#<module> certain",
      "table:raw.clicks reads job:etl/load.sql#<module> certain", "table:raw.items reads job:etl/load.sql#<module> certain",
    ]);
    expect(graph.through.map((it) => `${graph.edges[it.in]?.from} ${graph.edges[it.out]?.to}`)).toEqual(["snowflake:raw.bids snowflake:ads.bids", "table:raw.clicks table:ads.clicks", "table:raw.items table:ads.clicks"]);
    expect(graph.edges.map((edge) => edge.mode)).toEqual(["replace", "append", null, null, null]);
    expect(graph.statements.map((it) => graph.edges[it.edge]?.from)).toEqual(["snowflake:raw.bids"]);
  });
  it("temporary tables of two scripts stay two", () => {
    const facts = sql(statement("create table", 1, ["raw.clicks"], ["tmp"], { temporary: true }), statement("insert", 2, ["tmp"], ["ads.clicks"]));
    const graph = tell({ files: [{ path: "a.sql", facts, observations: [] }, { path: "b.sql", facts, observations: [] }] });
    expect(graph.nodes.map((node) => node.id).filter((id) => id.startsWith("table:tmp"))).toEqual(["table:tmp@job:a.sql#<module>", "table:tmp@job:b.sql#<module>"]);
  });
});

describe("settings", () => {
  it("declared consumers read what they name; a name that nothing has is said", () => {
    const consumers = [{ name: "finance", owner: "team-money", reads: ["TABLE:ads.*", "s3://none/**"], until: null, at: at("mldebt.yaml", 3) }];
    const graph = tell({ acts: [{ job: score, act: "writes", name: "ads.scores", form: "table", kind: "table" }], settings: { consumers } });
    expect(edgeLines(graph)).toContain("table:ads.scores reads consumer:finance certain");
    expect(graph.nodes.find((node) => node.kind === "consumer")).toMatchObject({ declared: true, owner: "team-money" });
    expect(graph.problems.map((it) => it.message)).toEqual(["consumer finance: no resource has a name like s3://none/**"]);
  });
  it("with several roots a root's names are its own", () => {
    const consumers = [{ name: "finance", owner: null, reads: ["file:out/scores.csv"], until: null, at: at("ads/mldebt.yaml") }];
    const acts: Said[] = ["ads", "bids"].map((root) => ({ job: `${root}/score.py#main`, act: "writes", name: "out/scores.csv" }));
    const graph = tell({ roots: ["ads", "bids"], acts, settings: { consumers } });
    expect(edgeLines(graph)).toEqual([
      "file:ads/out/scores.csv reads consumer:finance certain", "job:ads/score.py#main writes file:ads/out/scores.csv certain", "job:bids/score.py#main writes file:bids/out/scores.csv certain",
    ]);
  });
  it("resources have owners, kinds and versions", () => {
    const resources = [{ match: "s3://lake/clicks/**", kind: "topic", owner: "feed", versioned: true, at: at("mldebt.yaml") }, { match: "kafka:none", at: at("mldebt.yaml", 9) }];
    const graph = tell({ acts: [{ job: fit, act: "reads", name: "s3://lake/clicks/a.csv" }], settings: { resources } });
    expect(graph.nodes.find((node) => node.id.startsWith("s3:"))).toMatchObject({ kind: "topic", owner: "feed", declared: true, attributes: { versioned: "true" } });
    expect(graph.problems.map((it) => it.message)).toEqual(["no resource has a name like kafka:none"]);
  });
  it("jobs and tracked files have the owner of their path", () => {
    const ownerOf = (path: string): string | null => (path.startsWith("data/") ? "team-data" : path.startsWith("jobs/") ? "team-jobs" : null);
    const graph = tell({ tree: ["data/Clicks.csv"], acts: [{ job: fit, act: "reads", name: "data/Clicks.csv" }, { job: fit, act: "writes", name: "data/new.csv" }], settings: { ownerOf } });
    expect(graph.nodes.map((node) => [node.id, node.owner])).toEqual([["file:data/clicks.csv", "team-data"], ["file:data/new.csv", null], ["job:jobs/fit.py#main", "team-jobs"]]);
  });
});

describe("any order of the same facts gives the same bytes", () => {
  const tool = { name: "mldebt", version: "0.0.0" };
  const names = ["s3://lake/scores.csv", "s3://lake/{run}/scores.csv", "S3://lake/Scores.csv", "s3://${LAKE}/scores.csv", "s3://lake/a/b_{x}.csv", "s3://lake/a/b_1.csv", "s3://lake/a/b_2.csv", "out/x/{y}.csv", "out/x", "${OUT}/x/z.csv", "s3://lake/{name}"];
  const act = fc.record({
    job: fc.constantFrom("a/fit.py#main", "b/score.py#main", "c/serve.py#app"), act: fc.constantFrom("reads" as const, "writes" as const), name: fc.constantFrom(...names), line: fc.integer({ min: 1, max: 9 }),
    more: fc.record({ confidence: fc.constantFrom("certain" as const, "likely" as const, "possible" as const), flow: fc.constantFrom(["training" as const], []), mode: fc.constantFrom("append" as const, null) }),
  });
  const bytes = (acts: readonly Said[]): string => JSON.stringify(publish(tell({ acts }), tool)) + JSON.stringify(tell({ acts }).edges);
  it("permutation", () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 14 }).chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray(acts, { minLength: acts.length }))), ([acts, shuffled]) => {
      expect(bytes(shuffled)).toBe(bytes(acts));
    }), { numRuns: 150 });
  });
  it("duplication", () => {
    fc.assert(fc.property(fc.array(act, { maxLength: 10 }), (acts) => {
      expect(bytes([...acts, ...acts])).toBe(bytes(acts));
    }), { numRuns: 100 });
  });
});

describe("the published form", () => {
  it("holds what CONTRACT promises and nothing internal", () => {
    const graph = tell({ acts: [{ job: fit, act: "reads", name: "data/a.csv", line: 3, more: { flow: ["training"], columns: ["text"], guards: [], carries: ["raw"] } }] });
    const published = publish(graph, { name: "mldebt", version: "1.2.3" });
    expect(published).toMatchObject({ version: 1, tool: { name: "mldebt", version: "1.2.3" }, roots: ["."] });
    expect(Object.keys(published.edges[0] ?? {})).toEqual(["from", "to", "act", "actor", "confidence", "flow", "columns", "pin", "evidence"]);
    expect(published.nodes[0]).toEqual({
      id: "file:data/a.csv", kind: "file", roles: ["training-data"], name: "data/a.csv", owner: null, declared: false,
      locations: [{ path: "jobs/fit.py", line: 3, column: 1, endLine: 3, endColumn: 40 }], attributes: {},
    });
  });
});
