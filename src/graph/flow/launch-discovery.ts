import { placeIn } from "./project-file.js";
import type { FileIndex } from "./abstract.js";
import { commandsOf, commandWords, normalPath, startedScript, type CommandWords } from "./command-words.js";
import { configTexts } from "./config-text.js";
import { parentOf } from "./modules.js";
import type { ProjectFile } from "./project-file.js";
import { belowRoot } from "../names/root-mark.js";
import { knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Finds the commands of documents and shell texts that start scripts of the project. */
export function discoverLaunches(world: World): void {
  for (const file of world.files) {
    for (const { index, observation } of file.documents) {
      if (observation.act !== "runs" || observation.resource.form !== "command") continue;
      const { name } = observation.resource;
      const texts = typeof name === "string" ? [{ parts: [name], provenance: "literal" as const, bound: [] }] : configTexts(file.path, file.facts, name, "command-line", () => null);
      const environment = new Map((observation.environment ?? []).map((item) => [item.name, configTexts(file.path, file.facts, item.value, "environment", () => null)]));
      const directory = documentDirectory(file, observation.directory);
      for (const text of texts) {
        for (const command of commandWords(world, text, file)) {
          const merged: CommandWords = { ...command, environment: new Map([...environment, ...command.environment]) };
          addLaunch(world, file, merged, directory, { observation: index, at: placeIn(file, observation.at), via: observation.via });
        }
      }
    }
    if (file.facts.commands.length === 0) continue;
    const commands = commandsOf(world, file.facts, file, (texts) => texts);
    commands.forEach((command, i) => {
      const at = file.facts.commands[i]?.at;
      if (at) addLaunch(world, file, command, startDirectory(file), { observation: null, at: placeIn(file, at), via: "command" });
    });
  }
}

interface Origin { readonly observation: number | null; readonly at: ReturnType<typeof placeIn>; readonly via: string }

function addLaunch(world: World, file: ProjectFile, command: CommandWords, base: string | null, origin: Origin): void {
  const changed = command.directory?.[0] ? knownText(command.directory[0]) : null;
  const marked = changed === null ? null : belowRoot(changed);
  const directory = marked !== null ? normalPath(marked) : changed === null ? base : normalPath(base === null || base === "" ? changed : `${base}/${changed}`);
  const started = startedScript(world, command.words, { path: file.path, directory, project: file.project });
  if (!started || started.script === file.index) return;
  world.launches.add({
    ...started, environment: command.environment, directory: command.directory && changed === null ? null : directory,
    path: file.path, observation: origin.observation, starter: null, at: origin.at, via: origin.via, confidence: "certain",
  });
}

/** Working directory of a document's step: what it says, relative to its folder; pipelines of DVC and make run where their file lies. */
function documentDirectory(file: ProjectFile, declared: number | string | undefined): string | null {
  if (declared === undefined) return startDirectory(file);
  const text = typeof declared === "string" ? declared : knownText(configTexts(file.path, file.facts, declared, "literal", () => null)[0] ?? { parts: [{ hole: "unknown", name: "" }], provenance: "literal", bound: [] });
  if (text === null) return null;
  return text.startsWith("/") ? null : normalPath(`${file.directory}/${text}`);
}

function startDirectory(file: ProjectFile): string | null {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  if (/^(?:dvc\.yaml|[Mm]akefile|GNUmakefile|MLproject|justfile)$/.test(name)) return file.directory;
  return file.path.includes(".github/workflows/") || name === ".gitlab-ci.yml" ? parentOf(file.path.slice(0, Math.max(0, file.path.indexOf(".github/")))) : null;
}

/** Console entry points of the manifests: name -> script and function. */
export function readEntryPoints(files: readonly ProjectFile[], moduleOf: (name: string, from: ProjectFile) => FileIndex | null): ReadonlyMap<string, { readonly script: FileIndex; readonly entry: string }> {
  const out = new Map<string, { script: FileIndex; entry: string }>();
  for (const file of files) {
    if (!file.path.endsWith("pyproject.toml")) continue;
    for (const setting of file.facts.settings) {
      const path = setting.path.map(String);
      const name = path[path.length - 1];
      const section = path.slice(0, -1).join(".");
      if (setting.kind !== "scalar" || setting.value === undefined || name === undefined || (section !== "project.scripts" && section !== "tool.poetry.scripts")) continue;
      const value = file.facts.values[setting.value];
      const [module, entry] = value?.kind === "constant" && typeof value.value === "string" ? value.value.split(":") : [];
      const script = module === undefined ? null : moduleOf(module.trim(), file);
      if (script !== null && entry !== undefined) out.set(name, { script, entry: entry.trim() });
    }
  }
  return out;
}
