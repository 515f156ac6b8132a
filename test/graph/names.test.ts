import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NameForm } from "../../src/facts/observation.js";
import type { NodeKind } from "../../src/facts/vocabulary.js";
import type { Resource } from "../../src/graph/effect.js";
import { filePlaces } from "../../src/graph/names/file-places.js";
import { ROOT_MARK } from "../../src/graph/names/root-mark.js";
import { createSpeller } from "../../src/graph/names/speller.js";
import { projectScopes } from "../../src/graph/scopes.js";
import type { HoleKind, Provenance, Text, TextPart } from "../../src/graph/text.js";

// The ad-ranking team keeps its ranker in the root, and two services with manifests of their own.
const tree = [
  "README.md", "data/clicks.csv", "data/daily/2024-01-02.csv", "pyproject.toml", "src/fit.py", "src/lib/rank.py", "notebooks/explore.ipynb", "notebooks/sample.csv",
  "services/bid/requirements.txt", "services/bid/app.py", "services/bid/train.csv", "services/pace/requirements.txt", "services/pace/app.py", "services/pace/train.csv",
  "old/weights.json", "older/weights.json", "conf/limits.yaml",
].sort();
const scopes = projectScopes(tree);
const speller = createSpeller({ places: filePlaces(tree, ["out/prepared"], scopes), feastProject: () => undefined });

type Part = string | readonly Text[];
const hole = (kind: HoleKind, name = ""): TextPart => ({ hole: kind, name });
const text = (...parts: TextPart[]): Text => ({ parts, provenance: "literal", bound: [] });
const from = (provenance: Provenance, ...parts: TextPart[]): Text => ({ parts, provenance, bound: [] });

interface Options { readonly platform?: string; readonly kind?: NodeKind; readonly path?: string; readonly directory?: string }

function spell(form: NameForm, parts: Readonly<Record<string, Part>>, options: Options = {}): readonly Resource[] {
  const path = options.path ?? "src/fit.py";
  const texts = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === "string" ? [text(part)] : part]));
  return speller(form, options.platform, options.kind ?? "file", texts, { path, project: scopes.of(path), directory: options.directory ?? null });
}
const ids = (...args: Parameters<typeof spell>): string[] => spell(...args).map((it) => it.id);
const only = (...args: Parameters<typeof spell>): Resource => {
  const [first, ...more] = spell(...args);
  if (!first || more.length > 0) throw new Error(`one resource was expected, not ${more.length + Number(Boolean(first))}`);
  return first;
};

describe("URIs have one normal form", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["s3a://b//k/./x", "s3://b/k/x"],
    ["s3n://b/k/x", "s3://b/k/x"],
    ["s3://b/k/x/", "s3://b/k/x"],
    ["s3://b/raw/../k/x", "s3://b/k/x"],
    ["https://b.s3.amazonaws.com/k/x", "s3://b/k/x"],
    ["https://b.s3.eu-west-1.amazonaws.com/k/x?X-Amz-Signature=abc", "s3://b/k/x"],
    ["https://b.s3-eu-west-1.amazonaws.com/k/x", "s3://b/k/x"],
    ["https://s3.eu-west-1.amazonaws.com/b/k/x", "s3://b/k/x"],
    ["arn:aws:s3:::b/k/x", "s3://b/k/x"],
    ["gcs://b/k", "gs://b/k"],
    ["gs://b/k", "gs://b/k"],
    ["https://storage.googleapis.com/b/k", "gs://b/k"],
    ["/gcs/b/k", "gs://b/k"],
    ["abfss://c@a.dfs.core.windows.net/p", "abfss://c@a.dfs.core.windows.net/p"],
    ["wasbs://c@a.blob.core.windows.net/p/", "wasbs://c@a.blob.core.windows.net/p"],
    ["hdfs://h:8020/x", "hdfs://h:8020/x"],
    ["hdfs:///x", "hdfs:///x"],
    ["dbfs:/x", "dbfs:/x"],
    ["/dbfs/x/y", "dbfs:/x/y"],
    ["https://ads.example.org/feeds//clicks.csv", "https://ads.example.org/feeds/clicks.csv"],
    ["https://bob:secret@ads.example.org/x", "https://ads.example.org/x"],
    ["https://ads.example.org/x?token=abc", "https://ads.example.org/x"],
    ["https://ads.example.org/get?id=17", "https://ads.example.org/get?id=17"],
    ["file:///srv/x", "file:/srv/x"],
    ["file:data/clicks.csv", "file:data/clicks.csv"],
    ["sqlite:///data/ads.db", "file:data/ads.db"],
    ["git+https://host.example/org/repo.git#data/x", "git+https://host.example/org/repo#data/x"],
    ["hf://datasets/org/name/part.parquet", "hf:datasets/org/name"],
    ["bq://P.D.T", "bigquery:p.d.t"],
    ["azureml://datastores/d/paths/p", "azureml:d/p"],
    ["models:/N/3", "mlflow:N"],
  ];
  it.each(rows)("%s", (input, id) => expect(ids("uri", { name: input })).toEqual([id]));

  it("a bucket and a key are one address", () => {
    expect(ids("bucket-key", { bucket: "b", key: "/k/x" }, { platform: "s3" })).toEqual(["s3://b/k/x"]);
    expect(ids("bucket-key", { bucket: "b", key: "k" }, { platform: "gcs" })).toEqual(["gs://b/k"]);
    expect(ids("bucket-key", { bucket: "b" }, { platform: "s3" })).toEqual(["s3://b"]);
    expect(ids("bucket-key", { key: "k/x" }, { platform: "s3" })).toEqual(["s3://{}/k/x"]);
    expect(ids("bucket-key", { container: "c", account: "a.blob.core.windows.net", key: "p" }, { platform: "wasbs" })).toEqual(["wasbs://c@a.blob.core.windows.net/p"]);
  });

  it("a client of one store needs no scheme", () => {
    expect(ids("uri", { name: "b/k/x" }, { platform: "gs" })).toEqual(["gs://b/k/x"]);
    expect(ids("path", { name: "b/k/x" }, { platform: "s3" })).toEqual(["s3://b/k/x"]);
    expect(ids("uri", { name: "gs://b/k" }, { platform: "s3" })).toEqual(["gs://b/k"]);
  });
  it("a git source keeps its path", () => {
    expect(ids("uri", { name: "https://host.example/org/registry", path: "feeds/clicks.xml" }, { platform: "git" })).toEqual(["git+https://host.example/org/registry#feeds/clicks.xml"]);
  });
});

describe("paths", () => {
  const paths = (name: string, options: Options = {}): string[] => ids("path", { name }, options);

  it("the launcher's directory comes first", () => {
    expect(paths("train.csv", { directory: "services/bid" })).toEqual(["file:services/bid/train.csv"]);
    expect(paths("../train.csv", { directory: "services/bid" })).toEqual(["file:services/train.csv"]);
    expect(paths("data/clicks.csv", { directory: "" })).toEqual(["file:data/clicks.csv"]);
  });
  it("then the folder of the scope that holds the file or a declared output", () => {
    expect(paths("clicks.csv")).toEqual(["file:data/clicks.csv"]);
    expect(paths("limits.yaml")).toEqual(["file:conf/limits.yaml"]);
    expect(paths("prepared/part.csv")).toEqual(["file:out/prepared/part.csv"]);
    expect(paths("../data/clicks.csv")).toEqual(["file:data/clicks.csv"]);
    expect(paths("../../data/clicks.csv", { path: "src/lib/rank.py" })).toEqual(["file:data/clicks.csv"]);
  });
  it("a notebook starts in its own folder", () => {
    expect(paths("sample.csv", { path: "notebooks/explore.ipynb" })).toEqual(["file:notebooks/sample.csv"]);
    expect(paths("../data/clicks.csv", { path: "notebooks/explore.ipynb" })).toEqual(["file:data/clicks.csv"]);
  });
  it("twins decide nothing: the project scope does", () => {
    expect(paths("weights.json")).toEqual(["file:weights.json"]);
    expect(paths("train.csv")).toEqual(["file:train.csv"]);
    expect(paths("train.csv", { path: "services/bid/app.py" })).toEqual(["file:services/bid/train.csv"]);
    expect(paths("train.csv", { path: "services/pace/app.py" })).toEqual(["file:services/pace/train.csv"]);
  });
  it("else the project scope of the script", () => {
    expect(paths("model.pkl", { path: "services/bid/app.py" })).toEqual(["file:services/bid/model.pkl"]);
    expect(paths("model.pkl", { path: "src/lib/rank.py" })).toEqual(["file:model.pkl"]);
    expect(paths("./out/../model.pkl")).toEqual(["file:model.pkl"]);
    expect(paths("../models/m.pkl", { path: "src/fit.py" })).toEqual(["file:models/m.pkl"]);
  });
  it("a path from the place of a file needs no directory", () => {
    expect(paths(`${ROOT_MARK}/src/../data`)).toEqual(["file:data"]);
    expect(paths(`${ROOT_MARK}/data/new.csv`, { directory: "elsewhere" })).toEqual(["file:data/new.csv"]);
  });
  it("an absolute path stays as it is", () => {
    expect(paths("/srv/ads/x")).toEqual(["file:/srv/ads/x"]);
    expect(paths("~/ads/x")).toEqual(["file:~/ads/x"]);
    expect(paths("C:\\ads\\x.csv")).toEqual(["file:c:/ads/x.csv"]);
  });
  it("case folds, and the spelling is kept", () => {
    expect(only("path", { name: "Data/Clicks.CSV" })).toMatchObject({ id: "file:data/clicks.csv", name: "Data/Clicks.CSV", attributes: { spelled: "file:Data/Clicks.CSV" } });
    expect(only("path", { name: "data/clicks.csv" }).attributes).toEqual({});
  });
  it("the working directory itself is no resource", () => expect(paths(".")).toEqual([]));
});

describe("unknown parts stay as templates", () => {
  it("pieces", () => {
    expect(ids("path", { name: [text(hole("environment", "A"), "/x/", hole("variable", "d"), ".csv")] })).toEqual(["file:${A}/x/{d}.csv"]);
    expect(ids("path", { name: [text("x/", hole("unknown"), ".csv")] })).toEqual(["file:x/{}.csv"]);
    expect(ids("uri", { name: [text("s3://lake/", hole("date"), "/clicks")] })).toEqual(["s3://lake/{date}/clicks"]);
  });
  const literal: readonly (readonly [string, string])[] = [
    ["s3://lake/{{ ds }}/clicks", "s3://lake/{date}/clicks"],
    ["s3://lake/{{ ds_nodash }}/clicks", "s3://lake/{date}/clicks"],
    ["s3://{{ var.value.lake }}/clicks", "s3://{var.value.lake}/clicks"],
    ["s3://${LAKE}/clicks", "s3://${LAKE}/clicks"],
    ["s3://${LAKE:-dev-lake}/clicks", "s3://${LAKE}/clicks"],
    ["s3://$LAKE/clicks", "s3://${LAKE}/clicks"],
    ["s3://${oc.env:LAKE,dev}/clicks", "s3://${LAKE}/clicks"],
    ["s3://${paths.lake}/clicks", "s3://{paths.lake}/clicks"],
    ["${{inputs.raw}}/clicks.csv", "file:{inputs.raw}/clicks.csv"],
    ["data/{split}/clicks.csv", "file:data/{split}/clicks.csv"],
    ["data/%Y-%m-%d/clicks.csv", "file:data/{date}/clicks.csv"],
    ["data/clicks_%s.csv", "file:data/clicks_{}.csv"],
    ["data/*.csv", "file:data/{}.csv"],
    ["s3://lake/clicks/part-00000.parquet", "s3://lake/clicks/part-{}.parquet"],
    ["s3://lake/clicks/x-00000-of-00010", "s3://lake/clicks/x-{}"],
    ["s3://lake/9f1c1a52-1111-4222-8333-123456789abc/x", "s3://lake/{}/x"],
  ];
  it.each(literal)("%s", (input, id) => expect(ids("uri", { name: input })).toEqual([id]));

  it("kinds of holes are kept", () => {
    expect(only("uri", { name: "s3://${LAKE}/{day}/{split}/part-0001.csv" }).attributes["holes"]).toEqual(["environment:LAKE", "date", "variable:split", "shard"]);
  });
  it("known parts are counted", () => {
    const known = (name: string): number | undefined => spell("uri", { name })[0]?.known;
    expect(known("s3://lake/clicks/x.csv")).toBe(3);
    expect(known("s3://lake/{x}")).toBe(1);
    expect(known("s3://{lake}/clicks_{day}.csv")).toBe(1);
    expect(known("{folder}/model.pkl")).toBe(1);
  });
  it("a name without a known part is no node", () => {
    expect(ids("path", { name: [text(hole("variable", "path"))] })).toEqual([]);
    expect(ids("path", { name: [text(hole("variable", "name"), ".csv")] })).toEqual([]);
    expect(ids("path", { name: [text(hole("variable", "name"), ".csv")] }, { path: "services/bid/app.py" })).toEqual([]);
    expect(ids("uri", { name: [text("s3://", hole("unknown"), "/", hole("variable", "k"))] })).toEqual([]);
    expect(ids("table", { name: [text(hole("variable", "t"))] })).toEqual([]);
  });
  it("what lies above an unknown folder is unknown", () => {
    expect(ids("path", { name: [text(hole("variable", "here"), "/../data/x.csv")] })).toEqual(["file:{}/data/x.csv"]);
  });
});

describe("partitions are abstracted, not dropped", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["s3://lake/clicks/dt=2024-01-01/x.parquet", "s3://lake/clicks/dt={date}/x.parquet"],
    ["s3://lake/clicks/country=de/x.parquet", "s3://lake/clicks/country={}/x.parquet"],
    ["s3://lake/clicks/2024-01-02", "s3://lake/clicks/{date}"],
    ["s3://lake/clicks/20240102", "s3://lake/clicks/{date}"],
    ["s3://lake/clicks/20240102T0901Z", "s3://lake/clicks/{date}"],
    ["s3://lake/clicks/02.01.2024", "s3://lake/clicks/{date}"],
    ["s3://lake/clicks/202401", "s3://lake/clicks/{date}"],
    ["s3://lake/clicks/2024-01", "s3://lake/clicks/{date}"],
    ["s3://lake/clicks/2024/01/02/x.csv", "s3://lake/clicks/{date}/x.csv"],
    ["s3://lake/clicks/2024/01/x.csv", "s3://lake/clicks/{date}/x.csv"],
    ["s3://lake/clicks/2024-01-02.csv", "s3://lake/clicks/{date}.csv"],
    ["s3://lake/clicks/20122321", "s3://lake/clicks/20122321"],
    ["s3://lake/clicks/2023-02-29", "s3://lake/clicks/2023-02-29"],
    ["s3://lake/clicks/2024-02-29", "s3://lake/clicks/{date}"],
    ["s3://lake/clicks/2024/x.csv", "s3://lake/clicks/2024/x.csv"],
    ["s3://lake/clicks/12345678", "s3://lake/clicks/12345678"],
    ["out/2024-01-01.csv", "file:out/{date}.csv"],
    ["2024-01-01.csv", "file:2024-01-01.csv"],
    ["data/daily/2024-01-02.csv", "file:data/daily/2024-01-02.csv"],
  ];
  it.each(rows)("%s", (input, id) => expect(ids("uri", { name: input })).toEqual([id]));
  it("the cut text is kept", () => expect(only("uri", { name: "s3://lake/dt=2024-01-01/x" }).attributes["partition"]).toEqual(["dt=2024-01-01"]));
});

describe("tables", () => {
  const rows: readonly (readonly [string | undefined, string, string])[] = [
    ["bigquery", "P:D.T", "bigquery:p.d.t"],
    ["bigquery", "`P.D.T`", "bigquery:p.d.t"],
    ["bigquery", "P.D.T$20240101", "bigquery:p.d.t"],
    ["bigquery", "p.d.T_20240101", "bigquery:p.d.t_{date}"],
    ["bigquery", "p.d.T_*", "bigquery:p.d.t_{date}"],
    ["bigquery", "p.d.T_20122321", "bigquery:p.d.t_20122321"],
    ["bigquery", "D.T", "bigquery:{}.d.t"],
    [undefined, "s.t", "table:s.t"],
    [undefined, "Raw_Data.Orders", "table:raw_data.orders"],
    ["postgres", "s.t", "postgres:s.t"],
    ["hive", "db.t", "hive:db.t"],
    ["unity", "c.db.t", "unity:c.db.t"],
    ["snowflake", '"DB"."SCH"."T"', "snowflake:db.sch.t"],
    ["mysql", "`db`.`t`", "mysql:db.t"],
    ["mssql", "[db].[sch].[t x]", "mssql:db.sch.t x"],
    ["glue", "db.t", "glue:db.t"],
    ["athena", "db.t", "athena:db.t"],
    ["trino", "c.s.t", "trino:c.s.t"],
  ];
  it.each(rows)("%s %s", (platform, name, id) => expect(ids("table", { name }, { kind: "table", ...(platform ? { platform } : {}) })).toEqual([id]));
  it("a partition is an attribute", () => expect(only("table", { name: "p.d.t$20240101" }, { platform: "bigquery" }).attributes["partition"]).toEqual(["20240101"]));
  it("qualifiers given apart fill a short name only", () => {
    expect(ids("table", { name: "t", schema: "s" })).toEqual(["table:s.t"]);
    expect(ids("table", { name: "s.t", schema: "other" })).toEqual(["table:s.t"]);
    expect(ids("table", { name: "t", dataset: "d", project: "p" }, { platform: "bigquery" })).toEqual(["bigquery:p.d.t"]);
  });
  it("the host is an attribute", () => expect(only("table", { name: "s.t", host: "db.example" }, { platform: "postgres" }).attributes["namespaces"]).toEqual(["db.example"]));
  it("a query is no table", () => expect(ids("sql-or-table", { name: "select * from s.t" })).toEqual([]));
  it("a missing project is no variable of the job", () => expect(only("table", { name: "d.t" }, { platform: "bigquery" }).holes).toEqual([{ kind: "environment", name: "" }]));
});

describe("registries, features, streams and code", () => {
  const rows: readonly (readonly [NameForm, string | undefined, Readonly<Record<string, string>>, string, Readonly<Record<string, unknown>>])[] = [
    ["model-uri", "mlflow", { name: "models:/N/3" }, "mlflow:N", { version: "3" }],
    ["model-uri", "mlflow", { name: "models:/N/Production" }, "mlflow:N", { alias: "Production" }],
    ["model-uri", "mlflow", { name: "models:/N@champion" }, "mlflow:N", { alias: "champion" }],
    ["registry", "mlflow", { name: "N" }, "mlflow:N", {}],
    ["model-uri", "mlflow", { name: "runs:/{run_id}/model" }, "mlflow:runs/{}/model", { holes: ["identity"] }],
    ["artifact", "mlflow", { name: "model" }, "mlflow:runs/{}/model", { holes: ["identity"] }],
    ["hf-repo", undefined, { name: "org/name" }, "hf:org/name", {}],
    ["hf-repo", undefined, { name: "bert-base-uncased" }, "hf:bert-base-uncased", {}],
    ["hf-repo", undefined, { name: "./out/model" }, "file:out/model", {}],
    ["hf-repo", undefined, { name: "services/bid" }, "file:services/bid", {}],
    ["hf-dataset", undefined, { name: "org/name" }, "hf:datasets/org/name", {}],
    ["feature-ref", "feast", { name: "view:feat", project: "credit" }, "feast:credit/view", { column: ["feat"] }],
    ["feature-ref", "feast", { name: "view__feat", project: "credit" }, "feast:credit/view", { column: ["feat"] }],
    ["feature-view", "feast", { name: "view" }, "feast:{}/view", { holes: ["environment"] }],
    ["feature-group", "hopsworks", { name: "N", version: "2" }, "hopsworks:N", { version: "2" }],
    ["registry", "azureml", { name: "azureml:name:1" }, "azureml:data/name", { version: "1" }],
    ["uri", undefined, { name: "azureml:name@latest" }, "azureml:data/name", { alias: "latest" }],
    ["registry", "azureml:models", { name: "ranker" }, "azureml:models/ranker", {}],
    ["artifact", "wandb", { name: "entity/project/a:v3" }, "wandb:entity/project/a", { version: "v3" }],
    ["artifact", "wandb", { name: "a:latest", project: "ads", entity: "team" }, "wandb:team/ads/a", { alias: "latest" }],
    ["topic", "kafka", { name: "impressions" }, "kafka:impressions", {}],
    ["topic", "pubsub", { name: "projects/p/topics/t" }, "pubsub:p/t", {}],
    ["topic", "pubsub", { name: "t", project: "p" }, "pubsub:p/t", {}],
    ["stream", "kinesis", { name: "arn:aws:kinesis:eu-west-1:1:stream/clicks" }, "kinesis:clicks", {}],
    ["queue", "sqs", { name: "https://sqs.eu-west-1.amazonaws.com/123/clicks" }, "sqs:clicks", {}],
    ["table", "redis", { name: "feat/{user_id}" }, "redis:feat/{}", { holes: ["unknown"] }],
    ["table", "redis", { name: "feat:{user_id}" }, "redis:feat/{}", { holes: ["unknown"] }],
    ["route", undefined, { name: "/predict", method: "post" }, "http:POST /predict", {}],
    ["route", undefined, { name: "users/<int:id>/", method: "GET" }, "http:GET /users/{id}", {}],
    ["url", undefined, { name: "https://ads.example.org/predict" }, "https://ads.example.org/predict", {}],
    ["builtin-dataset", "sklearn", { name: "load_iris" }, "sklearn.datasets:load_iris", {}],
    ["memory", undefined, { name: "X_train" }, "memory:X_train", {}],
    ["experiment", "mlflow", { name: "ctr" }, "experiment:mlflow:ctr", {}],
    ["flag", "argparse", { name: "rate", scope: "src/fit.py" }, "flag:argparse:src/fit.py#rate", {}],
    ["setting", undefined, { name: "train.rate", path: "params.yaml" }, "setting:params.yaml#train.rate", {}],
    ["cron", undefined, { name: "nightly" }, "schedule:src/fit.py#nightly", {}],
    ["package", "pypi", { name: "Scikit_Learn" }, "package:pypi:scikit-learn", {}],
    ["owner", undefined, { name: "team-ads" }, "owner:team-ads", {}],
    ["consumer", undefined, { name: "finance" }, "consumer:finance", {}],
    ["feature", undefined, { name: "ctr_7d", view: "clicks" }, "feature:clicks/ctr_7d", {}],
  ];
  it.each(rows)("%s %s %o", (form, platform, parts, id, attributes) => {
    const found = only(form, parts, platform ? { platform } : {});
    expect({ id: found.id, attributes: found.attributes }).toEqual({ id, attributes });
  });
  it("steps go by what they are", () => {
    expect(ids("step", { name: "prepare" }, { kind: "job", path: "dvc.yaml" })).toEqual(["job:dvc.yaml#prepare"]);
    expect(ids("step", { name: "daily" }, { kind: "pipeline", platform: "airflow" })).toEqual(["pipeline:airflow:daily"]);
    expect(ids("step", { name: "app" }, { kind: "service", path: "src/app.py" })).toEqual(["service:src/app.py#app"]);
  });
  it("an address whose beginning is unknown is the server's, not a folder's", () => {
    expect(ids("url", { name: "{api}/predictions/{area}" })).toEqual(["http://{api}/predictions/{area}"]);
    expect(ids("url", { name: "/predict", method: "post" })).toEqual(["http:POST /predict"]);
  });
  it("a model's use decides its group", () => expect(ids("registry", { name: "azureml:n:1" }, { platform: "azureml", kind: "model" })).toEqual(["azureml:models/n"]));
  it("a data format is no repository", () => expect(ids("hf-dataset", { name: "csv" })).toEqual([]));
  it("a folder that somebody may write is an alias", () => expect(only("hf-repo", { name: "out/model" }).aliases).toEqual(["file:out/model"]));
});

describe("what a place holds wins over the kind of place", () => {
  it.each([
    ["file", "s3://b/k", "object"], ["file", "https://ads.example.org/x.csv", "external"], ["dataset", "data/clicks.csv", "file"],
    ["model", "s3://b/k", "model"], ["metrics", "out/auc.json", "metrics"], ["artifact", "out/x.pkl", "artifact"],
  ] as const)("%s at %s", (kind, name, expected) => expect(only("uri", { name }, { kind }).kind).toBe(expected));
});

describe("alternatives", () => {
  it("each alternative is a resource, most certain first", () => {
    expect(ids("path", { name: [from("setting", "b/late.csv"), from("literal", "b/early.csv")] })).toEqual(["file:b/early.csv", "file:b/late.csv"]);
  });
  it("a default beside its environment variable is an alias that may meet", () => {
    const found = only("uri", { name: [from("environment", "s3://", hole("environment", "LAKE"), "/x"), from("default", "s3://dev-lake/x")] });
    expect(found).toMatchObject({ id: "s3://${LAKE}/x", aliases: ["s3://dev-lake/x"] });
  });
  it("a checked-in value of a variable goes before its name", () => {
    const found = only("uri", { name: [from("environment", "s3://", hole("environment", "LAKE"), "/x"), from("environment", "s3://prod-lake/x")] });
    expect(found).toMatchObject({ id: "s3://prod-lake/x", aliases: [], attributes: { aliases: ["s3://${LAKE}/x"] } });
  });
  it("a default that the launcher replaces is kept for reading only", () => {
    const found = only("path", { name: [from("default", "data/a.csv"), from("command-line", "data/b.csv")] });
    expect(found).toMatchObject({ id: "file:data/b.csv", aliases: [], attributes: { aliases: ["file:data/a.csv"] } });
  });
  it("a value takes the template that it fills, no other", () => {
    const lake = hole("environment", "LAKE");
    const found = spell("uri", { name: [...["x", "y"].flatMap((file) => [from("environment", "s3://", lake, `/${file}`), from("environment", `s3://prod-lake/${file}`)])] });
    expect(found.map((it) => [it.id, it.attributes["aliases"]])).toEqual([["s3://prod-lake/x", ["s3://${LAKE}/x"]], ["s3://prod-lake/y", ["s3://${LAKE}/y"]]]);
  });
  it("a default that does not fill the template stays a name of its own", () => {
    expect(ids("uri", { name: [from("environment", "s3://", hole("environment", "LAKE"), "/x"), from("default", "s3://dev-lake/other")] })).toEqual(["s3://${LAKE}/x", "s3://dev-lake/other"]);
  });
  it("a variable at the beginning may bring its own scheme", () => {
    const found = only("path", { name: [from("environment", hole("environment", "OUT"), "/x.csv"), from("default", "s3://lake/x.csv")] });
    expect(found).toMatchObject({ id: "file:${OUT}/x.csv", aliases: ["s3://lake/x.csv"] });
  });
  it("a variable that is the whole name leaves its default", () => {
    const found = only("path", { name: [from("environment", hole("environment", "DATA")), from("default", "data/clicks.csv")] });
    expect(found).toMatchObject({ id: "file:data/clicks.csv", provenance: "default", attributes: { aliases: ["file:${DATA}"] } });
  });
  it("two defaults without a variable stay two", () => {
    expect(ids("path", { name: [from("default", "data/a.csv"), from("default", "data/b.csv")] })).toEqual(["file:data/a.csv", "file:data/b.csv"]);
  });
  it("parts combine, up to eight", () => {
    const many = (...names: string[]): readonly Text[] => names.map((name) => text(name));
    expect(ids("bucket-key", { bucket: many("a", "b"), key: many("x", "y") }, { platform: "s3" })).toEqual(["s3://a/x", "s3://a/y", "s3://b/x", "s3://b/y"]);
    expect(ids("bucket-key", { bucket: many("a", "b", "c"), key: many("1", "2", "3", "4") }, { platform: "s3" })).toHaveLength(8);
  });
  it("the order of alternatives tells nothing", () => {
    const texts = [from("setting", "b/late.csv"), from("literal", "b/early.csv"), from("literal", "b/", hole("variable", "x"))];
    expect(ids("path", { name: texts })).toEqual(ids("path", { name: [...texts].reverse() }));
  });
});

describe("any text at all", () => {
  const forms: readonly NameForm[] = [
    "uri", "path", "url", "table", "sql-or-table", "bucket-key", "topic", "queue", "stream", "model-uri", "registry", "artifact", "hf-repo", "hf-dataset", "feature-ref", "feature-view",
    "feature-group", "route", "flag", "setting", "cron", "package", "owner", "consumer", "feature", "experiment", "metric", "step", "memory", "builtin-dataset", "handle", "sql", "command",
  ];
  const piece = fc.oneof(fc.string(), fc.constantFrom("s3://", "../", "{", "}", "{{", "${", "}}", "%Y", "*", ":", "@", "`", "[", "/<root>/", "$", "2024-01-02", "\ue000", "models:/", "azureml:"));
  it("gives names with a known part or none, twice the same, and never throws", () => {
    fc.assert(fc.property(fc.constantFrom(...forms), fc.constantFrom(undefined, "s3", "bigquery", "azureml", "redis", "mlflow"), fc.array(piece, { maxLength: 8 }), (form, platform, pieces) => {
      const name = pieces.join("");
      const found = spell(form, { name: name === "" ? [] : name }, platform ? { platform } : {});
      for (const it of found) expect(it.known).toBeGreaterThan(0);
      expect(spell(form, { name: name === "" ? [] : name }, platform ? { platform } : {})).toEqual(found);
    }), { numRuns: 2000 });
  });
  it("that is longer than a name is none", () => {
    expect(ids("uri", { name: `s3://lake/${"a:".repeat(50_000)}` })).toEqual([]);
    expect(ids("table", { name: "`".repeat(50_000) })).toEqual([]);
    expect(ids("path", { name: `out/${"%Y".repeat(50_000)}a` })).toEqual([]);
  });
});
