import type { Command } from "../../facts/file-facts.js";
import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";

/** Commands that only start another one: their options with a value, and how many plain words come before the command. */
const WRAPPERS: Readonly<Record<string, { readonly valued: string; readonly skip: number }>> = {
  sudo: { valued: "ughpCDRT", skip: 0 }, nohup: { valued: "", skip: 0 }, exec: { valued: "a", skip: 0 }, command: { valued: "", skip: 0 }, builtin: { valued: "", skip: 0 },
  nice: { valued: "n", skip: 0 }, ionice: { valued: "cn", skip: 0 }, setsid: { valued: "", skip: 0 }, stdbuf: { valued: "ioe", skip: 0 }, time: { valued: "fo", skip: 0 },
  timeout: { valued: "ks", skip: 1 }, env: { valued: "uCS", skip: 0 },
};

const MAX_WRAPPERS = 8;

/** Takes `sudo`, `env NAME=x`, `nohup`, `timeout 10` and the like off the front of a command. */
export function unwrap(command: Command, table: ValueTable): Command {
  let words = command.words;
  const environment = new Map(command.environment.map(({ name, value }) => [name, value]));
  for (let i = 0; i < MAX_WRAPPERS; i++) {
    const name = words[0] === undefined ? undefined : table.scalar(words[0]);
    const wrapper = typeof name === "string" && Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    if (!wrapper) break;
    let at = 1;
    let skip = wrapper.skip;
    for (; at < words.length; at++) {
      const word = words[at];
      const text = word === undefined ? undefined : table.scalar(word);
      const assignment = name === "env" || name === "sudo" ? assignmentIn(word, table) : null;
      if (assignment) environment.set(assignment.name, assignment.value);
      else if (typeof text === "string" && text.startsWith("-") && text !== "-") at += text.length === 2 && wrapper.valued.includes(text[1] ?? "") ? 1 : 0;
      else if (skip > 0) skip--;
      else break;
    }
    if (at >= words.length) break;
    words = words.slice(at);
  }
  return words === command.words ? command : { ...command, words, environment: [...environment].map(([name, value]) => ({ name, value })) };
}

function assignmentIn(word: ValueId | undefined, table: ValueTable): { name: string; value: ValueId } | null {
  const value = word === undefined ? undefined : table.values[word];
  const parts = value?.kind === "join" && value.how === "concat" ? value.parts : word === undefined ? [] : [word];
  const [first, ...rest] = parts;
  const text = first === undefined ? undefined : table.scalar(first);
  const match = typeof text === "string" ? /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) : null;
  if (!match?.[1]) return null;
  const tail = match[2] ? [table.constant(match[2])] : [];
  return { name: match[1], value: table.concat([...tail, ...rest]) };
}

/** Shell text that a command runs itself: `bash -c "text"`, `eval text`; null for other commands and for text that is not known. */
export function innerScript(command: Command, table: ValueTable): string | null {
  const texts = command.words.map((word) => table.scalar(word));
  const name = String(texts[0] ?? "").split("/").pop() ?? "";
  if (name === "eval") return textOf(command.words.slice(1), table);
  if (!/^(?:ba|da|z|k)?sh$/.test(name)) return null;
  const option = texts.findIndex((text, i) => i > 0 && typeof text === "string" && /^-[a-z]*c$/.test(text));
  const script = option < 0 ? undefined : command.words[option + 1];
  return script === undefined ? null : textOf([script], table);
}

/** Text with the environment's names written as the shell writes them; null where a part is not known. */
function textOf(words: readonly ValueId[], table: ValueTable): string | null {
  const pieces = words.map((word) => {
    const value = table.values[word];
    const parts = value?.kind === "join" && value.how === "concat" ? value.parts : [word];
    return parts.map((part) => {
      const piece = table.values[part];
      if (piece?.kind === "constant") return String(piece.value);
      if (piece?.kind === "name" && piece.name.startsWith("env:")) return `\${${piece.name.slice("env:".length)}}`;
      return null;
    });
  });
  return pieces.flat().includes(null) ? null : pieces.map((parts) => parts.join("")).join(" ");
}
