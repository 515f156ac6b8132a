import { describe, expect, it } from "vitest";
import { interpretFiles, linesOf, type Files } from "./project.js";

interface Case { readonly says: string; readonly files: Files; readonly lines: readonly string[] }

const FIT = `import argparse\nimport pandas as pd\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--clicks", default="ads/default.csv")\n    parser.add_argument("--out-dir", dest="out")\n    parser.add_argument("--dry", action="store_true")\n    args = parser.parse_args()\n    frame = pd.read_csv(args.clicks)\n    frame.to_csv(args.out + "/copy.csv")\n\nif __name__ == "__main__":\n    main()\n`;
const ARGV = `import sys\nimport pandas as pd\npd.read_csv(sys.argv[1])\n`;

/** What the fraud team's commands, environments and settings files bind. */
const cases: readonly Case[] = [
  {
    says: "a stage's command binds options; the default that it overrides is not read",
    files: { "fit.py": FIT, "dvc.yaml": "stages:\n  fit:\n    cmd: python fit.py --dry --clicks fraud/cards.csv --out-dir=fraud/out\n" },
    lines: ["fit.py#main reads file:fraud/cards.csv", "fit.py#main writes file:fraud/out/copy.csv <- file:fraud/cards.csv"],
  },
  {
    says: "an abbreviated option",
    files: { "fit.py": FIT, "dvc.yaml": "stages:\n  fit:\n    cmd: python fit.py --out fraud/out\n" },
    lines: ["fit.py#main reads file:ads/default.csv", "fit.py#main writes file:fraud/out/copy.csv <- file:ads/default.csv"],
  },
  {
    says: "without a launcher the default is read and the option stays a hole",
    files: { "fit.py": FIT },
    lines: ["fit.py#main reads file:ads/default.csv", "fit.py#main writes file:{out}/copy.csv <- file:ads/default.csv"],
  },
  {
    says: "positions of the argument vector",
    files: { "jobs/load.py": ARGV, "run.sh": "python jobs/load.py fraud/cards.csv\n" },
    lines: ["jobs/load.py#<module> reads file:fraud/cards.csv"],
  },
  {
    says: "a module that is run by name",
    files: { "jobs/__init__.py": "", "jobs/load.py": ARGV, "run.sh": "python -m jobs.load fraud/cards.csv\n" },
    lines: ["jobs/load.py#<module> reads file:fraud/cards.csv"],
  },
  {
    says: "code that starts another script",
    files: { "load.py": ARGV, "all.py": `import subprocess\nfor name in ["cards", "shops"]:\n    subprocess.run(["python", "load.py", f"fraud/{name}.csv"])\n` },
    lines: ["load.py#<module> reads file:fraud/cards.csv", "load.py#<module> reads file:fraud/shops.csv"],
  },
  {
    says: "two scripts that share a parser each have their own values",
    files: {
      "options.py": `import argparse\n\ndef parse():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--table")\n    return parser.parse_args()\n`,
      "a.py": `import pandas as pd\nfrom options import parse\npd.read_csv(parse().table)\n`, "b.py": `import pandas as pd\nfrom options import parse\npd.read_json(parse().table)\n`,
      "run.sh": "python a.py --table fraud/a.csv\npython b.py --table fraud/b.json\n",
    },
    lines: ["a.py#<module> reads file:fraud/a.csv", "b.py#<module> reads file:fraud/b.json"],
  },
  {
    says: "options of a command-line decorator",
    files: { "fit.py": `import click\nimport pandas as pd\n\n@click.command()\n@click.option("--clicks", default="ads/default.csv")\ndef main(clicks):\n    pd.read_csv(clicks)\n\nif __name__ == "__main__":\n    main()\n`, "run.sh": "python fit.py --clicks fraud/cards.csv\n" },
    lines: ["fit.py#main reads file:fraud/cards.csv"],
  },
  {
    says: "parameters of a function that typer runs, beside one that it does not run",
    files: { "fit.py": `import typer\nimport pandas as pd\n\ndef main(clicks: str = "ads/default.csv", out_dir: str = "ads"):\n    pd.read_csv(clicks).to_csv(out_dir + "/out.csv")\n\ndef other(clicks="ads/other.csv"):\n    pd.read_json(clicks)\n\nif __name__ == "__main__":\n    typer.run(main)\n    other()\n`, "run.sh": "python fit.py --clicks fraud/cards.csv --out-dir fraud\n" },
    lines: ["fit.py#other reads file:ads/other.csv", "fit.py#main reads file:fraud/cards.csv", "fit.py#main writes file:fraud/out.csv <- file:fraud/cards.csv"],
  },
  {
    says: "commands of a typer application: options and arguments, each command by its first word",
    files: { "fit.py": `import typer\nimport pandas as pd\napp = typer.Typer()\n\n@app.command()\ndef load_cards(source: str = typer.Option("ads/default.csv", "--from", "-f"), name: str = typer.Argument("ads/x.csv")):\n    pd.read_csv(source).to_csv(name)\n\n@app.command()\ndef show(source: str = "ads/shown.csv"):\n    pd.read_csv(source)\n\nif __name__ == "__main__":\n    app()\n`, "run.sh": "python fit.py load-cards -f fraud/cards.csv fraud/x.csv\n" },
    lines: ["fit.py#load_cards reads file:fraud/cards.csv", "fit.py#load_cards writes file:fraud/x.csv <- file:fraud/cards.csv", "fit.py#show reads file:ads/shown.csv"],
  },
  {
    says: "functions that fire runs take words by name and by position",
    files: { "fit.py": `import fire\nimport pandas as pd\n\ndef fit(cards="ads/c.csv", out="ads/o.csv"):\n    pd.read_csv(cards).to_csv(out)\n\ndef ask(cards):\n    pd.read_json(cards)\n\nif __name__ == "__main__":\n    fire.Fire({"fit": fit, "ask": ask})\n`, "run.sh": "python fit.py fit --cards=fraud/cards.csv\npython fit.py ask fraud/a.json\n" },
    lines: ["fit.py#ask reads file:fraud/a.json", "fit.py#fit reads file:fraud/cards.csv", "fit.py#fit writes file:ads/o.csv <- file:fraud/cards.csv"],
  },
  {
    says: "fields of a settings class with a prefix read the variables of that prefix, other fields their defaults (a default stays beside a variable)",
    files: {
      "a.py": `from pydantic_settings import BaseSettings, SettingsConfigDict\nimport pandas as pd\n\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="FRAUD_")\n    cards: str = "ads/a.csv"\n    shops: str = "ads/b.csv"\n\nsettings = Settings()\npd.read_csv(settings.cards)\npd.read_csv(settings.shops)\n`,
      "b.py": `from pydantic import BaseSettings\nimport pandas as pd\n\nclass Settings(BaseSettings):\n    cards: str\n    class Config:\n        env_prefix = "FRAUD_"\n\npd.read_csv(Settings().cards)\n`, ".env": "FRAUD_CARDS=fraud/cards.csv\nSHOPS=fraud/shops.csv\n",
    },
    lines: ["a.py#<module> reads file:ads/a.csv", "a.py#<module> reads file:ads/b.csv", "a.py#<module> reads file:fraud/cards.csv", "b.py#<module> reads file:fraud/cards.csv"],
  },
  {
    says: "an environment variable has the value of a checked-in file, else keeps its name (its default is an alias)",
    files: { "a.py": `import os\nimport pandas as pd\npd.read_csv(os.environ["BUCKET"] + "/cards.csv")\npd.read_csv(os.getenv("LAKE", "s3://lake") + "/shops.csv")\n`, ".env": "BUCKET=s3://fraud\n" },
    lines: ["a.py#<module> reads s3://fraud/cards.csv", "a.py#<module> reads file:${LAKE}/shops.csv"],
  },
  {
    says: "a word for nothing is no name: the default that stands for it is not read, the name that a command gives is",
    files: {
      "a.py": `import argparse\nimport pandas as pd\nparser = argparse.ArgumentParser()\nparser.add_argument("--shops", default="none")\nparser.add_argument("--cards", default="none.csv")\nargs = parser.parse_args()\npd.read_csv(args.cards)\nif args.shops != "none":\n    pd.read_csv(args.shops)\n`,
      "b.py": `import sys\nimport pandas as pd\npd.read_csv(sys.argv[1])\n`, "run.sh": "python b.py None\npython b.py fraud/shops.csv\n",
    },
    lines: ["a.py#<module> reads file:none.csv", "b.py#<module> reads file:fraud/shops.csv"],
  },
  {
    says: "data between the steps of a pipeline: what one step writes below it another reads; other data has another name",
    files: {
      "fit.py": `${FIT}`, "show.py": ARGV.replace("sys.argv[1]", "sys.argv[1] + '/copy.csv'"),
      "build.py": `from azureml.pipeline.core import PipelineData\nfrom azureml.pipeline.steps import PythonScriptStep\n\ndef main():\n    scored = PipelineData("scored")\n    other = PipelineData("other")\n    PythonScriptStep(name="fit", script_name="fit.py", arguments=["--clicks", "fraud/cards.csv", "--out-dir", scored])\n    PythonScriptStep(name="show", script_name="show.py", arguments=[scored])\n    PythonScriptStep(name="again", script_name="show.py", arguments=[other])\n\nmain()\n`,
    },
    lines: ["fit.py#main reads file:fraud/cards.csv", "fit.py#main writes azureml://scored/copy.csv <- file:fraud/cards.csv", "show.py#<module> reads azureml://other/copy.csv", "show.py#<module> reads azureml://scored/copy.csv"],
  },
  {
    says: "keys of a settings file",
    files: { "a.py": `import json\nimport yaml\nimport pandas as pd\nwith open("params.yaml") as f:\n    params = yaml.safe_load(f)\npd.read_csv(params["data"]["cards"])\nmore = json.load(open("more.json"))\nfor name in more["shops"]:\n    pd.read_csv(name)\n`, "params.yaml": "data:\n  cards: fraud/cards.csv\n", "more.json": `{"shops": ["fraud/s1.csv", "fraud/s2.csv"]}` },
    lines: ["a.py#<module> reads file:fraud/cards.csv", "a.py#<module> reads file:fraud/s1.csv", "a.py#<module> reads file:fraud/s2.csv", "a.py#<module> reads file:more.json", "a.py#<module> reads file:params.yaml"],
  },
  {
    says: "a settings tree that travels through a class",
    files: { "a.py": `import yaml\nimport pandas as pd\n\nclass Job:\n    def __init__(self, path):\n        self.conf = yaml.safe_load(open(path))["job"]\n    def run(self):\n        pd.read_csv(self.conf["cards"])\n\ndef main():\n    Job("params.yaml").run()\n\nmain()\n`, "params.yaml": "job:\n  cards: fraud/cards.csv\n" },
    lines: ["a.py#main reads file:fraud/cards.csv", "a.py#main reads file:params.yaml"],
  },
];

describe("names that come through a process boundary", () => {
  it.each(cases)("$says", async ({ files, lines }) => {
    expect(await linesOf(files)).toEqual([...lines].sort());
  });

  it("links the stage and the starting code to the started job", async () => {
    const files = { "load.py": ARGV, "dvc.yaml": "stages:\n  load:\n    cmd: python load.py a.csv\n", "all.py": `import os\n\ndef main():\n    os.system("python load.py b.csv")\n\nmain()\n` };
    const { launches } = await interpretFiles(files);
    expect(launches.map((launch) => [launch.path, launch.starter, launch.job])).toEqual([["all.py", "job:all.py#main", "job:load.py#<module>"], ["dvc.yaml", null, "job:load.py#<module>"]]);
    expect(launches[1]?.observation).not.toBeNull();
  });

  it("takes no command for a launcher that only mentions the script", async () => {
    const { launches } = await interpretFiles({ "load.py": ARGV, "run.sh": "cat load.py\nblack load.py\npython other.py load.txt\n" });
    expect(launches).toEqual([]);
  });
});

describe("switches", () => {
  it("tells reads, writes and unread switches of one parser apart", async () => {
    const code = `import argparse\n\ndef use(options):\n    print(options.rate)\n\ndef main():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--rate", default=1)\n    parser.add_argument("--dead")\n    parser.add_argument("--assigned")\n    args = parser.parse_args()\n    args.assigned = 3\n    use(args)\n\nmain()\n`;
    const { flags } = await interpretFiles({ "fit.py": code, "run.sh": "python fit.py --dead 4\n" });
    expect(flags.filter((flag) => flag.provider === "argparse").map((flag) => [flag.name, flag.reads.map((read) => read.line), flag.writes.map((write) => [write.by, write.value]), flag.escapes.length])).toEqual([
      ["--assigned", [], [["code", "3"]], 0], ["--dead", [], [["launcher", "4"]], 0], ["--rate", [4], [], 0],
    ]);
  });

  it("lets a loop over all keys silence the unread ones, and an f-string key only those that it matches", async () => {
    const code = `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--limit_train")\nparser.add_argument("--other")\nargs = parser.parse_args()\nfor split in splits():\n    print(getattr(args, f"limit_{split}"))\n`;
    const { flags } = await interpretFiles({ "fit.py": code });
    expect(flags.filter((flag) => flag.provider === "argparse").map((flag) => [flag.name, flag.escapes.some((escape) => escape.silences)])).toEqual([["--limit_train", true], ["--other", false]]);
    const all = await interpretFiles({ "fit.py": code.replace(/for split[\s\S]*/, "command = [f'{k}={v}' for k, v in vars(args).items()]\n") });
    expect(all.flags.filter((flag) => flag.provider === "argparse").every((flag) => flag.escapes.some((escape) => escape.silences))).toBe(true);
  });
});
