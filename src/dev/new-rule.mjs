// Writes rules/<id>/{rule.ts,README.md,cases.md} for a new rule: `npm run new-rule -- <id>`. They pass the tests as they are; the rule finds nothing until it is written.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [id, into = join(dirname(fileURLToPath(import.meta.url)), "../../rules")] = process.argv.slice(2);
if (!id || !/^[a-z]+(-[a-z]+)*$/.test(id)) fail("usage: npm run new-rule -- <id>, where the id names the smell in lower case with hyphens (stale-model)");
const folder = join(into, id);
if (existsSync(folder)) fail(`rules/${id} exists already`);

const rule = `import { finding } from "../../src/rule/finding.js";
import { label } from "../../src/rule/label.js";
import type { Rule, RuleMeta } from "../../src/rule/rule.js";
import { edgePlace, edgeSentence, edgeSteps } from "../../src/rule/step.js";

const meta: RuleMeta = {
  id: "${id}",
  category: "process",
  debt: "The debt in the words of the papers",
  summary: "One sentence that says what smells.",
  severity: "note",
  kinds: [],
  wave: "second",
  stage: "experimental",
  minutes: 60,
  minutesPerGap: 0,
  since: "0.1.0",
  cites: ["convention"],
  instances: [],
  options: {},
};

/** The fully qualified call that can do harm; an import is not a risk. */
const HARMFUL = "replace_me.call";

const rule: Rule = {
  meta,
  *check(graph) {
    for (const edge of graph.edges) {
      const at = edgePlace(edge);
      if (!at || edge.evidence[0]?.via !== HARMFUL) continue;
      const store = edge.actor === "from" ? edge.to : edge.from;
      yield finding(meta, {
        subject: store,
        at,
        what: edgeSentence(graph, edge),
        why: "One sentence that says what it costs.",
        advice: \`Replace the use of \${label(graph, store)}\`,
        trace: edgeSteps(graph, edge),
        premises: [],
        refutedBy: "what would show that the finding is wrong",
        confidence: edge.confidence,
      });
    }
  },
};
export default rule;
`;

const page = `# ${id}

One sentence that says what smells.

## Why it is a debt

What it costs, with the place in the literature that says so.

## What fires

The exact condition.

## What keeps quiet

- each trap, one item.

## Options

None.

## How to fix

An imperative.

## Example

A firing case as blocks with a file's name, then a heading with its quiet twin.

## Score

60 minutes in category process: why.
`;

const cases = `# Cases of ${id}

The team that the cases tell of.

## A quiet case

One sentence that says why nothing is found.

\`\`\`python title="train.py"
print("nothing to see")
\`\`\`
`;

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries({ "rule.ts": rule, "README.md": page, "cases.md": cases })) writeFileSync(join(folder, name), text);
console.log(`wrote rules/${id}/rule.ts, README.md and cases.md; run npm run generate, then npm test`);

function fail(message) {
  console.error(message);
  process.exit(2);
}
