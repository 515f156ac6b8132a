// Builds dist/: bundles for the doors, types for the library, and the files that are read at run time.
import { build } from "esbuild";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const at = (...parts) => join(root, ...parts);
const entries = { "cli/main": "src/cli/main.ts", index: "src/index.ts", "engine/worker": "src/engine/worker.ts" };

// Declarations are written by a step of their own (types.mjs) and stay.
for (const name of existsSync(at("dist")) ? readdirSync(at("dist")) : []) if (name !== "types") rmSync(at("dist", name), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(at(source)))),
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
chmodSync(at("dist/cli/main.js"), 0o755);
mkdirSync(at("dist/assets"), { recursive: true });
copyFileSync(at("node_modules/tree-sitter-python/tree-sitter-python.wasm"), at("dist/assets/tree-sitter-python.wasm"));
if (existsSync(at("src/report/schema"))) {
  mkdirSync(at("dist/schema"), { recursive: true });
  for (const file of readdirSync(at("src/report/schema"))) copyFileSync(at("src/report/schema", file), at("dist/schema", file));
}
