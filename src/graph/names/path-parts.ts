import { hasHole, HOLE, type HoleTable } from "./pattern.js";

/** Segments of a path with `.`, `..` and empty segments resolved; leading `..` stay. What lies above an unknown folder is unknown. */
export function normalSegments(path: string, table: HoleTable): string[] {
  const out: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    const last = out.at(-1);
    if (segment !== ".." || last === undefined || last === "..") {
      out.push(segment);
      continue;
    }
    out.pop();
    if (hasHole(last) && HOLE.test(last.charAt(0)) && last.length === 1) out.push(table.add({ kind: "unknown", name: "" }));
  }
  return out;
}

/** Folder of a path; "" for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** `folder/rest` without a leading slash for the root. */
export function below(folder: string, rest: string): string {
  return folder === "" ? rest : rest === "" ? folder : `${folder}/${rest}`;
}

/** `levels` folders up; null above the root. */
export function upwards(folder: string, levels: number): string | null {
  let at = folder;
  for (let i = 0; i < levels; i++) {
    if (at === "") return null;
    at = folderOf(at);
  }
  return at;
}

/** Is `path` the folder itself or inside it? */
export function isInside(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
