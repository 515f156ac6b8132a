import { describe, expect, it } from "vitest";
import { printLeaves, printProblems, readConfig } from "./print-settings.js";

interface Case { readonly says: string; readonly path: string; readonly text: string; readonly leaves: readonly string[]; readonly problems?: readonly string[] }

// The ranking team keeps its settings in every format there is.
const cases: readonly Case[] = [
  { says: "nested keys and lists of YAML", path: "conf/rank.yaml", text: "model:\n  depth: 6\n  rate: 0.1\nfeatures: [ctr, price]\nlabels:\n- click\n- {name: buy, weight: 2}\n", leaves: ["model.depth = 6", "model.rate = 0.1", 'features.0 = "ctr"', 'features.1 = "price"', 'labels.0 = "click"', 'labels.1.name = "buy"', "labels.1.weight = 2"] },
  { says: "spellings on which YAML versions disagree stay text, the others do not", path: "a.yaml", text: "a: no\nb: on\nc: 010\nd: 1:30\ne: 1_000\nf: ~\ng: true\nh: 10\ni: 1e3\nj: -.5\nk: '7'\nl: 2024-01-01\nm:\n", leaves: ['a = "no"', 'b = "on"', 'c = "010"', 'd = "1:30"', 'e = "1_000"', "f = null", "g = true", "h = 10", "i = 1000", "j = -0.5", 'k = "7"', 'l = "2024-01-01"', "m = null"] },
  { says: "the key `on` stays a word", path: ".github/workflows/train.yml", text: "on:\n  schedule:\n  - cron: '0 3 * * *'\n", leaves: ['on.schedule.0.cron = "0 3 * * *"'] },
  { says: "several documents", path: "k.yaml", text: "a: 1\n---\na: 2\n...\n", leaves: ["a = 1", "1:a = 2"] },
  { says: "anchors and merge keys, own keys win", path: "k.yaml", text: "base: &b {image: ads, cpu: 1}\nrank:\n  <<: *b\n  cpu: 2\nlist:\n  - *b\n", leaves: ['base.image = "ads"', "base.cpu = 1", "rank.cpu = 2", 'rank.image = "ads"', 'list.0.image = "ads"', "list.0.cpu = 1"] },
  { says: "a list of merges: the first wins", path: "k.yaml", text: "a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  <<: [*a, *b]\n", leaves: ["a.x = 1", "b.x = 2", "b.y = 3", "c.x = 1", "c.y = 3"] },
  { says: "of a key given twice the last counts", path: "k.yaml", text: "a: 1\na: 2\n", leaves: ["a = 2"] },
  { says: "an alias that contains itself ends", path: "k.yaml", text: "a: &a\n  b: *a\n", leaves: [], problems: ["limit 2:5 an alias contains itself"] },
  { says: "tags are kept, `!!str` decides", path: "cf.yaml", text: "bucket: !Ref Lake\nlist: !reference [a, b]\nn: !!str 7\n", leaves: ['bucket = !Ref "Lake"', "list !reference sequence", 'list.0 = "a"', 'list.1 = "b"', 'n = !!str "7"'] },
  { says: "block scalars, kept and folded", path: "k.yaml", text: "run: |\n  a\n    b\nfold: >-\n  c\n  d\n", leaves: ['run = "a\\n  b\\n"', 'fold = "c d"'] },
  { says: "templates inside YAML are names, control lines are nothing", path: "chart/templates/job.yaml", text: "{{- if .Values.on }}\nname: {{ .Values.name }}\nimage: \"ads:{{ .Values.tag }}\"\n{{- end }}\n", leaves: ["name = <expr:.Values.name>", 'image = "ads:" + <expr:.Values.tag>'] },
  { says: "a template may be a key", path: ".pipelines/t.yml", text: "inputs:\n  ${{ if eq(a, 'b') }}:\n    x: ${{ parameters.p }}\n", leaves: ["inputs.${{ if eq(a, 'b') }}.x = <expr:parameters.p>"] },
  { says: "a broken line costs itself only", path: "k.yaml", text: "a: 1\nb\nc: 'x\n", leaves: ["a = 1", "b = null", 'c = "x"'], problems: ["syntax 2:1 a key without a colon", "syntax 3:4 Missing closing 'quote"] },
  { says: "JSON with remarks and a trailing comma", path: "tsconfig.json", text: '{ // ads\n "a": [1, "x", null,], "b": {"c": true}, }', leaves: ["a.0 = 1", 'a.1 = "x"', "a.2 = null", "b.c = true"] },
  { says: "JSON cut in the middle", path: "a.json", text: '{"a": 1, "b": [2, {"c": ', leaves: ["a = 1", "b.0 = 2"], problems: ["syntax 1:1 a bracket that is never closed", "syntax 1:15 a bracket that is never closed", "syntax 1:19 a bracket that is never closed"] },
  { says: "TOML tables, dotted keys, arrays of tables", path: "pyproject.toml", text: '[tool.rank]\nx.y = 1\nz = ["a", { b = 2 }]\n[[job]]\nn = 1\n[[job]]\nn = 2.5\nd = 2024-01-01\n', leaves: ["tool.rank.x.y = 1", 'tool.rank.z.0 = "a"', "tool.rank.z.1.b = 2", "job.0.n = 1", "job.1.n = 2.5", 'job.1.d = "2024-01-01"'] },
  { says: "a broken line of TOML is passed over", path: "a.toml", text: "a = 1\nb = = 2\nc = 3\n", leaves: ["a = 1", "c = 3"], problems: ["syntax 2:1 Unexpected token"] },
  { says: "INI sections, both delimiters, remarks, several lines", path: "setup.cfg", text: "[metadata]\nname = rank ; remark\nurl: http://a#b\n[options.entry_points]\nconsole_scripts =\n    train = rank.train:main\n    score = rank.score:main\n", leaves: ['metadata.name = "rank"', 'metadata.url = "http://a#b"', 'options.entry_points.console_scripts.0 = "train = rank.train:main"', 'options.entry_points.console_scripts.1 = "score = rank.score:main"'] },
  { says: "git's indented keys are keys", path: ".dvc/config", text: "[core]\n    remote = lake\n    autostage = true\n['remote \"lake\"']\n    url = s3://ads/dvc\n", leaves: ['core.remote = "lake"', 'core.autostage = "true"', 'remote "lake".url = "s3://ads/dvc"'] },
  { says: "properties", path: "app.properties", text: "# ads\na.b=1\nlong = x\\\n  y\n! no\n", leaves: ['a.b = "1"', 'long = "xy"'] },
  { says: "an environment file: quotes, export, names bound above", path: ".env.prod", text: "# lake\nexport ROOT=s3://ads # hot\nCLICKS=\"${ROOT}/clicks\"\nRAW='${ROOT}'\nEMPTY=\nMODE=${MODE:-full}\nOTHER=$HOME/x\n", leaves: ['ROOT = "s3://ads"', 'CLICKS = "s3://ads" + "/clicks"', 'RAW = "${ROOT}"', 'EMPTY = ""', 'MODE = (<env:MODE> | "full")', 'OTHER = <env:HOME> + "/x"'] },
  { says: "requirements", path: "requirements-dev.txt", text: "-r base.txt\npandas==2.0 # pin\nscikit-learn[plots]>=1,<2 ; python_version < '3.12'\nads @ git+https://h/ads@main\n-e .\n--index-url https://x\nhttps://h/a.whl\n", leaves: ['0.include = "base.txt"', '1.name = "pandas"', '1.specifier = "==2.0"', '2.name = "scikit-learn"', '2.extras = "[plots]"', '2.specifier = ">=1,<2"', "2.marker = \"python_version < '3.12'\"", '3.name = "ads"', '3.url = "git+https://h/ads@main"', '4.editable = "."', '5.option = "--index-url https://x"', '6.url = "https://h/a.whl"'] },
  { says: "a Procfile, a crontab and owners", path: "Procfile", text: "web: gunicorn ads.app:app\n# none\nworker: python -m ads.worker\n", leaves: ['web = "gunicorn ads.app:app"', 'worker = "python -m ads.worker"'] },
  { says: "a crontab", path: "ops/crontab", text: "LAKE=s3://ads\n*/5 3 * * mon-fri cd /srv && python score.py\n@daily run.sh\n", leaves: ['environment.LAKE = "s3://ads"', 'jobs.0.schedule = "*/5 3 * * mon-fri"', 'jobs.0.command = "cd /srv && python score.py"', 'jobs.1.schedule = "@daily"', 'jobs.1.command = "run.sh"'] },
  { says: "owners of code", path: ".github/CODEOWNERS", text: "# all\n* @ads\n/score/ @fraud ml@ads.example\n", leaves: ['0.pattern = "*"', '0.owners.0 = "@ads"', '1.pattern = "/score/"', '1.owners.0 = "@fraud"', '1.owners.1 = "ml@ads.example"'] },
  { says: "a Dockerfile with stages, both command forms and names bound above", path: "Dockerfile", text: "ARG PY=3.11\nFROM python:${PY} AS base\nENV APP=/srv/ads MODE=\"full run\"\nWORKDIR $APP\nCOPY --from=build ./score $APP/score\nRUN pip install x && \\\n    # fast\n    python prep.py\nENTRYPOINT [\"python\", \"score.py\"]\nCMD --day $DAY\n", leaves: ['arg.PY = "3.11"', 'stages.0.from = "python:" + (<env:PY> | "3.11")', 'stages.0.as = "base"', 'stages.0.env.APP = "/srv/ads"', 'stages.0.env.MODE = "full run"', 'stages.0.workdir.0 = "/srv/ads"', 'stages.0.copy.0.from = "build"', 'stages.0.copy.0.sources.0 = "./score"', 'stages.0.copy.0.target = "/srv/ads" + "/score"', `stages.0.run.0 = ${JSON.stringify("pip install x && \\\n         \\\n    python prep.py")}`, 'stages.0.entrypoint.0 = "python"', 'stages.0.entrypoint.1 = "score.py"', 'stages.0.cmd = "--day $DAY"'] },
  { says: "a Makefile: variables put in, shell dollars left, automatic names", path: "Makefile", text: ".PHONY: train\nOUT ?= runs\nDATA := $(LAKE)/clicks\nDATA += more\ntrain: prep.csv | dirs\n\t@python train.py --data $(DATA) \\\n\t  --out ${OUT} && echo $$HOME\n\tcp $< $@.bak\nifdef X\nscore: ; python score.py\nendif\n", leaves: ['variables.OUT = (<env:OUT> | "runs")', 'variables.DATA = <env:LAKE> + "/clicks" + " " + "more"', 'targets.train.needs.0 = "prep.csv"', 'targets.train.needs.1 = "dirs"', 'targets.train.recipe.0 = "python train.py --data " + <env:LAKE> + "/clicks" + " " + "more" + " \\\\\\n\\t  --out " + (<env:OUT> | "runs") + " && echo $HOME"', 'targets.train.recipe.1 = "cp " + "prep.csv" + " " + "train" + ".bak"', 'targets.score.recipe.0 = "python score.py"'] },
  { says: "Terraform: references of one file are put in, other ones are named", path: "infra/main.tf", text: 'variable "team" {\n  default = "ads"\n}\nlocals {\n  lake = "${var.team}-lake"\n}\nresource "aws_s3_bucket" "b" {\n  bucket = local.lake # name\n  count  = 2\n}\nresource "aws_s3_object" "o" {\n  bucket = aws_s3_bucket.b.bucket\n  source = "${path.module}/x.csv"\n  tags   = { env = "prod", list = [1, "two"] }\n  rule {\n    n = lower("A")\n  }\n  rule {\n    n = <<EOF\nhello\nEOF\n  }\n}\n', leaves: ['variable.team.default = "ads"', 'locals.0.lake = (<ref:var.team> | "ads") + "-lake"', 'resource.aws_s3_bucket.b.bucket = (<ref:var.team> | "ads") + "-lake"', "resource.aws_s3_bucket.b.count = 2", 'resource.aws_s3_object.o.bucket = (<ref:var.team> | "ads") + "-lake"', 'resource.aws_s3_object.o.source = <ref:path.module> + "/x.csv"', 'resource.aws_s3_object.o.tags.env = "prod"', "resource.aws_s3_object.o.tags.list.0 = 1", 'resource.aws_s3_object.o.tags.list.1 = "two"', 'resource.aws_s3_object.o.rule.0.n = <expr:lower("A")>', 'resource.aws_s3_object.o.rule.1.n = "hello\\n"'] },
  { says: "Terraform cut in a block", path: "a.tf", text: 'a "b" {\n  c = [1,\n', leaves: ["a.b.c.0 = 1"], problems: ["syntax 1:1 a block that is never closed", "syntax 2:7 a block that is never closed"] },
  { says: "a lock file is only counted", path: "poetry.lock", text: "[[package]]\nname = 'x'\n", leaves: [] },
];

describe("configuration formats", () => {
  it.each(cases)("$says ($path)", ({ path, text, leaves, problems }) => {
    const facts = readConfig(path, text);
    expect(printLeaves(facts)).toEqual(leaves);
    expect(printProblems(facts).map((line) => line.split("\n")[0])).toEqual((problems ?? []).map((line) => expect.stringContaining(line) as unknown as string)); // vitest types its matchers as `any`
  });

  it("gives nothing for JSON that is plainly data", () => {
    const rows = (count: number): string => JSON.stringify({ rows: Array.from({ length: count }, (_, id) => ({ id })) });
    expect(readConfig("a.json", rows(201)).settings).toEqual([]);
    expect(readConfig("a.json", rows(200)).settings.length).toBeGreaterThan(200);
  });

  it("counts the lines of a text that is too long to be configuration, and says so", () => {
    const facts = readConfig("a.yaml", "a: 1\n".repeat(200_001));
    expect([facts.settings.length, facts.lines.total, facts.problems[0]?.kind]).toEqual([0, 200_001, "limit"]);
  });
});

describe("names of files", () => {
  it.each([
    ["a/b.yml", "yaml"], ["deploy/app-docker-compose.local.yml", "compose"], ["compose.yaml", "compose"], [".github/workflows/x.yml", "yaml-script"], [".gitlab-ci.yml", "yaml-script"], ["azure-pipelines.yml", "yaml-script"],
    ["data/x.csv.dvc", "yaml"], ["MLproject", "yaml"], [".dvc/config", "ini"], [".dvc/cache", null], ["docker/Dockerfile.gpu", "dockerfile"], ["x.dockerfile", "dockerfile"], ["tools/dockerfile.py", null],
    ["GNUmakefile", "makefile"], ["build/rules.mk", "makefile"], ["requirements/prod.txt", "requirements"], ["test_constraints.txt", "requirements"], ["notes.txt", null], [".env", "env"], [".env.default", "env"], ["env.py", null],
    ["package-lock.json", "lock"], ["uv.lock", "lock"], ["main.tf", "hcl"], ["x.tfvars", "hcl"], ["setup.cfg", "ini"], ["Procfile", "procfile"], ["etc/cron.d/score", "crontab"], ["CODEOWNERS", "codeowners"], ["a.py", null], ["model.json", "json"],
  ])("%s is %s", (path, variant) => {
    expect(variant === null ? () => readConfig(path, "") : readConfig(path, "").language).toEqual(variant === null ? expect.any(Function) : "config");
  });
});
