import { readFile } from "node:fs/promises";
import { loadCatalogue } from "../catalog/catalog.js";
import { interpretDocument } from "../catalog/documents/interpret-document.js";
import { interpret } from "../catalog/interpret.js";
import type { FileFacts } from "../facts/file-facts.js";
import type { Observation } from "../facts/observation.js";
import { UsageError } from "./analyze.js";
import { extractBytes } from "./extract-all.js";
import { prepareFrontends, readerOf } from "./extractor.js";

/** Facts and observations of one file. Throws UsageError where no front-end reads it. */
export async function readFactsOf(file: string): Promise<{ readonly facts: FileFacts; readonly observations: readonly Observation[] }> {
  const reader = readerOf(file.split("\\").join("/"));
  if (!reader) throw new UsageError(`no front-end reads ${file}`);
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) throw new UsageError(`cannot read ${file}`);
  await prepareFrontends([reader.frontend]);
  const facts = extractBytes(bytes, reader);
  return { facts, observations: [...interpret(facts, loadCatalogue([]).catalogue), ...interpretDocument(file, facts)] };
}
