import { flagState, type FlagState } from "../../src/graph/flag-state.js";
import { globMatcher } from "../../src/graph/glob.js";
import type { FlagFacts } from "../../src/graph/graph.js";
import { finding } from "../../src/rule/finding.js";
import { flagTrace } from "../../src/rule/flag-trace.js";
import { listOption } from "../../src/rule/options.js";
import type { Finding, Rule, RuleMeta } from "../../src/rule/rule.js";
import { cited, listed } from "../../src/rule/sentence.js";

const meta: RuleMeta = {
  id: "dead-feature-flag",
  category: "dead-paths",
  debt: "Dead experimental codepaths",
  summary: "A switch that no longer switches: it is declared, and no live branch depends on it.",
  severity: "warn",
  kinds: ["never-read", "write-only", "test-only"],
  wave: "core",
  stage: "stable",
  minutes: 15,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["Sculley 2015 §5.3", "Rules of ML #22"],
  instances: ["facebookresearch/dlrm dlrm_s_caffe2.py:1202", "twitter/the-algorithm-ml projects/twhin/run.py:30"],
  options: {
    keep: { default: ["--local_rank", "--local-rank"], about: "Globs over names of switches that are declared for somebody else's sake." },
  },
};

type Dead = "never-read" | "write-only" | "test-only";

const rule: Rule = {
  meta,
  *check(graph, options) {
    const kept = globMatcher(listOption(options, "keep"));
    for (const flag of graph.flags) {
      const state = flagState(flag);
      if (state && isDead(state.state) && !kept(flag.name)) yield dead(flag, state, state.state);
    }
  },
};
export default rule;

function isDead(state: string): state is Dead {
  return meta.kinds.includes(state);
}

function dead(flag: FlagFacts, state: FlagState, kind: Dead): Finding {
  const { what, advice } = words(flag, state)[kind];
  return finding(meta, {
    kind,
    severity: kind === "test-only" ? "note" : meta.severity,
    subject: flag.id,
    at: state.declared[0],
    what,
    why: "Whoever reads or sets it believes in a choice that does not exist, and every change must carry the dead path along.",
    advice,
    trace: flagTrace(flag, state),
    premises: state.premises,
    refutedBy: `a read of ${flag.dest} in code outside the analysed roots`,
    confidence: state.confidence,
    certainty: state.weight,
  });
}

function words(flag: FlagFacts, state: FlagState): Record<Dead, { readonly what: string; readonly advice: string }> {
  const places = listed(state.declared.map(cited));
  const decisive = listed(state.decisive.map(cited));
  return {
    "never-read": { what: `${flag.name} is declared and nothing reads it`, advice: `Delete ${flag.name} at ${places}` },
    "write-only": { what: `${flag.name} is assigned and nothing reads it`, advice: `Delete ${flag.name} at ${places} and the assignment at ${decisive}` },
    "test-only": { what: `${flag.name} is read by tests only`, advice: `Delete ${flag.name} at ${places} and the tests of it at ${decisive}` },
  };
}
