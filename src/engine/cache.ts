import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FACTS_VERSION, type FileFacts } from "../facts/file-facts.js";

/** Remembers facts between runs. A miss is never an error; a foreign, half-written or corrupt entry is a miss. */
export interface FactsCache {
  get(key: string): Promise<FileFacts | null>;
  set(key: string, facts: FileFacts): Promise<void>;
}

/** A cache that remembers nothing. */
export const noCache: FactsCache = { get: async () => null, set: async () => undefined };

/** One file an entry: first line the digest of the rest, so that a torn write is seen. Failures to write are ignored: the cache is an extra. */
export function folderCache(folder: string): FactsCache {
  const pathOf = (key: string): string => join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
  return {
    async get(key) {
      try {
        const entry = await readFile(pathOf(key), "utf8");
        const cut = entry.indexOf("\n");
        const body = entry.slice(cut + 1);
        if (cut < 0 || entry.slice(0, cut) !== digest(body)) return null;
        const facts = JSON.parse(body) as FileFacts;
        return facts.version === FACTS_VERSION ? facts : null;
      } catch {
        return null;
      }
    },
    async set(key, facts) {
      const path = pathOf(key);
      const body = JSON.stringify(facts);
      const temporary = `${path}.${process.pid}.tmp`;
      try {
        await mkdir(join(folder, key.slice(0, 2)), { recursive: true });
        await writeFile(temporary, `${digest(body)}\n${body}`);
        await rename(temporary, path);
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

function digest(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
