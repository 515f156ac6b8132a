import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildCatalogue } from "../../src/catalog/catalog.js";
import { interpret } from "../../src/catalog/interpret.js";
import { validateFramework } from "../../src/catalog/schema.js";
import { pythonFacts } from "./frameworks.js";
import { observationLines } from "./observation-lines.js";

/** An in-house store of an ad team, small enough to reason about. */
const STORE = `
packages: [{name: adstore, modules: [adstore, oldstore], tags: [data]}, {name: python, modules: [builtins, json], tags: []}]
aliases: {oldstore: adstore}
types:
  adstore.Base: {is: frame}
  adstore.Table: {extends: adstore.Base, items: adstore.Column, attributes: {first: adstore.Column, "*": adstore.Column}, also: adstore.tables.Table}
  adstore.Column: {extends: adstore.Base}
  adstore.Client: {is: client, attributes: {__enter__: adstore.Session}}
  adstore.Session:
  adstore.Model: {is: model}
  builtins.{str,list,dict,tuple,set,number}:
calls:
  - call: adstore.read
    also: adstore.io.read
    reads: {table: {name: 0 name, day: day}, pin: version}
    returns: adstore.Table
  - call: adstore.open
    reads: {path: 0, when: 1 mode absent}
    writes: {path: 0, when: 1 mode contains w}
  - call: adstore.client
    when: 0 kind is table
    returns: adstore.Client
  - call: adstore.client
    when: 0 kind is model
    returns: adstore.Model
  - call: adstore.pair
    returns: {tuple: [adstore.Table, adstore.Model]}
  - call: adstore.halves
    returns: split 2
  - call: adstore.same
    returns: same 0
  - call: adstore.models.<Class>
    returns: adstore.Model
  - call: adstore.scores.*_score
    evaluates: {data: [0, 1]}
  - call: adstore.Model.load
    reads: {path: 0, kind: model}
    returns: self
  - call: adstore.Model.{predict,__call__}
    predicts: 0
  - call: adstore.Base.head
    returns: self
  - call: adstore.Table.save
    writes: {table: 0, data: $receiver}
  - call: adstore.Column.save
    writes: {path: 0, data: $receiver}
  - call: adstore.Session.run
    runs: command 0
  - call: builtins.open
    reads: path 0
decorators:
  - decorator: adstore.step
    declares: step name
  - decorator: adstore.asset
    reads: {memory: =<parameter>}
    writes:
      - {memory: name, when: name present}
      - {memory: =<unit>, when: name absent}
  - decorator: adstore.Client.on
    serves: route 0
names: {adstore.settings: adstore.Session}
`;

const source = validateFramework({ file: "store.yaml", content: parse(STORE) as unknown });
const catalogue = buildCatalogue([{ file: "store.yaml", framework: source.framework! }]);

async function lines(code: string): Promise<readonly string[]> {
  const facts = await pythonFacts(code);
  return observationLines(code, facts, interpret(facts, catalogue));
}

/** Each case: what is shown, the code, the lines. */
type Case = readonly [string, string, readonly string[]];

describe("names", () => {
  const read = 'adstore.read reads table "bids"';
  const everySpelling = ["adstore.read", "oldstore.read", "adstore.io.read", "oldstore.io.read"].map((name) => `adstore.read if ${name} reads table "bids"`);
  const cases: readonly Case[] = [
    ["a plain import", 'import adstore\nadstore.read("bids")', [read]],
    ["an alias", 'import adstore as s\ns.read("bids")', [read]],
    ["a name from a module", 'from adstore import read\nread("bids")', [read]],
    ["a renamed name", 'from adstore import read as rows\nrows("bids")', [read]],
    ["a submodule", 'import adstore.io\nadstore.io.read("bids")', [read]],
    ["a submodule with an alias", 'import adstore.io as io\nio.read("bids")', [read]],
    ["an old name of the module", 'import oldstore\noldstore.read("bids")', [read]],
    ["a star import", 'from adstore import *\nread("bids")', [read]],
    ["an import of the module read in a function", 'import adstore\ndef rank():\n    adstore.read("bids")', [read]],
    ["an import inside the function", 'def rank():\n    import adstore as s\n    s.read("bids")', [read]],
    ["a function kept in a variable", 'import adstore\nload = adstore.read\nload("bids")', [read]],
    ["one of two imports", 'try:\n    import faststore as s\nexcept ImportError:\n    import adstore as s\ndef rank():\n    s.read("bids")', [read]],
    ["an import that may fail", 'try:\n    import adstore\nexcept ImportError:\n    adstore = None\ndef rank():\n    adstore.read("bids")', [read]],
    ["another name of the same package", 'import adstore\nadstore.write("bids")', []],
    ["a known package that is not the store", 'import json\njson.read("bids")', []],
    ["the variable of a function shadows the module", 'import adstore\ndef rank(adstore):\n    adstore.read("bids")', []],
    ["a name that is bound twice", 'import adstore as s\ns = make()\ndef rank():\n    s.read("bids")', []],
    ["a builtin", 'open("bids.csv")', ['builtins.open reads file "bids.csv"']],
    ["a function of the file with the builtin's name", 'def open(path):\n    return path\nopen("bids.csv")', []],
    ["a module of the project", 'from .tables import read\nread("bids")', everySpelling],
    ["a module that may be the project's own", 'import shop\nshop.read("bids")', everySpelling],
    ["a value known by its name", 'from adstore import settings\nsettings.run("python rank.py")', ['adstore.Session.run runs job "python rank.py"', "name is adstore.Session"]],
  ];
  it.each(cases)("%s", async (_, code, expected) => {
    expect(await lines(code)).toEqual(expected);
  });
});

describe("receivers", () => {
  const saved = 'adstore.Table.save writes table "clean" data receiver';
  const cases: readonly Case[] = [
    ["what a call gives", 'adstore.read("x").save("clean")', [saved]],
    ["a constructor", 'adstore.Table().save("clean")', [saved]],
    ["another spelling of the class", 'from adstore.tables import Table\nTable().save("clean")', [saved]],
    ["a method that keeps the type", 'adstore.read("x").head().save("clean")', [saved]],
    ["a function that passes a value through", 'adstore.same(adstore.read("x")).save("clean")', [saved]],
    ["an item", 'adstore.read("x")["price"].save("clean")', ['adstore.Column.save writes file "clean" data receiver']],
    ["several items of a frame", 'adstore.read("x")[["price", "ad"]].save("clean")', [saved]],
    ["rows of a frame by a mask", 't = adstore.read("x")\nt[t.price > 1].save("clean")', [saved]],
    ["any attribute", 'adstore.read("x").price.save("clean")', ['adstore.Column.save writes file "clean" data receiver']],
    ["a position of a tuple", 'rows, model = adstore.pair()\nrows.save("clean")\nmodel.predict(rows)', [saved, "adstore.Model.predict predicts data rows"]],
    ["a part of a split", 'a, b = adstore.halves(adstore.read("x"))\nb.save("clean")', ["adstore.halves gives parts of each argument, 2 at a time", saved]],
    ["both branches alike", 't = adstore.read("x")\nif late:\n    t = adstore.read("y")\nt.save("clean")', [saved]],
    ["a loop that only calls it", 't = adstore.read("x")\nfor i in days:\n    t.add(i)\nt.save("clean")', [saved]],
    ["what entering a context gives", 'with adstore.client("table") as session:\n    session.run("x")', ['adstore.Session.run runs job "x"']],
    ["a variable of the module in a function", 'store = adstore.read("x")\ndef keep():\n    store.save("clean")', [saved]],
    ["a class of a module that the catalogue knows by pattern", 'adstore.models.Ranker().predict(1)', ["adstore.Model.predict predicts data 1"]],
    ["a class method on such a class", 'adstore.models.Ranker.load("m").predict(1)', ['adstore.Model.load reads model "m"', "adstore.Model.predict predicts data 1"]],
    ["a lower-case name is no class", "adstore.models.rank().predict(1)", ["adstore.Model.predict if on adstore.Model predicts data 1"]],
    ["a pattern in a name", "adstore.scores.auc_score(1, 2)", ["adstore.scores.auc_score evaluates data 1, 2"]],
    ["an instance that is called", 'adstore.models.Ranker()(1)', ["adstore.Model.__call__ predicts data 1"]],
    ["a method that its type does not have", 'adstore.models.Ranker().save("x")', []],
    ["text", '"clean".save("x")', []],
    ["a parameter", 'def keep(t):\n    t.save("clean")', ['adstore.Table.save if on adstore.Table writes table "clean" data receiver', 'adstore.Column.save if on adstore.Column writes file "clean" data receiver']],
    ["an instance of the file's own class", 'class Model:\n    pass\nModel().predict(1)', ["adstore.Model.predict if on adstore.Model predicts data 1"]],
    ["branches that differ", 't = adstore.read("x")\nif late:\n    t = adstore.models.Ranker()\nt.predict(1)', ["adstore.Model.predict if on adstore.Model predicts data 1"]],
    ["a module variable that is stored twice", 'store = adstore.read("x")\nstore = adstore.models.Ranker()\ndef keep():\n    store.predict(1)', ["adstore.Model.predict if on adstore.Model predicts data 1"]],
  ];
  it.each(cases)("%s", async (_, code, expected) => {
    const found = await lines(`import adstore\n${code}`);
    expect(found.filter((line) => !line.startsWith("adstore.read ") && !line.startsWith("adstore.same "))).toEqual(expected);
  });
});

describe("tests on arguments", () => {
  const cases: readonly Case[] = [
    ["absent", 'adstore.open("x")', ['adstore.open reads file "x"']],
    ["None is absent", 'adstore.open("x", mode=None)', ['adstore.open reads file "x"']],
    ["a literal that holds", 'adstore.open("x", "wb")', ['adstore.open writes file "x"']],
    ["a literal that does not", 'adstore.open("x", "r")', []],
    ["a variable", 'adstore.open("x", how)', ['adstore.open reads file "x" maybe', 'adstore.open writes file "x" maybe']],
    ["spread arguments", 'adstore.open(*args)', ["adstore.open reads file ? maybe", "adstore.open writes file ? maybe"]],
    ["a literal picks one of several models", 'adstore.client("model").predict(1)', ["adstore.Model.predict predicts data 1"]],
    ["a literal that no model knows", 'adstore.client("queue").predict(1)', ["adstore.Model.predict if on adstore.Model predicts data 1"]],
    ["a variable leaves them open", 'adstore.client(kind).predict(1)', ["adstore.Model.predict if on adstore.Model predicts data 1"]],
    ["parts and pins by keyword", 'adstore.read("x", day=today, version=3)', ['adstore.read reads table "x" day=today pin 3']],
  ];
  it.each(cases)("%s", async (_, code, expected) => {
    expect(await lines(`import adstore\n${code}`)).toEqual(expected);
  });
});

describe("decorators", () => {
  const cases: readonly Case[] = [
    ["called", 'import adstore\n@adstore.step(name="rank")\ndef rank():\n    pass', ['@adstore.step declares job "rank"']],
    ["bare", "from adstore import step\n@step\ndef rank():\n    pass", ["@adstore.step declares job ?"]],
    ["on an instance", 'import adstore\nbus = adstore.client("table")\n@bus.on("click")\ndef rank():\n    pass', ['@adstore.Client.on serves service "click"']],
    ["on something of another file", 'from .bus import bus\n@bus.on("click")\ndef rank():\n    pass', ['@adstore.Client.on if on adstore.Client serves service "click"']],
    ["named like the function, with one read a parameter", "import adstore\n@adstore.asset\ndef ranked(context, clicks, *, views=None, **rest):\n    pass", ['@adstore.asset reads dataset "clicks"', '@adstore.asset reads dataset "views"', '@adstore.asset writes dataset "ranked"']],
    ["a parameter of a class that holds no data", "import adstore\nfrom .clients import Api\n@adstore.asset\ndef ranked(api: Api, clicks: adstore.Table, model: adstore.models.Ranker, days: list[str]):\n    pass", ["clicks", "model", "days"].map((name) => `@adstore.asset reads dataset "${name}"`).concat('@adstore.asset writes dataset "ranked"')],
    ["with a name of its own", 'import adstore\n@adstore.asset(name="best")\ndef ranked():\n    pass', ['@adstore.asset writes dataset "best"']],
    ["of another package", "import json\n@json.step\ndef rank():\n    pass", []],
  ];
  it.each(cases)("%s", async (_, code, expected) => {
    expect((await lines(code)).filter((line) => line.startsWith("@"))).toEqual(expected);
  });
});

describe("half-written code", () => {
  const code = 'import adstore\nfrom .bus import bus\n\n@bus.on("click")\ndef rank(rows, *more, **named):\n    t = adstore.read("bids", *more, **named)\n    for i in rows:\n        t[i].save(f"{i}.csv") if i else t.head().save("x")\n    with adstore.client("table") as s, open("x") as f:\n        s.run([*rows])\n    return (lambda m: m.predict(t))(adstore.models.Ranker())\n';

  it("never throws, wherever it is cut", async () => {
    for (let end = 0; end <= code.length; end += 3) {
      const facts = await pythonFacts(code.slice(0, end));
      expect(() => interpret(facts, catalogue)).not.toThrow();
    }
  });

  it("keeps up with a long file", async () => {
    const facts = await pythonFacts(`import adstore\nt = adstore.read("x")\n${'t = t.head()\nt.save("y")\n'.repeat(3000)}`);
    expect(interpret(facts, catalogue)).toHaveLength(6001);
  });
});
