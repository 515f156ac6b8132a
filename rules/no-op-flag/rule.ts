import { flagState } from "../../src/graph/flag-state.js";
import { globMatcher } from "../../src/graph/glob.js";
import { finding } from "../../src/rule/finding.js";
import { flagTrace } from "../../src/rule/flag-trace.js";
import { listOption } from "../../src/rule/options.js";
import type { Rule, RuleMeta } from "../../src/rule/rule.js";
import { cited, listed } from "../../src/rule/sentence.js";

const meta: RuleMeta = {
  id: "no-op-flag",
  category: "dead-paths",
  debt: "Dead experimental codepaths",
  summary: "Somebody sets a switch and nothing happens.",
  severity: "error",
  kinds: [],
  wave: "core",
  stage: "stable",
  minutes: 15,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["Sculley 2015 §5.3", "Sculley 2015 §6"],
  instances: ["aws/amazon-sagemaker-examples ml_ops/sm-pipelines_selective_execution/code/preprocessing.py:39", "facebookresearch/fairseq examples/criss/mining/mine.py:126"],
  options: {
    keep: { default: ["--local_rank", "--local-rank"], about: "Globs over names of switches that are declared for somebody else's sake." },
  },
};

const rule: Rule = {
  meta,
  *check(graph, options) {
    const kept = globMatcher(listOption(options, "keep"));
    for (const flag of graph.flags) {
      const state = flagState(flag);
      if (state?.state !== "no-op" || kept(flag.name)) continue;
      const values = [...new Set(state.decisive.flatMap((it) => it.value ?? []))].sort();
      yield finding(meta, {
        subject: flag.id,
        at: state.declared[0],
        what: `${flag.name} is set${values.length > 0 ? ` to ${listed(values)}` : ""} at ${listed(state.decisive.map(cited))} and nothing reads it`,
        why: "A person believes that the value acts, and every result that was explained by it is explained wrongly.",
        advice: `Read ${flag.dest} where the value belongs, or delete ${flag.name} from both ends; then check the results that relied on it`,
        trace: flagTrace(flag, state),
        premises: state.premises,
        refutedBy: `a read of ${flag.dest} in code outside the analysed roots, or a command that starts another program than the trace says`,
        confidence: state.confidence,
        certainty: state.weight,
      });
    }
  },
};
export default rule;
