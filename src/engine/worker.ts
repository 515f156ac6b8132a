import { parentPort } from "node:worker_threads";
import { extractBytes, type WorkerReply, type WorkerRequest } from "./extract-all.js";
import { emptyFacts, prepareFrontends, readerOf } from "./extractor.js";

parentPort?.on("message", async (request: WorkerRequest) => {
  const reader = readerOf(request.path);
  if (reader) await prepareFrontends([reader.frontend]);
  const facts = reader ? extractBytes(request.bytes, reader) : emptyFacts("config", "no front-end reads this file");
  parentPort?.postMessage({ id: request.id, facts } satisfies WorkerReply);
});
