import type { FileFacts } from "../../facts/file-facts.js";
import type { Span } from "../../facts/location.js";
import type { DocumentObservation } from "../../facts/observation.js";
import { bundledCommands, bundledDocuments } from "./bundled-documents.js";
import type { CommandModel } from "./command-model.js";
import type { DocumentModel } from "./document-model.js";
import { documentTrees } from "./document-tree.js";
import { matchesGlob } from "./file-glob.js";
import { interpretCommands, type CommandAct } from "./interpret-commands.js";
import { holds, interpretScopes } from "./interpret-scope.js";
import { renderValue } from "./render.js";
import { mayHold, topKeys } from "./top-keys.js";

/** Models to read documents with, and what gives the facts of shell text inside them. */
export interface DocumentReading {
  readonly documents?: readonly DocumentModel[];
  readonly commands?: readonly CommandModel[];
  /** Without it the programs that a document's commands start are not looked at. */
  readonly parseShell?: (text: string) => FileFacts;
}

/**
 * What a configuration document or a shell script declares, by all models whose files and conditions it meets. The path is relative to the root of its repository. Names are values of the facts, or
 * texts in which `${NAME}` stands for what is not known; a directory is relative to the document's folder.
 */
export function interpretDocument(path: string, facts: FileFacts, reading: DocumentReading = {}): DocumentObservation[] {
  const { commands = bundledCommands(), documents = bundledDocuments(), parseShell } = reading;
  if (facts.language === "shell") return interpretCommands(facts, commands).map((act) => ofScript(act, facts, ownPlaces(path)));
  if (facts.language !== "config" || !facts.settings.length) return [];
  const keys = topKeys(facts);
  const fitting = documents.filter((model) => mayHold(model, keys) && model.files.some((glob) => matchesGlob(path, glob)) && !model.not?.some((glob) => matchesGlob(path, glob)));
  if (!fitting.length) return [];
  const trees = documentTrees(facts);
  const found = fitting.flatMap((model) => trees.flatMap((root) => {
    const place = { facts, file: path, root, scopes: [], node: root, substitutions: new Map<string, string>(), start: undefined };
    return holds(model.when, place) ? [...interpretScopes(model, root, place)] : [];
  }));
  return parseShell ? found.flatMap((observation) => [observation, ...insideCommand(observation, facts, ownPlaces(path), parseShell, commands)]) : found;
}

const MODULE: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** What the shell knows of itself, seen from the folder of the document that holds the text. */
function ownPlaces(path: string): ReadonlyMap<string, string> {
  return new Map([["script:folder", "."], ["shell:directory", "."], ["shell:root", path.includes("/") ? path.split("/").slice(1).map(() => "..").join("/") : "."]]);
}

/** The whole script is one job. A directory counts where it is known. */
function ofScript({ directory, ...act }: CommandAct, facts: FileFacts, places: ReadonlyMap<string, string>): DocumentObservation {
  const text = directory === undefined ? "" : renderValue(facts, directory, places);
  return { kind: "document", actor: { kind: "job", form: "step", name: "<module>", at: MODULE }, ...act, ...(text !== "" && !text.includes("{") && { directory: text }) };
}

/** What the programs of a document's command do to data: names are texts, places are lines of the document. */
function* insideCommand(observation: DocumentObservation, facts: FileFacts, places: ReadonlyMap<string, string>, parseShell: (text: string) => FileFacts, models: readonly CommandModel[]): Generator<DocumentObservation> {
  const { act, resource, actor, at, directory, via } = observation;
  if (act !== "runs" || resource.form !== "command") return;
  const text = typeof resource.name === "string" ? resource.name : renderValue(facts, resource.name, new Map());
  const inner = parseShell(text);
  const base = typeof directory === "number" ? renderValue(facts, directory, places) : (directory ?? "");
  for (const { directory: changed, at: place, resource: named, via: program, ...said } of interpretCommands(inner, models)) {
    const name = typeof named.name === "string" ? named.name : renderValue(inner, named.name, places);
    const moved = changed === undefined ? "" : renderValue(inner, changed, places);
    const folder = moved.startsWith("/") ? moved : [base, moved].filter((part) => part !== "").join("/");
    // The lines of a block of text stand below each other behind its indentation.
    const spot = { line: at.line + place.line - 1, column: at.column + place.column - 1, endLine: at.line + place.endLine - 1, endColumn: at.column + place.endColumn - 1 };
    yield {
      kind: "document", ...said, ...(actor && { actor }), resource: { ...named, name }, ...(folder !== "" && { directory: folder }), via: `${via} ${program}`,
      at: spot.endLine <= at.endLine ? spot : at,
    };
  }
}
