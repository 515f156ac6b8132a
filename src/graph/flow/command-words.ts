import type { FileFacts } from "../../facts/file-facts.js";
import type { Text, TextPart } from "../text.js";
import { configTexts } from "./config-text.js";
import type { FileIndex } from "./abstract.js";
import type { LaunchCommand, Word } from "./launches.js";
import { parentOf } from "./modules.js";
import type { ProjectFile } from "./project-file.js";
import { belowRoot, ROOT_MARK } from "../names/root-mark.js";
import { knownText, literalText, normalParts } from "./text-algebra.js";
import type { World } from "./world.js";

/** One command of a shell text. */
export interface CommandWords {
  readonly words: readonly Word[];
  readonly environment: ReadonlyMap<string, readonly Text[]>;
  readonly directory: Word | null;
}

/** Places of a command: the file that holds it, its working directory and project. */
export interface CommandPlace {
  readonly path: string;
  readonly directory: string | null;
  readonly project: string;
}

const OPEN = "\uE000";
const CLOSE = "\uE001";
/** Programs that start a Python script which one of their words names. */
const STARTERS = /^(?:python[\d.]*|pypy3?|ipython|poetry|pipenv|uv|rye|pdm|hatch|conda|mamba|nohup|time|sudo|exec|env|xvfb-run|torchrun|accelerate|deepspeed|horovodrun|mpirun|srun|spark-submit|papermill|streamlit|jupyter|runipy|coverage|kernprof|docker|nice|stdbuf|dvc|guild|mlflow|ray|prefect|metaflow|bash|sh|bokeh|panel|gradio|chainlit|functions-framework)$/;
const MODULE_STARTERS = /^(?:uvicorn|gunicorn|hypercorn|celery|flask)$/;

/** Commands of a text, words with holes where parts of the text are unknown. */
export function commandWords(world: World, text: Text, file: ProjectFile): readonly CommandWords[] {
  const holes: TextPart[] = [];
  const source = text.parts.map((part) => {
    if (typeof part === "string") return part;
    if (part.hole === "environment" && part.name !== "") return `\${${part.name}}`;
    return `${OPEN}${holes.push(part) - 1}${CLOSE}`;
  }).join("");
  const facts = world.input.parse("shell", source);
  return commandsOf(world, facts, file, (texts) => texts.map((one) => ({ parts: refill(one.parts, holes), provenance: one.provenance === "literal" ? text.provenance : one.provenance, bound: text.bound })));
}

/** Commands of the facts of a shell text. */
export function commandsOf(world: World, facts: FileFacts, file: ProjectFile, finish: (texts: readonly Text[]) => readonly Text[]): readonly CommandWords[] {
  const texts = (value: number): Word => finish(configTexts(file.path, facts, value, "literal", (name) => environmentTexts(world, name, file)));
  return facts.commands.map((command) => ({
    words: command.words.map(texts),
    environment: new Map(command.environment.map((item) => [item.name, texts(item.value)])),
    directory: command.directory === undefined ? null : texts(command.directory),
  }));
}

/** Texts of a named unknown of a shell text: the script's own place is known, a variable of the environment may be. */
function environmentTexts(world: World, name: string, file: ProjectFile): readonly Text[] | null {
  if (name === "script:path") return [literalText(`${ROOT_MARK}/${file.path}`)];
  if (name === "script:folder") return [literalText(file.directory === "" ? ROOT_MARK : `${ROOT_MARK}/${file.directory}`)];
  if (name === "shell:root") return [literalText(ROOT_MARK)];
  if (!name.startsWith("env:")) return null;
  const found = world.environment.texts(name.slice(4), file);
  return found.length > 0 ? found : null;
}

function refill(parts: readonly TextPart[], holes: readonly TextPart[]): readonly TextPart[] {
  return normalParts(parts.flatMap((part): TextPart[] => {
    if (typeof part !== "string" || !part.includes(OPEN)) return [part];
    return part.split(/(\uE000\d+\uE001)/).filter((piece) => piece !== "").map((piece): TextPart => (piece.startsWith(OPEN) ? holes[Number(piece.slice(1, -1))] ?? piece : piece));
  }));
}

/** The script that a command starts, with the words behind it; null where it starts none of the project. */
export function startedScript(world: World, words: readonly Word[], place: CommandPlace): Pick<LaunchCommand, "script" | "entry" | "words"> | null {
  const texts = words.map((word) => (word[0] ? knownText(word[0]) : null));
  const program = texts[0]?.split("/").pop() ?? null;
  if (program === null) return null;
  if (/\.(?:py|ipynb)$/.test(program)) {
    const script = scriptAt(world, texts[0] ?? "", place);
    return script === null ? null : { script, entry: null, words: words.slice(1) };
  }
  const entry = world.entryPoints.get(program);
  if (entry) return { ...entry, words: words.slice(1) };
  if (MODULE_STARTERS.test(program)) return servedModule(world, texts, words, place);
  if (!STARTERS.test(program)) return null;
  for (let i = 1; i < words.length; i++) {
    const text = texts[i];
    if (text === null || text === undefined) continue;
    if (text === "-m") {
      const found = moduleAt(world, texts[i + 1] ?? "", place);
      if (found !== null) return { script: found, entry: null, words: words.slice(i + 2) };
      continue;
    }
    if (text === "-c") return null;
    if (/\.(?:py|ipynb)$/.test(text)) {
      const script = scriptAt(world, text, place);
      if (script === null) return null;
      return { script, entry: null, words: program === "papermill" ? [] : words.slice(i + 1) };
    }
    const console = i <= 3 ? world.entryPoints.get(text) : undefined;
    if (console) return { ...console, words: words.slice(i + 1) };
    if (MODULE_STARTERS.test(text)) return servedModule(world, texts.slice(i), words.slice(i), place);
  }
  return null;
}

/** `uvicorn package.module:app`. */
function servedModule(world: World, texts: readonly (string | null)[], words: readonly Word[], place: CommandPlace): Pick<LaunchCommand, "script" | "entry" | "words"> | null {
  for (let i = 1; i < texts.length; i++) {
    const match = /^([A-Za-z_][\w.]*):[A-Za-z_]\w*/.exec(texts[i] ?? "");
    const script = match?.[1] === undefined ? null : moduleAt(world, match[1], place);
    if (script !== null) return { script, entry: null, words: words.slice(i + 1) };
  }
  return null;
}

/** The file that a command's path names: from its directory, from folders above, else the only file whose path ends so. */
function scriptAt(world: World, text: string, place: CommandPlace): FileIndex | null {
  const clean = text.replace(/^\.\//, "").replace(/^["']|["']$/g, "");
  const marked = belowRoot(clean);
  if (marked !== null) return world.modules.byPath(normalPath(marked));
  const starts = [place.directory, parentOf(place.path), place.project, ""].filter((item): item is string => item !== null);
  if (!clean.startsWith("/")) {
    for (const start of starts) {
      const found = world.modules.byPath(normalPath(start === "" ? clean : `${start}/${clean}`));
      if (found !== null) return found;
    }
  }
  const segments = clean.split("/").filter((segment) => segment !== "" && segment !== ".." && segment !== ".");
  for (let from = 0; from < segments.length; from++) {
    const suffix = segments.slice(from).join("/");
    const found = world.modules.bySuffix(suffix);
    if (found.length === 1) return found[0] ?? null;
    const near = found.filter((index) => world.files[index]?.project === place.project);
    if (near.length === 1) return near[0] ?? null;
    if (found.length > 1) return null;
  }
  return null;
}

function moduleAt(world: World, name: string, place: CommandPlace): FileIndex | null {
  if (!/^[A-Za-z_][\w.]*$/.test(name)) return null;
  const directory = place.directory ?? parentOf(place.path);
  const from = { path: place.path, directory, index: -1 };
  const target = world.modules.absolute(name, from);
  if (target?.kind === "file") {
    const file = world.files[target.file];
    if (file?.path.endsWith("/__init__.py")) {
      const main = world.modules.byPath(`${file.directory}/__main__.py`);
      if (main !== null) return main;
    }
    return target.file;
  }
  return null;
}

/** A path without `.` and `..`. */
export function normalPath(path: string): string {
  const out: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") out.pop();
    else if (segment !== "." && segment !== "") out.push(segment);
  }
  return out.join("/");
}
