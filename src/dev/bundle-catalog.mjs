// Bundles src/catalog/**/*.yaml into src/catalog/catalog.json: JSON loads about 100 times faster. Examples stay behind: only tests read them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = join(dirname(fileURLToPath(import.meta.url)), "../catalog");
const files = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((folder) => readdirSync(join(root, folder.name)).filter((file) => file.endsWith(".yaml")).map((file) => `${folder.name}/${file}`))
  .sort();
const bundle = files.map((file) => {
  const { examples: _, ...content } = parse(readFileSync(join(root, file), "utf8"));
  return { file, ...content };
});
const target = join(root, "catalog.json");
const text = JSON.stringify(bundle);
if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
