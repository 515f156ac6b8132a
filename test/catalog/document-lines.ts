import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { FileFacts } from "../../src/facts/file-facts.js";
import type { DocumentObservation } from "../../src/facts/observation.js";
import type { ValueId } from "../../src/facts/value.js";
import { printValue } from "../frontends/print-value.js";

const FOLDER = join(import.meta.dirname, "../../src/catalog/config");

/** The document models as they are written, by file. */
export function documentSources(): readonly { readonly file: string; readonly content: unknown }[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith(".yaml")).sort().map((file) => ({ file, content: parse(readFileSync(join(FOLDER, file), "utf8")) as unknown }));
}

/** What an observation says, on one line. */
export function documentLine(facts: FileFacts, observation: DocumentObservation): string {
  const name = (value: ValueId | string): string => (typeof value === "string" ? `'${value}'` : printValue(facts, value));
  const bare = (value: ValueId | string): string => (typeof value === "string" ? value : printValue(facts, value).replace(/^"(.*)"$/, "$1"));
  const { act, actor, resource, directory, environment, attributes, via, at, confidence } = observation;
  const thing = resource.form === "step" ? `${resource.kind}:${resource.platform ? `${resource.platform}:` : ""}${bare(resource.name)}` : `${resource.kind}:${resource.form}${resource.platform ? `:${resource.platform}` : ""} ${name(resource.name)}`;
  return [
    at.line, actor ? `${actor.kind}:${actor.platform ? `${actor.platform}:` : ""}${bare(actor.name)}` : "", act, thing, resource.role ? `role ${resource.role}` : "", directory === undefined ? "" : `in ${bare(directory)}`,
    environment?.length ? `given ${environment.map((variable) => `${variable.name}=${printValue(facts, variable.value)}`).join(" ")}` : "",
    attributes ? `with ${Object.entries(attributes).map(([key, value]) => `${key}=${value}`).join(" ")}` : "", `via ${via}`, confidence === "certain" ? "" : confidence,
  ].filter((part) => part !== "").join(" ");
}
