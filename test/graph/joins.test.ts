import { describe, expect, it } from "vitest";
import type { Provenance, Text, TextPart } from "../../src/graph/text.js";
import { at, edgeLines, tell, type Said } from "./project-builder.js";

const write = (name: Said["name"], more: Partial<Said> = {}): Said => ({ job: "jobs/score.py#main", act: "writes", name, ...more });
const read = (name: Said["name"], more: Partial<Said> = {}): Said => ({ job: "jobs/fit.py#main", act: "reads", name, ...more });
const table = (platform?: string): Partial<Said> => ({ form: "table", kind: "table", ...(platform ? { platform } : {}) });
const text = (provenance: Provenance, ...parts: TextPart[]): Text => ({ parts, provenance, bound: [] });
const variable = (name: string): TextPart => ({ hole: "environment", name });

/** Data nodes between the writer and the reader. */
function meet(...acts: readonly Said[]): string[] {
  const graph = tell({ acts });
  const written = new Map(graph.edges.filter((edge) => edge.act === "writes").map((edge) => [edge.to, edge]));
  return graph.edges.filter((edge) => edge.act === "reads" && written.has(edge.from)).map((edge) => {
    const writer = written.get(edge.from);
    const order = ["possible", "likely", "certain"];
    const weakest = [edge.confidence, writer?.confidence ?? "possible"].sort((a, b) => order.indexOf(a) - order.indexOf(b))[0] ?? "";
    return `${edge.from} ${weakest}`;
  });
}

describe("a writer meets a reader", () => {
  it.each([
    ["equal objects", write("s3://lake/scores.csv"), read("s3a://lake//scores.csv"), ["s3://lake/scores.csv certain"]],
    ["equal files of one project", write("out/scores.csv"), read("./out/scores.csv"), ["file:out/scores.csv certain"]],
    ["case apart", write("s3://lake/Scores.csv"), read("s3://lake/scores.csv"), ["s3://lake/scores.csv likely"]],
    ["case apart in a table", write("Ads.Scores", table()), read("ads.scores", table()), ["table:ads.scores certain"]],
    ["a date and a date", write("s3://lake/scores/2024-01-02/part.csv"), read("s3://lake/scores/{{ ds }}/part.csv"), ["s3://lake/scores/{date}/part.csv likely"]],
    ["a template and the one name that it fits", write("s3://lake/scores/{model}.csv"), read("s3://lake/scores/ranker.csv"), ["s3://lake/scores/ranker.csv likely"]],
    ["two templates of one text in two jobs", write("s3://lake/scores_{run}/all.csv"), read("s3://lake/scores_{run}/all.csv"), ["s3://lake/scores_{run}/all.csv likely"]],
    ["a folder that only the environment knows", write("${OUT}/ads/scores.csv"), read("data/ads/scores.csv"), ["file:data/ads/scores.csv likely"]],
    ["one environment variable in one project", write("s3://${LAKE}/scores.csv"), read("s3://${LAKE}/scores.csv"), ["s3://${LAKE}/scores.csv likely"]],
    ["a table of an unknown platform", write("prod.ads.scores", table("snowflake")), read("ads.scores", table()), ["snowflake:prod.ads.scores likely"]],
    ["a missing project", write("p.ads.scores", table("bigquery")), read("ads.scores", table("bigquery")), ["bigquery:p.ads.scores likely"]],
    ["a short registry name", write("team/ads/ranker:v1", { form: "artifact", platform: "wandb", kind: "model" }), read("ranker:latest", { form: "artifact", platform: "wandb", kind: "model" }), ["wandb:team/ads/ranker likely"]],
    ["versions of one model", write("models:/ranker/1"), read("models:/ranker@champion"), ["mlflow:ranker certain"]],
    ["shards", write("s3://lake/scores/part-00000.parquet"), read("s3://lake/scores/part-00001.parquet"), ["s3://lake/scores/part-{}.parquet likely"]],
    ["a bucket whose file is unknown", write("s3://lake/{name}"), read("s3://lake/scores.csv"), ["s3://lake/scores.csv possible"]],
  ] as const)("%s", (_, writer, reader, expected) => expect(meet(writer, reader)).toEqual(expected));
});

describe("twins stay apart", () => {
  it.each([
    ["other files", write("s3://lake/scores.csv"), read("s3://lake/clicks.csv")],
    ["file name alone", write("s3://lake/a/scores.csv"), read("s3://pond/b/scores.csv")],
    ["a variable with one known part", write("{folder}/scores.csv"), read("out/scores.csv")],
    ["a parameter of another function", write("{name}/scores.csv"), read("{name}/scores.csv")],
    ["a date and no date", write("s3://lake/scores/{{ ds }}/part.csv"), read("s3://lake/scores/latest/part.csv")],
    ["temporary names", write("s3://lake/tmp/9f1c1a52-1111-4222-8333-123456789abc/x.csv"), read("s3://lake/tmp/9f1c1a52-2222-4222-8333-123456789abc/x.csv")],
    ["one unqualified table name on two platforms", write("scores", table("postgres")), read("scores", table("mysql"))],
    ["other schemas", write("ads.scores", table()), read("bids.scores", table())],
    ["a generic registry name", write("team/ads/model:v1", { form: "artifact", platform: "wandb" }), read("model:latest", { form: "artifact", platform: "wandb" })],
    ["two environment variables", write("s3://${LAKE}/scores.csv"), read("s3://${POND}/scores.csv")],
  ] as const)("%s", (_, writer, reader) => expect(meet(writer, reader)).toEqual([]));

  it("relative files of two sample folders", () => {
    const tree = ["samples/ads/requirements.txt", "samples/ads/train.csv", "samples/bids/requirements.txt", "samples/bids/train.csv"];
    const acts = [write("train.csv", { job: "samples/ads/a.py#main" }), read("train.csv", { job: "samples/bids/b.py#main" })];
    expect(edgeLines(tell({ tree, acts }))).toEqual([
      "file:samples/bids/train.csv reads job:samples/bids/b.py#main certain", "job:samples/ads/a.py#main writes file:samples/ads/train.csv certain",
    ]);
    // The quiet twin of the twins: in one project the same two lines meet.
    expect(meet(write("train.csv"), read("train.csv"))).toEqual(["file:train.csv certain"]);
  });
  it("an environment variable of two projects, whose ids then name them", () => {
    const tree = ["ads/setup.py", "bids/setup.py"];
    const acts = [write("s3://${LAKE}/scores.csv", { job: "ads/a.py#main" }), read("s3://${LAKE}/scores.csv", { job: "bids/b.py#main" })];
    expect(edgeLines(tell({ tree, acts }))).toEqual([
      "job:ads/a.py#main writes s3://${LAKE}/scores.csv@ads certain", "s3://${LAKE}/scores.csv@bids reads job:bids/b.py#main certain",
    ]);
  });
  it("an unknown folder leads into its own project only", () => {
    const tree = ["ads/setup.py", "bids/setup.py"];
    const reader = (job: string): Said => read("${OUT}/ads/scores.csv", { job });
    expect(edgeLines(tell({ tree, acts: [write("out/ads/scores.csv", { job: "ads/a.py#main" }), reader("bids/b.py#main")] })).filter((line) => line.includes("likely"))).toEqual([]);
    expect(edgeLines(tell({ tree, acts: [write("out/ads/scores.csv", { job: "ads/a.py#main" }), reader("ads/b.py#main")] }))).toContain("file:ads/out/ads/scores.csv reads job:ads/b.py#main likely");
  });
});

describe("tables without a schema", () => {
  const inProject = (project: string, act: "reads" | "writes", name: string): Said => ({ job: `${project}/${act}.py#main`, act, name, ...table("postgres") });
  const across = (tree: readonly string[], name: string, a = "ads", b = "bids"): string[] => edgeLines(tell({ tree, acts: [inProject(a, "writes", name), inProject(b, "reads", name)] }));
  it("are one inside a project", () => expect(meet(write("scores", table()), read("scores", table()))).toEqual(["table:scores certain"]));
  it("are perhaps one across projects", () => {
    expect(across(["ads/setup.py", "bids/setup.py"], "scores")).toEqual([
      "job:ads/writes.py#main writes postgres:scores@ads certain", "job:ads/writes.py#main writes postgres:scores@bids possible",
      "postgres:scores@ads reads job:bids/reads.py#main possible", "postgres:scores@bids reads job:bids/reads.py#main certain",
    ]);
  });
  it("are two across projects where the name says nothing", () => expect(across(["ads/setup.py", "bids/setup.py"], "data").filter((line) => line.includes("possible"))).toEqual([]));
  it("are likely one in a project inside another", () => {
    expect(across(["ads/api/setup.py"], "scores", "ads", "ads/api")).toEqual(["job:ads/writes.py#main writes postgres:scores certain", "postgres:scores reads job:ads/api/reads.py#main likely"]);
  });
});

describe("how templates are shown", () => {
  it("a variable of one job says so in its id", () => {
    expect(edgeLines(tell({ acts: [write("out/{run}/scores.csv")] }))).toEqual(["job:jobs/score.py#main writes file:out/{run}/scores.csv@job:jobs/score.py#main certain"]);
  });
  it("the name that was met keeps the template as an alias", () => {
    const graph = tell({ acts: [write("s3://lake/scores/{model}.csv"), read("s3://lake/scores/ranker.csv")] });
    expect(graph.nodes.find((node) => node.id === "s3://lake/scores/ranker.csv")?.attributes["aliases"]).toEqual(["s3://lake/scores/{model}.csv"]);
  });
  it("a template with several partners keeps its node, and its acts are repeated on each", () => {
    const lines = edgeLines(tell({ acts: [write("s3://lake/scores/{model}.csv"), read("s3://lake/scores/ranker.csv"), read("s3://lake/scores/pacing.csv", { job: "jobs/pace.py#main" })] }));
    expect(lines.filter((line) => line.includes("writes"))).toEqual([
      "job:jobs/score.py#main writes s3://lake/scores/pacing.csv likely", "job:jobs/score.py#main writes s3://lake/scores/ranker.csv likely",
      "job:jobs/score.py#main writes s3://lake/scores/{model}.csv@job:jobs/score.py#main certain",
    ]);
  });
  it("a name that fits too many places is joined to none and said so", () => {
    const acts = [write("s3://lake/scores/{model}.csv"), ...Array.from({ length: 40 }, (_, i) => read(`s3://lake/scores/m${i}.csv`, { job: `jobs/r${i}.py#main` }))];
    const graph = tell({ acts });
    expect(graph.edges.filter((edge) => edge.act === "writes")).toHaveLength(1);
    expect(graph.problems.map((it) => it.message)).toEqual(["s3://lake/scores/{model}.csv may be any of 40 places; it was joined to none"]);
  });
});

describe("aliases", () => {
  const byVariable = (job: string, name: string): Said => ({
    job, act: "reads", name: [text("environment", "s3://", variable(name), "/scores.csv"), text("default", "s3://dev-lake/scores.csv")],
  });
  it("the default of an environment variable meets the place of that name", () => {
    expect(meet(write("s3://dev-lake/scores.csv"), byVariable("jobs/fit.py#main", "LAKE"))).toEqual(["s3://dev-lake/scores.csv likely"]);
  });
  it("two variables with one default meet", () => {
    expect(meet({ ...byVariable("jobs/score.py#main", "LAKE"), act: "writes" }, byVariable("jobs/fit.py#main", "POND"))).toEqual(["s3://${LAKE}/scores.csv likely"]);
  });
  it("two variables with one checked-in value are certain", () => {
    const valued = (act: Said["act"], job: string, name: string): Said => ({
      job, act, name: [text("environment", "s3://", variable(name), "/scores.csv"), text("environment", "s3://prod-lake/scores.csv")],
    });
    expect(meet(valued("writes", "jobs/score.py#main", "LAKE"), valued("reads", "jobs/fit.py#main", "POND"))).toEqual(["s3://prod-lake/scores.csv certain"]);
  });
  it("a default that the launcher replaces meets nobody", () => {
    const launched = read([text("default", "out/old.csv"), text("command-line", "out/new.csv")]);
    expect(meet(write("out/old.csv"), launched)).toEqual([]);
    expect(meet(write("out/new.csv"), launched)).toEqual(["file:out/new.csv certain"]);
  });
  it("the settings' alias is certain", () => {
    const settings = { resources: [{ match: "s3://lake/clicks/**", alias: "table:feed.clicks", at: at("mldebt.yaml") }] };
    const graph = tell({ acts: [write("feed.clicks", table()), read("s3://lake/clicks/part.csv")], settings });
    expect(edgeLines(graph)).toEqual(["job:jobs/score.py#main writes table:feed.clicks certain", "table:feed.clicks reads job:jobs/fit.py#main certain"]);
    expect(graph.nodes.find((node) => node.id === "table:feed.clicks")).toMatchObject({ declared: true, attributes: { aliases: ["s3://lake/clicks/part.csv"] } });
  });
  it("a hub's name is a folder only where somebody writes it", () => {
    const load: Said = read("out/ranker", { form: "hf-repo", kind: "model" });
    expect(meet(write("out/ranker", { kind: "model" }), load)).toEqual(["file:out/ranker likely"]);
    expect(edgeLines(tell({ acts: [read("out/ranker"), { ...load, job: "jobs/b.py#main" }] }))).toContain("hf:out/ranker reads job:jobs/b.py#main certain");
  });
  it("a compressed twin stays a node of its own and is read at likely", () => {
    expect(meet(write("s3://lake/scores.json.gz"), read("s3://lake/scores.json"))).toEqual(["s3://lake/scores.json.gz likely"]);
    expect(meet(write("s3://lake/scores.json.gz"), write("s3://lake/scores.json", { job: "jobs/x.py#main" }), read("s3://lake/scores.json"))).toEqual(["s3://lake/scores.json certain"]);
  });
});

describe("hosts", () => {
  const on = (host?: string): Partial<Said> => ({ ...table("postgres"), ...(host ? { host } : {}) });
  it.each([
    ["one host", "db.ads", "db.ads", "certain"], ["a missing host may be any", "db.ads", undefined, "likely"], ["two hosts are perhaps two tables", "db.ads", "db.bids", "possible"], ["no host", undefined, undefined, "certain"],
  ] as const)("%s", (_, first, second, confidence) => expect(meet(write("ads.scores", on(first)), read("ads.scores", on(second)))).toEqual([`postgres:ads.scores ${confidence}`]));
});
