import type { DocumentNode } from "./document-tree.js";
import type { Place } from "./expression.js";
import { matchKeyPath } from "./key-path.js";
import { renderValue } from "./render.js";

/**
 * Folder of the repository, from the document's folder, that an image's working directory is a copy of: `WORKDIR /srv` with `COPY score /srv` runs in `score`. A source that starts with the
 * document's own folder tells that the build starts above it. Undefined where nothing was copied there.
 */
export function imageFolder(stage: DocumentNode, place: Place): string | undefined {
  const text = (node: DocumentNode | undefined): string => (node?.value === undefined ? "" : renderValue(place.facts, node.value, place.substitutions));
  const directory = matchKeyPath(stage, "workdir[]").reduce((before, { node }) => join(before, text(node)), "/");
  let found: string | undefined;
  for (const { node } of matchKeyPath(stage, "copy[]")) {
    if (node.children.has("from")) continue;
    const target = join(directory, text(node.children.get("target")));
    for (const source of matchKeyPath(node, "sources[]")) {
      const from = text(source.node);
      const isFolder = from === "." || from.endsWith("/") || !/\.[A-Za-z]\w*$/.test(from);
      if (isFolder && (directory === target || directory.startsWith(target === "/" ? "/" : `${target}/`))) found = fromFolder(`${from}/${directory.slice(target.length)}`, place.file);
    }
  }
  return found;
}

function join(base: string, path: string): string {
  const segments: string[] = [];
  for (const segment of (path.startsWith("/") ? path : `${base}/${path}`).split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

/** A path of the build context seen from the document's folder. */
function fromFolder(path: string, file: string): string {
  const segments = join("/", path).split("/").filter(Boolean);
  const folders = file.split("/").slice(0, -1);
  for (let length = Math.min(segments.length, folders.length); length > 0; length--) {
    if (folders.slice(-length).every((folder, i) => folder === segments[i])) return segments.slice(length).join("/") || ".";
  }
  return segments.join("/") || ".";
}
