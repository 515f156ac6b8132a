import type { FileFacts } from "../../../src/facts/file-facts.js";
import { shellFrontend } from "../../../src/frontends/shell/shell.js";
import { printValue } from "../print-value.js";

/** Facts of a shell text. */
export function readShell(text: string): FileFacts {
  return shellFrontend.extract({ text, variant: "sh", embed: () => { throw new Error("nothing is embedded"); } });
}

/** Commands, one a line: `2: A="1" (in "jobs") "python" "train.py" <"in" >"out"`. */
export function printCommands(facts: FileFacts): string[] {
  const value = (id: number): string => {
    const text = printValue(facts, id);
    return text.includes(" + ") || text.includes(" / ") ? `[${text}]` : text;
  };
  return facts.commands.map(({ words, environment, directory, reads, writes, at }) => [
    `${at.line}:`,
    ...environment.map((variable) => `${variable.name}=${value(variable.value)}`),
    ...(directory === undefined ? [] : [`(in ${value(directory)})`]),
    ...words.map(value),
    ...reads.map((read) => `<${value(read)}`),
    ...writes.map((write) => `>${value(write)}`),
  ].join(" "));
}
