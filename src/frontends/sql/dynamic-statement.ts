import { readDynamicText } from "./dynamic-text.js";
import { newFrame, type Frame, type ScriptReader } from "./script-frame.js";
import { nextStatement } from "./statement-start.js";
import { afterGroup, kindAt, signAt, textAt, wordAt } from "./token.js";
import { tokenize } from "./tokenize.js";

/** Texts inside texts inside texts beyond this are not read. */
const DEEPEST = 6;

/** Opens the text at a token as a script inside this one; gives the index after it. */
export function openText(reader: ScriptReader, frame: Frame, at: number, to: number, inBody: boolean, part = false, tokens = frame.tokens): number {
  const dynamic = readDynamicText(tokens, at, to, reader.script.original, reader.around.doubleQuotedTexts);
  if (!dynamic) return at;
  if (tokens === frame.tokens) frame.at = Math.max(frame.at, dynamic.next);
  if (reader.frames.length <= DEEPEST) {
    for (const insert of dynamic.inserts) reader.around.source.inserts.set(insert.start, insert);
    const inner = tokenize(dynamic.text, dynamic.base, reader.style).tokens;
    reader.frames.push(newFrame(inner, inBody, reader.emitted.length, part));
  }
  return dynamic.next;
}

/** Remembers a text that is assigned to a variable; what is only appended to a text is no text of its own. */
export function keepText(reader: ScriptReader, frame: Frame, name: number, at: number, to: number): void {
  const { tokens } = frame;
  const wrapped = signAt(tokens, at) === "(" || signAt(tokens, at + 1) === "(";
  if (kindAt(tokens, at) === "string" || (wrapped && /^(?:CONCAT|FORMAT|)$/.test(wordAt(tokens, at)))) reader.texts.set(textAt(tokens, name).toLowerCase(), { tokens, at, to });
}

/** `EXECUTE IMMEDIATE '...'`, `EXEC('...')`, `EXEC sp_executesql N'...'`, `PREPARE p AS SELECT ...`. */
export function readExecute(reader: ScriptReader, frame: Frame, at: number, to: number): number {
  const { tokens } = frame;
  let start = at + 1;
  if (wordAt(tokens, start) === "IMMEDIATE") start++;
  if (wordAt(tokens, start).endsWith("SP_EXECUTESQL")) start++;
  if (wordAt(tokens, at) === "PREPARE") {
    while (start < to && !/^(?:AS|FROM)$/.test(wordAt(tokens, start))) start = signAt(tokens, start) === "(" ? Math.max(start + 1, afterGroup(tokens, start)) : start + 1;
    start++;
    if (kindAt(tokens, start) !== "string") return Math.min(start, to);
  }
  const next = nextStatement(tokens, at + 1, to);
  const opens = kindAt(tokens, start) === "string" || signAt(tokens, start) === "(" || signAt(tokens, start + 1) === "(" || signAt(tokens, start + 1) === "||";
  const group = signAt(tokens, start) === "(" && kindAt(tokens, start + 1) !== "string" ? start + 1 : start;
  frame.at = next;
  if (!openHeld(reader, frame, group) && start < next && opens) openText(reader, frame, start, next, false);
  frame.at = next;
  return next;
}

/** Opens the text that a variable holds; true where it holds one. The same text is read once. */
export function openHeld(reader: ScriptReader, frame: Frame, at: number): boolean {
  const name = textAt(frame.tokens, at).toLowerCase();
  const held = kindAt(frame.tokens, at) === "string" ? undefined : reader.texts.get(name);
  if (held === undefined) return false;
  reader.texts.set(name, null);
  if (held) openText(reader, frame, held.at, held.to, false, false, held.tokens);
  return true;
}
