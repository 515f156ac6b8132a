import { describe, expect, it } from "vitest";
import { analyzeFiles } from "../../src/engine/analyze-files.js";
import { publish } from "../../src/graph/publish.js";
import { closure } from "../../src/graph/queries/closure.js";
import { influences } from "../../src/graph/queries/influences.js";
import { edgeLines } from "./project-builder.js";

// The ad-ranking team: SQL prepares clicks, one job fits the ranker on the clicks and the shown items, another scores and stores what is shown.
const files: Readonly<Record<string, string>> = {
  "requirements.txt": "pandas\nscikit-learn\njoblib\n",
  "sql/clicks.sql": "insert into feed.clicks select item, label from raw.events;\n",
  "jobs/fit.py": [
    "import joblib", "import pandas as pd", "from sklearn.linear_model import LogisticRegression", "", "def main():",
    "    shown = pd.read_csv('out/shown.csv')", "    model = LogisticRegression()", "    model.fit(shown[['rank']], shown['label'])", "    joblib.dump(model, 'models/ranker.joblib')", "",
    "if __name__ == '__main__':", "    main()", "",
  ].join("\n"),
  "jobs/score.py": [
    "import joblib", "import pandas as pd", "", "def main():", "    model = joblib.load('models/ranker.joblib')", "    today = pd.read_parquet('s3://feed/today.parquet')",
    "    today['rank'] = model.predict_proba(today[['item']])", "    today.to_csv('out/shown.csv')", "", "if __name__ == '__main__':", "    main()", "",
  ].join("\n"),
};
const tool = { name: "mldebt", version: "0.0.0" };

describe("linking text into a graph", () => {
  it("joins code, SQL and files by their names", async () => {
    const { graph } = await analyzeFiles(files);
    const lines = edgeLines(graph).filter((line) => !/ (?:calls|imports|contains) /.test(line));
    for (const line of [
      "file:out/shown.csv reads job:jobs/fit.py#main certain", "job:jobs/fit.py#main trains file:models/ranker.joblib certain", "job:jobs/fit.py#main writes file:models/ranker.joblib certain",
      "file:models/ranker.joblib reads job:jobs/score.py#main certain", "file:models/ranker.joblib predicts job:jobs/score.py#main certain", "job:jobs/score.py#main writes file:out/shown.csv certain",
      "s3://feed/today.parquet reads job:jobs/score.py#main certain", "job:sql/clicks.sql#<module> writes table:feed.clicks certain", "table:raw.events reads job:sql/clicks.sql#<module> certain",
    ]) expect(lines).toContain(line);
    expect(graph.nodes.find((node) => node.id === "file:models/ranker.joblib")?.kind).toBe("model");
  });
  it("closes the loop through the model", async () => {
    const { graph } = await analyzeFiles(files);
    expect(influences(graph).map((it) => [it.from, it.to, it.kind])).toEqual([["file:models/ranker.joblib", "file:models/ranker.joblib", "train"]]);
    expect(closure(graph, "file:models/ranker.joblib", "up").members.map((it) => it.id)).toContain("s3://feed/today.parquet");
  });
  it("gives the same bytes whatever the order of files", async () => {
    const bytes = async (order: readonly string[]): Promise<string> => JSON.stringify(publish((await analyzeFiles(Object.fromEntries(order.map((path) => [path, files[path] ?? ""])))).graph, tool));
    const paths = Object.keys(files);
    expect(await bytes([...paths].reverse())).toBe(await bytes(paths));
  });
});
