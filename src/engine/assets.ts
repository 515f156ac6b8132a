import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the installed package: the nearest folder above this file whose manifest is ours. */
export const packageRoot: string = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

/** Name and version of this tool, from its manifest. */
export const tool: { readonly name: string; readonly version: string } = readManifest(packageRoot) ?? { name: "mldebt", version: "0.0.0" };

/** Reads a file that ships with the package: from `dist/assets`, or in a development checkout from the package that it is built from. */
export async function loadAsset(name: string): Promise<Uint8Array> {
  const built = join(packageRoot, "dist/assets", name);
  return readFile(existsSync(built) ? built : join(packageRoot, "node_modules", name.replace(/\.wasm$/, ""), name));
}

function readManifest(folder: string): { name: string; version: string } | null {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return null;
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { name?: string; version?: string };
  return manifest.name === "mldebt" ? { name: "mldebt", version: manifest.version ?? "0.0.0" } : null;
}

function findPackageRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (readManifest(folder) || dirname(folder) === folder) return folder;
  }
}
