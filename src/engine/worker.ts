import { parentPort } from "node:worker_threads";
import { extractBytes, type WorkerReply, type WorkerRequest } from "./extract-all.js";
import { emptyFacts, prepareFrontends, readerOf } from "./extractor.js";

const ready = prepareFrontends();

parentPort?.on("message", async (request: WorkerRequest) => {
  await ready;
  const reader = readerOf(request.path);
  const facts = reader ? extractBytes(request.bytes, reader) : emptyFacts("config", "no front-end reads this file");
  parentPort?.postMessage({ id: request.id, facts } satisfies WorkerReply);
});
