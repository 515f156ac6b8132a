import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the project. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Paths (POSIX, relative to the project) of the files below a folder that end in `ending`. */
export function filesBelow(folder: string, ending: string): string[] {
  const found: string[] = [];
  const open = [join(projectRoot, folder)];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const name of readdirSync(next)) {
      const path = join(next, name);
      if (statSync(path).isDirectory()) open.push(path);
      else if (name.endsWith(ending)) found.push(relative(projectRoot, path).split("\\").join("/"));
    }
  }
  return found.sort();
}

/** Text of a project file. */
export function textOf(path: string): string {
  return readFileSync(join(projectRoot, path), "utf8");
}
