import type { FileFacts, Language } from "../facts/file-facts.js";

/** Gives the bytes of a file that ships with the package (a grammar); engine supplies it. */
export type LoadAsset = (name: string) => Promise<Uint8Array>;

/** Extracts text of another language that was found inside a file (Python in a notebook, shell in YAML). */
export type Embed = (language: Language, text: string, variant?: string) => FileFacts;

/** What a front-end gets: decoded text, and the declared inputs that its result may depend on besides the text. */
export interface FrontendInput {
  readonly text: string;
  /** From `Frontend.variant`: `yaml`, `ini`, a SQL dialect. Part of the cache key. */
  readonly variant: string;
  readonly embed: Embed;
}

/** Turns the text of one file into facts: pure, never throws on bad text, knows no framework. */
export interface Frontend {
  /** Part of the cache key. */
  readonly id: string;
  readonly version: number;
  readonly language: Language;
  /** Languages of text inside its files that have a grammar to load. */
  readonly embeds?: readonly Language[];
  /** The variant if this front-end reads files of this name (POSIX path, for its last parts only), else null. */
  variant(path: string): string | null;
  /** Loads grammars; called once before the first `extract`. */
  prepare?(load: LoadAsset): Promise<void>;
  extract(input: FrontendInput): FileFacts;
}
