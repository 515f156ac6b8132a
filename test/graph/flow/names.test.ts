import { describe, expect, it } from "vitest";
import { linesOf, type Files } from "./project.js";

interface Case { readonly says: string; readonly files: Files; readonly lines: readonly string[] }

const READ = "import pandas as pd\n";

/** Where the ad-ranking team hides the names of its tables and files. */
const cases: readonly Case[] = [
  {
    says: "a literal",
    files: { "a.py": `${READ}pd.read_csv("ads/clicks.csv")\n` },
    lines: ["a.py#<module> reads file:ads/clicks.csv"],
  },
  {
    says: "locals, f-strings, joins and paths",
    files: { "a.py": `import os\nfrom pathlib import Path\n${READ}day = "monday"\nbase = os.path.join("ads", "raw")\npd.read_csv(f"{base}/{day}.csv")\npd.read_csv(Path(base) / "shown.csv")\npd.read_csv("{}/{x}.csv".format("web", x=day.replace("mon", "tues")))\n` },
    lines: ["a.py#<module> reads file:ads/raw/monday.csv", "a.py#<module> reads file:ads/raw/shown.csv", "a.py#<module> reads file:web/tuesday.csv"],
  },
  {
    says: "branches are alternatives",
    files: { "a.py": `${READ}def main(fast):\n    path = "ads/all.csv"\n    if fast:\n        path = "ads/few.csv"\n    pd.read_csv(path)\n\nmain(True)\n` },
    lines: ["a.py#main reads file:ads/all.csv", "a.py#main reads file:ads/few.csv"],
  },
  {
    says: "a loop over a written list",
    files: { "a.py": `${READ}for day in ["mon", "tue"]:\n    pd.read_csv(f"ads/{day}.csv")\n` },
    lines: ["a.py#<module> reads file:ads/mon.csv", "a.py#<module> reads file:ads/tue.csv"],
  },
  {
    says: "a function that is called with two names gives two reads, each with its own",
    files: { "a.py": `${READ}def table(name, folder="ads"):\n    return pd.read_parquet(f"{folder}/{name}.parquet")\n\ndef main():\n    table("clicks")\n    table("shown", folder="web")\n\nmain()\n` },
    lines: ["a.py#main reads file:ads/clicks.parquet", "a.py#main reads file:web/shown.parquet"],
  },
  {
    says: "constants and helpers of other modules, re-exported by a package",
    files: {
      "src/ads/__init__.py": "from .paths import CLICKS as PATH\n", "src/ads/paths.py": `ROOT = "lake"\nCLICKS = ROOT + "/clicks.csv"\n`, "src/ads/io.py": `${READ}from ads import PATH\n\ndef load():\n    return pd.read_csv(PATH)\n`,
      "jobs/fit.py": "from ads.io import load\n\nload()\n",
    },
    lines: ["jobs/fit.py#<module> reads file:lake/clicks.csv"],
  },
  {
    says: "a star import",
    files: { "consts.py": `CLICKS = "ads/clicks.csv"\n_HIDDEN = "no"\n`, "a.py": `${READ}from consts import *\npd.read_csv(CLICKS)\n` },
    lines: ["a.py#<module> reads file:ads/clicks.csv"],
  },
  {
    says: "attributes that a constructor sets, a property, a class constant, an inherited method",
    files: { "a.py": `${READ}class Base:\n    FOLDER = "ads"\n    def load(self):\n        return pd.read_csv(self.path)\n\nclass Clicks(Base):\n    def __init__(self, name):\n        self.name = name\n    @property\n    def path(self):\n        return f"{self.FOLDER}/{self.name}.csv"\n\ndef main():\n    Clicks("clicks").load()\n    Clicks("views").load()\n\nmain()\n` },
    lines: ["a.py#main reads file:ads/clicks.csv", "a.py#main reads file:ads/views.csv"],
  },
  {
    says: "fields of a data class, with the default of one",
    files: { "a.py": `from dataclasses import dataclass\n${READ}@dataclass\nclass Config:\n    name: str\n    folder: str = "ads"\n\ndef run(config: Config):\n    pd.read_csv(f"{config.folder}/{config.name}.csv")\n\nrun(Config(name="clicks"))\n` },
    lines: ["a.py#run reads file:ads/clicks.csv"],
  },
  {
    says: "dictionaries, nested and merged",
    files: { "a.py": `${READ}conf = {"data": {"clicks": "ads/clicks.csv"}}\nmore = {**conf, "extra": "ads/extra.csv"}\nmore["late"] = "ads/late.csv"\npd.read_csv(more["data"]["clicks"])\npd.read_csv(more.get("extra"))\npd.read_csv(more["late"])\n` },
    lines: ["a.py#<module> reads file:ads/clicks.csv", "a.py#<module> reads file:ads/extra.csv", "a.py#<module> reads file:ads/late.csv"],
  },
  {
    says: "partial application, a lambda and a function that is passed on",
    files: { "a.py": `from functools import partial\n${READ}def load(folder, name):\n    return pd.read_csv(f"{folder}/{name}.csv")\n\ndef each(f, names):\n    for name in names:\n        f(name)\n\ndef main():\n    each(partial(load, "ads"), ["clicks"])\n    each(lambda name: load("web", name), ["views"])\n\nmain()\n` },
    lines: ["a.py#main reads file:ads/clicks.csv", "a.py#main reads file:web/views.csv"],
  },
  {
    says: "a closure and a decorator that wraps",
    files: { "a.py": `import functools\n${READ}def logged(f):\n    @functools.wraps(f)\n    def inner(*args, **kwargs):\n        return f(*args, **kwargs)\n    return inner\n\n@logged\ndef load(name):\n    return pd.read_csv(f"ads/{name}.csv")\n\ndef main(day="mon"):\n    def path():\n        return f"{day}/x"\n    load(path())\n\nmain()\n` },
    lines: ["a.py#main reads file:ads/mon/x.csv"],
  },
  {
    says: "an open file stands for its path",
    files: { "a.py": `import pickle\ndef main():\n    with open("ads/state.pkl", "rb") as f:\n        state = pickle.load(f)\n    with open("ads/copy.pkl", "wb") as g:\n        pickle.dump(state, g)\n\nmain()\n` },
    lines: ["a.py#main reads file:ads/state.pkl", "a.py#main writes file:ads/copy.pkl <- file:ads/state.pkl"],
  },
  {
    says: "a name that nothing tells keeps the name of its parameter",
    files: { "a.py": `${READ}def load(day):\n    return pd.read_csv(f"s3://ads/{day}/clicks.csv")\n` },
    lines: ["a.py#load reads s3://ads/{day}/clicks.csv"],
  },
];

describe("names of resources through code", () => {
  it.each(cases)("$says", async ({ files, lines }) => {
    expect(await linesOf(files)).toEqual([...lines].sort());
  });

  // Quiet twins: the same words where no name may be told.
  it.each<Case>([
    { says: "text that no reader gets is no resource", files: { "a.py": `${READ}path = "ads/clicks.csv"\nprint(path)\n` }, lines: [] },
    { says: "a frame's text without a path is no write", files: { "a.py": `${READ}pd.DataFrame([1]).to_csv()\n` }, lines: [] },
    { says: "a reader of the project's own is not the library's", files: { "pandas_like.py": "def read_csv(path):\n    return path\n", "a.py": `from pandas_like import read_csv\nread_csv("ads/clicks.csv")\n` }, lines: [] },
    { says: "a module far away is not meant by a bare import", files: { "one/lib/paths.py": `P = "ads/a.csv"\n`, "two/job.py": `${READ}import paths\npd.read_csv(paths.P)\n` }, lines: [] },
  ])("$says", async ({ files, lines }) => {
    expect(await linesOf(files)).toEqual(lines);
  });
});
