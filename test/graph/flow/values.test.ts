import { describe, expect, it } from "vitest";
import { interpretFiles, linesOf, type Files } from "./project.js";

interface Case { readonly says: string; readonly files: Files; readonly lines: readonly string[] }

const HEAD = "import joblib\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n";

/** How values of the fraud team flow from reads through models to writes. */
const cases: readonly Case[] = [
  {
    says: "a fit, its stored model and a stored prediction",
    files: { "a.py": `${HEAD}cards = pd.read_csv("cards.csv")\nmodel = LogisticRegression()\nmodel.fit(cards[["amount"]], cards["fraud"])\njoblib.dump(model, "fraud.joblib")\ncards["score"] = model.predict(cards[["amount"]])\ncards.to_csv("scored.csv")\n` },
    lines: ["a.py#<module> predicts file:fraud.joblib", "a.py#<module> reads file:cards.csv [prediction training]", "a.py#<module> trains file:fraud.joblib <- file:cards.csv", "a.py#<module> writes file:fraud.joblib <- file:cards.csv", "a.py#<module> writes file:scored.csv [prediction] <- file:cards.csv file:fraud.joblib of file:fraud.joblib"],
  },
  {
    says: "what is written before the prediction is put in does not carry it",
    files: { "a.py": `${HEAD}model = joblib.load("fraud.joblib")\ncards = pd.read_csv("cards.csv")\ncards.to_csv("before.csv")\ncards["score"] = model.predict(cards)\ncards.to_csv("after.csv")\n` },
    lines: ["a.py#<module> predicts file:fraud.joblib", "a.py#<module> reads file:cards.csv [prediction]", "a.py#<module> reads file:fraud.joblib", "a.py#<module> writes file:after.csv [prediction] <- file:cards.csv file:fraud.joblib of file:fraud.joblib", "a.py#<module> writes file:before.csv <- file:cards.csv"],
  },
  {
    says: "two values of one job stay apart",
    files: { "a.py": `${HEAD}a = pd.read_csv("a.csv")\nb = pd.read_csv("b.csv")\na.dropna().to_csv("a2.csv")\nb.to_csv("b2.csv")\n` },
    lines: ["a.py#<module> reads file:a.csv", "a.py#<module> reads file:b.csv", "a.py#<module> writes file:a2.csv <- file:a.csv", "a.py#<module> writes file:b2.csv <- file:b.csv"],
  },
  {
    says: "helpers in another file: read, fit, predict, save",
    files: {
      "lib/steps.py": `${HEAD}\ndef load(path):\n    return pd.read_csv(path)\n\ndef train(frame):\n    model = LogisticRegression()\n    model.fit(frame, frame["y"])\n    return model\n\ndef score(model, frame):\n    return pd.DataFrame(model.predict(frame))\n\ndef save(frame, path):\n    frame.to_csv(path)\n`,
      "run.py": `from lib.steps import load, train, score, save\n\ndef main():\n    model = train(load("train.csv"))\n    save(score(model, load("new.csv")), "scores.csv")\n    save(load("plain.csv"), "copy.csv")\n\nif __name__ == "__main__":\n    main()\n`,
    },
    lines: ["run.py#main predicts model:run.py#main#model", "run.py#main reads file:new.csv [prediction]", "run.py#main reads file:plain.csv", "run.py#main reads file:train.csv [training]", "run.py#main trains model:run.py#main#model <- file:train.csv", "run.py#main writes file:copy.csv <- file:plain.csv", "run.py#main writes file:scores.csv [prediction] <- file:new.csv model:run.py#main#model of model:run.py#main#model"],
  },
  {
    says: "a helper that changes a frame in place",
    files: { "a.py": `${HEAD}def add(frame, model):\n    frame["score"] = model.predict(frame)\n\ndef main():\n    cards = pd.read_csv("cards.csv")\n    add(cards, joblib.load("m.joblib"))\n    cards.to_csv("out.csv")\n\nmain()\n` },
    lines: ["a.py#main predicts file:m.joblib", "a.py#main reads file:cards.csv [prediction]", "a.py#main reads file:m.joblib", "a.py#main writes file:out.csv [prediction] <- file:cards.csv file:m.joblib of file:m.joblib"],
  },
  {
    says: "a model that lives in an attribute and is fitted by another method",
    files: { "a.py": `${HEAD}class Job:\n    def __init__(self):\n        self.model = LogisticRegression()\n    def fit(self):\n        self.model.fit(pd.read_csv("train.csv"), [1])\n    def save(self):\n        joblib.dump(self.model, "m.joblib")\n\ndef main():\n    job = Job()\n    job.fit()\n    job.save()\n\nmain()\n` },
    lines: ["a.py#main reads file:train.csv [training]", "a.py#main trains file:m.joblib <- file:train.csv", "a.py#main writes file:m.joblib <- file:train.csv"],
  },
  {
    says: "a global that one handler loads and another uses",
    files: { "score.py": `${HEAD}model = None\n\ndef init():\n    global model\n    model = joblib.load("m.joblib")\n\ndef run(rows):\n    return model.predict(rows)\n` },
    lines: ["score.py#init reads file:m.joblib", "score.py#run predicts file:m.joblib"],
  },
  {
    says: "metrics are measured from predictions, they are none",
    files: { "a.py": `import json\n${HEAD}from sklearn.metrics import accuracy_score\ncards = pd.read_csv("cards.csv")\nmodel = joblib.load("m.joblib")\nwith open("metrics.json", "w") as f:\n    json.dump({"accuracy": accuracy_score(cards["y"], model.predict(cards))}, f)\n` },
    lines: ["a.py#<module> evaluates file:m.joblib <- file:cards.csv file:m.joblib", "a.py#<module> predicts file:m.joblib", "a.py#<module> reads file:cards.csv [evaluation prediction]", "a.py#<module> reads file:m.joblib", "a.py#<module> writes file:metrics.json <- file:cards.csv"],
  },
  {
    says: "each frame of a written list goes under its own name",
    files: { "a.py": `${HEAD}def main():\n    cards = pd.read_csv("cards.csv")\n    scores = pd.DataFrame(joblib.load("m.joblib").predict(cards))\n    for frame, name in zip([cards, scores], ["x.csv", "y.csv"]):\n        save(frame, name)\n\ndef save(frame, name):\n    frame.to_csv(name)\n\nmain()\n` },
    lines: ["a.py#main predicts file:m.joblib", "a.py#main reads file:cards.csv [prediction]", "a.py#main reads file:m.joblib", "a.py#main writes file:x.csv <- file:cards.csv", "a.py#main writes file:y.csv [prediction] <- file:cards.csv file:m.joblib of file:m.joblib"],
  },
  {
    says: "folders above a file, by number and by name; one whose number is not known is a hole",
    files: {
      "jobs/fraud/fit.py": `${HEAD}import os\nfrom pathlib import Path\nHERE = Path(__file__).resolve()\npd.read_csv(HERE.parents[0] / "a.csv")\npd.read_csv(HERE.parents[2] / "data" / "b.csv")\npd.read_csv(os.path.join(os.path.dirname(__file__), os.pardir, "c.csv"))\npd.read_csv(HERE.parents[depth()] / "d.csv")\n`,
      "jobs/ads/fit.py": `${HEAD}from pathlib import Path\npd.read_csv(Path.cwd() / "e.csv")\npd.read_csv(Path.cwd().parent / "f.csv")\n`,
      "run.sh": "cd jobs && python ads/fit.py\n",
    },
    lines: [
      "jobs/ads/fit.py#<module> reads file:f.csv", "jobs/ads/fit.py#<module> reads file:jobs/e.csv", "jobs/fraud/fit.py#<module> reads file:data/b.csv", "jobs/fraud/fit.py#<module> reads file:jobs/c.csv",
      "jobs/fraud/fit.py#<module> reads file:jobs/fraud/a.csv", "jobs/fraud/fit.py#<module> reads file:{}/d.csv",
    ],
  },
  {
    says: "statements in calls: tables read and written, holes kept",
    files: { "a.py": `import pandas as pd\nfrom sqlalchemy import create_engine\nengine = create_engine("postgresql://host/db")\n\ndef load(day):\n    return pd.read_sql(f"select card, amount from fraud.cards_{day} where slice = 'random'", engine)\n\ndef main():\n    load("new").to_sql("scored", engine, schema="fraud", if_exists="append")\n\nmain()\n` },
    lines: ["a.py#main reads postgres:fraud.cards_new", "a.py#main writes postgres:fraud.scored <- postgres:fraud.cards_new"],
  },
];

describe("flow of values", () => {
  it.each(cases)("$says", async ({ files, lines }) => {
    expect(await linesOf(files)).toEqual([...lines].sort());
  });

  it("notes columns, row predicates, guards, swallowed failures and the mode of a write", async () => {
    const { effects } = await interpretFiles({
      "a.py": `import pandas as pd\nfrom sqlalchemy import create_engine\nengine = create_engine("postgresql://host/db")\n\ndef main(check):\n    frame = pd.read_sql("select card from fraud.cards where slice = 'random'", engine)\n    print(frame["card"])\n    if check:\n        try:\n            frame.to_sql("out", engine, if_exists="append")\n        except Exception:\n            pass\n\nmain(1)\n`,
    });
    const [read, write] = effects;
    expect([read?.columns, read?.filters, read?.guards, read?.swallowed]).toEqual([["card", "slice"], ["slice = 'random'"], [], false]);
    expect([write?.mode, write?.guards.map((guard) => [guard.condition, guard.holds]), write?.swallowed]).toEqual(["append", [["check", true]], true]);
  });

  it("names the columns that a fit aims at and those that predictions are put into", async () => {
    const { effects } = await interpretFiles({ "a.py": `${HEAD}cards = pd.read_csv("cards.csv")\nmodel = LogisticRegression()\nmodel.fit(cards[["amount"]], cards["fraud"].values)\nnew = pd.read_csv("new.csv")\nnew["score"] = model.predict(new[["amount"]])\nnew.to_csv("scored.csv")\ncards["copy"] = cards["amount"]\ncards.to_csv("plain.csv")\n` });
    const roles = effects.filter((effect) => effect.act === "reads" || effect.act === "writes").map((effect) => [effect.resource.name, effect.labels ?? null, effect.predicted ?? null]);
    expect(roles.sort()).toEqual([["cards.csv", ["fraud"], null], ["new.csv", null, null], ["plain.csv", null, null], ["scored.csv", null, ["score"]]]);
  });

  it("cites the IO call first, then the calls outward, then where the name was bound", async () => {
    const { effects } = await interpretFiles({ "a.py": `import pandas as pd\n\ndef load(name):\n    return pd.read_csv(name)\n\ndef main():\n    load("cards.csv")\n\nmain()\n` });
    expect(effects[0]?.evidence.map((place) => [place.line, place.via])).toEqual([[4, "pandas.read_csv"], [7, "load"], [9, "main"], [7, "name"]]);
  });
});

describe("who acts", () => {
  const jobsOf = async (files: Files): Promise<readonly string[]> => [...new Set((await interpretFiles(files)).effects.map((effect) => effect.job.id))];
  const load = "import pandas as pd\n\ndef load():\n    return pd.read_csv('cards.csv')\n";
  it("names a script's job by the function that holds its work, else by its module", async () => {
    expect(await jobsOf({ "a.py": `${load}\nif __name__ == "__main__":\n    load()\n` })).toEqual(["job:a.py#load"]);
    expect(await jobsOf({ "a.py": `${load}\ndef save(x):\n    x.to_csv("out.csv")\n\nsave(load())\n` })).toEqual(["job:a.py#<module>"]);
  });
  it("makes a job of a function that nobody calls, and none of one that only a test calls", async () => {
    expect(await jobsOf({ "a.py": load, "b.py": "from a import load\n\ndef run():\n    load()\n" })).toEqual(["job:b.py#run"]);
    expect(await jobsOf({ "a.py": load, "tests/test_a.py": "from a import load\n\ndef test_load():\n    load()\n" })).toEqual(["job:a.py#load", "job:tests/test_a.py#test_load"]);
  });
  it("lifts a helper to every job that reaches it", async () => {
    expect(await jobsOf({ "a.py": load, "b.py": "from a import load\nload()\n", "c.py": "from a import load\nload()\n" })).toEqual(["job:b.py#<module>", "job:c.py#<module>"]);
  });
  it("makes a job of each callable that a scheduler gets, with its arguments bound", async () => {
    const files = { "dag.py": `import pandas as pd\nfrom airflow import DAG\nfrom airflow.operators.python import PythonOperator\n\ndef load(name):\n    pd.read_csv(f"ads/{name}.csv")\n\nwith DAG("ads") as dag:\n    PythonOperator(task_id="load", python_callable=load, op_kwargs={"name": "clicks"})\n` };
    expect((await linesOf(files)).filter((line) => line.includes(" reads "))).toEqual(["dag.py#load reads file:ads/clicks.csv"]);
  });
});

describe("the interpreter as a whole", () => {
  const files: Files = Object.assign({}, ...cases.map((item, i) => Object.fromEntries(Object.entries(item.files).map(([path, text]) => [`p${i}/${path}`, text])))) as Files; // Object.assign of records of texts
  it("gives the same whatever the order of files", async () => {
    const paths = Object.keys(files);
    const once = JSON.stringify(await interpretFiles(files, paths));
    expect(JSON.stringify(await interpretFiles(files, [...paths].reverse()))).toBe(once);
    expect(JSON.stringify(await interpretFiles(files, [...paths].sort((a, b) => a.length - b.length)))).toBe(once);
  });
  it("comes to an end on recursion, cycles of imports and of classes", async () => {
    const odd: Files = {
      "a.py": "from b import g\nimport pandas as pd\n\ndef f(x, n):\n    pd.read_csv(x)\n    return g(x + 'a', [n, n])\n\nclass A(A):\n    pass\n\nf('x', f)\n", "b.py": "from a import f, A\n\ndef g(x, n):\n    return f(x, n) + g(n, x)\n\nA().y.z(A)\n",
    };
    expect((await linesOf(odd)).some((line) => line.includes("file:x"))).toBe(true);
  });
  it("stands a chain of modules and calls that is longer than any stack", async () => {
    const chain = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`m${i}.py`, `from m${i + 1} import f as g\n\ndef f(x):\n    return g(x)\n`]));
    const lines = await linesOf({ ...chain, "m1500.py": "import pandas as pd\n\ndef f(x):\n    return pd.read_csv(x)\n", "run.py": "from m1499 import f\nf('cards.csv')\n" });
    expect(lines).toContain("run.py#<module> reads file:cards.csv");
  });
});
