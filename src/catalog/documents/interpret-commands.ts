import type { Command, FileFacts } from "../../facts/file-facts.js";
import type { Span } from "../../facts/location.js";
import type { DocumentObservation, NameForm } from "../../facts/observation.js";
import type { ValueId } from "../../facts/value.js";
import { bundledCommands } from "./bundled-documents.js";
import type { CommandFact, CommandModel } from "./command-model.js";
import { matchesGlob } from "./file-glob.js";
import { renderValue } from "./render.js";

/** One act of a command, before it is known who runs it. */
export interface CommandAct extends Omit<DocumentObservation, "kind" | "at" | "directory" | "actor"> {
  /** Place in the shell text. */
  readonly at: Span;
  /** Directory that the text has changed to. */
  readonly directory?: ValueId;
}

interface Operands { readonly plain: readonly ValueId[]; readonly options: ReadonlyMap<string, ValueId | null> }

/** What the programs in a shell text do to data, by the models of programs; commands that start scripts are the linker's. */
export function interpretCommands(facts: FileFacts, models: readonly CommandModel[] = bundledCommands()): CommandAct[] {
  const byProgram = new Map<string, CommandModel[]>();
  for (const model of models) for (const program of model.words[0]?.split("|") ?? []) byProgram.set(program, [...(byProgram.get(program) ?? []), model]);
  return facts.commands.flatMap((command) => {
    const text = (id: ValueId): string => renderValue(facts, id, new Map());
    const program = command.words[0] === undefined ? "" : text(command.words[0]).split("/").pop() ?? "";
    return (byProgram.get(program) ?? []).flatMap((model) => {
      const operands = operandsOf(model, command, text);
      return operands ? model.does.flatMap((fact) => actsOf(fact, model, command, operands, text)) : [];
    });
  });
}

/** Operands and options behind the model's words; null where the words are others. */
function operandsOf(model: CommandModel, command: Command, text: (id: ValueId) => string): Operands | null {
  const plain: ValueId[] = [];
  const options = new Map<string, ValueId | null>();
  const valued = new Set(model.valued);
  let matched = 1;
  for (let i = 1; i < command.words.length; i++) {
    const word = command.words[i];
    if (word === undefined) continue;
    const spelled = text(word);
    if (spelled.startsWith("-") && spelled !== "-") {
      const cut = spelled.startsWith("--") ? spelled.indexOf("=") : -1;
      const name = cut < 0 ? spelled : spelled.slice(0, cut);
      options.set(name, cut < 0 && valued.has(name) ? (command.words[++i] ?? null) : null);
    } else if (matched < model.words.length) {
      if (!model.words[matched]?.split("|").includes(spelled)) return null;
      matched++;
    } else plain.push(word);
  }
  return matched < model.words.length ? null : { plain, options };
}

function actsOf(fact: CommandFact, model: CommandModel, command: Command, { plain, options }: Operands, text: (id: ValueId) => string): CommandAct[] {
  if (fact.operands !== undefined && plain.length < fact.operands) return [];
  if (fact.option !== undefined && ![fact.option].flat().some((name) => options.has(name))) return [];
  return pick(fact.at, command, plain, options).flatMap((word): CommandAct[] => {
    const spelled = text(word);
    if (!isLike(spelled, fact.like)) return [];
    const { act, kind, form, platform, role, prefix } = fact;
    return [{
      act, at: command.at, via: model.id, confidence: fact.confidence ?? "likely", ...(command.directory !== undefined && { directory: command.directory }),
      resource: { kind, form: form as NameForm, ...(platform && { platform }), name: prefix === undefined ? word : prefix + spelled, ...(role && { role }) }, // the schema's test checks the form
    }];
  });
}

function pick(at: CommandFact["at"], command: Command, plain: readonly ValueId[], options: Operands["options"]): readonly ValueId[] {
  if (typeof at === "number") return [plain[at < 0 ? plain.length + at : at]].filter((word) => word !== undefined);
  if (at === "<") return command.reads;
  if (at === ">") return command.writes;
  if (at === "all") return plain;
  if (at === "rest") return plain.slice(0, -1);
  const value = options.get(at.replace(/^option\s+/, ""));
  return value === undefined || value === null ? [] : [value];
}

function isLike(text: string, globs: CommandFact["like"]): boolean {
  const all = globs === undefined ? [] : [globs].flat();
  const wanted = all.filter((glob) => !glob.startsWith("!"));
  return (wanted.length === 0 || wanted.some((glob) => matchesGlob(text, glob))) && !all.some((glob) => glob.startsWith("!") && matchesGlob(text, glob.slice(1)));
}
