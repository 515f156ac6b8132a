// Measures cost against size, side by side in one run: node src/dev/bench.mjs [LINES...]; `npm run bench` builds first.
// A project of the wanted size is made of copies of the fixtures, each with names of its own, so that the copies do not link.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { analyze } = await import(join(root, "dist/index.js"));
const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const OWN_NAMES = /\b(feed|auctions|catalogue|bank|shop|ads-lake|fraud-lake|fraud-models|shop-lake|item-embeddings|user-embeddings)\b/g;

function filesOf(folder, prefix = "") {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (name === "expected" || name === "mldebt.yaml") return [];
    return statSync(path).isDirectory() ? filesOf(path, `${prefix}${name}/`) : [{ path: prefix + name, text: readFileSync(path, "utf8") }];
  });
}
const seeds = ["ad-ranking", "fraud", "forecasting"].map((name) => ({ name, files: filesOf(join(root, "fixtures", name)) }));

function project(lines) {
  const folder = mkdtempSync(join(tmpdir(), "mldebt-bench-"));
  let written = 0;
  let bytes = 0;
  for (let copy = 0; written < lines; copy++) {
    const seed = seeds[copy % seeds.length];
    for (const { path, text } of seed.files) {
      const own = text.replace(OWN_NAMES, `$1${copy}`);
      const target = join(folder, `${seed.name}-${copy}`, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, own);
      written += own.split("\n").length - 1;
      bytes += own.length;
    }
  }
  return { folder, written, bytes };
}

async function timed(run) {
  const start = process.hrtime.bigint();
  const result = await run();
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, result };
}

const rows = [];
await analyze([join(root, "fixtures/fraud")], { threads: 1, cacheDir: null });
for (const size of sizes.length > 0 ? sizes : [10_000, 30_000, 100_000]) {
  const { folder, written, bytes } = project(size);
  const cacheDir = join(folder, ".mldebt-cache");
  const cold = await timed(() => analyze([folder], { threads: 1, cacheDir }));
  const warm = await timed(() => analyze([folder], { threads: 1, cacheDir }));
  rows.push({ written, bytes, cold: cold.seconds, warm: warm.seconds, findings: cold.result.findings.length, memory: process.memoryUsage().rss / 1e6 });
  rmSync(folder, { recursive: true, force: true });
}
const base = rows[0].cold / rows[0].written;
console.log("|   lines | findings | cold s | µs a line | against the first | warm / cold | lines/s | rss MB |");
console.log("|--------:|---------:|-------:|----------:|------------------:|------------:|--------:|-------:|");
for (const { written, cold, warm, findings, memory } of rows) {
  console.log(`| ${String(written).padStart(7)} | ${String(findings).padStart(8)} | ${cold.toFixed(2).padStart(6)} | ${((cold / written) * 1e6).toFixed(0).padStart(9)} | ${(cold / written / base).toFixed(2).padStart(17)} | ${(warm / cold).toFixed(2).padStart(11)} | ${(written / cold).toFixed(0).padStart(7)} | ${memory.toFixed(0).padStart(6)} |`);
}
