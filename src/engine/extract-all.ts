import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { FileFacts } from "../facts/file-facts.js";
import type { FactsCache } from "./cache.js";
import { decode } from "./files.js";
import { packageRoot } from "./assets.js";
import { emptyFacts, extractFacts, factsKey, prepareFrontends, type Reader } from "./extractor.js";

/** One file to extract. */
export interface ExtractTask { readonly path: string; readonly bytes: Uint8Array; readonly reader: Reader }

/** Text that one worker gets, and what it gives back. */
export interface WorkerRequest { readonly id: number; readonly path: string; readonly bytes: Uint8Array }
export interface WorkerReply { readonly id: number; readonly facts: FileFacts }

/** Below this many bytes of uncached text starting threads costs more than it saves. */
const THREADED_FROM_BYTES = 2_000_000;

/**
 * Facts of all files, in the order given. Cached files are not read again; the rest is extracted in this process or by worker threads, whichever the amount of work
 * asks for (`threads` 0: by the machine and the work; 1: in this process; more: always that many). The result does not depend on the choice.
 */
export async function extractAll(tasks: readonly ExtractTask[], cache: FactsCache, threads = 0): Promise<readonly FileFacts[]> {
  const keys = tasks.map((task) => factsKey(task.bytes, task.reader));
  const facts: (FileFacts | null)[] = await inBatches(keys, 64, (key) => cache.get(key));
  const missing = tasks.flatMap((task, index) => (facts[index] ? [] : [{ task, index }]));
  const work = missing.reduce((sum, { task }) => sum + task.bytes.length, 0);
  const workers = Math.min(threads || availableParallelism(), missing.length);
  const threaded = workers > 1 && (threads > 1 || work >= THREADED_FROM_BYTES);
  const fresh = threaded ? await extractInThreads(missing.map(({ task }) => task), workers) : await extractHere(missing.map(({ task }) => task));
  await inBatches(missing, 64, async ({ index }, i) => {
    const result = fresh[i] as FileFacts;
    facts[index] = result;
    await cache.set(keys[index] as string, result);
  });
  return facts.map((entry, index) => entry ?? emptyFacts((tasks[index] as ExtractTask).reader.frontend.language, "not extracted"));
}

/** Decodes and extracts one file; binary bytes and a wrong encoding are problems, never errors. */
export function extractBytes(bytes: Uint8Array, reader: Reader): FileFacts {
  const decoded = decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!decoded) return emptyFacts(reader.frontend.language, "binary content");
  const facts = extractFacts(decoded.text, reader);
  if (!decoded.lossy) return facts;
  const at = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { ...facts, problems: [...facts.problems, { kind: "encoding", message: "not UTF-8: read as Latin-1", at }] };
}

async function extractHere(tasks: readonly ExtractTask[]): Promise<FileFacts[]> {
  await prepareFrontends(tasks.map((task) => task.reader.frontend));
  return tasks.map((task) => extractBytes(task.bytes, task.reader));
}

async function extractInThreads(tasks: readonly ExtractTask[], count: number): Promise<FileFacts[]> {
  const results = new Array<FileFacts>(tasks.length);
  let next = 0;
  const drain = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(join(packageRoot, "dist/engine/worker.js"));
      const send = (): void => {
        const id = next++;
        const task = tasks[id];
        if (!task) {
          void worker.terminate().then(() => resolve());
          return;
        }
        worker.postMessage({ id, path: task.path, bytes: task.bytes } satisfies WorkerRequest);
      };
      worker.on("message", (reply: WorkerReply) => {
        results[reply.id] = reply.facts;
        send();
      });
      worker.on("error", reject);
      send();
    });
  await Promise.all(Array.from({ length: count }, drain));
  return results;
}

async function inBatches<T, R>(items: readonly T[], size: number, run: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += size) {
    results.push(...(await Promise.all(items.slice(start, start + size).map((item, i) => run(item, start + i)))));
  }
  return results;
}
