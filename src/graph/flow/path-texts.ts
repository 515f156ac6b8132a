import type { Text, TextPart } from "../text.js";
import { mapTexts } from "./text-algebra.js";

/** Folders that paths lie in. */
export function parentTexts(texts: readonly Text[]): readonly Text[] {
  return mapTexts(texts, parentPath, cutLast);
}

/** Last components of paths. */
export function baseTexts(texts: readonly Text[]): readonly Text[] {
  return mapTexts(texts, baseName, lastSegment);
}

/** Last component of a known path. */
export function baseName(text: string): string {
  return text.replace(/\/+$/, "").split("/").pop() ?? text;
}

/** Parts behind the last slash of a path. */
export function lastSegment(parts: readonly TextPart[]): readonly TextPart[] {
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    const slash = typeof part === "string" ? part.lastIndexOf("/") : -1;
    if (typeof part === "string" && slash >= 0) return [part.slice(slash + 1), ...parts.slice(i + 1)];
  }
  return parts;
}

function parentPath(text: string): string {
  const clean = text.replace(/\/+$/, "");
  const slash = clean.lastIndexOf("/");
  // Above the working directory: it is taken for an absolute place, as `cwd` and `resolve` give.
  if (clean === "." || clean === ".." || clean.endsWith("/..")) return clean === "." ? ".." : `${clean}/..`;
  return slash < 0 ? "." : slash === 0 ? "/" : clean.slice(0, slash);
}

function cutLast(parts: readonly TextPart[]): readonly TextPart[] | null {
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    const slash = typeof part === "string" ? part.lastIndexOf("/") : -1;
    if (typeof part === "string" && slash >= 0) return [...parts.slice(0, i), part.slice(0, slash)];
  }
  return null;
}
