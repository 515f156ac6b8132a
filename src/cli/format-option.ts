import { InvalidArgumentError } from "commander";

/** A format and the file that it goes to. */
export interface FormatChoice { readonly name: string; readonly file: string | undefined }

/** Parses `--format NAME[=FILE]`, repeatable. */
export function collectFormat(names: readonly string[]): (word: string, before?: readonly FormatChoice[]) => readonly FormatChoice[] {
  return (word, before = []) => {
    const cut = word.indexOf("=");
    const name = cut < 0 ? word : word.slice(0, cut);
    if (!names.includes(name)) throw new InvalidArgumentError(`there is no format ${name}: ${names.join(", ")}`);
    return [...before, { name, file: cut < 0 ? undefined : word.slice(cut + 1) }];
  };
}
