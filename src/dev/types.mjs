// Writes dist/types: the declarations that the library's door reaches, and no others.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const door = "src/index.d.ts";
const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ["src/index.ts"] }, ts.sys, root);
const program = ts.createProgram([join(root, "src/index.ts")], { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: "/", rootDir: root, skipLibCheck: true });
const written = new Map();
program.emit(undefined, (file, text) => written.set(file.replace(/^\//, ""), text), undefined, true);

const reached = new Set([door]);
for (const file of reached) {
  for (const { fileName } of ts.preProcessFile(written.get(file) ?? "").importedFiles) {
    if (fileName.startsWith(".")) reached.add(posix.normalize(posix.join(posix.dirname(file), fileName)).replace(/\.js$/, ".d.ts"));
  }
}
const missing = [...reached].filter((file) => !written.has(file));
if (missing.length > 0) throw new Error(`no declarations for ${missing.join(", ")}`);
rmSync(join(root, "dist/types"), { recursive: true, force: true });
for (const file of reached) {
  mkdirSync(dirname(join(root, "dist/types", file)), { recursive: true });
  writeFileSync(join(root, "dist/types", file), written.get(file));
}
