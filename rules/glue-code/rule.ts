import { weaker, type Confidence } from "../../src/facts/vocabulary.js";
import type { Conversion, Graph, NodeId } from "../../src/graph/graph.js";
import { finding } from "../../src/rule/finding.js";
import { numberOption } from "../../src/rule/options.js";
import type { Finding, Rule, RuleMeta } from "../../src/rule/rule.js";
import { counted, listed } from "../../src/rule/sentence.js";
import { step } from "../../src/rule/step.js";

const meta: RuleMeta = {
  id: "glue-code",
  category: "glue",
  debt: "Glue code",
  summary: "A general-purpose package is held in place by conversion code spread over the project.",
  severity: "warn",
  kinds: ["repeated-conversion"],
  wave: "core",
  stage: "stable",
  minutes: 240,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["Sculley 2015 §5.1"],
  instances: [],
  options: {
    modules: { default: 3, about: "Modules that write the same conversion before it is reported." },
  },
};

const rule: Rule = {
  meta,
  *check(graph, options) {
    const least = numberOption(options, "modules");
    for (const [name, conversions] of besideLearners(graph)) {
      const repeated = [...byPair(conversions).values()].filter((places) => modulesOf(places).length >= least);
      if (repeated.length > 0) yield tell(graph, name, repeated);
    }
  },
};
export default rule;

/** Conversions by the package that they serve: the one that makes its own container of a known one, else the one that takes the result. Containers are ends of conversions, frameworks of services and workflows are not learners. */
function besideLearners(graph: Graph): Map<string, Conversion[]> {
  const learners = new Set<string>();
  const ends = new Set(graph.conversions.flatMap((it) => it.converts.split("->")));
  for (const use of graph.packageUses) {
    const about = (tag: string): boolean => use.tags.includes(tag);
    if (about("container") || about("web") || about("orchestration")) continue;
    if (about("ml") || (about("data") && !ends.has(use.package))) learners.add(use.package);
  }
  const groups = new Map<string, Conversion[]>();
  for (const conversion of graph.conversions) {
    const made = conversion.by !== undefined && learners.has(conversion.by);
    // A learner that makes a container of anything (a tensor of a list) need not convert at all.
    if (made && conversion.converts.startsWith("any->")) continue;
    const served = made ? conversion.by : conversion.beside;
    if (typeof served === "string" && learners.has(served)) groups.set(served, [...(groups.get(served) ?? []), conversion]);
  }
  return groups;
}

function byPair(conversions: readonly Conversion[]): Map<string, Conversion[]> {
  const pairs = new Map<string, Conversion[]>();
  for (const conversion of conversions) pairs.set(conversion.converts, [...(pairs.get(conversion.converts) ?? []), conversion]);
  return pairs;
}

function modulesOf(conversions: readonly Conversion[]): string[] {
  return [...new Set(conversions.map((it) => it.path))].sort();
}

/** One finding a package: all its repeated pairs are repaired by one module. The pair in most modules gives the words. */
function tell(graph: Graph, name: string, repeated: readonly (readonly Conversion[])[]): Finding {
  // Of pairs in equally many modules the one whose both ends are known says more.
  const vague = (it: readonly Conversion[]): number => Number(it[0]?.converts.startsWith("any->"));
  const [main = []] = [...repeated].sort((a, b) => modulesOf(b).length - modulesOf(a).length || vague(a) - vague(b));
  const modules = modulesOf(main);
  const words = pairWords(main[0]?.converts ?? "");
  const firsts = modules.flatMap((path) => main.find((it) => it.path === path) ?? []);
  const confidence = main.map((it): Confidence => it.confidence ?? "likely").reduce(weaker, "certain");
  const others = repeated.filter((it) => it !== main).map((it) => pairWords(it[0]?.converts ?? ""));
  return finding(meta, {
    kind: "repeated-conversion",
    subject: packageNode(graph, name),
    at: firsts[0]?.at ?? { path: "", line: 1, column: 1, endLine: 1, endColumn: 1 },
    what: `${counted(modules.length, "module")} turn ${words} for ${name}, each by hand`,
    why: `A change of columns, order or types must be made in every one of them, and replacing ${name} means finding them all.`,
    advice: `Write one module that hands rows to ${name} and gets scores back, move the conversions of ${listed(modules)} into it, and call it from there`,
    trace: firsts.map((it) => step(it.at, `${it.path}${it.unit === "<module>" ? "" : `:${it.unit}`} turns ${words} for ${name}`)),
    premises: [...others.map((pair) => `${pair} is repeated as well`), "each place is a call that the module writes itself"],
    refutedBy: "a module of the project that makes this conversion for all callers",
    confidence,
  });
}

function pairWords(converts: string): string {
  return converts.replace(/^any->/, "data->").split("->").join(" into ");
}

function packageNode(graph: Graph, name: string): NodeId {
  return graph.nodes.find((node) => node.kind === "package" && node.name === name)?.id ?? `package:pypi:${name}`;
}
