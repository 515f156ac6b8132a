import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderCache } from "../../src/engine/cache.js";
import { emptyFacts } from "../../src/engine/extractor.js";

const KEY = "ab".repeat(32);

function entryFile(folder: string): string {
  const inner = join(folder, "ab");
  return join(inner, readdirSync(inner)[0] ?? "");
}

describe("the facts cache", () => {
  const facts = emptyFacts("sql", "a reason");
  const folder = (): string => mkdtempSync(join(tmpdir(), "mldebt-cache-"));

  it("gives back what was set", async () => {
    const cache = folderCache(folder());
    await cache.set(KEY, facts);
    expect(await cache.get(KEY)).toEqual(facts);
  });

  it.each([
    ["cut in half", (text: string) => text.slice(0, text.length / 2)],
    ["emptied", () => ""],
    ["changed by one byte", (text: string) => text.replace("reason", "Reason")],
    ["written by another version", (text: string) => text.replace(/"version":\d+/, '"version":999')],
    ["foreign", () => "not ours\n{}"],
  ])("an entry that was %s is a miss", async (_, damage) => {
    const at = folder();
    const cache = folderCache(at);
    await cache.set(KEY, facts);
    const file = entryFile(at);
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    expect(await cache.get(KEY)).toBeNull();
  });

  it("a folder that cannot be written is no error", async () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    const cache = folderCache(file);
    await cache.set(KEY, facts);
    expect(await cache.get(KEY)).toBeNull();
  });
});
