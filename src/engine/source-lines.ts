import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "./files.js";

/** Reads single lines of analysed files, for code frames; null where the text is not at hand. With several roots a path starts with its root's name. */
export function sourceLines(folders: readonly string[], names: readonly string[]): (path: string, line: number) => string | null {
  const texts = new Map<string, readonly string[] | null>();
  return (path, line) => {
    let lines = texts.get(path);
    if (lines === undefined) {
      lines = readLines(placeOf(path, folders, names));
      texts.set(path, lines);
    }
    return lines?.[line - 1] ?? null;
  };
}

function placeOf(path: string, folders: readonly string[], names: readonly string[]): string {
  const index = folders.length > 1 ? names.findIndex((name) => path.startsWith(`${name}/`)) : 0;
  return join(folders[index] ?? ".", folders.length > 1 ? path.slice((names[index] ?? "").length + 1) : path);
}

function readLines(file: string): readonly string[] | null {
  try {
    return decode(readFileSync(file))?.text.split(/\r\n|\r|\n/) ?? null;
  } catch {
    return null;
  }
}
