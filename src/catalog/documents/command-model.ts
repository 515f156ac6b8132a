import * as v from "valibot";
import { ACTS, CONFIDENCES, NODE_KINDS, ROLES } from "../../facts/vocabulary.js";

const text = v.union([v.string(), v.array(v.string())]);

const commandFact = v.strictObject({
  act: v.picklist(ACTS), kind: v.picklist(NODE_KINDS), form: v.string(), platform: v.optional(v.string()), role: v.optional(v.picklist(ROLES)), confidence: v.optional(v.picklist(CONFIDENCES)),
  /** Operands: a position (negative from the end), `all`, `rest` (all but the last), `option --x`, `<` and `>` (redirections). */
  at: v.union([v.pipe(v.number(), v.integer()), v.string()]),
  /** Globs that the operand matches (`!x`: must not match), tests of options (`option --x`) and of the number of operands. */
  like: v.optional(text), option: v.optional(text), operands: v.optional(v.number()),
  /** Put in front of the operand. */
  prefix: v.optional(v.string()),
});

const command = v.strictObject({
  id: v.string(),
  /** Leading words, options left out; `a|b` is one of several. */
  words: v.array(v.string()),
  /** Options that take the next word. */
  valued: v.optional(v.array(v.string())),
  does: v.array(commandFact),
});

const commandExample = v.strictObject({ text: v.string(), expect: v.array(v.string()) });

/** Shape of the `commands` and `commandExamples` of a catalogue file. */
export const commandEntries = { commands: v.optional(v.array(command)), commandExamples: v.optional(v.array(commandExample)) };
/** What one program does with its operands. */
export type CommandModel = v.InferOutput<typeof command>;
/** One act on an operand of a command. */
export type CommandFact = v.InferOutput<typeof commandFact>;
