import { createHash } from "node:crypto";
import { FACTS_VERSION, type FileFacts, type Language } from "../facts/file-facts.js";
import type { Embed, Frontend } from "../frontends/frontend.js";
import { frontends } from "./frontends.js";
import { loadAsset } from "./assets.js";

/** Which front-end reads a file, and with which variant. */
export interface Reader { readonly frontend: Frontend; readonly variant: string }

/** The front-end for a path, or null where no front-end reads such files. */
export function readerOf(path: string): Reader | null {
  for (const frontend of frontends) {
    const variant = frontend.variant(path);
    if (variant !== null) return { frontend, variant };
  }
  return null;
}

/** Key of the facts of some bytes: content, facts version, front-end and its variant; never the path. */
export function factsKey(bytes: Uint8Array, reader: Reader): string {
  return createHash("sha256")
    .update(`${FACTS_VERSION}\0${reader.frontend.id}\0${reader.frontend.version}\0${reader.variant}\0`)
    .update(bytes)
    .digest("hex");
}

const prepared = new Map<Frontend, Promise<void>>();

/** Loads the grammars of some front-ends, each once a process; all of them unless told which. A notebook needs what it embeds. */
export async function prepareFrontends(wanted: Iterable<Frontend> = frontends): Promise<void> {
  const needed = new Set(wanted);
  for (const frontend of needed) for (const id of frontend.embeds ?? []) for (const other of frontends) if (other.language === id) needed.add(other);
  await Promise.all([...needed].map((frontend) => {
    const known = prepared.get(frontend) ?? frontend.prepare?.(loadAsset) ?? Promise.resolve();
    prepared.set(frontend, known);
    return known;
  }));
}

/** Extracts facts; grammars must be loaded. An exception inside a front-end becomes a problem of the file. */
export function extractFacts(text: string, reader: Reader): FileFacts {
  try {
    return reader.frontend.extract({ text, variant: reader.variant, embed });
  } catch (error) {
    return emptyFacts(reader.frontend.language, `internal error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Facts of text inside other text. */
const embed: Embed = (language, text, variant = "") => {
  const frontend = frontends.find((candidate) => candidate.language === language);
  return frontend ? extractFacts(text, { frontend, variant }) : emptyFacts(language, `no front-end reads ${language}`);
};

/** A parser of late-bound text (SQL in a call, a command line) that remembers what it has read. */
export function rememberingParser(): (language: Language, text: string, variant?: string) => FileFacts {
  const known = new Map<string, FileFacts>();
  return (language, text, variant = "") => {
    const key = `${language}\0${variant}\0${text}`;
    const cached = known.get(key);
    if (cached) return cached;
    const facts = embed(language, text, variant);
    known.set(key, facts);
    return facts;
  };
}

/** Facts that hold nothing but the reason why there are none. */
export function emptyFacts(language: Language, why: string | null): FileFacts {
  const at = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    version: FACTS_VERSION, language, units: [], values: [], calls: [], branches: [], imports: [], settings: [], statements: [], commands: [], comments: [], suppressions: [],
    lines: { total: 0, code: 0, comment: 0, blank: 0, cells: 0 },
    problems: why === null ? [] : [{ kind: "limit", message: why, at }],
  };
}
