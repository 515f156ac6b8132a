import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../engine/analyze.js";
import { emit } from "./output.js";

const TEMPLATE = `# Settings of mldebt. Every key is optional; an unknown key is an error that names the nearest valid one.

# How this repository is called beside others.
# name: ranking

# Files that are not analysed (gitignore patterns).
# ignore: ["notebooks/scratch/**"]

# Severity of a rule: off, note, warn, error; or severity and options. \`mldebt rules\` lists the rules.
# rules: { glue-code: note }

# Who may read what this repository produces. A reader in another domain that is not listed is an undeclared consumer.
# consumers:
#   - { name: finance-dashboard, owner: finance, reads: ["bigquery:proj.ranking.predictions"] }

# What the code cannot say of a resource.
# resources:
#   - { match: "s3://lake/clicks/**", kind: table, owner: feed, versioned: true }

# Loops that close outside the code, and how they are opened.
# feedback:
#   - { through: "table:feed.clicks", isCausedBy: "mlflow:ranker", exploration: "5% random slice" }

# What makes the gate fail. With a base or a baseline: no new finding of severity error.
# gate: { newFindings: { error: 0 } }
`;

/** `mldebt init`: writes a commented settings file; never over an existing one. */
export function addInitVerb(program: Command): void {
  program
    .command("init")
    .description("write a commented mldebt.yaml")
    .argument("[path]", "root of the repository", ".")
    .action(async (path: string) => {
      const file = join(path, "mldebt.yaml");
      if (existsSync(file)) throw new UsageError(`${file} exists; nothing was written`);
      await emit(TEMPLATE, file);
      process.stderr.write(`wrote ${file}; run \`mldebt\` next\n`);
    });
}
